/** The call stack of a stop: the operation, in its batch step, in its epoch. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { SourceRange } from '../definition/fault';
import type { ActiveRun } from './activeRun';
import type { ClientLines } from './clientLines';
import type { Handles } from './handles';
import { fileName } from './paths';
import { batchRange, epochRange, positionRange } from './places';
import { samples } from './counts';
import { partsOf } from '../protocol/moments';
import { LAYER_OPERATIONS } from '../protocol/vocabulary';
import { frameName } from './words';

/** What a frame stands for. Only the operation has matrices to show. */
export type FrameKind = 'operation' | 'batchStep' | 'epoch';

interface Level {
  readonly kind: FrameKind;
  readonly name: string;
  readonly range: SourceRange | undefined;
}

/** All frames, the top one first. */
export function stackFrames(
  run: ActiveRun,
  frames: Handles<FrameKind>,
  lines: ClientLines,
): Dap.StackFrame[] {
  const source = sourceOf(run);
  return levels(run).map(({ kind, name, range }): Dap.StackFrame => {
    const place = range ? lines.range(range) : { line: lines.line(0), column: 0 };
    return { id: frames.create(kind), name, source, ...place };
  });
}

/**
 * The moment just before a frame's first operation: that of the layer in its phase, of the batch step, of the
 * epoch. Going on from there runs the frame again.
 */
export function beginningOfFrame(run: ActiveRun, kind: FrameKind): number {
  const { moment, position } = run.state;
  if (position === null) return moment;
  const { step, each } = partsOf(moment, run.layers.length);
  switch (kind) {
    case 'operation': {
      const { phase, operation } = position;
      const inLayer: readonly string[] = phase === 'loss' ? ['loss'] : LAYER_OPERATIONS[phase];
      return moment - 1 - inLayer.indexOf(operation);
    }
    case 'batchStep':
      return step * each;
    case 'epoch':
      return (step - position.batch) * each;
  }
}

/** The reference of a definition file that is within a recorded run. */
export const RECORDED_SOURCE = 2 ** 30;

/** The definition file as a source. */
export function sourceOf(run: ActiveRun): Dap.Source {
  const { program, recording } = run.options;
  const source = { name: fileName(program), path: program };
  // Without a path of its own it is nowhere but in the recording: a client has to ask for the text.
  return program === recording ? { ...source, sourceReference: RECORDED_SOURCE } : source;
}

function levels(run: ActiveRun): Level[] {
  const { state, layers } = run;
  const { source } = run.loaded;
  const { position, N } = state;
  const { batchesPerEpoch, epochs } = state;
  const epoch = {
    kind: 'epoch',
    name: l10n.t('epoch {0} of {1}', position?.epoch ?? 0, epochs),
    range: epochRange(source),
  } as const;
  // A pause can come before the first operation: then there is nothing to see but the training as such.
  if (position === null) return [epoch];
  return [
    { kind: 'operation', name: frameName(layers, position), range: positionRange(source, position) },
    {
      kind: 'batchStep',
      name: l10n.t('batch step {0} of {1} ({2})', position.batch, batchesPerEpoch, samples(N)),
      range: batchRange(source),
    },
    epoch,
  ];
}
