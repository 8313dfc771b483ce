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
  /** As it is said of a watchpoint that was set; `number` is what was typed, where it asks. */
  readonly words: (number: string) => string;
}

const RULES: () => readonly RuleItem[] = () => [
  {
    label: vscode.l10n.t('changes'),
    description: 'change',
    condition: 'change',
    words: () => vscode.l10n.t('changes'),
  },
  {
    label: vscode.l10n.t('changes sign'),
    description: 'sign',
    condition: 'sign',
    words: () => vscode.l10n.t('changes sign'),
  },
  {
    label: vscode.l10n.t('rises above…'),
    description: 'above 0.5',
    condition: 'above',
    asks: vscode.l10n.t('The bound'),
    words: (bound) => vscode.l10n.t('rises above {0}', bound),
  },
  {
    label: vscode.l10n.t('falls below…'),
    description: 'below -1',
    condition: 'below',
    asks: vscode.l10n.t('The bound'),
    words: (bound) => vscode.l10n.t('falls below {0}', bound),
  },
  {
    label: vscode.l10n.t('grows or shrinks by more than a factor…'),
    description: 'ratio 2',
    condition: 'ratio',
    asks: vscode.l10n.t('The factor, above 1'),
    words: (factor) => vscode.l10n.t('grows or shrinks by more than the factor {0}', factor),
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
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Backstep breaks when {0} {1}. It stands among the breakpoints.',
      nameOf(runs, watched),
      rule.words,
    ),
  );
}

interface ChosenRule {
  readonly condition: string;
  readonly words: string;
}

function givenRule(condition: string): ChosenRule {
  const rule = parseWatchRule(condition);
  if (typeof rule === 'string') throw new Error(rule);
  return { condition, words: vscode.l10n.t('does this: {0}', condition) };
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
    title: vscode.l10n.t('Break when a value changes'),
    prompt: vscode.l10n.t('A quantity, one of its elements, or an expression'),
    placeHolder: 'layers.hidden.gradientWeights[2, 1]',
    value: faultOf(runs, selected) === undefined ? selected : '',
    validateInput: (text) => (text.trim() === '' ? undefined : faultOf(runs, text)),
  });
}

async function askRule(name: string): Promise<ChosenRule | undefined> {
  const item = await vscode.window.showQuickPick(RULES(), {
    title: vscode.l10n.t('Break when {0} …', name),
  });
  if (item === undefined) return undefined;
  const { condition, label, asks, words } = item;
  if (asks === undefined) return { condition, words: words('') };
  const number = await vscode.window.showInputBox({
    title: vscode.l10n.t('Break when {0} {1}', name, label),
    prompt: asks,
    validateInput: (text) => {
      const rule = parseWatchRule(`${condition} ${text}`);
      return typeof rule === 'string' ? rule : undefined;
    },
  });
  if (number === undefined) return undefined;
  return { condition: `${condition} ${number.trim()}`, words: words(number.trim()) };
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
