/** The tools below a matrix that stay open while one works with them. */
import type { QuantityName } from '../../protocol/vocabulary';
import type { PanelEvent } from './model';
import { choiceOf, type Navigation } from './navigation';

export type CardTool = 'goTo' | 'histogram';

function controlOf(tool: CardTool, quantity: QuantityName): string {
  return `${tool} ${quantity}`;
}

export function isToolOpen(navigation: Navigation, tool: CardTool, quantity: QuantityName): boolean {
  return choiceOf(navigation, controlOf(tool, quantity), ['closed', 'open']) === 'open';
}

/** What opens or closes a tool. */
export function toolChosen(tool: CardTool, quantity: QuantityName, open: boolean): PanelEvent {
  return { kind: 'chosen', control: controlOf(tool, quantity), value: open ? 'open' : 'closed' };
}
