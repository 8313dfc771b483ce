/** What the definition file shows of a stop: at the ends of lines, and under the mouse. */
import assert from 'node:assert/strict';
import { LAYER_PROPERTIES, layerHover, lossHover, optimizerHover } from '../../../src/extension/hoverText';
import { lineValues, shortText } from '../../../src/extension/lineValues';
import type { TensorSummary } from '../../../src/protocol/tensor';
import { describeRun, layerShape, layerView, stopped, summary } from '../panel/fixtures';

const withNorm = (norm: number, more: Partial<TensorSummary> = {}): TensorSummary => ({
  ...summary(16, 3),
  norm,
  ...more,
});

describe('the end of a layer’s line', () => {
  it('shows what there is, and nothing for what is absent', () => {
    const gradient = withNorm(0.41237);
    const { summaries } = layerView(1, { gradient });
    assert.equal(lineValues(summaries, null), '‖∂L/∂A‖ 0.412');
    const all = layerView(1, { gradient, gradientWeights: withNorm(0.08312) }).summaries;
    assert.equal(lineValues(all, 0.00012), '‖∂L/∂A‖ 0.412 · ‖∂L/∂W‖ 0.0831 · ΔW/W 1.20e-4');
    assert.equal(lineValues(layerView(1, {}).summaries, null), '');
    // What is to be predicted is left out, and how much an update has changed it.
    const hides = (quantity: string): boolean => quantity === 'weights' || quantity === 'gradient';
    assert.equal(lineValues(all, 0.00012, hides), '‖∂L/∂W‖ 0.0831');
  });

  it('says what is edited, stale or not finite', () => {
    const marked = layerView(1, {
      gradient: withNorm(1, { mark: 'edited' }),
      gradientWeights: withNorm(2, { mark: 'stale' }),
    });
    assert.equal(lineValues(marked.summaries, null), '‖∂L/∂A‖ 1 (edited) · ‖∂L/∂W‖ 2 (stale)');
    const wrong = layerView(1, { gradient: withNorm(1, { nonFinite: 4 }) });
    assert.equal(lineValues(wrong.summaries, Infinity), '‖∂L/∂A‖ has 4 not finite · ΔW/W Infinity');
  });

  it('writes three digits, and 0 only for 0', () => {
    const cases = {
      '0': 0,
      '1.20e-3': 0.0012,
      '-0.0123': -0.012345,
      '1.23e5': 123456,
      '123': 123.4,
      NaN: NaN,
    };
    assert.equal(shortText(0.0012), '0.0012');
    for (const [text, value] of Object.entries(cases)) {
      if (value !== 0.0012) assert.equal(shortText(value), text);
    }
    assert.equal(shortText(1e-30), '1.00e-30');
  });
});

describe('the hover of a property', () => {
  const description = describeRun(
    [layerShape('hidden', 4, 8), { ...layerShape('output', 8, 3, 'softmax'), hasBias: false }],
    'categoricalCrossentropy',
  );
  const standing = { description, state: stopped(5).state };
  const rowOf = (text: string, name: string): string =>
    text
      .replaceAll('\u00a0', ' ')
      .replaceAll('\u2212', '-')
      .split('\n')
      .find((line) => line.startsWith(`| \`${name}\``)) ?? assert.fail(`${name} in ${text}`);

  it('has each matrix with its symbol, its shape first, and its equation with shapes', () => {
    const { summaries } = layerView(5, { gradientWeights: summary(4, 8), weights: summary(4, 8) }, 0);
    const hidden = layerHover(
      LAYER_PROPERTIES['units']!,
      standing,
      0,
      summaries,
      (_, name) => name === 'weights',
    );
    assert.match(hidden, /\| `weights` .* \| \*hidden until you answer\* \| \| \| \| \|/);
    assert.match(hidden, /weights \(\?\)/);
    assert.doesNotMatch(hidden, /weights \(\d/);
    const ratios = optimizerHover(standing, [0.5, 0.25], (layer, name) => layer === 1 && name === 'weights');
    assert.match(ratios, /0\.5 \|/);
    assert.doesNotMatch(ratios, /0\.25/);
    const text = layerHover(LAYER_PROPERTIES['units']!, standing, 0, summaries);
    assert.equal(rowOf(text, 'gradientWeights'), '| `gradientWeights` ∂L/∂W⁽ˡ⁾ | 4 × 8 | -1 | 1 | 0 | 1 |');
    assert.match(text, /gradientWeights \(4 × 8\) = inputᵀ \(4 × 16\) · gradientOutput \(16 × 8\) \/ 16/);
    assert.match(rowOf(text, 'gradientPrev'), /\*not computed yet\* \| \| \| \| \|$/);
    assert.match(text, /layer `hidden` · epoch 0, batch step 0/);
  });

  it('says that a quantity is edited, stale, not finite, or that there is no bias', () => {
    const { summaries } = layerView(5, {
      activationDerivative: { ...summary(16, 3, 3), mark: 'stale' },
      output: { ...summary(16, 3), mark: 'edited', nonFinite: 2, firstNonFinite: [0, 1], norm: null },
    });
    const text = layerHover(LAYER_PROPERTIES['activation']!, standing, 1, summaries);
    assert.match(
      rowOf(text, 'activationDerivative'),
      /a′ {2}\(stale: computed before the edit\) \| 16 × 3 × 3 \|/,
    );
    assert.match(
      rowOf(text, 'output'),
      /\(edited\) \| 16 × 3 \*\*2 not finite, the first at \[0, 1\]\*\* \|.*— \|$/,
    );
    assert.match(text, /softmax mixes its units/);
    assert.match(
      layerHover(LAYER_PROPERTIES['useBias']!, standing, 1, summaries),
      /No bias: `useBias` is false\.$/,
    );
  });

  it('of the loss shows it, or says that it is absent', () => {
    const { summaries } = layerView(5, { gradient: summary(16, 3) });
    assert.match(lossHover(standing, summaries), /`loss` \*\*0\.25\*\*, the mean over 16 samples/);
    const before = { description, state: { ...standing.state, loss: null } };
    assert.match(lossHover(before, summaries), /`loss`: \*not computed yet in this batch step\*/);
  });

  it('of the optimizer shows the learning rate and the update ratio of every layer', () => {
    const text = optimizerHover(standing, [0.0123, null]);
    assert.match(text, /`learningRate` \*\*0\.1\*\*/);
    assert.match(text, /\| `hidden` \| 0\.0123 \|/);
    assert.match(text, /\| `output` \| \*not updated yet in this batch step\* \|/);
  });

  it('lets no name break out of its place', () => {
    const odd = describeRun([layerShape('a`|\n[x](command:y)', 1, 1)]);
    const text = optimizerHover({ ...standing, description: odd }, [1]);
    assert.match(text, /\| `a \[x\]\(command:y\)` \| 1 \|/);
  });
});
