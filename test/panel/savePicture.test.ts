/** Pictures that are saved: files that stand alone, with the numbers and names of the page, looking like it. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { formatShort } from '../../src/panel/text/format';
import type { PictureFormat } from '../../src/protocol/export';
import { openView, plateNumbers, startPanel, type Harness } from './panelPage';

interface Saved {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Chooses a format in the menu of a picture, and gives what the panel sends. */
async function save(page: Page, picture: string, format: PictureFormat): Promise<Saved> {
  await page.click(`[data-action=save-picture-${picture}]`);
  await page.click(`[role=menu] [data-choice=${format}]`);
  const sent = await page.waitForFunction((wanted) => {
    const message = window.fakeHost.received.findLast(
      (one) => one.type === 'savePicture' && one.format === wanted,
    );
    if (message?.type !== 'savePicture') return null;
    const { name, file } = message;
    if ('refusal' in file) return { name, refusal: file.refusal };
    // As text: long lists of numbers take their time on the way here.
    return { name, text: Array.from(file.bytes, (byte) => String.fromCharCode(byte)).join('') };
  }, format);
  const message = (await sent.jsonValue())!;
  assert.ok(message.text !== undefined, message.refusal);
  return { name: message.name, bytes: Buffer.from(message.text, 'latin1') };
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** How many colours there are, and which share of the pixels has the most frequent one. */
  readonly colours: number;
  readonly ground: number;
}

const addressOf = (bytes: Uint8Array, type: string): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

/** Decodes a PNG in a page of its own, as any program would. */
function decode(page: Page, bytes: Uint8Array): Promise<Pixels> {
  return page.evaluate(
    async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const words = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
      const counts = new Map<number, number>();
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      const { width, height } = image;
      return { width, height, colours: counts.size, ground: Math.max(...counts.values()) / words.length };
    },
    addressOf(bytes, 'image/png'),
  );
}

/** The share of pixels that differ clearly between an SVG, drawn by the browser alone, and a PNG. */
function difference(page: Page, svg: Uint8Array, png: Uint8Array): Promise<number> {
  return page.evaluate(
    async (addresses) => {
      const images = addresses.map((address) => Object.assign(new Image(), { src: address }));
      await Promise.all(images.map((image) => image.decode()));
      // Half as large as the PNG: as the page has it.
      const [width, height] = [Math.round(images[1]!.width / 2), Math.round(images[1]!.height / 2)];
      const [a, b] = images.map((image) => {
        const context = new OffscreenCanvas(width, height).getContext('2d')!;
        context.drawImage(image, 0, 0, width, height);
        return context.getImageData(0, 0, width, height).data;
      });
      let different = 0;
      for (let i = 0; i < a!.length; i += 4)
        if ([0, 1, 2].some((part) => Math.abs(a![i + part]! - b![i + part]!) > 96)) different++;
      return different / (width * height);
    },
    [addressOf(svg, 'image/svg+xml'), addressOf(png, 'image/png')],
  );
}

