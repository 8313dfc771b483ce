/** Scopes and variables of a stop. Numbers are read from the engine when they are looked at, not before. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { QUANTITIES, QUANTITY_NAMES, type Quantity, type QuantityName } from '../protocol/vocabulary';
import { axisText } from '../protocol/text/shapes';
import type { ActiveRun } from './activeRun';
import type { Handles } from './handles';
import { keptElements, keptLength, keptText, type Kept } from './kept';
import { absence, fileSays, frameLayer, layerAt } from './quantities';
import { show, showElements, type Shown } from './shown';
import type { FrameKind } from './stack';
import { currentShape, elementOf, shapeOf, wholeView, type TensorView } from './tensorView';
import { tapeMeaning, tapeText } from './tapeText';
import { TRAINING_NAMES, trainingValue } from './training';
import { hiddenText } from '../protocol/text/hidden';
import { hidesOf, isHidden, readsHidden } from './veil';

/** What can be expanded. `prefix` makes an expression of a quantity's name: `layers[1].`, or nothing. */
export type Container =
  | {
      readonly kind: 'quantities';
      readonly layer: number;
      readonly names: QuantityList;
      readonly prefix: string;
    }
  | { readonly kind: 'training' }
  | { readonly kind: 'layers' }
  | { readonly kind: 'elements'; readonly view: TensorView }
  | { readonly kind: 'kept'; readonly kept: Kept };
type QuantityList = readonly QuantityName[];

const GROUPS = ['Backward', 'Forward', 'Parameters'] as const satisfies readonly Quantity['group'][];

/** The scopes of a frame: all of them at the operation, the Training at the batch step and the epoch. */
export function scopesOf(run: ActiveRun, frame: FrameKind, containers: Handles<Container>): Dap.Scope[] {
  const layer = frameLayer(run);
  const groups = frame === 'operation' ? GROUPS : [];
  const matrices = groups.map((name): Dap.Scope => {
    const names = QUANTITY_NAMES.filter((quantity) => QUANTITIES[quantity].group === name);
    const variablesReference = containers.create({ kind: 'quantities', layer, names, prefix: '' });
    return { name: groupText(name), variablesReference, namedVariables: names.length, expensive: false };
  });
  const training = containers.create({ kind: 'training' });
  return [
    ...matrices,
    {
      name: l10n.t('Training'),
      variablesReference: training,
      namedVariables: TRAINING_NAMES.length + 1,
      expensive: false,
    },
  ];
}

function groupText(group: Quantity['group']): string {
  switch (group) {
    case 'Forward':
      return l10n.t('Forward');
    case 'Backward':
      return l10n.t('Backward');
    case 'Parameters':
      return l10n.t('Parameters');
  }
}

/** Which of the children are asked for. */
export interface Page {
  readonly filter: 'indexed' | 'named' | undefined;
  readonly start: number;
  readonly count: number;
}

/** The variables in a container. */
export async function variablesOf(
  run: ActiveRun,
  container: Container,
  page: Page,
  containers: Handles<Container>,
): Promise<Dap.Variable[]> {
  const indexed = container.kind === 'elements' || container.kind === 'kept';
  if (page.filter !== undefined && (page.filter === 'indexed') !== indexed) return [];
  switch (container.kind) {
    case 'elements':
      return elementVariables(run, container.view, page, containers);
    case 'kept':
      return keptVariables(run, container.kept, page, containers);
    case 'training':
      return trainingVariables(run);
    case 'layers':
      return run.layers.map((shape, layer) => layerVariable(run, layer, shape.name, containers));
    case 'quantities': {
      const { names, layer } = container;
      // The marks come with the summaries, which are dear: without an edit there are none.
      const marked = run.wasEdited ? await run.ask((engine) => engine.summaries(layer)) : null;
      return Promise.all(
        names.map((name) =>
          quantityVariable(run, container, name, markText(marked?.[name]?.mark), containers),
        ),
      );
    }
  }
}

/** The container of a layer as a whole, for expressions such as `layers.hidden`. */
export function layerContainer(layer: number): Container {
  return { kind: 'quantities', layer, names: QUANTITY_NAMES, prefix: `layers[${layer}].` };
}

/** `8 units of 4 inputs, tanh`. */
export function layerText(run: ActiveRun, layer: number): string {
  const { inputs, units, activation } = layerAt(run, layer);
  return `${inputs} → ${units}, ${activation}`;
}

/** What a value adds to a variable or to the result of an expression so that it can be expanded. */
export function expansion(
  shown: Shown,
  containers: Handles<Container>,
): { variablesReference: number; indexedVariables?: number } {
  if (shown.view === null) return { variablesReference: 0 };
  return {
    variablesReference: containers.create({ kind: 'elements', view: shown.view }),
    indexedVariables: shown.indexed,
  };
}

/** The same for a matrix that an expression gave. */
export function keptExpansion(
  kept: Kept,
  containers: Handles<Container>,
): { variablesReference: number; indexedVariables?: number } {
  const length = keptLength(kept);
  if (length === 0) return { variablesReference: 0 };
  return { variablesReference: containers.create({ kind: 'kept', kept }), indexedVariables: length };
}

