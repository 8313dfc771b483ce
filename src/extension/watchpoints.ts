/**
 * Watchpoints from the panel and by command. Only the editor's own views can make data breakpoints, so these are
 * function breakpoints `watch EXPRESSION` whose condition is the rule: they stand in the Breakpoints view, can be
 * edited there, and are kept from session to session.
 */
import * as vscode from 'vscode';
import { qualified, watchedFault, watchedName } from '../debug/watched';
import { parseWatchRule } from '../debug/watchRule';
import { compile } from '../expressions/expression';
import { messageOf } from './errors';
import type { Runs } from './runs';

interface RuleItem extends vscode.QuickPickItem {
  readonly condition: string;
  /** Set when the rule takes a number: what it is. */
  readonly asks?: string;
  /** As it is said of a watchpoint that was set. */
  readonly words: string;
}

const RULES: readonly RuleItem[] = [
  { label: 'changes', description: 'change', condition: 'change', words: 'changes' },
  { label: 'changes sign', description: 'sign', condition: 'sign', words: 'changes sign' },
  {
    label: 'rises above…',
    description: 'above 0.5',
    condition: 'above',
    asks: 'The bound',
    words: 'rises above',
  },
  {
    label: 'falls below…',
    description: 'below -1',
    condition: 'below',
    asks: 'The bound',
    words: 'falls below',
  },
  {
    label: 'grows or shrinks by more than a factor…',
    description: 'ratio 2',
    condition: 'ratio',
    asks: 'The factor, above 1',
    words: 'grows or shrinks by more than the factor',
  },
];

/** Asks what is not given; nothing is set when the person gives up on the way. */
export async function breakOnChange(
  runs: Runs,
  expression: string | undefined,
  condition: string | undefined,
): Promise<void> {
  const written = expression ?? (await askExpression(runs));
  if (written === undefined) return;
  const watched = inFrame(runs, written);
  const rule = condition === undefined ? await askRule(nameOf(runs, watched)) : givenRule(condition);
  if (rule === undefined) return;
  add(watched, rule.condition);
  const said = `Backstep breaks when ${nameOf(runs, watched)} ${rule.words}.`;
  void vscode.window.showInformationMessage(`${said} It stands among the breakpoints.`);
}

interface ChosenRule {
  readonly condition: string;
  readonly words: string;
}

function givenRule(condition: string): ChosenRule {
  const rule = parseWatchRule(condition);
  if (typeof rule === 'string') throw new Error(rule);
  return { condition, words: `does this: ${condition}` };
}

/** One that stands there already is switched on, not set twice. */
function add(expression: string, condition: string): void {
  const name = `watch ${expression}`;
  const same = vscode.debug.breakpoints.filter(
    (one) =>
      one instanceof vscode.FunctionBreakpoint && one.functionName === name && one.condition === condition,
  );
  vscode.debug.removeBreakpoints(same);
  vscode.debug.addBreakpoints([new vscode.FunctionBreakpoint(name, true, condition)]);
}

async function askExpression(runs: Runs): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection).trim() ?? '';
  return vscode.window.showInputBox({
    title: 'Break when a value changes',
    prompt: 'A quantity, one of its elements, or an expression',
    placeHolder: 'layers.hidden.gradientWeights[2, 1]',
    value: faultOf(runs, selected) === undefined ? selected : '',
    validateInput: (text) => (text.trim() === '' ? undefined : faultOf(runs, text)),
  });
}

async function askRule(name: string): Promise<ChosenRule | undefined> {
  const item = await vscode.window.showQuickPick(RULES, { title: `Break when ${name} …` });
  if (item?.asks === undefined) return item;
  const number = await vscode.window.showInputBox({
    title: `Break when ${name} ${item.words} …`,
    prompt: item.asks,
    validateInput: (text) => {
      const rule = parseWatchRule(`${item.condition} ${text}`);
      return typeof rule === 'string' ? rule : undefined;
    },
  });
  if (number === undefined) return undefined;
  return { condition: `${item.condition} ${number.trim()}`, words: `${item.words} ${number.trim()}` };
}

/** With the plain names made those of the layer at which the run stands. Throws for what is no expression. */
function inFrame(runs: Runs, text: string): string {
  const view = runs.active?.follower.view();
  if (view === undefined || view.kind === 'none') return compile(text).text.trim();
  return qualified(text, view.description.layers[frameLayer(view)]?.name ?? '');
}

/** What is wrong with the expression, as far as the run at hand tells. */
function faultOf(runs: Runs, text: string): string | undefined {
  if (text === '') return undefined;
  const view = runs.active?.follower.view();
  try {
    const written = inFrame(runs, text);
    if (view === undefined || view.kind === 'none') return undefined;
    return watchedFault(written, view.description) ?? undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function nameOf(runs: Runs, expression: string): string {
  const view = runs.active?.follower.view();
  if (view === undefined || view.kind === 'none') return expression;
  return watchedName(expression, view.description.layers, frameLayer(view));
}

type LiveView = Exclude<ReturnType<NonNullable<Runs['active']>['follower']['view']>, { kind: 'none' }>;

function frameLayer({ state, description }: LiveView): number {
  return state.position?.layer ?? description.layers.length - 1;
}
