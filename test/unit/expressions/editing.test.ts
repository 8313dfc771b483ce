import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completions } from '../../../src/expressions/completions';
import { ExpressionError } from '../../../src/expressions/error';
import { compile } from '../../../src/expressions/expression';
import { FUNCTIONS } from '../../../src/expressions/functions/table';
import { parseHitCondition } from '../../../src/expressions/hitCondition';
import { SCALAR_NAMES } from '../../../src/expressions/names';
import { compileTemplate } from '../../../src/expressions/template';
import { QUANTITY_NAMES } from '../../../src/protocol/vocabulary';

const error = (action: () => unknown): string => {
  try {
    action();
  } catch (thrown) {
    assert.ok(thrown instanceof ExpressionError);
    return `${thrown.column}+${thrown.length}: ${thrown.message}`;
  }
  throw new assert.AssertionError({ message: 'No error.' });
};

describe('Log messages', () => {
  const parts = (text: string): string[] =>
    compileTemplate(text).map((part) =>
      part.kind === 'text' ? part.text : `<${part.expression.text}@${part.start}>`,
    );

  it('are text and expressions', () => {
    assert.deepEqual(parts('loss {loss} after {batch + 1}'), [
      'loss ',
      '<loss@6>',
      ' after ',
      '<batch + 1@19>',
    ]);
    assert.deepEqual(parts('plain'), ['plain']);
    assert.deepEqual(parts('{loss}{N}'), ['<loss@1>', '<N@7>']);
    assert.deepEqual(parts(''), []);
  });

  it('write braces twice, or within the quotes of a text', () => {
    assert.deepEqual(parts('{{loss}} is {loss}}}'), ['{loss} is ', '<loss@13>', '}']);
    assert.deepEqual(parts('{norm(bias, "}")}!'), ['<norm(bias, "}")@1>', '!']);
    assert.deepEqual(parts("{norm(weights')} and {bias'}"), ["<norm(weights')@1>", ' and ', "<bias'@22>"]);
  });

  it('say in which column of the whole they are wrong', () => {
    assert.match(
      error(() => compileTemplate('loss {los}')),
      /^7\+3: There is no 'los' here. Did you mean 'loss'/,
    );
    assert.match(
      error(() => compileTemplate('loss {')),
      /^6\+1: This '{' is not closed/,
    );
    assert.match(
      error(() => compileTemplate('loss }')),
      /^6\+1: This '}' closes nothing/,
    );
    assert.match(
      error(() => compileTemplate('{}')),
      /^2\+0: There is nothing to evaluate/,
    );
  });

  it('throw nothing but ExpressionError', () => {
    const piece = fc.constantFrom('{', '}', '"', "'", 'loss', ' ', '{{', '}}', '+');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          compileTemplate(pieces.join(''));
        } catch (thrown) {
          assert.ok(thrown instanceof ExpressionError);
        }
      }),
    );
  });
});

describe('Hit conditions', () => {
  const stops = (text: string): number[] => [1, 2, 3, 4, 5, 6, 7, 8].filter(parseHitCondition(text));

  it('choose among the hits', () => {
    assert.deepEqual(stops('5'), [5]);
    assert.deepEqual(stops(' == 4 '), [4]);
    assert.deepEqual(stops('=4'), [4]);
    assert.deepEqual(stops('>= 6'), [6, 7, 8]);
    assert.deepEqual(stops('>6'), [7, 8]);
    assert.deepEqual(stops('<= 2'), [1, 2]);
    assert.deepEqual(stops('<2'), [1]);
    assert.deepEqual(stops('% 3'), [3, 6]);
    assert.deepEqual(stops('>= 0').length, 8);
  });

  it('say what is wrong with them', () => {
    const message = (text: string): string => error(() => parseHitCondition(text));
    assert.match(message(''), /A hit count is a number/);
    assert.match(message('often'), /A hit count is a number/);
    assert.match(message('5 5'), /A hit count is a number/);
    assert.match(message('2.5'), /a whole number, not 2.5/);
    assert.match(message('> -1'), /a whole number, not -1/);
    assert.match(message('0'), /counted from 1/);
    assert.match(message('% 0'), /counted from 1/);
    assert.match(message('!= 3'), /There is no '!='/);
    assert.match(message('99999999999999999999'), /whole number/);
  });
});

describe('Completions', () => {
  const LAYERS = ['hidden', 'the output'];
  const texts = (before: string): string[] => completions(before, LAYERS).map(({ text }) => text);

  it('offer every name at the beginning and behind an operator', () => {
    for (const before of ['', '1 + ', 'norm(', 'bias[', 'not ']) {
      const offered = texts(before);
      for (const name of [...QUANTITY_NAMES, ...SCALAR_NAMES, 'layers', 'norm(']) {
        assert.ok(offered.includes(name), `${before}|${name}`);
      }
    }
  });

  it('go on from the word that is written, whatever its case', () => {
    const [first, ...others] = completions('norm(gradientw', LAYERS);
    assert.deepEqual([first?.text, first?.start, first?.length], ['gradientWeights', 5, 9]);
    assert.deepEqual(others, []);
    assert.deepEqual(texts('1 + Prev'), ['gradientPrev']);
    assert.deepEqual(texts('out'), ['output', 'outer(', 'gradientOutput']);
    assert.deepEqual(texts('nor'), ['norm(']);
    assert.deepEqual(texts('xyzzy'), []);
  });

  it('know the members of layers', () => {
    assert.deepEqual(texts('norm(layers.'), ['hidden']);
    assert.deepEqual(texts('layers.hi'), ['hidden']);
    assert.deepEqual(texts('layers['), ['"hidden"]', '"the output"]']);
    assert.deepEqual(texts('layers["th'), ['the output"]']);
    assert.deepEqual(texts("1 + layers['"), ["hidden']", "the output']"]);
    for (const before of [
      'layers.hidden.',
      'layers[0].',
      'layers[-1].',
      'layers["the output"].',
      'norm(layers.hidden. ',
    ]) {
      assert.deepEqual(texts(before), [...QUANTITY_NAMES], before);
    }
    assert.deepEqual(texts('layers.hidden.gradientO'), ['gradientOutput']);
  });

  it('are silent where nothing fits', () => {
    for (const before of ['weights.', 'norm(bias, "in', '12', 'loss)', 'xlayers.', 'bias.lo']) {
      assert.deepEqual(texts(before), [], before);
    }
  });

  it('insert what compiles', () => {
    for (const name of [...QUANTITY_NAMES, ...SCALAR_NAMES]) compile(name);
    for (const before of ['layers["', 'layers[', 'layers.', "layers['"]) {
      for (const { text, start } of completions(before, LAYERS))
        compile(`${before.slice(0, start)}${text}.bias`);
    }
  });

  it('tell of every function how it is called and what it does', () => {
    for (const { name, signature, description, least, most } of FUNCTIONS) {
      assert.ok(signature.startsWith(`${name}(`), name);
      assert.match(description(), /^[A-Z1e].*\.$/, name);
      assert.ok(least >= 1 && most >= least);
    }
    assert.equal(new Set(FUNCTIONS.map(({ name }) => name)).size, FUNCTIONS.length);
  });
});
