/** The selected number and where it comes from: what is to be read for it, what lights up, what it is worth. */
import type { RunView } from '../../protocol/panel';
import type { TensorSummary } from '../../protocol/tensor';
import { isQuantity } from '../../protocol/vocabulary';
import { placeOfCell, sameCell, sampleOf, type CellRef } from '../provenance/cell';
import { evaluate, held, type Lookup } from '../provenance/evaluate';
import {
  computedForm,
  factorsOf,
  patchesOf,
  readableFactorsOf,
  withSampleLosses,
  type Patch,
} from '../provenance/leaves';
import { provenanceOf, type Provenance, type Setting } from '../provenance/provenance';
import { hasJacobian } from '../../protocol/text/shapes';
import { isFresh, type PanelState } from './model';
import type { Navigation } from './navigation';
import { selectedCell, trailTo, type Trail } from './trail';
import { partOf, wantKey, type Want } from './wants';

type LiveRun = Exclude<RunView, { kind: 'none' }>;

export interface Why {
  readonly cell: CellRef;
  readonly setting: Setting;
  readonly provenance: Provenance;
  /** The cell itself, then its factors: what is read, and what lights up. */
  readonly patches: readonly Patch[];
}

/** Kept while run and trail stay: all of the page asks. */
const known = new WeakMap<Trail, { readonly run: RunView; readonly why: Why }>();

/** What is being explained; null when nothing is. */
export function whyOf({ run, navigation }: PanelState): Why | null {
  const { trail } = navigation;
  const cell = selectedCell(trail);
  if (run.kind === 'none' || cell === null) return null;
  const before = known.get(trail);
  if (before?.run === run) return before.why;
  const setting = settingOf(run);
  const provenance = provenanceOf(cell, setting);
  const factors = readableFactorsOf(provenance, setting);
  const why = { cell, setting, provenance, patches: [...patchesOf([cell]), ...patchesOf(factors)] };
  known.set(trail, { run, why });
  return why;
}

export function settingOf({ description, state }: LiveRun): Setting {
  return { run: description, N: state.N, position: state.position, optimizer: state.settings.optimizer };
}

export function wantsOf({ patches }: Why): Want[] {
  return patches.map(wantOf);
}

function wantOf({ layer, quantity, sample, row, rows, column, columns }: Patch): Want {
  return { layer, quantity, window: { sample, row, rows, column, columns } };
}

/** Where a person looks after selecting this cell. */
export function withSelected(navigation: Navigation, run: RunView, cell: CellRef): Navigation {
  const selected = selectedCell(navigation.trail);
  const belongs = selected !== null && run.kind !== 'none' && belongsTo(cell, selected, settingOf(run));
  return withSampleOfTrail({ ...navigation, trail: trailTo(navigation.trail, cell, belongs) }, run);
}

/** A number that goes through a sample's Jacobian is shown with that Jacobian. */
export function withSampleOfTrail(navigation: Navigation, run: RunView): Navigation {
  const cell = selectedCell(navigation.trail);
  const shape = cell === null || run.kind === 'none' ? undefined : run.description.layers[cell.layer];
  if (cell === null || shape === undefined || !hasJacobian(shape)) return navigation;
  if (cell.quantity !== 'activationDerivative' && cell.quantity !== 'gradientOutput') return navigation;
  return { ...navigation, sample: sampleOf(cell, shape) };
}

function belongsTo(cell: CellRef, to: CellRef, setting: Setting): boolean {
  const provenance = provenanceOf(to, setting);
  const ahead = provenance.kind === 'computed' ? provenance.leadsTo : [];
  return [...factorsOf(provenance), ...ahead].some((one) => sameCell(one, cell));
}

/** What the panel has been told of a cell. */
export type Reading =
  | { readonly kind: 'value'; readonly value: number; readonly fresh: boolean }
  | { readonly kind: 'absent' }
  | { readonly kind: 'pending' };

export type Readings = (ref: CellRef) => Reading;

/** The numbers at cells that are read for what is explained. A sample's loss is not read but worked out. */
export function readingsOf(state: PanelState, { patches, setting }: Why): Readings {
  const parts = patches.map((patch) => {
    const want = wantOf(patch);
    const isAnswered = state.partsAnswered.includes(wantKey(want));
    return { patch, part: partOf(state, want), isAnswered };
  });
  const readings: Readings = (ref) => {
    if (ref.quantity === 'loss') return lossOf(state);
    if (ref.quantity === 'sampleLoss') {
      const loss = lossOf(state);
      // Of a batch of one sample it is the loss itself, and hidden with it.
      const isHidden = setting.N === 1 && loss.kind === 'value' && Number.isNaN(loss.value);
      return isHidden ? loss : workedOut(ref, setting, readings);
    }
    const place = placeOfCell(ref);
    const found = parts.find(({ patch }) => holds(patch, ref, place));
    if (found === undefined) return PENDING;
    const { part, isAnswered } = found;
    if (part === null) return isAnswered ? ABSENT : PENDING;
    const { slice, fresh } = part;
    const [row, column] = [place.row - slice.row, place.column - slice.column];
    const isInside = row >= 0 && row < slice.rows && column >= 0 && column < slice.columns;
    const value = isInside ? slice.data[row * slice.columns + column] : undefined;
    return value === undefined ? ABSENT : { kind: 'value', value, fresh };
  };
  return readings;
}

const PENDING: Reading = { kind: 'pending' };
const ABSENT: Reading = { kind: 'absent' };

function lossOf(state: PanelState): Reading {
  const loss = state.run.kind === 'none' ? null : state.run.state.loss;
  return loss === null ? ABSENT : { kind: 'value', value: loss, fresh: isFresh(state) };
}

/** As sure, and as fresh, as what it is worked out from. */
function workedOut(ref: CellRef, setting: Setting, readings: Readings): Reading {
  const source = provenanceOf(ref, setting);
  if (source.kind !== 'computed') return ABSENT;
  const factors = factorsOf(source).map(readings);
  const missing = factors.find(({ kind }) => kind !== 'value');
  if (missing !== undefined) return missing;
  const made = evaluate(computedForm(source.forms).expression, valuesOf(readings));
  const fresh = factors.every((factor) => factor.kind === 'value' && factor.fresh);
  return made === null ? ABSENT : { kind: 'value', value: made.value, fresh };
}

function holds(patch: Patch, ref: CellRef, place: ReturnType<typeof placeOfCell>): boolean {
  const { sample, row, column } = place;
  return (
    patch.layer === ref.layer &&
    patch.quantity === ref.quantity &&
    patch.sample === sample &&
    row >= patch.row &&
    row < patch.row + patch.rows &&
    column >= patch.column &&
    column < patch.column + patch.columns
  );
}

function valuesOf(readings: Readings): Lookup {
  return (ref) => {
    const reading = readings(ref);
    return reading.kind === 'value' ? held(reading.value) : null;
  };
}

/** The values of cells for working an expression out, with those of the samples' losses. */
export function lookupOf(readings: Readings, { setting }: Why): Lookup {
  return withSampleLosses(valuesOf(readings), setting);
}

/** What a change by hand has made of a cell's quantity, as far as the layer on show tells. */
export function markOf(state: PanelState, { layer, quantity }: CellRef): TensorSummary['mark'] | null {
  if (quantity === 'loss') return state.run.kind !== 'none' && state.run.state.lossIsStale ? 'stale' : null;
  if (!isQuantity(quantity) || state.layer?.layer !== layer) return null;
  return state.layer.summaries[quantity]?.mark ?? null;
}
