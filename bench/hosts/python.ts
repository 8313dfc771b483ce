import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Contestant, GoalResult, LayerParameters, Task } from '../contestants/contestant';
import { failsWhenGone, type Hosted } from './hosted';

const SCRIPT = join(__dirname, '..', 'contestants', 'pytorch.py');
/** The python3 of the PATH may be another one than that of Debian's packages. */
const PYTHONS = ['python3', '/usr/bin/python3'];
const ADVICE = 'no python3 with PyTorch; on Debian: apt-get install python3-torch libopenblas0-pthread';

/** Starts PyTorch in a Python of its own. Rejects when no Python of this machine has it, or the machine no such device. */
export async function startInPython(device: 'cpu' | 'cuda'): Promise<Hosted> {
  const python = PYTHONS.find((program) => spawnSync(program, ['-c', 'import torch, numpy']).status === 0);
  if (python === undefined) throw new Error(ADVICE);
  const child = spawn(python, [SCRIPT, device], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as { readonly result: unknown } | { readonly error: string };
    const first = waiting.shift();
    if ('error' in answer) first?.reject(new Error(answer.error));
    else first?.resolve(answer.result);
  });
  const ask = (command: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify(command)}\n`);
    });
  const gone = new Promise<never>((_, reject) => {
    child.on('exit', (code) => reject(new Error(`Python ended (exit code ${code ?? 'none'}).`)));
  });
  const contestant: Contestant = {
    prepare: async (task) => {
      await ask({ do: 'prepare', task: sent(task) });
    },
    train: async (epochs) => (await ask({ do: 'train', epochs })) as number,
    trainUntil: async (goal) => (await ask({ do: 'trainUntil', ...goal })) as GoalResult,
    parameters: async () => ((await ask({ do: 'parameters' })) as Encoded[]).map(decoded),
    describe: async () => (await ask({ do: 'describe' })) as string,
  };
  return Promise.resolve({ contestant: failsWhenGone(contestant, gone), close: () => void child.kill() });
}

/** Float32 numbers as base64: as JSON they would be several times as long. */
type Encoded = { readonly [name in keyof LayerParameters]: string };

function sent({ inputs, targets, initial, ...rest }: Task): object {
  const layers = initial.map(({ weights, bias }) => ({ weights: encoded(weights), bias: encoded(bias) }));
  return { ...rest, inputs: encoded(inputs), targets: encoded(targets), initial: layers };
}

function encoded({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function decoded({ weights, bias }: Encoded): LayerParameters {
  return { weights: numbers(weights), bias: numbers(bias) };
}

function numbers(text: string): Float32Array {
  // A copy: a Buffer may start where no Float32Array can.
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
