/** A page of Chromium with a script of ours in it, that uses the graphics card. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import webpack from 'webpack';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/find-browser.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OUT = join(ROOT, 'test-results', 'cards');

export interface OpenPage {
  readonly page: Page;
  close(): Promise<void>;
}

/** @param entry of the script, from the project's folder */
export async function openPage(
  entry: string,
  args: readonly string[] = BROWSER_ARGUMENTS,
): Promise<OpenPage> {
  await build(entry);
  const script = await readFile(join(OUT, 'page.js'), 'utf8');
  // WebGPU is only for pages with an address.
  const server = createServer((_, response) =>
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .end('<!doctype html><meta charset="utf-8">'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: findBrowser(), args: [...args] });
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.addScriptTag({ content: script });
  return {
    page,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Not minimized: gpu.js reads the text of the kernels. */
function build(entry: string): Promise<void> {
  const config: webpack.Configuration = {
    mode: 'production',
    target: 'web',
    context: ROOT,
    entry: { page: entry },
    output: { path: OUT, filename: '[name].js' },
    optimization: { minimize: false },
    performance: { hints: false },
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
