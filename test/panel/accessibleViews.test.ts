/** What axe-core finds in the views behind the tabs, in VS Code's four kinds of theme and narrow: nothing. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { startPanel, type Harness } from './panelPage';
import { THEMES } from './themes';

interface AxeWindow {
  readonly axe: {
    run(): Promise<{
      readonly violations: readonly { id: string; nodes: { target: unknown; failureSummary?: string }[] }[];
    }>;
  };
}

/** A view, what it shows, and what tells that its numbers have come. */
const VIEWS = [
  ['activation', 'case=tanhSaturated&layer=0', '.point[data-value]'],
  ['activation', 'case=softmax&layer=1', '.bars [data-value]'],
  ['network', 'case=smooth&layer=1&step=2', '.connection[data-value]'],
  ['gradientCheck', 'case=softmax&layer=1', '.check-point'],
  ['gradientCheck', 'case=digits&layer=0', '[data-worst]'],
  ['data', 'case=plane&layer=1', '.area'],
  ['data', 'case=digits&layer=0', '.pixel[data-value]'],
  ['data', 'case=line&layer=1', '.prediction'],
  ['data', 'case=classes&layer=1', '.batch-table [data-value]'],
] as const;

describe('the views for everyone', function () {
  this.timeout(60_000);
  let panel: Harness;
  let axe: string;
  before(async () => {
    panel = await startPanel();
    axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  });
  after(() => panel.close());

  for (const [view, query, number] of VIEWS)
    for (const theme of THEMES)
      it(`axe finds nothing in ${view} (${query}) in the ${theme} theme, and it fits into 350 px`, async () => {
        const page = await panel.open(`${query}&theme=${theme}`, 350);
        await page.click(`#view-tab-${view}`);
        await page.waitForSelector(number, { state: 'attached', timeout: 15_000 });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => (window as unknown as AxeWindow).axe.run());
        assert.deepEqual(
          violations.map(({ id, nodes }) => [
            id,
            ...nodes
              .slice(0, 2)
              .map(({ target, failureSummary }) => `${JSON.stringify(target)} ${failureSummary ?? ''}`),
          ]),
          [],
        );
        const widths = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        assert.equal(widths[0], widths[1]);
        await page.close();
      });
});