describe('saving a picture', function () {
  this.timeout(60_000);
  let panel: Harness;
  /** A page without the panel's policy, for looking at files. */
  let viewer: Page;
  before(async () => {
    panel = await startPanel();
    viewer = await panel.open('none');
    await viewer.goto('about:blank');
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const openPicture = async (query: string, view = 'picture', width = 1400): Promise<Page> => {
    const page = await panel.open(query, width);
    await openView(page, view);
    return page;
  };

  it('makes an SVG of plain shapes and text, with all names and numbers', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await plateNumbers(page, 'gradientWeights');
    const { name, bytes } = await save(page, 'backward', 'svg');
    assert.equal(name, 'layer2.backward');
    const text = new TextDecoder().decode(bytes);
    const read = await viewer.evaluate((source) => {
      const file = new DOMParser().parseFromString(source, 'image/svg+xml');
      const { documentElement: root } = file;
      return {
        wrong: file.querySelector('parsererror')?.textContent ?? null,
        root: root.nodeName,
        title: file.querySelector('title')?.textContent,
        elements: [...new Set([...file.querySelectorAll('*')].map((one) => one.localName))].sort(),
        texts: [...file.querySelectorAll('text')].map((one) => one.textContent),
        fonts: [...file.querySelectorAll('text')].every((one) => one.getAttribute('font-family') !== ''),
      };
    }, text);
    assert.equal(read.wrong, null);
    assert.equal(read.root, 'svg');
    assert.equal(read.title, 'Backward step of layer2');
    // No HTML, no MathML, no styles: what any program that reads SVG can draw.
    const plain = ['clipPath', 'defs', 'g', 'path', 'rect', 'svg', 'text', 'title'];
    assert.deepEqual(
      read.elements.filter((one) => !plain.includes(one)),
      [],
    );
    assert.ok(read.fonts);
    assert.doesNotMatch(text, /var\(|color-mix|url\((?!#)/);
    const { backward, forward } = softmax.steps[0]!.layers[1]!;
    const numbers = [backward.gradientWeights, backward.gradientPrev, forward.weights].flat(2);
    const missing = numbers.filter((value) => !read.texts.includes(formatShort(Math.fround(value))));
    assert.deepEqual(missing, []);
    for (const words of ['gradientOutput', 'weightsᵀ', 'm = 3', '∑', '𝛿'])
      assert.ok(read.texts.includes(words), `${words} is not in the picture`);
    assert.match(read.texts.at(-1) ?? '', /^softmax\.mlp\.json · epoch 0 of 50 · .*gradientPrev · Backstep$/);
    // What serves to be operated is left out, and the page is as it was.
    assert.ok(!read.texts.some((words) => /Save picture|leave out/.test(words)));
    assert.equal(await page.locator('[data-capturing]').count(), 0);
    assert.ok(await page.getByLabel(/leave out the transposes/).isVisible());
    await page.close();
  });

  for (const theme of ['light', 'dark'])
    it(`makes a PNG twice as large as the page, like the SVG, in the ${theme} theme`, async () => {
      const page = await openPicture(`case=softmax&layer=1&theme=${theme}`);
      await plateNumbers(page, 'gradientWeights');
      const svg = await save(page, 'backward', 'svg');
      const png = await save(page, 'backward', 'png');
      const pixels = await decode(viewer, png.bytes);
      const source = new TextDecoder().decode(svg.bytes);
      const [, width, height] = /<svg [^>]*width="(\d+)" height="(\d+)"/.exec(source)!;
      assert.deepEqual([pixels.width, pixels.height], [2 * Number(width), 2 * Number(height)]);
      assert.ok(pixels.colours > 100, `${pixels.colours} colours`);
      assert.ok(pixels.ground > 0.3 && pixels.ground < 0.97, `${pixels.ground} of one colour`);
      const ground = theme === 'light' ? '#ffffff' : '#1f1f1f';
      assert.match(source, new RegExp(`<rect width="${width}" height="${height}" fill="${ground}"/>`));
      const different = await difference(viewer, svg.bytes, png.bytes);
      assert.ok(different < 0.02, `${(100 * different).toFixed(1)} % of the pixels differ`);
      await page.close();
    });

  it('holds plates that are coloured only as images, and their light', async () => {
    const page = await openPicture('case=large&layer=0', 'picture', 700);
    await page.waitForFunction(
      () => document.querySelector('[data-plate=gradientWeights] [data-value]') !== null,
    );
    await page.click('[data-plate=gradientWeights]', { position: { x: 20, y: 20 } });
    await page.waitForSelector('[data-plate=gradientWeights] .plate-light.explained');
    const { bytes } = await save(page, 'backward', 'svg');
    const text = new TextDecoder().decode(bytes);
    const images = text.match(/<image [^>]*href="data:image\/png;base64,/g) ?? [];
    const plates = await page.locator('section:has(#picture-backward) canvas').count();
    assert.ok(plates > 4);
    assert.equal(images.length, plates);
    assert.ok(text.includes('every 43rd column'));
    await page.close();
  });

  for (const [view, query, number, words] of [
    ['activation', 'case=tanhSaturated&layer=0', '.point[data-value]', 'output'],
    ['network', 'case=smooth&layer=1&step=2', '.connection[data-value]', 'layer2'],
    ['data', 'case=plane&layer=1', '.area', 'x1'],
    ['samples', 'case=softmax&layer=1', '[data-value]', 'share[0]'],
    ['thirdDimension', 'case=softmax&layer=1', '[data-value]', '∂z[0]/∂W'],
    ['gradientCheck', 'case=softmax&layer=1', '.check-here', 'finite difference'],
  ] as const)
    it(`saves the view ${view} as a whole`, async () => {
      const page = await openPicture(query, view, 1000);
      await page.waitForSelector(number, { state: 'attached' });
      const svg = await save(page, view, 'svg');
      const png = await save(page, view, 'png');
      const text = new TextDecoder().decode(svg.bytes);
      assert.ok(text.includes(`>${words}<`), `${words} is not in the picture`);
      assert.ok((await decode(viewer, png.bytes)).colours > 20);
      const different = await difference(viewer, svg.bytes, png.bytes);
      assert.ok(different < 0.02, `${(100 * different).toFixed(1)} % of the pixels differ`);
      await page.close();
    });

  it('is worked by the keyboard, and not offered while the run goes on', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await plateNumbers(page, 'gradientWeights');
    const button = '[data-action=save-picture-update]';
    await page.focus(button);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=menuitem][data-choice=svg]:focus');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.fakeHost.received.some(({ type }) => type === 'savePicture'));
    await page.waitForSelector(`${button}:focus`);
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector(`${button}[aria-disabled=true]`);
    await page.close();
  });

  it('says why there is no picture where the page cannot make one', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await plateNumbers(page, 'gradientWeights');
    await page.evaluate(() => {
      HTMLCanvasElement.prototype.toBlob = (done: BlobCallback) => done(null);
    });
    await page.click('[data-action=save-picture-loss]');
    await page.click('[role=menu] [data-choice=png]');
    const refused = await page.waitForFunction(() => {
      const message = window.fakeHost.received.find(({ type }) => type === 'savePicture');
      return message?.type === 'savePicture' && 'refusal' in message.file ? message.file.refusal : null;
    });
    assert.equal(await refused.jsonValue(), 'The picture is too large for this page.');
    await page.close();
  });
});
