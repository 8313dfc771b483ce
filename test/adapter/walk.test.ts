/** Forwards and backwards at random through the protocol: every number is that of a straight run. */
import assert from 'node:assert/strict';
import { noise } from '../unit/engine/networks';
import type { TestClient } from './client';
import { newSession, stoppedSession, testHost, type TestHost } from './host';

const MOVES = 250;
const QUANTITIES = [
  ...['input', 'weights', 'bias', 'preActivation', 'output', 'gradient', 'activationDerivative'],
  ...['gradientOutput', 'gradientWeights', 'gradientBias', 'gradientPrev'],
];

/** Four epochs of three batch steps of fifteen operations. */
const LAST_MOMENT = 4 * 3 * 15;

/** Two layers, three batches of 2, 2 and 1 in a new order each of four epochs, an optimizer with a memory. */
function definition(seed: number): string {
  const next = noise(seed);
  const inputs = Array.from({ length: 5 }, () => [next() - 0.5, next() - 0.5]);
  return JSON.stringify({
    data: { inputs, targets: inputs.map(([x = 0]) => [x > 0 ? 1 : 0]), batchSize: 2, shuffle: true },
    layers: [
      { name: 'hidden', units: 2 + (seed % 3), activation: seed % 2 ? 'tanh' : 'relu' },
      { name: 'output', units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossentropy',
    optimizer: seed % 2 ? { type: 'adam' } : { type: 'sgd', momentum: 0.9 },
    epochs: 4,
    seed,
  });
}

/** All that the client can see of the numbers, every digit of them, and where the run stands. */
async function picture(client: TestClient): Promise<string> {
  const frames = (await client.stack()).map(({ name }) => name);
  const expressions = ['hidden', 'output'].flatMap((layer) =>
    QUANTITIES.map((quantity) => `layers.${layer}.${quantity}`),
  );
  const values = await Promise.all(
    [...expressions, 'loss'].map(async (expression) => {
      const response = await client.send('evaluate', { expression, context: 'clipboard' });
      return response.success ? (response.body as { result: string }).result : 'absent';
    }),
  );
  return JSON.stringify([...frames, ...values]);
}

async function straightRun(host: TestHost, program: string): Promise<Map<number, string>> {
  const { client, session } = newSession(host);
  await client.launch({ program, stopOnEntry: true });
  const seen = new Map<number, string>();
  await client.event('stopped');
  for (let moment = 1; moment <= LAST_MOMENT; moment++) {
    seen.set(moment, await picture(client));
    if (moment < LAST_MOMENT) await client.go('stepIn');
  }
  session.dispose();
  return seen;
}

type Move =
  'stepIn' | 'next' | 'stepOut' | 'continue' | 'stepBack' | 'reverseContinue' | 'goTo' | 'restartFrame';
const MOVE_NAMES: readonly Move[] = [
  ...(['stepIn', 'next', 'stepOut', 'continue'] as const),
  ...(['stepBack', 'stepBack', 'reverseContinue', 'reverseContinue', 'goTo', 'restartFrame'] as const),
];

describe('a walk through the protocol', function () {
  this.timeout(120_000);

  for (const seed of [1, 2]) {
    const tapeMemory = 1;
    it(`of ${MOVES} moves shows the numbers of a straight run at every stop (seed ${seed})`, async () => {
      const host = testHost();
      const program = '/walk.mlp.json';
      host.texts.set(program, definition(seed));
      const straight = await straightRun(host, program);
      const { client, session } = await stoppedSession({ program, tapeMemory }, host);
      const next = noise(seed);
      const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
      const momentNow = (): number => {
        const view = session.run.view();
        assert.ok(view.kind === 'stopped');
        return view.state.moment;
      };
      for (let i = 0; i < MOVES; i++) {
        const move = pick(MOVE_NAMES);
        if (next() < 0.2) {
          const filters = ['backward', 'forward', 'loss', 'update', 'epoch'].filter(() => next() < 0.4);
          // Without a stop anywhere the run would be over.
          await client.request('setExceptionBreakpoints', { filters: [...filters, 'loss'] });
        }
        const view = session.run.view();
        assert.ok(view.kind === 'stopped');
        // In the last batch steps a move could end the run.
        if (view.state.moment > LAST_MOMENT - 30) await goTo(client, 1 + Math.floor(next() * 20));
        else if (move === 'goTo') await goTo(client, 1 + Math.floor(next() * view.state.newest));
        else if (move === 'restartFrame') {
          await client.request('restartFrame', { frameId: pick(await client.stack()).id });
          await client.event('stopped');
        } else await client.go(move);
        const moment = momentNow();
        assert.equal(await picture(client), straight.get(moment), `move ${i}, ${move}, at ${moment}`);
      }
      session.dispose();
    });
  }
});

async function goTo(client: TestClient, moment: number): Promise<void> {
  await client.request('backstep/goTo', { moment });
  await client.event('stopped');
}
