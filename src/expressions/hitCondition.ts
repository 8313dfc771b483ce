/** Hit conditions of breakpoints: after how many hits to stop. */
import * as l10n from '@vscode/l10n';
import { ExpressionError } from './error';

/** Whether to stop at the hit with this count; the first is 1. */
export type HitCondition = (count: number) => boolean;

const FORM = /^\s*(?<sign>>=|<=|==|=|>|<|%|[^\d\s-]+)?\s*(?<count>-?[\d.]+(?:e\d+)?)\s*$/i;

/**
 * `5` (the fifth hit only), `== 5`, `>= 3`, `> 3`, `< 3`, `<= 3`, `% 10` (every tenth hit).
 * Throws ExpressionError for anything else.
 */
export function parseHitCondition(text: string): HitCondition {
  const whole = { start: 0, end: text.length };
  const groups = FORM.exec(text)?.groups;
  if (!groups) {
    throw new ExpressionError(l10n.t('A hit count is a number, perhaps with a sign: 5, >= 3, % 10.'), whole);
  }
  const { sign = '==', count: digits = '' } = groups;
  const count = Number(digits);
  if (!/^\d+$/.test(digits) || !Number.isSafeInteger(count)) {
    throw new ExpressionError(l10n.t('A hit count is a whole number, not {0}.', digits), whole);
  }
  if (count === 0 && !['>', '>='].includes(sign)) {
    throw new ExpressionError(l10n.t('Hits are counted from 1.'), whole);
  }
  const condition = comparison(sign, count);
  if (condition) return condition;
  throw new ExpressionError(l10n.t("There is no '{0}' here, only ==, >=, >, <=, < and %.", sign), whole);
}

function comparison(sign: string, count: number): HitCondition | null {
  switch (sign) {
    case '=':
    case '==':
      return (hits) => hits === count;
    case '>=':
      return (hits) => hits >= count;
    case '>':
      return (hits) => hits > count;
    case '<=':
      return (hits) => hits <= count;
    case '<':
      return (hits) => hits < count;
    case '%':
      return (hits) => hits % count === 0;
    default:
      return null;
  }
}
