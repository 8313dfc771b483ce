/** Stepping by keyboard in the panel: a stop leaves the focus there, and the editor follows all the same. */
import assert from 'node:assert/strict';
import { Workbench } from './workbench';

describe('the focus while stepping in the panel', function () {
  this.timeout(60_000);
  let code: Workbench;

  before(async function () {
    this.timeout(300_000);
    code = await Workbench.start();
    await code.open('textbook.mlp.json');
    await code.pressF5();
    await code.untilAt('backward', 'output', 'gradientPrev');
  });
  after(() => code.stop());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await code.picture('failed-focus');
  });

  /** What has the focus in the panel; nothing when the focus is elsewhere. */
  const focused = (): Promise<string | null> =>
    code.panel.locator('body').evaluate((body) => {
      const { activeElement } = body.ownerDocument;
      return body.ownerDocument.hasFocus() ? (activeElement?.getAttribute('data-action') ?? 'body') : null;
    });
  /**
   * The panel hears of a stop before VS Code has taken it, and a key that comes in between is lost, as in any
   * debugger: whoever sees nothing move presses it again.
   */
  const pressUntilAt = async (key: string, where: string): Promise<void> => {
    for (let tries = 1; ; tries++) {
      await code.page.keyboard.press(key);
      try {
        await code.panel
          .locator('[data-position]', { hasText: where })
          .waitFor({ timeout: tries < 4 ? 5_000 : 30_000 });
        return;
      } catch (error) {
        if (tries === 4) throw error;
      }
    }
  };
  /** Waits until VS Code marks the first line with this text as the top frame's. */
  const untilMarked = async (text: string): Promise<void> => {
    // Looked up anew each time: VS Code draws its lines again when it scrolls to the frame.
    await code.page.waitForFunction((text) => {
      const line = [...document.querySelectorAll('.view-line')].find((l) => l.textContent.includes(text));
      if (line === undefined) return false;
      const { y } = line.getBoundingClientRect();
      return [...document.querySelectorAll('.view-overlays .debug-top-stack-frame-line')].some(
        (mark) => Math.abs(mark.getBoundingClientRect().y - y) < 4,
      );
    }, text);
  };

  it('stays on the button that is pressed, step after step', async () => {
    await code.panel.locator('[data-action=stepIn]').focus();
    assert.equal(await focused(), 'stepIn');
    for (const [operation, mark] of [
      ['activationDerivative', '"activation"'],
      ['gradientOutput', '"units"'],
      ['gradientWeights', '"units"'],
    ] as const) {
      await code.page.keyboard.press('Enter');
      await code.untilAt('hidden', operation);
      await untilMarked(mark);
      assert.equal(await focused(), 'stepIn');
    }
  });

  it('stays in the panel with the editor’s own keys', async () => {
    for (const where of ['hidden', 'update', 'hidden']) {
      await pressUntilAt('F10', where);
      assert.equal(await focused(), 'stepIn');
    }
  });
});