/** The symbol, the axes and the meaning of a quantity, for a hover. */
export function typeText(quantity: QuantityName): string {
  const { symbol, axes, meaning } = QUANTITIES[quantity];
  return `${symbol}, ${axes.map(axisText).join(' × ')}: ${meaning}`;
}

/** What the file says instead, if the run goes on with another learning rate. */
function learningRateInFile({ state, fileSettings }: ActiveRun): string {
  const inFile = fileSettings.optimizer.learningRate;
  return inFile === state.learningRate ? '' : `  (${fileSays(inFile)})`;
}

/** What an edit has made of a quantity, in words behind its value; nothing when it is untouched. */
export function markText(mark: 'edited' | 'stale' | null | undefined): string {
  if (mark === 'edited') return `  (${l10n.t('edited')})`;
  return mark === 'stale' ? `  (${l10n.t('stale: computed before the edit')})` : '';
}

async function trainingVariables(run: ActiveRun): Promise<Dap.Variable[]> {
  const variables = TRAINING_NAMES.map((name) => {
    const { value, absence: without, meaning } = trainingValue(run, name);
    if (name === 'loss' && value !== null && isHidden(run, frameLayer(run), name))
      return leaf(name, hiddenText(), meaning, name, 'virtual');
    const stale = name === 'loss' && run.state.lossIsStale ? markText('stale') : '';
    const inFile = name === 'learningRate' ? learningRateInFile(run) : '';
    const standing = name === 'learningRate' ? 'editable' : 'fixed';
    const shown = `${value ?? without}${stale}${inFile}`;
    return leaf(name, shown, meaning, name, value === null ? 'virtual' : standing);
  });
  const tape = tapeText(await run.ask((engine) => engine.tapeReport()));
  // Of the debugger, not of the training: no expression knows it.
  return [...variables, leaf('tape', tape, tapeMeaning(), undefined, 'fixed')];
}

async function quantityVariable(
  run: ActiveRun,
  { layer, prefix }: Extract<Container, { kind: 'quantities' }>,
  name: QuantityName,
  mark: string,
  containers: Handles<Container>,
): Promise<Dap.Variable> {
  const evaluateName = `${prefix}${name}`;
  if (isHidden(run, layer, name)) return leaf(name, hiddenText(), typeText(name), evaluateName, 'virtual');
  const shape = await run.ask((engine) => currentShape(engine, layer, name));
  const shown =
    shape && (await run.ask((engine) => show(engine, wholeView(layer, name, shape, evaluateName))));
  if (shown === null) {
    return leaf(name, absence(run, layer, name), typeText(name), evaluateName, 'virtual');
  }
  const variable = leaf(name, `${shown.value}${mark}`, typeText(name), evaluateName, 'editable');
  return { ...variable, ...expansion(shown, containers) };
}

async function elementVariables(
  run: ActiveRun,
  view: TensorView,
  page: Page,
  containers: Handles<Container>,
): Promise<Dap.Variable[]> {
  // Unfolded before it was hidden.
  if (isHidden(run, view.layer, view.quantity)) return [];
  const elements = await run.ask((engine) => showElements(engine, view, page.start, page.count));
  return (elements ?? []).map((shown, i) => {
    const index = page.start + i;
    const element = elementOf(view, index);
    const type = shapeOf(element).length === 0 ? 'float32' : typeText(view.quantity);
    const variable = leaf(`[${index}]`, shown.value, type, element.name, 'editable');
    return { ...variable, ...expansion(shown, containers) };
  });
}

function keptVariables(
  run: ActiveRun,
  kept: Kept,
  page: Page,
  containers: Handles<Container>,
): Dap.Variable[] {
  // Computed before what it reads was hidden.
  if (readsHidden(kept.name, run.layers, frameLayer(run), hidesOf(run))) return [];
  return keptElements(kept, page.start, page.count).map((element, i) => {
    const type = element.shape.length === 0 ? l10n.t('a number') : l10n.t('a part of a result');
    const variable = leaf(`[${page.start + i}]`, keptText(element), type, element.name, 'fixed');
    return { ...variable, ...keptExpansion(element, containers) };
  });
}

function layerVariable(
  run: ActiveRun,
  layer: number,
  name: string,
  containers: Handles<Container>,
): Dap.Variable {
  const variablesReference = containers.create(layerContainer(layer));
  return {
    ...leaf(name, layerText(run, layer), l10n.t('layer'), `layers[${layer}]`, 'fixed'),
    variablesReference,
  };
}

function leaf(
  name: string,
  value: string,
  type: string,
  evaluateName: string | undefined,
  standing: 'virtual' | 'fixed' | 'editable',
): Dap.Variable {
  return {
    name,
    value,
    type,
    ...(evaluateName === undefined ? {} : { evaluateName }),
    variablesReference: 0,
    presentationHint: {
      kind: standing === 'virtual' ? 'virtual' : 'data',
      ...(standing === 'editable' ? {} : { attributes: ['readOnly'] }),
    },
  };
}
