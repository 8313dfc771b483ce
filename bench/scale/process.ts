/** Measurements in processes of their own. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { OptimizerDefinition } from '../../src/definition/definition';
import { large, long, point } from './jobs';
import type { Size } from './networks';
import type { LargeRun, LongRun, Point } from './results';

export type Job =
  | { readonly kind: 'point'; readonly at: number; readonly size: Size; readonly stretch: number }
  | {
      readonly kind: 'long';
      readonly name: string;
      readonly tapeMemory: number;
      readonly stepped: boolean;
      readonly marks: readonly number[];
    }
  | { readonly kind: 'large'; readonly optimizer: OptimizerDefinition };

interface ResultOf {
  readonly point: Point;
  readonly long: LongRun;
  readonly large: LargeRun;
}

/** MB that the heap of a process may take: as much as the renderer of a small computer. */
const HEAP = 1024;

export function measure(job: Job): Promise<Point | LongRun | LargeRun> {
  switch (job.kind) {
    case 'point':
      return point(job.at, job.size, job.stretch);
    case 'long':
      return long(job.name, job.tapeMemory, job.stepped, job.marks);
    case 'large':
      return large(job.optimizer);
  }
}

/** Rejects with what the process says, or when it ends without a word, as it does when its heap is full. */
export function inProcess<J extends Job>(job: J): Promise<ResultOf[J['kind']]> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'child.ts'), [JSON.stringify(job)], {
      execArgv: ['--expose-gc', `--max-old-space-size=${HEAP}`, '--import=tsx'],
      serialization: 'advanced',
    });
    child.on('message', (message: { result: ResultOf[J['kind']] } | { failed: string }) => {
      if ('result' in message) resolve(message.result);
      else reject(new Error(message.failed));
    });
    child.on('exit', (code) => reject(new Error(`The process ended (exit code ${code ?? 'none'}).`)));
  });
}
