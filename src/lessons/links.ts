/**
 * The links of a lesson: `goto:output.gradientWeights@0`, `view:picture`, `show:output.weights[0, :]`,
 * `why:output.gradientWeights[0, 1]`, `page:id-of-the-page`, `term:gradient`, and addresses of the web.
 */
import * as l10n from '@vscode/l10n';
import type { ControlName, LinkTarget } from '../protocol/lesson';
import { VIEW_NAMES, type ViewName } from '../protocol/views';
import { unknownWord } from './faults';
import type { LessonNetwork } from './network';
import { isOneNumber, readCells, readPlace, type Read } from './references';

/** What links of a lesson may lead to. */
export interface LinkSetting {
  readonly network: LessonNetwork | null;
  readonly pageIds: readonly string[];
  readonly hide: readonly (ViewName | ControlName)[];
}

const SCHEMES = ['goto', 'view', 'show', 'why', 'page', 'term', 'https'] as const;

/** The part of a link before the colon and the one after it; percent signs are read as in an address. */
export function linkParts(url: string): { readonly scheme: string; readonly rest: string } {
  const [, scheme = '', rest = ''] = /^([a-z]+):(.*)$/is.exec(url) ?? [];
  return { scheme: scheme.toLowerCase(), rest: decoded(rest) };
}

/** Of every link but `term:`, which is no link but a word to be explained. */
export function readLink(url: string, { network, pageIds, hide }: LinkSetting): Read<LinkTarget> {
  const { scheme, rest } = linkParts(url);
  switch (scheme) {
    case 'goto': {
      const { value: place, fault } = readPlace(rest, network);
      return place === null ? { value: null, fault } : { value: { to: 'place', place }, fault: null };
    }
    case 'view': {
      const view = VIEW_NAMES.find((name) => name === rest);
      if (view === undefined) return { value: null, fault: unknownWord('view', rest, [...VIEW_NAMES]) };
      const fault = hiddenView(view, hide);
      return fault === null ? { value: { to: 'view', view }, fault } : { value: null, fault };
    }
    case 'show':
    case 'why': {
      const { value: cells, fault } = readCells(rest, network);
      if (cells === null) return { value: null, fault };
      if (scheme === 'why' && !isOneNumber(cells))
        return {
          value: null,
          fault: l10n.t("'{0}' is not one number: why: explains one, show: lights up many.", rest),
        };
      if (scheme === 'why' && hide.includes('explanations'))
        return { value: null, fault: l10n.t("This lesson hides 'explanations', which why: opens.") };
      const hidden = scheme === 'show' ? hiddenView('step', hide) : null;
      if (hidden !== null) return { value: null, fault: hidden };
      return { value: { to: scheme === 'why' ? 'why' : 'cells', cells }, fault: null };
    }
    case 'page': {
      const page = pageIds.indexOf(rest);
      if (page < 0) return { value: null, fault: unknownWord('page', rest, pageIds) };
      return { value: { to: 'page', page }, fault: null };
    }
    case 'https':
      return { value: { to: 'web', url }, fault: null };
    default:
      return {
        value: null,
        fault: l10n.t(
          "'{0}' leads nowhere from a lesson: a link begins with {1}.",
          url,
          SCHEMES.map((name) => `${name}:`).join(', '),
        ),
      };
  }
}

export function hiddenView(view: ViewName, hide: LinkSetting['hide']): string | null {
  return hide.includes(view) ? l10n.t("This lesson hides the view '{0}'.", view) : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that begins no escape is a percent sign.
    return text;
  }
}
