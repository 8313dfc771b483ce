/** All that one can do with a matrix, in one menu below it. */
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
import { WATCH_KEY } from '../watching';

/** What was chosen. */
export type CardAct =
  | { readonly kind: 'tool'; readonly tool: CardTool }
  | { readonly kind: 'go'; readonly index: readonly number[] }
  | { readonly kind: 'watch' }
  | { readonly kind: 'check'; readonly quantity: CheckedQuantity }
  | { readonly kind: 'export'; readonly exported: Exported };

interface MoreMenuProps {
  readonly quantity: QuantityName;
  readonly summary: TensorSummary;
  /** The sample on show, of a quantity of three axes. */
  readonly sample: number;
  /** The element that had the focus last. */
  readonly place: Place | null;
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
      label={`More for ${quantity}`}
      title={`Find, count, watch, copy or save ${quantity}`}
      enabled
      items={itemsOf(props)}
      onChoose={onAct}
    >
      More<span class="unseen"> for {quantity}</span>
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
    label: `Break on ${place === null ? 'change' : element.slice(quantity.length)} of ${quantity}…`,
    shortcut: WATCH_KEY,
  };
  // What is told and copied of a matrix is its current numbers.
  if (!current) return [tool('goTo', 'Go to…'), watch];
  return [
    tool('goTo', 'Go to…'),
    ...jump('largest', 'Largest |x|', summary.largest),
    ...jump('nonFinite', 'First non-finite', summary.firstNonFinite),
    { ...tool('histogram', `Histogram of ${quantity}`), startsGroup: true },
    watch,
    ...checkItems(quantity),
    ...exportItems(quantity, axes, sample).map((item, i) => ({
      ...item,
      choice: { kind: 'export', exported: item.choice } as const,
      enabled: fresh,
      startsGroup: i === 0,
    })),
  ];
}

/** Of the gradient of a parameter: the same number found by trying. */
function checkItems(quantity: QuantityName): MenuItem<CardAct>[] {
  if (!isChecked(quantity)) return [];
  return [{ key: 'check', choice: { kind: 'check', quantity }, label: 'Check by finite differences' }];
}
