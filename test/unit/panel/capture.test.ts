/** Saved pictures without a page: what a scene becomes as text, and how large a PNG may be. */
import assert from 'node:assert/strict';
import { mathItalic } from '../../../src/panel/capture/mathItalic';
import { pngScale } from '../../../src/panel/capture/pngFile';
import { rectPath, type Mark } from '../../../src/panel/capture/scene';
import { svgText } from '../../../src/panel/capture/svgFile';
import { lossMap } from '../../../src/panel/drawing/lossMap';
import { turnedLight } from '../../../src/panel/drawing/light';

const BLACK = { colour: '#000000', opacity: 1 };
const sceneOf = (...marks: Mark[]): string =>
  svgText({ width: 100, height: 50, background: { colour: '#ffffff', opacity: 1 }, marks, title: 'a < b' });

describe('a saved picture', () => {
  it('escapes its texts, and holds their length', () => {
    const text = sceneOf({
      kind: 'text',
      text: 'L & "M"',
      x: 1.23456,
      y: 2,
      length: 30,
      angle: -90,
      font: { family: '"A", serif', size: 13, weight: '600', italic: false },
      paint: BLACK,
      rim: null,
    });
    assert.ok(text.includes('<title id="title">a &lt; b</title>'));
    assert.ok(text.includes('>L &amp; &quot;M&quot;</text>'));
    assert.ok(text.includes('x="1.235" y="2" transform="rotate(-90 1.235 2)" textLength="30"'));
    assert.ok(text.includes('font-family="&quot;A&quot;, serif"'));
  });

  it('cuts groups to their clips, each under a name of its own', () => {
    const inner: Mark = {
      kind: 'path',
      d: 'M 0 0 h 1',
      fill: null,
      stroke: { ...BLACK, width: 1, dashes: [2, 1] },
    };
    const clip = { left: 0, top: 0, width: 10, height: 10 };
    const group: Mark = { kind: 'group', opacity: 0.5, clip, marks: [inner] };
    const text = sceneOf(group, group);
    assert.deepEqual(text.match(/<clipPath id="[^"]+"/g), ['<clipPath id="clip0"', '<clipPath id="clip1"']);
    assert.deepEqual(text.match(/clip-path="url\(#[^)]+\)"/g), [
      'clip-path="url(#clip0)"',
      'clip-path="url(#clip1)"',
    ]);
    assert.ok(text.includes('stroke-dasharray="2 1"') && text.includes('opacity="0.5"'));
  });

  it('is twice as large as the page as PNG, and never larger than a canvas', () => {
    assert.equal(pngScale({ width: 1400, height: 1200 }), 2);
    for (const [width, height] of [
      [1400, 20_000],
      [16_000, 16_000],
    ] as const) {
      const scale = pngScale({ width, height });
      assert.ok(Math.max(width, height) * scale <= 16_384 && width * height * scale ** 2 <= 120_000_001);
    }
  });

  it('draws variables of one letter as an equation does, and nothing else', () => {
    assert.deepEqual(['A', 'h', 'l', 'δ', '∂', 'ℓ', 'ln', '1'].map(mathItalic), [
      '𝐴',
      'ℎ',
      '𝑙',
      '𝛿',
      '𝜕',
      'ℓ',
      'ln',
      '1',
    ]);
  });

  it('rounds corners no further than a rectangle has sides', () => {
    const rect = { left: 0, top: 0, width: 10, height: 4 };
    assert.equal(rectPath(rect), 'M 0 0 h 10 v 4 h -10 Z');
    assert.ok(rectPath(rect, 12).startsWith('M 2 0 h 6 a 2 2'));
  });
});

describe('the picture of the loss', () => {
  it('has samples beside samples, and the gradient under the output', () => {
    const map = lossMap({ matrix: { width: 162, height: 120 }, head: 56, side: 20 });
    assert.deepEqual([map.target.top, map.sampleLoss.top], [map.output.top, map.output.top]);
    assert.equal(map.sampleLoss.height, map.output.height);
    assert.equal(map.gradient.left, map.output.left);
    assert.ok(map.gradient.top > map.output.top + map.output.height + 56);
    assert.ok(map.output.left + map.output.width < map.target.left);
    assert.ok(map.target.left + map.target.width < map.sampleLoss.left);
    assert.ok(map.loss.x < map.width && map.gradient.top + 120 < map.height);
  });

  it('turns the light with the matrix', () => {
    const light = {
      selected: { row: 2, column: 1 },
      patches: [{ row: 0, rows: 6, column: 3, columns: 1 }],
      sampleRow: null,
    };
    const turned = turnedLight(light);
    assert.deepEqual(turned.selected, { row: 1, column: 2 });
    assert.deepEqual(turned.patches, [{ row: 3, rows: 1, column: 0, columns: 6 }]);
    assert.deepEqual(turnedLight(turned), light);
  });
});
