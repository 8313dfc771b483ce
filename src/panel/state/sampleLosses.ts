/** The loss of each sample, which the engine does not keep: worked out from the outputs and targets that it has. */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../../protocol/engine';
import type { LayerView, RunView } from '../../protocol/panel';
import { cell, isReadable, placeOfCell } from '../provenance/cell';
import { evaluate, held, type Lookup } from '../provenance/evaluate';
import { computedForm } from '../provenance/leaves';
import { provenanceOf } from '../provenance/provenance';
import { isQuantity, type ReadableName } from '../../protocol/vocabulary';
import { largestOf, type ElementAt } from '../drawing/sums';
import { thin } from '../drawing/thinning';
import { madeMatrix, matrixOf, type HeldMatrix } from './matrices';
import type { PanelState } from './model';
import { sourceOf } from './sources';
import { settingOf } from './why';

interface About {
  readonly state: PanelState;
  readonly run: Exclude<RunView, { kind: 'none' }>;
  readonly layer: LayerView;
}

/** A loss over so many outputs is worked out while the page is drawn. */
const MOST_UNITS = 64;

/** N × 1; absent before the loss, and where a sample has too many outputs to work it out here. */
export function sampleLossesOf({ state, run, layer }: About, shape: LayerShape): HeldMatrix {
  const { N, loss } = run.state;
  if (loss === null || N === 0) return { kind: 'absent', reason: l10n.t('not computed yet') };
  if (shape.units > MOST_UNITS) return { kind: 'absent', reason: l10n.t('too many outputs') };
  const matrices = new Map<ReadableName, HeldMatrix>();
  const matrix = (name: ReadableName): HeldMatrix => {
    const known =
      matrices.get(name) ??
      (isQuantity(name) ? matrixOf(state, layer, shape, name) : sourceOf(state, layer, shape, name, N));
    matrices.set(name, known);
    return known;
  };
  const lookup: Lookup = ({ quantity, index }) => {
    const from = isReadable(quantity) ? matrix(quantity) : null;
    const { row, column } = placeOfCell({ layer: layer.layer, quantity, index });
    const value = from?.kind === 'present' ? from.at(row, column) : null;
    return value === null ? null : held(value);
  };
  const setting = settingOf(run);
  const at: ElementAt = (sample) => {
    // Of a batch of one sample it is the loss itself, and hidden with it.
    if (N === 1 && Number.isNaN(loss)) return NaN;
    const source = provenanceOf(cell(layer.layer, 'sampleLoss', sample), setting);
    return source.kind === 'computed'
      ? (evaluate(computedForm(source.forms).expression, lookup)?.value ?? null)
      : null;
  };
  const rows = thin(N).indices;
  const values = new Map(rows.map((row) => [row, at(row, 0)]));
  const read: ElementAt = (row) => values.get(row) ?? null;
  return madeMatrix(
    N,
    1,
    read,
    largestOf(read, rows, [0]),
    matrix('output'),
    matrix('preActivation'),
    matrix('target'),
  );
}
