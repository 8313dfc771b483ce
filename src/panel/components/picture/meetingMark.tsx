/** The axis that two factors share, marked on both and joined around the corner; or that they do not share one. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { Meeting } from '../../drawing/meeting';
import type { Rect } from '../../drawing/rect';

interface MeetingMarkProps {
  readonly id: string;
  readonly mark: Meeting;
  readonly words: { readonly text: string; readonly meets: boolean };
  /** The operation that sums over it is on show. */
  readonly lit: boolean;
}

export function MeetingMark({ id, mark, words, lit }: MeetingMarkProps): JSX.Element {
  const { x, y, grows } = mark.label;
  return (
    <div
      class={`meeting${words.meets ? '' : ' no-meeting'}${lit ? ' lit' : ''}`}
      data-meeting={id}
      data-meets={words.meets}
    >
      <svg aria-hidden="true">
        <path d={mark.arc} />
      </svg>
      <span class="meeting-bar" style={pixels(mark.upright)} />
      <span class="meeting-bar" style={pixels(mark.level)} />
      <span class={`meeting-words meeting-${grows}`} style={{ left: `${x}px`, top: `${y}px` }}>
        {words.text}
        <span class="unseen">
          :{' '}
          {words.meets
            ? l10n.t('the axis that {0} sums over, on both factors', id)
            : l10n.t('the two factors of {0} share no axis here', id)}
        </span>
      </span>
    </div>
  );
}

function pixels({ left, top, width, height }: Rect): Record<keyof Rect, string> {
  return { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
}
