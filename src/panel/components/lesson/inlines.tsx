/** The text of a lesson. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { Inline, LinkTarget } from '../../../protocol/lesson';
import { QUANTITIES } from '../../../protocol/vocabulary';
import { hasItsRun } from '../../state/lesson';
import { cellsWords, placeWords } from '../../text/lesson';
import { InlineButton } from './inlineButton';
import { follow, useLesson } from './lessonContext';
import { LiveValue } from './liveValue';
import { MathTree } from './mathTree';
import { TermWord } from './term';

export function Inlines({ content }: { readonly content: readonly Inline[] }): JSX.Element {
  return (
    <>
      {content.map((inline, i) => (
        <OneInline key={i} inline={inline} />
      ))}
    </>
  );
}

function OneInline({ inline }: { readonly inline: Inline }): JSX.Element {
  switch (inline.kind) {
    case 'text':
      return <>{inline.text}</>;
    case 'strong':
      return (
        <strong>
          <Inlines content={inline.content} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines content={inline.content} />
        </em>
      );
    case 'code':
      return <code>{inline.text}</code>;
    case 'math':
      return <MathTree math={inline.math} />;
    case 'quantity': {
      const { symbol, meaning, group } = QUANTITIES[inline.name];
      return (
        <span class={`quantity accent-${group.toLowerCase()}`} title={`${symbol}: ${meaning}`}>
          {inline.name}
        </span>
      );
    }
    case 'value':
      return <LiveValue of={inline.of} />;
    case 'term':
      return <TermWord term={inline.key}>{inline.text}</TermWord>;
    case 'link':
      return <LinkTo target={inline.target} content={inline.content} />;
    case 'break':
      return <br />;
  }
}

interface LinkToProps {
  readonly target: LinkTarget;
  readonly content: readonly Inline[];
}

/** What acts on the run is a button; what leads to the web is a link. */
function LinkTo({ target, content }: LinkToProps): JSX.Element {
  const place = useLesson();
  if (target.to === 'web') {
    return (
      <a href={target.url}>
        <Inlines content={content} />
      </a>
    );
  }
  // Of another run there is nothing to show, and this one stays where it is.
  const works = target.to === 'view' || target.to === 'page' || hasItsRun(place.state);
  return (
    <InlineButton
      class={`lesson-link to-${target.to}`}
      data-to={target.to}
      title={works ? linkWords(target) : l10n.t('Start the run of this lesson first.')}
      aria-disabled={!works}
      onPress={() => {
        if (works) follow(target, place);
      }}
    >
      <Inlines content={content} />
    </InlineButton>
  );
}

function linkWords(target: Exclude<LinkTarget, { to: 'web' }>): string {
  switch (target.to) {
    case 'place':
      return l10n.t('Puts the run just after {0}', placeWords(target.place));
    case 'view':
      return l10n.t('Opens this view');
    case 'cells':
      return l10n.t('Shows {0}', cellsWords(target.cells));
    case 'why':
      return l10n.t('Explains {0}', cellsWords(target.cells));
    case 'page':
      return l10n.t('Turns to this page');
  }
}
