/** Builds the page of the browser's contestants and serves it, with the scripts it loads, on 127.0.0.1. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildPage } from '../../test/cards/buildPage';
import { PEERS, ROOT } from '../places';

const OUT = join(ROOT, 'test-results', 'bench');
const TENSORFLOW = join(PEERS, 'node_modules', '@tensorflow');

const FILES: Readonly<Record<string, readonly [path: string, type: string]>> = {
  '/': [join(__dirname, 'page.html'), 'text/html'],
  '/page.js': [join(OUT, 'page.js'), 'text/javascript'],
  '/engineWorker.js': [join(ROOT, 'dist', 'engineWorker.js'), 'text/javascript'],
  '/tf.js': [join(TENSORFLOW, 'tfjs', 'dist', 'tf.min.js'), 'text/javascript'],
  '/tf-webgpu.js': [
    join(TENSORFLOW, 'tfjs-backend-webgpu', 'dist', 'tf-backend-webgpu.min.js'),
    'text/javascript',
  ],
};

export interface PageServer {
  readonly address: string;
  close(): void;
}

export async function servePage(): Promise<PageServer> {
  await buildPage('./bench/hosts/page.ts', OUT);
  const server = createServer((request, response) => {
    const [file, type] = FILES[new URL(request.url ?? '/', 'http://localhost').pathname] ?? [];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    readFile(file).then(
      (content) => response.writeHead(200, { 'content-type': type }).end(content),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
