/** A layer's batch step as NumPy: four functions that can be run as they stand. */
import type { OperationName, Phase, QuantityName } from '../../protocol/vocabulary';
import { oneLine, plain, stepLines } from './lines';
import type { LayerInFull, ListingLine } from './listing';
import { activationCode } from './numpyActivations';
import { lossCode, shortCutCode } from './numpyLosses';
import { optimizerCode } from './numpyOptimizers';

/** What a function may be given, in this order; it names those that it reads before it makes them. */
const ARGUMENTS = [
  'input',
  'weights',
  'bias',
  'preActivation',
  'output',
  'target',
  'gradient',
  'gradientWeights',
  'gradientBias',
  'velocityWeights',
  'velocityBias',
  'meanWeights',
  'meanBias',
  'squaresWeights',
  'squaresBias',
  'updates',
] as const;

/** What a function gives back of what it makes. */
const RESULTS: Readonly<Record<Phase, readonly string[]>> = {
  forward: ['preActivation', 'output'],
  loss: ['loss', 'gradient'],
  backward: ['gradientWeights', 'gradientBias', 'gradientPrev'],
  update: ARGUMENTS,
};

const NAMES: Readonly<Record<Phase, string>> = {
  forward: 'forward',
  loss: 'lossAndGradient',
  backward: 'backward',
  update: 'update',
};

export function numpyListing(full: LayerInFull): ListingLine[] {
  const { shape, isLast } = full;
  return [
    plain(
      `# Layer '${oneLine(shape.name)}': ${shape.inputs} inputs, ${shape.units} units, ${shape.activation}.`,
    ),
    plain('# One batch step in the order in which it runs; one row for each of the N samples.'),
    plain('import numpy as np'),
    ...(shape.activation === 'gelu'
      ? [plain('import math'), plain(), plain('erf = np.vectorize(math.erf)')]
      : []),
    ...functionLines('forward', forward(full)),
    ...(isLast ? functionLines('loss', loss(full)) : []),
    ...functionLines('backward', backward(full), gradientOrigin(full)),
    ...functionLines('update', update(full)),
  ];
}

type Body = readonly ListingLine[];

function operation(
  phase: Phase,
  name: OperationName,
  code: readonly string[],
  made: readonly (QuantityName | 'loss')[],
): ListingLine[] {
  const equations = code.map((text) => {
    const makes = made.find((quantity) => text.startsWith(`${quantity} = `));
    return makes === undefined ? { text } : { text, makes };
  });
  return stepLines(phase, name, equations);
}

function forward({ shape, layer }: LayerInFull): Body {
  const bias = shape.hasBias ? ' + bias' : '';
  return [
    ...operation('forward', 'preActivation', [`preActivation = input @ weights${bias}`], ['preActivation']),
    ...operation('forward', 'output', activationCode(layer.activation).forward, ['output']),
  ];
}

function loss({ definition, lossShortCut }: LayerInFull): Body {
  const { losses, gradient } = lossCode(definition.loss, lossShortCut);
  const code = [...losses, 'loss = losses.mean()', ...gradient];
  return [...counts(code), ...operation('loss', 'loss', code, ['loss', 'gradient'])];
}

function backward({ shape, layer, shortCut }: LayerInFull): Body {
  const product =
    shortCut !== null
      ? shortCutCode(shortCut)
      : shape.activation === 'softmax'
        ? ['gradientOutput = np.stack([g @ jacobian for g, jacobian in zip(gradient, activationDerivative)])']
        : ['gradientOutput = gradient * activationDerivative'];
  const weights = ['gradientWeights = input.T @ gradientOutput / N'];
  const bias = shape.hasBias ? ['gradientBias = gradientOutput.mean(axis=0)'] : [];
  return [
    ...counts([...product, ...weights]),
    ...operation('backward', 'activationDerivative', activationCode(layer.activation).derivative, [
      'activationDerivative',
    ]),
    ...operation('backward', 'gradientOutput', product, ['gradientOutput']),
    ...operation('backward', 'gradientWeights', [...weights, ...bias], ['gradientWeights', 'gradientBias']),
    ...operation('backward', 'gradientPrev', ['gradientPrev = gradientOutput @ weights.T'], ['gradientPrev']),
  ];
}

function update({ shape, definition }: LayerInFull): Body {
  const { settings, update: updated } = optimizerCode(definition.optimizer);
  const bias = shape.hasBias ? updated('bias', 'Bias') : [];
  return operation(
    'update',
    'update',
    [...settings, ...updated('weights', 'Weights'), ...bias],
    ['weights', 'bias'],
  );
}

/** N, and m where it is needed: of the function, not of an operation. */
function counts(code: readonly string[]): ListingLine[] {
  const [needsN, needsM] = [/\bN\b/, /\bm\b/].map((name) => reads(code).some((text) => name.test(text)));
  if (needsM) return [plain(`${needsN ? 'N, m' : '_, m'} = output.shape`)];
  return needsN ? [plain('N = len(input)')] : [];
}

function gradientOrigin({ next }: LayerInFull): string {
  return next === null
    ? '# gradient comes from the loss: of each sample by itself, not divided by N.'
    : `# gradient is gradientPrev of '${oneLine(next)}', the layer after this one.`;
}

function functionLines(phase: Phase, body: Body, comment?: string): ListingLine[] {
  const code = body.map(({ text }) => text);
  const results = RESULTS[phase].filter((name) => code.some((text) => assigned(text).includes(name)));
  return [
    plain(),
    plain(),
    ...(comment === undefined ? [] : [plain(comment)]),
    plain(`def ${NAMES[phase]}(${argumentsOf(code).join(', ')}):`),
    ...body.map((line) => ({ ...line, text: `    ${line.text}` })),
    plain(`    return ${results.join(', ')}`),
  ];
}

/** The names that the code reads before it assigns them. */
function argumentsOf(code: readonly string[]): string[] {
  return ARGUMENTS.filter((name) => {
    const first = code.findIndex((text) => reads([text]).some((right) => wordIn(name, right)));
    const made = code.findIndex((text) => assigned(text).includes(name));
    return first >= 0 && (made < 0 || first <= made);
  });
}

/** The right sides of the assignments. */
function reads(code: readonly string[]): string[] {
  return code.filter((text) => !text.startsWith('#')).map((text) => text.slice(text.indexOf(' = ') + 3));
}

function assigned(text: string): string[] {
  return text.startsWith('#') ? [] : text.slice(0, text.indexOf(' = ')).split(', ');
}

function wordIn(name: string, text: string): boolean {
  return new RegExp(`(?<![.\\w])${name}(?!\\w)`).test(text);
}
