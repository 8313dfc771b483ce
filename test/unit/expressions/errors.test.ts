import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ExpressionError } from '../../../src/expressions/error';
import { compile } from '../../../src/expressions/expression';
import { traceNames } from './trace';

const textbook = traceNames('textbook-2-2-2', 1);
const softmax = traceNames('softmax-crossentropy', 1);

function failure(text: string, names = softmax): ExpressionError {
  try {
    compile(text).holds(names);
  } catch (error) {
    assert.ok(error instanceof ExpressionError, `${text}: ${String(error)}`);
    return error;
  }
  throw new assert.AssertionError({ message: `No error: ${text}` });
}

/** `^` under the text marks where the error is said to be. */
const FAULTS: readonly (readonly [text: string, marks: string, message: RegExp])[] = [
  ['', '', /nothing to evaluate/],
  ['   ', '^^^', /nothing to evaluate/],
  ['norm(gradientWeight)', '     ^^^^^^^^^^^^^^', /no 'gradientWeight' here. Did you mean 'gradientWeights'\?/],
  ['1 + nrom(bias)', '    ^^^^', /no function 'nrom'. Did you mean 'norm'\?/],
  ['xyzzy', '^^^^^', /no 'xyzzy' here. There are: input, .*, layers\./],
  ['norm', '^^^^', /'norm' is a function: norm\(x, p\?\)/],
  ['norm()', '^^^^^^', /norm\(x, p\?\) cannot take 0 arguments/],
  ['sum(bias, 0, 1)', '^^^^^^^^^^^^^^^', /sum\(x, axis\?\) cannot take 3 arguments/],
  ['bias(0)', '^^^^', /'bias' is not a function. Indices stand in square brackets: bias\[0\]/],
  ['layers', '^^^^^^', /Say which layer/],
  ['1 + layers[0]', '    ^^^^^^^^^', /A layer is not a value: name one of its quantities/],
  ['layers[0][1]', '         ^', /A layer has quantities, not indices/],
  ['layers[9].bias', '^^^^^^^^^^^^^^', /no layer 9. The layers are 'layer1' and 'layer2', counted from 0/],
  ['layers[0.5].bias', '       ^^^', /layers takes one index or name/],
  ['layers[N].bias', '       ^', /layers takes one index or name/],
  ['layers.layre1.bias', '^^^^^^^^^^^^^^^^^^', /no layer 'layre1'. The layers are .* Did you mean 'layer1'\?/],
  ['layers.layer1.biass', '              ^^^^^', /A layer has no 'biass'. Did you mean 'bias'\?/],
  ['weights.T', '        ^', /not '\.T'. The transpose is x' or transpose\(x\)/],
  ['weights.shape', '        ^^^^^', /There is the function shape\(x\)/],
  ['weights.norm()', '^^^^^^^', /Only a function is called/],
  ['input * gradientOutput', '^^^^^^^^^^^^^^^^^^^^^^', /input is a matrix of 6 × 5, gradientOutput is a matrix of 6 × 3, .* transpose\(input\) \* gradientOutput would fit\./],
  ['1 + gradientOutput * weights', '    ^^^^^^^^^^^^^^^^^^^^^^^^', / gradientOutput \* transpose\(weights\) would fit\./],
  ['gradient * gradient[0:1]', '^^^^^^^^^^^^^^^^^^^^^^^^', /6 × 3.*1 × 3.* gradient \* transpose\(gradient\[0:1\]\) would fit/],
  ['bias * gradient[0][:2]', '^^^^^^^^^^^^^^^^^^^^^^', /bias is a vector of 3, gradient\[0\]\[:2\] is a vector of 2/],
  ['input .* weights', '^^^^^^^^^^^^^^^^', /element by element: input is a matrix of 6 × 5, weights is a matrix of 5 × 3/],
  ['gradient .* activationDerivative', '^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^', /Take one sample: gradient\[0\] \* activationDerivative\[0\]/],
  ['activationDerivative * weights', '^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^', /two axes at most, so take one sample first/],
  ["activationDerivative'", '^^^^^^^^^^^^^^^^^^^^', /take one matrix of it/],
  ['1 / weights', '^^^^^^^^^^^', /'\/' divides by a single number, and weights is a matrix of 5 × 3. Element by element it is '\.\/'/],
  ['2 ^ weights', '^^^^^^^^^^^', /Element by element it is '\.\^'/],
  ['weights ^ 2', '^^^^^^^^^^^', /weights \.\^ 2/],
  ['weights[5]', '        ^', /Index 5 is out of range: the shape is 5 × 3, the indices here are 0 … 4/],
  ['weights[0, -4]', '           ^^', /Index -4 is out of range/],
  ['weights[0][1][2]', '              ^', /One index too many: this is a matrix of 5 × 3/],
  ['weights[N / 4]', '        ^^^^^', /An index is a whole number, not 1.5/],
  ['weights[0.5:2]', '        ^^^^^', /between whole numbers/],
  ['weights[bias]', '        ^^^^', /A single number belongs here, and bias is a vector of 3/],
  ['loss[0]', '     ^', /loss is a single number and has no indices/],
  ['weights[]', '        ^', /An index is missing/],
  ['weights[::2]', '         ^', /A slice has no step/],
  ['weights[0:4:2]', '         ^', /A slice has no step/],
  ['1:3', '^', /':' stands between/],
  ['accuracy', '^^^^^^^^', /accuracy is absent here: not computed yet/],
  ['bias', '^^^^', /A condition is true or false, and this is a matrix. Ask any\(bias\) or all\(bias\)/],
  ['1 + (bias > 0 ? 1 : 2)', '     ^^^^^^^^', /Ask any\(bias > 0\) or all\(bias > 0\)/],
  ['"text"', '^^^^^^', /this is a text/],
  ['"text" + 1', '^^^^^^', /"text" is a text/],
  ['norm(bias, "infinity")', '           ^^^^^^^^^^', /The p of a norm/],
  ['norm(weights, 2)', '              ^', /A matrix has norm\(x\)/],
  ['sum(weights, 2)', '             ^', /no axis 2: they count from 0, and the shape is 5 × 3/],
  ['max(bias[:0])', '    ^^^^^^^^', /no max of nothing/],
  ['outer(weights, bias)', '      ^^^^^^^', /A vector belongs here, and weights is a matrix of 5 × 3/],
  ['dot(weights, bias)', '^^^^^^^^^^^^^^^^^^', /same shape: weights is a matrix of 5 × 3, bias is a vector of 3/],
  ['round(1, 0.5)', '         ^^^', /digits are a whole number/],
  ['[1, 2; 3]', '         ', /equally long/],
  ['[[1, 2], [3]]', '         ^^^', /equally long/],
  ['[]', '^^', /at least one element/],
  ['1 +', '', /ends too early/],
  ['(1', '', /'\)' is missing/],
  ['[1, 2', '', /'\]' is missing/],
  ['1)', ' ^', /not expected/],
  ['1 ? 2', '', /':' is missing/],
  ['1 * / 2', '    ^', /A value is missing/],
  ['weights.', '', /name is missing behind/],
  ['"open', '^^^^^', /no closing "/],
  ['50%', '  ^', /'%' is the remainder/],
  ['loss = 1', '     ^', /only reads. Write '==' to compare/],
  ['f(x) = x', '     ^', /only reads/],
  ['loss === 1', '     ^^^', /'==' to compare/],
  ['loss > 0 && N > 0', '         ^^', /Write 'and'/],
  ['loss > 0 || N > 0', '         ^^', /Write 'or'/],
  ['!loss', '^', /Write 'not'/],
  ['N ** 2', '  ^^', /Write '\^'/],
  ['input @ weights', '      ^', /matrix product is '\*'/],
  ['loss # note', '     ^', /no comments/],
  ['loss; N', '    ^', /One expression at a time/],
  ['{a: 1}', '^', /no objects/],
  ['loss to N', '     ^^', /no units/],
  ['0x10', '^^', /decimal/],
  ['null', '^^^^', /no 'null'/],
  ['loss $ 1', '     ^', /'\$' is not part of the language/],
]; // prettier-ignore

describe('Errors of expressions', () => {
  for (const [text, marks, message] of FAULTS) {
    it(text || 'nothing', () => {
      const error = failure(text);
      assert.match(error.message, message);
      if (marks.trim() === '') {
        if (marks === '') assert.deepEqual([error.column, error.length], [text.length + 1, 0]);
        return;
      }
      const said = ' '.repeat(error.column - 1) + '^'.repeat(error.length);
      assert.equal(`\n${text}\n${said}`, `\n${text}\n${marks}`);
    });
  }

  it('say why a quantity is absent, in the words of the run', () => {
    const names = {
      ...traceNames('textbook-2-2-2', 1, ['gradient']),
      absence: () => 'the backward pass has not begun',
    };
    const error = failure('norm(layers.hidden.gradient)', names);
    assert.equal(error.message, "gradient of 'hidden' is absent here: the backward pass has not begun.");
    assert.deepEqual([error.column, error.length], [6, 22]);
  });
});

describe('Expressions have access to the run only', () => {
  const ATTEMPTS = [
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty("a")',
    'constructor("return 1")()',
    'loss.constructor',
    'weights.constructor("x")',
    'weights["constructor"]',
    'weights["__proto__"]',
    'layers.constructor',
    'layers.constructor.constructor("return process")()',
    'layers["__proto__"]["constructor"]',
    'layers.__proto__.output',
    'layers.length',
    'layers[0].constructor',
    'layers[0].__proto__',
    'layers["length"].output',
    'cos.constructor("alert(1)")()',
    'norm.constructor',
    'import({a: 1})',
    'evaluate("1")',
    'parse("1")',
    'createUnit("x")',
    'range(1, 1e9)',
    'random()',
    'f(x) = f(x)',
    'a = 1',
    'map([1], f(x) = x)',
    'this',
    'globalThis',
    'process',
    'window',
    'valueOf()',
    'config({})',
    '"a"["constructor"]',
    '[1]["constructor"]',
    '(1)["toString"]',
    'i',
    'e',
  ];
  for (const text of ATTEMPTS) it(`refuses ${text}`, () => void failure(text, textbook));

  it('stays within its bounds', function () {
    // It takes a second; an expression without bounds would take hours, or all memory. A busy machine is no fault.
    this.timeout(60_000);
    const bombs = [
      'outer(ones(100000), ones(100000))',
      'ones(1e9)',
      'ones(1e300)',
      'zeros(20000, 20000)',
      'diag(ones(100000))',
      `ones(5000, 5000) * ones(5000, 5000)`,
      'ones(900, 900)^1e300',
      '('.repeat(50000),
      '['.repeat(3000) + ']'.repeat(900),
      `${'('.repeat(200)}1${')'.repeat(200)}`,
      `1${'+1'.repeat(5000)}`,
      `${'-'.repeat(3000)}1`,
      '1%('.repeat(50) + '1' + ')'.repeat(50),
      'layers['.repeat(200),
    ];
    for (const text of bombs) failure(text, textbook);
    assert.equal(compile(`1${'+1'.repeat(400)} == 401`).holds(textbook), true);
    assert.equal(compile(`${'-'.repeat(900)}1 == 1`).holds(textbook), true);
    assert.equal(compile(`1${'^1'.repeat(450)} == 1`).holds(textbook), true);
    assert.equal(compile(`(${'0?2:'.repeat(200)}1) == 1`).holds(textbook), true);
    assert.equal(compile(`${'('.repeat(60)}1${')'.repeat(60)} == 1`).holds(textbook), true);
  });

  it('throws nothing but ExpressionError, whatever is written, and always says where', () => {
    const WORDS =
      'norm sum max transpose layers hidden output bias weights activationDerivative loss N and or not xor mod to in end true NaN constructor __proto__ [ ] ( ) , ; : ? . \' " + - * / ^ .* ./ .^ % == != < <= = ! { } 0 1 2 -1 1.5 1e3 layers[0]. [0] [1:] [:,0] (x) # \n é 😀'.split(
        ' ',
      );
    const sentence = fc
      .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom('', ' ')), { maxLength: 14 })
      .map((words) => words.flat().join(''));
    const anything = fc.oneof({ weight: 8, arbitrary: sentence }, fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(anything, (text) => {
        try {
          compile(text).evaluate(softmax);
        } catch (error) {
          assert.ok(error instanceof ExpressionError, `${text}: ${String(error)}`);
          assert.ok(error.column >= 1 && error.length >= 0);
          assert.ok(
            error.column - 1 + error.length <= text.length,
            `${text}: ${error.column} ${error.length}`,
          );
          assert.doesNotMatch(error.message, /undefined|\[object|char \d/);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
