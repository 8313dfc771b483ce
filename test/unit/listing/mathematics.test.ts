import assert from 'node:assert/strict';
import { layerShapes } from '../../../src/data/layerShapes';
import { listingOf, NOTATIONS, textOf, type Listing } from '../../../src/debug/listing/listing';
import { ACTIVATIONS, LOSSES, type ActivationName, type LossName } from '../../../src/definition/names';
import { LAYER_OPERATIONS, type QuantityName } from '../../../src/protocol/vocabulary';
import { programOf, type LayerSketch, type ProgramSketch } from '../engine/programs';

const ACTIVATION_NAMES = Object.keys(ACTIVATIONS) as ActivationName[];

interface Choice extends Partial<ProgramSketch> {
  readonly edited?: ReadonlySet<QuantityName>;
}

function listing(
  sketch: LayerSketch,
  { edited, ...more }: Choice = {},
  notation: (typeof NOTATIONS)[number] = 'mathematics',
): Listing {
  const program = programOf({ inputs: [[1, 2]], targets: [[1, 0]], layers: [sketch], ...more });
  const subject = { layer: 0, layers: layerShapes(program), definition: program.definition };
  return listingOf({ ...subject, ...(edited ? { edited } : {}) }, notation);
}

const lineOf = ({ lines }: Listing, makes: string): string =>
  lines.find((line) => line.makes === makes)?.text.trim() ?? assert.fail(`nothing makes ${makes}`);

describe('the listing as mathematics', () => {
  it('writes the equations of SPEC, each with the name of what it makes', () => {
    const sigmoid = listing({ units: 2, activation: 'sigmoid' });
    assert.equal(lineOf(sigmoid, 'preActivation'), 'preActivation         Z⁽ˡ⁾ = A⁽ˡ⁻¹⁾ · W⁽ˡ⁾ + b⁽ˡ⁾');
    assert.equal(lineOf(sigmoid, 'activationDerivative'), 'activationDerivative  a′ = A⁽ˡ⁾ ∘ (1 − A⁽ˡ⁾)');
    assert.equal(lineOf(sigmoid, 'gradientOutput'), 'gradientOutput        δ⁽ˡ⁾ = ∂L/∂A⁽ˡ⁾ ∘ a′');
    assert.equal(lineOf(sigmoid, 'gradientWeights'), 'gradientWeights       ∂L/∂W⁽ˡ⁾ = A⁽ˡ⁻¹⁾ᵀ · δ⁽ˡ⁾ / N');
    assert.equal(lineOf(sigmoid, 'gradientPrev'), 'gradientPrev          ∂L/∂A⁽ˡ⁻¹⁾ = δ⁽ˡ⁾ · W⁽ˡ⁾ᵀ');
    assert.equal(lineOf(sigmoid, 'weights'), 'weights               W⁽ˡ⁾ ← W⁽ˡ⁾ − η ∂L/∂W⁽ˡ⁾');
  });

  it('has a formula of its own for every activation and every loss', () => {
    const forward = ACTIVATION_NAMES.map((activation) => lineOf(listing({ units: 2, activation }), 'output'));
    const back = ACTIVATION_NAMES.map((activation) =>
      lineOf(listing({ units: 2, activation }), 'activationDerivative'),
    );
    const losses = (Object.keys(LOSSES) as LossName[]).map((loss) => {
      const { lines } = listing({ units: 2 }, { loss });
      return lines.flatMap(({ step, text }) => (step?.phase === 'loss' ? [text] : [])).join();
    });
    for (const texts of [forward, back, losses]) assert.equal(new Set(texts).size, texts.length);
  });

  it('says where alpha stands, and what a negative one is told from', () => {
    const elu = listing({ units: 2, activation: { type: 'elu', alpha: 0.3 } });
    assert.match(lineOf(elu, 'activationDerivative'), /1 where A⁽ˡ⁾ > 0, else A⁽ˡ⁾ \+ 0\.3$/);
    const leaky = listing({ units: 2, activation: { type: 'leakyRelu', alpha: -0.2 } });
    assert.match(lineOf(leaky, 'activationDerivative'), /1 where Z⁽ˡ⁾ > 0, else -0\.2$/);
  });

  it('takes the short cut of a pair, unless a factor was changed by hand', () => {
    const pair = { loss: 'categoricalCrossentropy' } as const;
    const softmax = { units: 2, activation: 'softmax' } as const;
    assert.match(lineOf(listing(softmax, pair), 'gradientOutput'), /δ⁽ˡ⁾ = A⁽ˡ⁾ − Y/);
    const edited = new Set<QuantityName>(['gradient']);
    for (const notation of NOTATIONS) {
      const text = lineOf(listing(softmax, { ...pair, edited }, notation), 'gradientOutput');
      assert.doesNotMatch(text, /Y|target/);
    }
    assert.match(textOf(listing(softmax, pair)), /with softmax \+ categoricalCrossentropy this comes to/);
  });

  it('has the settings of the optimizer in its update', () => {
    const optimizer = { type: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true } as const;
    const text = textOf(listing({ units: 2 }, { optimizer }));
    assert.match(text, /update: sgd, learning rate η = 0\.05, momentum μ = 0\.9, nesterov/);
    assert.match(text, /W⁽ˡ⁾ ← W⁽ˡ⁾ − η \(μ v\(W\) \+ ∂L\/∂W⁽ˡ⁾\)/);
  });
});

describe('a listing in either notation', () => {
  for (const notation of NOTATIONS) {
    it(`has the lines of every operation together, in the order in which they run: ${notation}`, () => {
      for (const activation of ACTIVATION_NAMES) {
        const { lines } = listing({ units: 2, activation }, {}, notation);
        const steps = lines.flatMap(({ step }) => (step === null ? [] : [`${step.phase} ${step.operation}`]));
        const order = steps.filter((step, i) => step !== steps[i - 1]);
        assert.deepEqual(order, [
          ...LAYER_OPERATIONS.forward.map((name) => `forward ${name}`),
          'loss loss',
          ...LAYER_OPERATIONS.backward.map((name) => `backward ${name}`),
          'update update',
        ]);
      }
    });

    it(`leaves out the bias of a layer that has none, and breaks no line: ${notation}`, () => {
      const name = 'two\nlines';
      const text = textOf(listing({ name, units: 2, useBias: false }, {}, notation));
      assert.doesNotMatch(text, /bias/i);
      assert.match(text.split('\n')[0]!, /'two lines'/);
    });
  }

  it('is refused for a layer that is not there', () => {
    const { definition } = programOf({ inputs: [[1]], targets: [[1]], layers: [{ units: 1 }] });
    assert.throws(() => listingOf({ layer: 1, layers: [], definition }, 'numpy'), RangeError);
  });
});
