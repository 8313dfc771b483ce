/** What the processes of a Chromium take of the memory. */
import type { Browser } from 'playwright-core';
import { residentOf } from './memory';
import type { BrowserProcess } from './results';

/** Empty where the system does not tell. Only processes of these types: `renderer`, `GPU`, `browser`, `utility`. */
export async function processesOf(browser: Browser, types: readonly string[]): Promise<BrowserProcess[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.flatMap(({ id, type }) => {
    const resident = types.includes(type) ? residentOf(id) : null;
    return resident === null ? [] : [{ type, ...resident }];
  });
}
