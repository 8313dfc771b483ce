/** What is promised about the memory, each in a sentence that says whether it is kept. */
import { ownOf } from './memory';
import type { GraphicsRun, LargeInEditor, LargeRun, LongRun, Results } from './results';

export interface Verdict {
  readonly kept: boolean;
  readonly text: string;
}

/**
 * MB that a long run may take more at its end than after its first fifth, beside its tape: a loss and an accuracy of
 * each batch step and a report of each epoch are kept for the curves, 1.5 MB for 80,000 batch steps; the rest is room
 * for what the tape's count, which is an estimate, misses.
 */
export const GROWTH = 4;
/** MB that the GPU's memory may take more at the end than after the first half. */
export const GPU_GROWTH = 16;
/** MB that the large network may take of a process. */
export const PROCESS = 1024;

export function verdictsOf({ length, large, editor, graphics }: Results): Verdict[] {
  return [
    ...length.flatMap(ofLength),
    ...large.map(ofLarge),
    ...(editor === null ? [] : ofEditor(editor)),
    ...graphics.flatMap(ofGraphics),
  ];
}

function ofLength({ name, bound, samples }: LongRun): Verdict[] {
  const last = samples.at(-1);
  const first = samples.find(({ steps }) => last !== undefined && steps >= last.steps / 5);
  if (first === undefined || last === undefined) return [];
  const beside = ({ memory, tape }: (typeof samples)[number]): number => ownOf(memory) - tape;
  const growth = beside(last) - beside(first);
  const most = Math.max(...samples.map(({ tape }) => tape));
  const from = first.steps.toLocaleString('en');
  const to = last.steps.toLocaleString('en');
  return [
    {
      kept: growth <= GROWTH,
      text: `${name}: from batch step ${from} to ${to}, heap, buffers and WebAssembly beside the tape ${changed(growth)}; ${GROWTH} MB are allowed.`,
    },
    { kept: most <= bound, text: `${name}: the tape took ${mb(most)} of ${bound} MB at most.` },
  ];
}

function ofLarge({ optimizer, peak }: LargeRun): Verdict {
  return {
    kept: peak <= PROCESS,
    text: `The large network with ${optimizer}: the process held ${mb(peak)} at most, of ${PROCESS} MB.`,
  };
}

function ofEditor({ processes }: LargeInEditor): Verdict[] {
  const renderers = processes.filter(({ type }) => type === 'renderer').map(({ peak }) => peak);
  if (renderers.length === 0) return [];
  const peak = Math.max(...renderers);
  return [
    {
      kept: peak <= PROCESS,
      text: `The large network in VS Code in a browser: the largest renderer, with all of VS Code, held ${mb(peak)} at most, of ${PROCESS} MB.`,
    },
  ];
}

function ofGraphics({ backend, samples }: GraphicsRun): Verdict[] {
  const last = samples.at(-1);
  const half = samples.find(({ steps }) => last !== undefined && steps >= last.steps / 2);
  if (half === undefined || last === undefined || !Number.isFinite(last.gpu)) return [];
  const growth = last.gpu - half.gpu;
  return [
    {
      kept: growth <= GPU_GROWTH,
      text: `${backend}: from batch step ${half.steps.toLocaleString('en')} to ${last.steps.toLocaleString('en')}, the GPU process ${changed(growth)}; ${GPU_GROWTH} MB are allowed.`,
    },
  ];
}

function changed(growth: number): string {
  return growth < 0 ? `shrank by ${mb(-growth)}` : `grew by ${mb(growth)}`;
}

/** MB with three digits. */
export function mb(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} MB`;
}
