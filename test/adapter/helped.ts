/** A program that trains a large network until the engine's helpers take part, and then has nothing left to do. */
import { join } from 'node:path';
import { startNodeEngine } from '../../src/engine/host/nodeClient';
import { NO_STOPS } from '../../src/protocol/engine';
import { largeProgram, WEIGHTS } from './largeProgram';

async function main(): Promise<void> {
  const script = join(__dirname, '..', '..', 'dist', 'nodeEngineWorker.js');
  const client = await startNodeEngine(script, { program: largeProgram(), backend: 'webasm' });
  const isHelped = async (): Promise<boolean> => / threads\.$/.test((await client.state()).backend.reason);
  const end = Date.now() + 40_000;
  while (!(await isHelped())) {
    if (Date.now() > end) throw new Error(`Nobody helps: ${(await client.state()).backend.reason}`);
    await client.advance({ to: 'steps', steps: 1 }, NO_STOPS);
  }
  // In parts, whole, and as it turned out to be faster; free running, and operation by operation.
  await client.advance({ to: 'steps', steps: 15 }, NO_STOPS);
  for (let operation = 0; operation < 20; operation++) await client.advance({ to: 'operation' }, NO_STOPS);
  const { moment } = await client.state();
  const weights = await client.read(0, 'weights', WEIGHTS);
  process.stdout.write(JSON.stringify({ moment, weights: [...(weights?.data ?? [])] }));
  client.dispose();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
