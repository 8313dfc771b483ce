/** What is hidden in the panel while a prediction of it is asked, by the lesson's page or at this pause. */
import type { Cells } from '../../protocol/lesson';
import type { LossCurve, RunDescription } from '../../protocol/engine';
import { partsOf } from '../../protocol/moments';
import type { RunView } from '../../protocol/panel';
import type { Answer, Question } from '../../protocol/questions';
import type { TensorSlice, TensorSummary } from '../../protocol/tensor';
import type { QuantityName, ReadableName } from '../../protocol/vocabulary';
import type { Patch } from '../provenance/leaves';
import { cellsHiddenBy, pendingIn, pendingOn, placesOf, type Predict } from '../../protocol/veil';
import { hasItsRun, pageOnShow, patchOf } from './lesson';
import type { PanelState } from './model';
import { practiceOnShow } from './practice';
import type { Sheet } from './tiles';

type LiveRun = Exclude<RunView, { kind: 'none' }>;

/** A patch of one sample's matrix, or of all of them. */
interface HiddenPatch extends Patch {
  readonly everySample: boolean;
}

/** The predictions that the page on show, or the exercise at this pause, still waits for. */
export function pendingPredictions(
  state: Pick<PanelState, 'lesson' | 'practice' | 'run'>,
): readonly Predict[] {
  const { lesson } = state;
  const page = lesson === null ? undefined : pageOnShow(lesson);
  const ofPage =
    lesson === null || page === undefined || !hasItsRun(state) ? [] : pendingOn(page, lesson.records);
  const practice = practiceOnShow(state);
  return practice === null ? ofPage : [...ofPage, ...pendingIn(practice.exercise, practice.record)];
}

/** Those of them whose numbers are there now. What is predicted ahead is not hidden before it is made. */
function hiddenNow(state: Pick<PanelState, 'lesson' | 'practice' | 'run'>): readonly Predict[] {
  const { run } = state;
  if (run.kind === 'none') return [];
  const { layers } = run.description;
  return pendingPredictions(state).filter(
    (exercise) => run.state.moment >= (cellsHiddenBy(exercise, layers).from ?? 0),
  );
}

/** Whether the shape itself is to be predicted: then nothing of the matrix may be drawn, and its size not be said. */
export function isShapeHidden(state: PanelState, layer: number, quantity: ReadableName): boolean {
  if (state.run.kind === 'none') return false;
  const { description } = state.run;
  return pendingPredictions(state).some(
    ({ ask, of }) =>
      ask === 'shape' &&
      patchesOf(of, description, state).some((patch) => patch.layer === layer && patch.quantity === quantity),
  );
}

/** The matrices whose shape is to be predicted: of each the layer's name and the quantity. */
export function secretShapes(state: PanelState): ReadonlySet<string> {
  const { run } = state;
  if (run.kind === 'none') return new Set();
  const secret = pendingPredictions(state).filter(({ ask }) => ask === 'shape');
  const patches = secret.flatMap(({ of }) => patchesOf(of, run.description, state));
  return new Set(
    patches.map(({ layer, quantity }) => `${run.description.layers[layer]?.name ?? ''} ${quantity}`),
  );
}

const known = new WeakMap<PanelState, PanelState>();

/** The state to draw: in place of each hidden number it has NaN, wherever the panel holds it. */
export function veiled(state: PanelState): PanelState {
  const before = known.get(state);
  if (before !== undefined) return before;
  const made = withVeil(state);
  known.set(state, made);
  return made;
}

function withVeil(state: PanelState): PanelState {
  const { run } = state;
  if (run.kind === 'none' || pendingPredictions(state).length === 0) return state;
  const curve = withoutHidden(state, run);
  const pending = hiddenNow(state);
  if (pending.length === 0) return curve === state.curve ? state : { ...state, curve };
  const patches = pending.flatMap(({ of }) => patchesOf(of, run.description, state));
  const hidesLoss = pending.some(({ of }) => of.quantity === 'loss');
  const shown = state.layer?.layer;
  return {
    ...state,
    run: hidesLoss && run.state.loss !== null ? { ...run, state: { ...run.state, loss: NaN } } : run,
    curve,
    layer: state.layer === null ? null : { ...state.layer, summaries: summariesOf(state.layer, patches) },
    sheets: sheetsOf(state.sheets, shown, patches),
    parts: new Map(
      [...state.parts].map(([key, part]) => {
        const [layer, quantity] = key.split(' ');
        const hidden = patches.filter((one) => String(one.layer) === layer && one.quantity === quantity);
        return [key, hidden.length === 0 ? part : { ...part, slice: without(part.slice, hidden) }];
      }),
    ),
    questions: {
      ...state.questions,
      answers: new Map(
        [...state.questions.answers].filter(([key, { answer }]) => {
          const question = JSON.parse(key) as Question;
          return !tellsOf(question, patches) && !isStripOfStep(answer, patches, run);
        }),
      ),
    },
  };
}

