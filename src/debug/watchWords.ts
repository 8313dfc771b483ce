/** What is said of a watchpoint that was hit: what it watches, the preset, the value before and the value now. */
import type { LayerShape } from '../protocol/engine';
import type { WatchHit, WatchRule } from '../protocol/watch';
import { numberText } from './format';
import { watchedName } from './watched';

/** So many hits are told in one line; of the others only how many there are. */
const MOST_TOLD = 3;

/** `gradientWeights[2, 1] of 'hidden' changed sign: 0.0083 before, -0.0012 now`. */
export function hitWords(layers: readonly LayerShape[], hit: WatchHit): string {
  const { watch, index, count, compared, before, now } = hit;
  const name = watchedName(watch.expression, layers, watch.layer);
  const [a, b] = pairText(before, now);
  return `${name} ${didWords(watch.rule, hit)}${elementWords(index, count, compared)}: ${a} before, ${b} now`;
}

/** Several at once, in one line. */
export function allHitsWords(layers: readonly LayerShape[], hits: readonly WatchHit[]): string {
  const told = hits.slice(0, MOST_TOLD).map((hit) => hitWords(layers, hit));
  const more = hits.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function didWords(rule: WatchRule, { before, now }: WatchHit): string {
  switch (rule.kind) {
    case 'change':
      return 'changed';
    case 'sign':
      return 'changed sign';
    case 'above':
      return `rose above ${numberText(rule.bound)}`;
    case 'below':
      return `fell below ${numberText(rule.bound)}`;
    case 'ratio':
      return `${Math.abs(now) > Math.abs(before) ? 'grew' : 'shrank'} by more than the factor ${numberText(rule.factor)}`;
  }
}

function elementWords(index: readonly number[] | null, count: number, compared: number): string {
  if (index === null) return '';
  const where = `[${index.join(', ')}]`;
  return ` in ${count} of ${compared} ${compared === 1 ? 'element' : 'elements'}, ${count > 1 ? 'first ' : ''}${where}`;
}

/** Both with as many digits as it takes to tell them apart, four at least. */
function pairText(before: number, now: number): [string, string] {
  for (let digits = 4; digits < 17; digits++) {
    const pair = [before, now].map((value) => Number(value.toPrecision(digits)));
    if (pair[0] !== pair[1]) return [String(pair[0]), String(pair[1])];
  }
  return [String(before), String(now)];
}
