/** What each event makes of the panel's state. Pure: messages are read here, but sent elsewhere. */
import type { TensorSlice } from '../../protocol/tensor';
import type { LayerView, RunView, ToPanel } from '../../protocol/panel';
import { isQuantity, QUANTITY_NAMES, type QuantityName } from '../../protocol/vocabulary';
import { withLesson } from './lesson';
import type { PanelEvent, PanelState, SheetRead } from './model';
import { NO_TRAIL, trailBy, trailIn } from './trail';
import { agedQuestions, withAnswer, withQuestions } from './questions';
import { aged, equalShapes, OVER, withTiles, type Sheet } from './tiles';
import { withPart, withWants } from './wants';
import { withSampleOfTrail, withSelected } from './why';

export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.kind) {
    case 'received':
      return received(state, event.message);
    case 'asked':
      return {
        ...state,
        asked: [...state.asked, ...event.reads],
        nextRequest: state.nextRequest + event.reads.length,
      };
    case 'wanted':
      return withWants(state, event.owner, event.wants);
    case 'partsAsked':
      return {
        ...state,
        partsAsked: [...state.partsAsked, ...event.reads],
        nextRequest: state.nextRequest + event.reads.length,
      };
    case 'questioned':
      return withQuestions(state, event.owner, event.questions);
    case 'questionsAsked':
      return {
        ...state,
        questions: { ...state.questions, asked: [...state.questions.asked, ...event.asks] },
        nextRequest: state.nextRequest + event.asks.length,
      };
    case 'viewChosen':
      return { ...state, navigation: { ...state.navigation, view: event.view } };
    case 'chosen': {
      const choices = { ...state.navigation.choices, [event.control]: event.value };
      return { ...state, navigation: { ...state.navigation, choices } };
    }
    case 'curveAsked':
      return { ...state, curveAskedFor: { run: event.run, count: event.count } };
    case 'looked':
      return { ...state, looks: { ...state.looks, [event.quantity]: event.window } };
    case 'scrolled': {
      const scrolls = { ...state.navigation.scrolls, [event.quantity]: { top: event.top, left: event.left } };
      return { ...state, navigation: { ...state.navigation, scrolls } };
    }
    case 'sampleChosen':
      return { ...state, navigation: { ...state.navigation, sample: event.sample } };
    case 'cellSelected':
      return { ...state, navigation: withSelected(state.navigation, state.run, event.cell) };
    case 'trailMoved': {
      const trail = trailBy(state.navigation.trail, event.by);
      return { ...state, navigation: withSampleOfTrail({ ...state.navigation, trail }, state.run) };
    }
    case 'trailClosed':
      return { ...state, navigation: { ...state.navigation, trail: NO_TRAIL } };
    case 'lit':
      return { ...state, lit: event.cells };
    case 'biasDrawn':
      return { ...state, navigation: { ...state.navigation, biasAsRow: event.asRow } };
    case 'operationChosen':
      return { ...state, chosenOperation: event.operation };
  }
}

function received(state: PanelState, message: ToPanel): PanelState {
  switch (message.type) {
    case 'run':
      return withRun(state, message.view);
    case 'layer':
      return withLayer(state, message.view);
    case 'slice':
      return withPart(state, message) ?? withSlice(state, message);
    case 'answer':
      return withAnswer(state, message);
    case 'losses':
      // Of another run: late.
      if (state.run.kind === 'none' || state.run.run !== message.run) return state;
      return { ...state, curve: message.curve };
    case 'edited':
      return { ...state, edited: message };
    case 'lesson':
      return withLesson(state, message.view);
    case 'practice':
      return { ...state, practice: message.practice };
    case 'showView':
      return { ...state, navigation: { ...state.navigation, view: message.view } };
  }
}

function withRun(state: PanelState, run: RunView): PanelState {
  if (run.kind === 'none') return { ...forgetNumbers(state), run };
  const before = state.run.kind !== 'none' && state.run.run === run.run ? state.run : null;
  const kept = before === null ? forgetNumbers(state) : state;
  const sameMoment = before?.state.moment === run.state.moment;
  const { navigation } = state;
  const next: PanelState = {
    ...kept,
    run,
    chosenOperation: sameMoment ? state.chosenOperation : null,
    navigation:
      before === null ? { ...navigation, trail: trailIn(navigation.trail, run.description) } : navigation,
  };
  // A layer may overtake the run message of its moment; now it is due.
  return state.earlyLayer === null ? next : withLayer({ ...next, earlyLayer: null }, state.earlyLayer);
}