/** The losses without those that are to be predicted: a run that was further knows them already. */
function withoutHidden(state: PanelState, { description, state: { moment } }: LiveRun): LossCurve | null {
  const { curve } = state;
  const { step } = partsOf(moment, description.layers.length);
  const hidden = pendingPredictions(state).flatMap(({ of, after }) =>
    of.quantity === 'loss' ? [after?.batchStep ?? step] : [],
  );
  if (curve === null || hidden.length === 0) return curve;
  const isTold = (_: unknown, i: number): boolean => !hidden.includes(curve.steps[i] ?? -1);
  return {
    ...curve,
    steps: curve.steps.filter(isTold),
    losses: curve.losses.filter(isTold),
    ...(curve.accuracies === undefined ? {} : { accuracies: curve.accuracies.filter(isTold) }),
  };
}

/** Strips that end with the batch step at hand: they have the mean of its gradients, and how much its weights changed. */
function isStripOfStep(
  answer: Answer,
  patches: readonly HiddenPatch[],
  { description, state }: LiveRun,
): boolean {
  if (answer.about !== 'strips') return false;
  const { step } = partsOf(state.moment, description.layers.length);
  const isSummed = patches.some(({ quantity }) => quantity === 'gradientWeights' || quantity === 'weights');
  return isSummed && answer.strips.steps.at(-1) === step;
}

/** The cells themselves, and where else the same numbers stand. */
function patchesOf(
  cells: Cells,
  description: RunDescription,
  { run }: Pick<PanelState, 'run'>,
): HiddenPatch[] {
  const found = patchOf(description, cells);
  if (found === null) return [];
  const patch = { ...found, everySample: (cells.index[0] ?? null) === null };
  const isUpdated = run.kind !== 'none' && run.state.position?.phase === 'update';
  return placesOf(patch, description.layers.length, isUpdated).map((place) => ({ ...patch, ...place }));
}

function summariesOf(
  { layer, summaries }: NonNullable<PanelState['layer']>,
  patches: readonly HiddenPatch[],
): NonNullable<PanelState['layer']>['summaries'] {
  const hide = (name: QuantityName): TensorSummary | null => {
    const summary = summaries[name];
    const isHidden = patches.some((patch) => patch.layer === layer && patch.quantity === name);
    // Any of these would tell something of the one number that is hidden.
    return summary === null || !isHidden
      ? summary
      : { ...summary, min: NaN, max: NaN, mean: NaN, norm: NaN, largest: null };
  };
  const names = Object.keys(summaries) as QuantityName[];
  return { ...summaries, ...Object.fromEntries(names.map((name) => [name, hide(name)])) };
}

function sheetsOf(
  sheets: PanelState['sheets'],
  layer: number | undefined,
  patches: readonly HiddenPatch[],
): PanelState['sheets'] {
  const entries = Object.entries(sheets) as [QuantityName, Sheet][];
  return Object.fromEntries(
    entries.map(([name, sheet]) => {
      const hidden = patches.filter((patch) => patch.layer === layer && patch.quantity === name);
      if (hidden.length === 0) return [name, sheet];
      const tiles = [...sheet.tiles].map(
        ([key, tile]) => [key, { ...tile, slice: without(tile.slice, hidden) }] as const,
      );
      return [name, { ...sheet, tiles: new Map(tiles) }];
    }),
  );
}

function without(slice: TensorSlice, patches: readonly HiddenPatch[]): TensorSlice {
  const { columns } = slice;
  const data = slice.data.map((value, i) => {
    const [row, column] = [slice.row + Math.floor(i / columns), slice.column + (i % columns)];
    const isHidden = patches.some(
      (patch) =>
        (slice.shape.length < 3 || patch.everySample || patch.sample === slice.sample) &&
        row >= patch.row &&
        row - patch.row < patch.rows &&
        column >= patch.column &&
        column - patch.column < patch.columns,
    );
    return isHidden ? NaN : value;
  });
  return { ...slice, data };
}

/** An answer that sums hidden numbers up. */
function tellsOf(question: Question, patches: readonly HiddenPatch[]): boolean {
  switch (question.about) {
    case 'summaries':
      return patches.some(({ layer }) => layer === question.layer);
    case 'histogram':
    case 'overview':
      return patches.some(
        ({ layer, quantity }) => layer === question.layer && quantity === question.quantity,
      );
    // The finite difference is the number itself, found in another way.
    case 'gradientCheck':
    case 'elementCheck': {
      const { layer, quantity } = question.about === 'gradientCheck' ? question.elements : question;
      return patches.some((patch) => patch.layer === layer && patch.quantity === quantity);
    }
    default:
      return false;
  }
}
