/** VS Code in a browser with the packaged extension installed, as a person would have it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/find-browser.mjs';
import { packageExtension } from '../../scripts/package.mjs';
import {
  installExtension,
  installServer,
  PROJECT,
  startServer,
  type Server,
} from '../../scripts/vscode-server.mjs';

export const WIDE = { width: 1400, height: 900 };
export const NARROW = { width: 700, height: 900 };
/** Milliseconds within which the palette takes a command, or has been closed. */
const PALETTE = 8000;

/** The project's examples and reference cases in a folder of their own, open in VS Code. */
export class Workbench {
  private constructor(
    private readonly scratch: string,
    private readonly server: Server,
    private readonly browser: Browser,
    readonly page: Page,
    /** Errors in the page's console that are about the extension or the panel's policy. */
    readonly complaints: string[],
  ) {}

  /**
   * @param language the display language, which a language pack would set; `en` has none
   * @param more arguments of the browser
   */
  static async start(language = 'en', more: readonly string[] = []): Promise<Workbench> {
    const executablePath = findBrowser();
    await installServer();
    const scratch = mkdtempSync(path.join(tmpdir(), 'backstep-e2e-'));
    const folders = {
      dataFolder: path.join(scratch, 'data'),
      extensionsFolder: path.join(scratch, 'extensions'),
    };
    mkdirSync(folders.dataFolder);
    await installExtension(await packageExtension(scratch), folders);
    const workspace = path.join(scratch, 'examples');
    cpSync(path.join(PROJECT, 'examples'), workspace, { recursive: true });
    cpSync(path.join(PROJECT, 'test', 'reference'), path.join(workspace, 'reference'), { recursive: true });
    const server = await startServer(folders);
    const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS, ...more] });
    const page = await browser.newPage({ viewport: WIDE });
    if (language !== 'en') await speak(page, language);
    const complaints: string[] = [];
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && /backstep\.backstep|Content Security Policy/.test(text))
        complaints.push(text);
    });
    return new Workbench(scratch, server, browser, page, complaints);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    rmSync(this.scratch, { recursive: true, force: true });
  }

  /** The folder that is open in the window. */
  get folder(): string {
    return path.join(this.scratch, 'examples');
  }

  /** Loads the window anew, with this file open. */
  async open(file: string): Promise<void> {
    const workspace = this.folder;
    const payload: [string, string][] = [['openFile', this.server.remote(path.join(workspace, file))]];
    await this.page.goto(this.server.address(workspace, payload));
    await this.editor.waitFor();
    // The extension shows its buttons once VS Code has read its manifest.
    await this.page
      .locator('.editor-actions [aria-label*="Debug This File"], .editor-actions .codicon-debug-alt')
      .first()
      .waitFor();
  }

  /** Loads the window anew on a folder with nothing in it. */
  async openEmptyFolder(): Promise<void> {
    const folder = path.join(this.scratch, 'empty');
    mkdirSync(folder, { recursive: true });
    await this.page.goto(this.server.address(folder));
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
  }

  /** The text editor. */
  get editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor .view-lines').first();
  }

  async pressF5(): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press('F5');
  }

  /** The panel's page: a webview is a frame in a frame. */
  get panel(): FrameLocator {
    // Only what is on show: the walkthrough's pictures are webviews too.
    return this.page.locator('iframe.webview.ready:visible').contentFrame().frameLocator('#active-frame');
  }

  /** Every drawn number of a matrix in the panel, by [row, column]. Waits until it is of this moment. */
  async matrix(quantity: string): Promise<number[][]> {
    // What is out of sight is drawn a few frames later.
    await this.panel.locator('[data-behind=true]').first().waitFor({ state: 'detached' });
    const grid = this.panel.locator(`[role=grid][data-quantity="${quantity}"][data-fresh="true"]`).first();
    await grid.locator('[role=gridcell][data-value]').first().waitFor();
    const cells = await grid.locator('[role=gridcell]').evaluateAll((elements) =>
      elements.map((element) => {
        const { row, column, value } = (element as HTMLElement).dataset;
        return { row: Number(row), column: Number(column), value: Number(value) };
      }),
    );
    const rows: number[][] = [];
    for (const { row, column, value } of cells) (rows[row] ??= [])[column] = value;
    return rows;
  }

  /** Waits until the run stands at this operation. */
  async untilAt(...parts: string[]): Promise<void> {
    for (const part of parts) {
      await this.panel.locator('[data-position]').filter({ hasText: part }).waitFor();
    }
  }

  /**
   * Runs a command of the palette by its title. A part of the window that comes up late takes the focus, and closes the
   * palette with that: then it is opened again, as a person would.
   */
  async command(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input');
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    for (let left = 2; ; left--) {
      await this.page.keyboard.press('F1');
      try {
        await input.fill(`>${title}`, { timeout: PALETTE });
        await row.click({ timeout: PALETTE });
        return;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  /** Picks a row of the list that a command has opened. */
  async pick(row: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget');
    await widget.locator('input').fill(row);
    await widget.locator('.monaco-list-row', { hasText: row }).first().click();
    await widget.waitFor({ state: 'hidden' });
  }

  /** Takes what the dialog for saving proposes. */
  async acceptPlace(): Promise<void> {
    const widget = this.page.locator('.quick-input-widget', { hasText: 'Save' });
    await widget.locator('input[type=text]').waitFor();
    await widget.getByRole('button', { name: /^(OK|Save)$/ }).click();
    await widget.waitFor({ state: 'hidden' });
  }

  async picture(name: string): Promise<void> {
    const folder = path.join(PROJECT, 'test-results');
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }
}

/**
 * Without a language pack VS Code's own texts stay English; but extensions are given their texts by what it takes
 * for its language, which the page is told before its scripts.
 */
async function speak(page: Page, language: string): Promise<void> {
  const value = `{ get: () => ${JSON.stringify(language)}, set: () => undefined }`;
  await page.addInitScript({
    content: `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', ${value})`,
  });
}
