/** What a client is told that wants a breakpoint on a variable: how it is written, or why there is none. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { ExpressionError } from '../expressions/error';
import { isQuantityName } from '../expressions/names';
import type { ActiveRun } from './activeRun';
import { frameLayer, layerAt } from './quantities';
import { currentShape, elementOf, shapeOf, type TensorView } from './tensorView';
import type { Container } from './variables';
import { qualified, quantityText, watchedFault, watchedName } from './watched';

type Info = Dap.DataBreakpointInfoResponse['body'];

/** The child of a container by its name, or without a container an expression, by its plain names at this stop. */
export async function dataInfo(run: ActiveRun, container: Container | null, name: string): Promise<Info> {
  const written = await writtenOf(run, container, name);
  if ('unwatchable' in written) return { dataId: null, description: written.unwatchable };
  const { dataId } = written;
  const { layers } = run;
  const fault = watchedFault(dataId, { layers, classification: run.engine.description.classification });
  if (fault !== null) return { dataId: null, description: fault };
  const description = watchedName(dataId, layers, frameLayer(run));
  return { dataId, description, accessTypes: ['write'], canPersist: true };
}

type Written = { readonly dataId: string } | { readonly unwatchable: string };

async function writtenOf(run: ActiveRun, container: Container | null, name: string): Promise<Written> {
  switch (container?.kind) {
    case undefined:
      return inFrame(run, name);
    case 'quantities':
      if (!isQuantityName(name)) return { unwatchable: l10n.t("There is no '{0}' to watch.", name) };
      return { dataId: quantityText(layerAt(run, container.layer).name, name) };
    case 'elements':
      return element(run, container.view, name);
    case 'kept':
      return inFrame(run, `${container.kept.name}${name}`);
    case 'training':
      if (name === 'lastEpoch' || name === 'backend')
        return { unwatchable: l10n.t("'{0}' is not a number.", name) };
      return { dataId: name };
    case 'layers':
      return { unwatchable: l10n.t("'{0}' is a layer: one of its quantities can be watched.", name) };
  }
}

/** The stop may be in another layer next time: plain names are made those of the frame's. */
function inFrame(run: ActiveRun, text: string): Written {
  try {
    return { dataId: qualified(text, layerAt(run, frameLayer(run)).name) };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { unwatchable: error.message };
  }
}

async function element(run: ActiveRun, view: TensorView, name: string): Promise<Written> {
  const index = Number(/^\[(\d+)\]$/.exec(name)?.[1]);
  if (!(index < (shapeOf(view)[0] ?? 0)))
    return { unwatchable: l10n.t("{0} has no element '{1}'.", view.name, name) };
  const { layer, quantity, axes } = elementOf(view, index);
  const shape = (await run.ask((engine) => currentShape(engine, layer, quantity))) ?? [];
  // What is whole at the end need not be written, and is whole also when a batch is larger.
  const cut = axes.findLastIndex((axis, i) => typeof axis === 'number' || axis.length !== shape[i]);
  const parts = axes
    .slice(0, cut + 1)
    .map((axis) => (typeof axis === 'number' ? axis : { from: axis.start, to: axis.start + axis.length }));
  return { dataId: quantityText(layerAt(run, layer).name, quantity, parts) };
}
