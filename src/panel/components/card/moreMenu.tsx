/** All that one can do with a matrix, in one menu below it. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { isChecked, type CheckedQuantity } from '../../../protocol/gradientCheck';
import type { TensorSummary } from '../../../protocol/tensor';
import type { QuantityName } from '../../../protocol/vocabulary';
import type { Place } from '../../drawing/window';
import { isToolOpen, type CardTool } from '../../state/cardTools';
import type { Navigation } from '../../state/navigation';
import { elementName } from '../../text/words';
import { exportItems, type Exported } from '../saving/exportItems';
import { Menu, type MenuItem } from '../menu';
import { PRACTICE_KEY } from '../practice/practising';
import { WATCH_KEY } from '../watching';

/** What was chosen. */
export type CardAct =
  | { readonly kind: 'tool'; readonly tool: CardTool }
  | { readonly kind: 'go'; readonly index: readonly number[] }
  | { readonly kind: 'watch' }
  | { readonly kind: 'predict' }
  | { readonly kind: 'formula' }
  | { readonly kind: 'check'; readonly quantity: CheckedQuantity }
  | { readonly kind: 'export'; readonly exported: Exported };

interface MoreMenuProps {
  readonly quantity: QuantityName;
  readonly summary: TensorSummary;
  /** The sample on show, of a quantity of three axes. */
  readonly sample: number;
  /** The element that had the focus last. */
  readonly place: Place | null;
  /** An operation makes it of quantities that an expression can name. */
  readonly hasFormula: boolean;
  /** Its numbers are those of the moment on show. */
  readonly fresh: boolean;
  /** The current numbers are on show, not those of the batch step before. */
  readonly current: boolean;
  readonly navigation: Navigation;
  readonly onAct: (act: CardAct) => void;
}

export function MoreMenu(props: MoreMenuProps): JSX.Element {
  const { quantity, onAct } = props;
  return (
    <Menu
      action={`more-${quantity}`}
      label={l10n.t('More for {0}', quantity)}
      name={l10n.t('More for {0}', quantity)}
      title={l10n.t('Find, count, watch, predict, copy or save {0}', quantity)}
      enabled
      items={itemsOf(props)}
      onChoose={onAct}
    >
      {l10n.t('More')}
    </Menu>
  );
}

function itemsOf(props: MoreMenuProps): MenuItem<CardAct>[] {
  const { quantity, summary, sample, place, fresh, current, navigation } = props;
  const axes = summary.shape.length;
  const tool = (name: CardTool, label: string): MenuItem<CardAct> => ({
    key: name,
    choice: { kind: 'tool', tool: name },
    label,
    checked: isToolOpen(navigation, name, quantity),
  });
  const jump = (name: string, label: string, index: readonly number[] | null): MenuItem<CardAct>[] =>
    index === null
      ? []
      : [{ key: name, choice: { kind: 'go', index }, label, hint: `[${index.join(', ')}]`, enabled: fresh }];
  const element = place === null ? '' : elementName(quantity, axes, sample, place.row, place.column);
  const watch: MenuItem<CardAct> = {
    key: 'watch',
    choice: { kind: 'watch' },
    label:
      place === null
        ? l10n.t('Break on change of {0}…', quantity)
        : l10n.t('Break on {0} of {1}…', element.slice(quantity.length), quantity),
    shortcut: WATCH_KEY,
  };
  // What is told and copied of a matrix is its current numbers.
  if (!current) return [tool('goTo', l10n.t('Go to…')), watch];
  return [
    tool('goTo', l10n.t('Go to…')),
    ...jump('largest', l10n.t('Largest |x|'), summary.largest),
    ...jump('nonFinite', l10n.t('First non-finite'), summary.firstNonFinite),
    { ...tool('histogram', l10n.t('Histogram of {0}', quantity)), startsGroup: true },
    watch,
    ...practiceItems(props, element),
    ...checkItems(quantity),
    ...exportItems(quantity, axes, sample).map((item, i) => ({
      ...item,
      choice: { kind: 'export', exported: item.choice } as const,
      enabled: fresh,
      startsGroup: i === 0,
    })),
  ];
}

/** Exercises on it. */
function practiceItems(
  { quantity, place, fresh, hasFormula }: MoreMenuProps,
  element: string,
): MenuItem<CardAct>[] {
  const predict: MenuItem<CardAct> = {
    key: 'predict',
    choice: { kind: 'predict' },
    label: l10n.t('Predict {0}…', place === null ? quantity : element),
    shortcut: PRACTICE_KEY,
    enabled: fresh,
    startsGroup: true,
  };
  const formula: MenuItem<CardAct> = {
    key: 'formula',
    choice: { kind: 'formula' },
    label: l10n.t('Write its formula…'),
    enabled: fresh,
  };
  return hasFormula ? [predict, formula] : [predict];
}

/** Of the gradient of a parameter: the same number found by trying. */
function checkItems(quantity: QuantityName): MenuItem<CardAct>[] {
  if (!isChecked(quantity)) return [];
  return [
    { key: 'check', choice: { kind: 'check', quantity }, label: l10n.t('Check by finite differences') },
  ];
}
