/** The call stack of a stop: the operation, in its batch step, in its epoch. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { SourceRange } from '../definition/fault';
import type { ActiveRun } from './activeRun';
import type { ClientLines } from './clientLines';
import type { Handles } from './handles';
import { fileName } from './paths';
import { batchRange, epochRange, positionRange } from './places';
import { plural } from './report';
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

/** The definition file as a source. */
export function sourceOf(run: ActiveRun): Dap.Source {
  const { program } = run.options;
  return { name: fileName(program), path: program };
}

function levels(run: ActiveRun): Level[] {
  const { state, layers } = run;
  const { source } = run.loaded;
  const { position, N } = state;
  const { batchesPerEpoch, epochs } = run.engine.description;
  const epoch = {
    kind: 'epoch',
    name: `epoch ${position?.epoch ?? 0} of ${epochs}`,
    range: epochRange(source),
  } as const;
  // A pause can come before the first operation: then there is nothing to see but the training as such.
  if (position === null) return [epoch];
  return [
    { kind: 'operation', name: frameName(layers, position), range: positionRange(source, position) },
    {
      kind: 'batchStep',
      name: `batch step ${position.batch} of ${batchesPerEpoch} (${plural(N, 'sample')})`,
      range: batchRange(source),
    },
    epoch,
  ];
}
