/** Builds the page of the browser's contestants and serves it, with the scripts it loads, on 127.0.0.1. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import webpack from 'webpack';
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
  await build();
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

function build(): Promise<void> {
  const config: webpack.Configuration = {
    mode: 'production',
    target: 'web',
    context: ROOT,
    entry: { page: './bench/hosts/page.ts' },
    output: { path: OUT, filename: '[name].js' },
    resolve: { extensions: ['.ts', '.js'] },
    module: {
      rules: [
        {
          test: /\.ts$/,
          use: { loader: 'ts-loader', options: { transpileOnly: true, compilerOptions: { noEmit: false } } },
        },
      ],
    },
  };
  return new Promise((resolve, reject) => {
    webpack(config, (error, stats) => {
      if (error) reject(error);
      else if (stats?.hasErrors()) reject(new Error(stats.toString('errors-only')));
      else resolve();
    });
  });
}
