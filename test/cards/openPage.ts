/** A page of Chromium with a script of ours in it, that uses the graphics card. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/find-browser.mjs';
import { buildPage, ROOT } from './buildPage';

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
  await buildPage(entry, OUT);
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
  await wakeGraphics(page);
  await page.addScriptTag({ content: script });
  return {
    page,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** The first WebGPU adapter that a browser is asked for may be none, since its process for graphics has not come up. */
export async function wakeGraphics(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await (navigator as never as { gpu?: { requestAdapter(): Promise<unknown> } }).gpu?.requestAdapter();
  });
}
