import type * as vscode from 'vscode';
import type { FromPanel } from '../protocol/panel';
import { messageOf } from './errors';

/**
 * Makes an edit of a cell by way of the session, as the Variables view does, so that it is printed and VS Code's
 * own views show it. Gives why it was refused, or null.
 */
export async function editFromPanel(
  session: vscode.DebugSession,
  { layer, quantity, index, text }: FromPanel & { type: 'edit' },
): Promise<string | null> {
  const expression = `layers[${layer}].${quantity}${index.map((at) => `[${at}]`).join('')}`;
  try {
    await session.customRequest('setExpression', { expression, value: text });
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
