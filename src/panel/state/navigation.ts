/** Where a person was looking: the only thing that the panel keeps over a reload. */
import { QUANTITY_NAMES, type QuantityName } from '../../protocol/vocabulary';
import { VIEW_NAMES, type ViewName } from '../../protocol/views';
import { NO_TRAIL, trailFrom, type Trail } from './trail';

export interface Scroll {
  readonly top: number;
  readonly left: number;
}

export interface Navigation {
  /** The run and layer that were on show. */
  readonly run: string | null;
  readonly layer: number | null;
  readonly view: ViewName;
  /** The sample of the batch that was chosen: its rows are lit, and its Jacobian is shown. Null: none. */
  readonly sample: number | null;
  /** The numbers that were explained. */
  readonly trail: Trail;
  /** The bias is drawn as one more row of the weights. */
  readonly biasAsRow: boolean;
  readonly scrolls: Readonly<Partial<Record<QuantityName, Scroll>>>;
  /** What is chosen in the views' own controls, by the control's name; a view knows what its values mean. */
  readonly choices: Readonly<Record<string, string>>;
}

export const NO_NAVIGATION: Navigation = {
  run: null,
  layer: null,
  view: 'step',
  sample: null,
  trail: NO_TRAIL,
  biasAsRow: false,
  scrolls: {},
  choices: {},
};

/** What an earlier panel stored, as far as it still makes sense; anything else is as if nothing were stored. */
export function navigationFrom(stored: unknown): Navigation {
  if (!isRecord(stored)) return NO_NAVIGATION;
  const scrolls: Partial<Record<QuantityName, Scroll>> = {};
  if (isRecord(stored.scrolls)) {
    for (const quantity of QUANTITY_NAMES) {
      const scroll = stored.scrolls[quantity];
      if (isRecord(scroll) && isCount(scroll.top) && isCount(scroll.left))
        scrolls[quantity] = { top: scroll.top, left: scroll.left };
    }
  }
  return {
    run: typeof stored.run === 'string' ? stored.run : null,
    layer: isCount(stored.layer) ? stored.layer : null,
    view: VIEW_NAMES.find((name) => name === stored.view) ?? NO_NAVIGATION.view,
    sample: isCount(stored.sample) ? Math.floor(stored.sample) : null,
    trail: trailFrom(stored.trail),
    biasAsRow: stored.biasAsRow === true,
    scrolls,
    choices: isRecord(stored.choices) ? wordsIn(stored.choices) : {},
  };
}

function wordsIn(stored: Record<string, unknown>): Record<string, string> {
  const words = Object.entries(stored).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(words);
}

/** What is chosen in a control, if it is one of the values that it has now; otherwise the first of them. */
export function choiceOf<Value extends string>(
  { choices }: Navigation,
  control: string,
  values: readonly [Value, ...Value[]],
): Value {
  return values.find((value) => value === choices[control]) ?? values[0];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
