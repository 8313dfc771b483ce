/** What a watchpoint's condition says: the rule by which a value stops the run. */
import * as l10n from '@vscode/l10n';
import type { WatchRule } from '../protocol/watch';

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
const FORMS: readonly (readonly [RegExp, (number: number) => WatchRule])[] = [
  [/^(?:changes?)?$/i, () => ({ kind: 'change' })],
  [/^(?:(?:changes?\s+)?sign|sign\s+changes?)$/i, () => ({ kind: 'sign' })],
  [new RegExp(`^(?:>|above)\\s*(${NUMBER})$`, 'i'), (bound) => ({ kind: 'above', bound })],
  [new RegExp(`^(?:<|below)\\s*(${NUMBER})$`, 'i'), (bound) => ({ kind: 'below', bound })],
  [new RegExp(`^ratio\\s*>?\\s*(${NUMBER})$`, 'i'), (factor) => ({ kind: 'ratio', factor })],
];

/** The rule that the text says; a message for a person when it says none. */
export function parseWatchRule(condition: string | undefined): WatchRule | string {
  const text = condition?.trim() ?? '';
  for (const [form, ruleOf] of FORMS) {
    const match = form.exec(text);
    if (match === null) continue;
    const rule = ruleOf(Number(match[1]));
    if (rule.kind === 'ratio' && !(rule.factor > 1)) {
      return l10n.t("A ratio is a factor above 1, such as 'ratio 2'; '{0}' has none.", text);
    }
    return rule;
  }
  return l10n.t(
    "A watchpoint's condition is one of 'change' (or nothing), 'sign', 'above 0.5' (or '> 0.5'), 'below -1' (or '< -1') and 'ratio 2'; '{0}' is none of them.",
    text,
  );
}