/** Another run, or none: nothing of the old one may be seen again. Where a person looks stays. */
function forgetNumbers(state: PanelState): PanelState {
  return {
    ...state,
    layer: null,
    sheets: {},
    sheetsBefore: {},
    absentBefore: [],
    asked: [],
    parts: new Map(),
    partsAsked: [],
    partsAnswered: [],
    questions: { ...state.questions, answers: new Map(), asked: [] },
    chosenOperation: null,
    curve: null,
    curveAskedFor: null,
  };
}

function withLayer(state: PanelState, layer: LayerView): PanelState {
  const { run } = state;
  // Of another run or another moment: either over, or ahead of its run message. Kept aside, never shown.
  if (run.kind === 'none' || layer.run !== run.run || layer.moment !== run.state.moment)
    return { ...state, earlyLayer: layer };
  const sameLayer = state.layer?.layer === layer.layer;
  return {
    ...state,
    layer,
    earlyLayer: null,
    sheets: sameLayer ? keepUntilFresh(state.sheets, layer) : {},
    sheetsBefore: sameLayer ? keepUntilFresh(state.sheetsBefore, layer) : {},
    absentBefore: [],
    // Also at the same moment: a change by hand is why a layer is told again, so an answer under way may be old.
    asked: [],
    parts: agedParts(state.parts),
    partsAsked: [],
    partsAnswered: [],
    questions: agedQuestions(state.questions),
    chosenOperation: sameLayer ? state.chosenOperation : null,
    navigation: { ...state.navigation, run: layer.run, layer: layer.layer },
  };
}

/** Old numbers may stay, marked as old, where the same matrix is about to be read again; absent ones go at once. */
function keepUntilFresh(sheets: PanelState['sheets'], layer: LayerView): PanelState['sheets'] {
  const kept: Partial<Record<QuantityName, Sheet>> = {};
  for (const quantity of QUANTITY_NAMES) {
    const sheet = sheets[quantity];
    const summary = layer.summaries[quantity];
    if (sheet !== undefined && summary !== null && equalShapes(sheet.shape, summary.shape))
      kept[quantity] = aged(sheet);
  }
  return kept;
}

/** Of an earlier moment, or of before a change by hand: drawn as old until they come anew. */
function agedParts(parts: PanelState['parts']): PanelState['parts'] {
  return new Map([...parts].map(([key, { slice }]) => [key, { moment: OVER, slice }]));
}

function withSlice(state: PanelState, message: Extract<ToPanel, { type: 'slice' }>): PanelState {
  const { layer } = state;
  const read = state.asked.find((asked) => asked.request === message.request);
  const late =
    read === undefined ||
    layer === null ||
    message.run !== layer.run ||
    message.moment !== layer.moment ||
    message.layer !== layer.layer ||
    message.quantity !== read.quantity;
  if (late) return state;
  const { quantity, slice } = message;
  if (!isQuantity(quantity)) return state;
  if (read.stepsBack === 1) return withSliceBefore(state, quantity, read, slice);
  // An absent quantity has no numbers; the layer's summaries say so, and the next ones will say when it has.
  if (slice === null) return state;
  const sheet = withTiles(state.sheets[quantity], message.moment, read.window, slice, state.looks[quantity]);
  return { ...answered(state, read), sheets: { ...state.sheets, [quantity]: sheet } };
}

function withSliceBefore(
  state: PanelState,
  quantity: QuantityName,
  read: SheetRead,
  slice: TensorSlice | null,
): PanelState {
  if (slice === null) return { ...state, absentBefore: [...state.absentBefore, quantity] };
  // The batch before may have been smaller: what lies beyond its edge has no numbers.
  const before = state.sheetsBefore[quantity];
  const sheet = withTiles(before, read.moment, read.window, slice, state.looks[quantity]);
  return { ...answered(state, read), sheetsBefore: { ...state.sheetsBefore, [quantity]: sheet } };
}

/** Its tiles are here now; those that are dropped again, to make room, can be asked for again. */
function answered(state: PanelState, read: SheetRead): PanelState {
  return { ...state, asked: state.asked.filter((one) => one !== read) };
}
