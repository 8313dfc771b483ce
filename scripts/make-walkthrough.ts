/** Writes media/walkthrough/*.svg: a picture for each step, with the numbers of the textbook's reference trace. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  absent,
  BACKWARD,
  card,
  CELL,
  codeLine,
  colour,
  dot,
  element,
  FOCUS,
  FORWARD,
  frame,
  line,
  matrix,
  MUTED,
  numberText,
  PARAMETERS,
  picture,
  TEXT,
  toolbar,
  WHOLE,
  words,
} from './walkthroughParts';

const PROJECT = join(__dirname, '..');
export const PICTURES_FOLDER = join(PROJECT, 'media', 'walkthrough');

type Rows = readonly (readonly number[])[];
interface Trace {
  readonly steps: readonly {
    readonly layers: readonly {
      readonly forward: { readonly input: Rows; readonly weights: Rows };
      readonly backward: Readonly<
        Record<'activationDerivative' | 'gradientOutput' | 'gradientWeights' | 'gradientPrev', Rows>
      >;
    }[];
  }[];
}

/** The output layer in the first batch step of the textbook example. */
function outputLayer(): Trace['steps'][number]['layers'][number] {
  const file = join(PROJECT, 'test', 'reference', 'textbook-2-2-2.trace.json');
  const trace = JSON.parse(readFileSync(file, 'utf8')) as Trace;
  const layer = trace.steps[0]?.layers[1];
  if (!layer) throw new Error(`${file} has no output layer.`);
  return layer;
}

const { forward, backward } = outputLayer();

function open(): string {
  const code = [
    '{',
    '  "data": { "inputs": [[0.05, 0.1]], "targets": [[0.01, 0.99]] },',
    '  "layers": [',
    '    { "name": "hidden", "units": 2, "activation": "sigmoid" },',
    '    { "name": "output", "units": 2, "activation": "sigmoid" }',
    '  ],',
    '  "loss": "halfSquaredError",',
    '  "optimizer": { "type": "sgd", "learningRate": 0.5 }',
    '}',
  ];
  const columns = [120, 265, 410];
  const rows = [262, 318];
  const wires = columns
    .slice(1)
    .flatMap((x, at) =>
      rows.flatMap((from) => rows.map((to) => line(`M${columns[at] ?? 0} ${from}L${x} ${to}`, MUTED))),
    );
  const units = columns.flatMap((x, at) =>
    rows.map((y) =>
      dot(x, y, 15, colour('editor-background'), {
        stroke: at === 0 ? TEXT : FORWARD,
        'stroke-width': 2.5,
      }),
    ),
  );
  return picture(
    WHOLE,
    card(8, 8, 514, 200),
    words(22, 30, 'textbook.mlp.json', { fill: MUTED, 'font-size': 11 }),
    line('M8 40H522', MUTED, { 'stroke-width': 0.6 }),
    ...code.map((text, at) => codeLine(22, 60 + at * 17, text)),
    ...wires,
    ...units,
  );
}

function debug(): string {
  const code = ['"layers": [', '  { "name": "hidden",', '    "units": 2 },', '  { "name": "output",'];
  const more = ['    "units": 2 }', '],', '"loss": "halfSquaredError"'];
  const top = 106;
  const lineY = (at: number): number => top + 30 + at * 22;
  const stop = lineY(3);
  const stopColour = colour('debugIcon-breakpointCurrentStackframeForeground', PARAMETERS);
  return picture(
    WHOLE,
    toolbar(161, 44, ['continue']),
    card(8, top, 262, 188),
    element('rect', {
      ...{ x: 9, y: stop - 15, width: 260, height: 21 },
      fill: colour('editor-stackFrameHighlightBackground', 'transparent'),
      stroke: colour('contrastActiveBorder', 'transparent'),
    }),
    element('path', { d: `M16 ${stop - 9}h6l5 5-5 5h-6z`, fill: stopColour }),
    ...[...code, ...more].map((text, at) => codeLine(38, lineY(at), text)),
    card(286, top, 236, 188),
    words(302, top + 28, 'output', { 'font-weight': 'bold' }),
    words(302, top + 54, 'gradientWeights', { fill: BACKWARD }),
    words(302, top + 74, '∂L/∂W = inputᵀ · δ / N', { fill: MUTED, 'font-size': 11 }),
    matrix(302, top + 92, backward.gradientWeights),
  );
}

function step(): string {
  const { activationDerivative, gradientOutput, gradientWeights } = backward;
  const left = 330;
  const row = (y: number, name: string, symbol: string, fill: string): string =>
    words(52, y, name, { fill }) + words(218, y, symbol, { fill: MUTED });
  const here = colour('debugIcon-breakpointCurrentStackframeForeground', PARAMETERS);
  return picture(
    WHOLE,
    toolbar(161, 14, ['stepInto']),
    card(8, 62, 514, 290),
    words(28, 90, 'output', { 'font-weight': 'bold' }),
    row(128, 'activationDerivative', 'a′', BACKWARD),
    matrix(left, 109, activationDerivative),
    row(180, 'gradientOutput', 'δ', BACKWARD),
    matrix(left, 161, gradientOutput),
    row(242, 'gradientWeights', '∂L/∂W', BACKWARD),
    matrix(left, 213, gradientWeights),
    element('path', { d: 'M28 231h8l6 7-6 7h-8z', fill: here }),
    row(316, 'gradientPrev', '∂L/∂A', MUTED),
    absent(left, 297, 1, 2),
    line('M35 252v52M30 298l5 7 5-7', MUTED),
  );
}

function look(): string {
  const [inputs = []] = forward.input;
  const [x, y] = [230, 130];
  const [gap, first] = [20, 0];
  const [left, above] = [x - gap - CELL.width, y - gap - CELL.height];
  const chosen = backward.gradientWeights[first]?.[first] ?? NaN;
  const factors = [inputs[first] ?? NaN, backward.gradientOutput[first]?.[first] ?? NaN];
  const sum = `${factors.map((factor) => numberText(factor)).join(' · ')} / 1 = ${numberText(chosen)}`;
  return picture(
    { x: 82, y: 38, width: 436, height: 276 },
    card(86, 42, 428, 268),
    words(left, y - 12, 'inputᵀ', { fill: FORWARD }),
    matrix(
      left,
      y,
      inputs.map((value) => [value]),
    ),
    words(x, above - 10, 'gradientOutput δ', { fill: BACKWARD }),
    matrix(x, above, backward.gradientOutput),
    matrix(x, y, backward.gradientWeights),
    words(x + 2 * CELL.width + 16, y + 32, 'gradientWeights', { fill: BACKWARD }),
    frame(left, y, 1, 1, FORWARD),
    frame(x, above, 1, 1, BACKWARD),
    frame(x, y, 1, 1),
    line(`M${left + CELL.width + 2} ${y + 14}H${x - 3}`, FORWARD),
    line(`M${x + CELL.width / 2} ${above + CELL.height + 2}V${y - 3}`, BACKWARD),
    line(`M${x + CELL.width / 2} ${y + 2 * CELL.height + 3}V${y + 96}`, FOCUS),
    element('rect', {
      ...{ x: 98, y: y + 96, width: 334, height: 54, rx: 6 },
      ...{ fill: 'none', stroke: FOCUS, 'stroke-width': 1.6 },
    }),
    words(265, y + 129, sum, { 'text-anchor': 'middle', 'font-size': 16 }),
  );
}

function back(): string {
  /** The operations of a batch step with two layers, by their phase. */
  const phases = [
    { name: 'forward', count: 4, fill: FORWARD },
    { name: 'loss', count: 1, fill: TEXT },
    { name: 'backward', count: 8, fill: BACKWARD },
    { name: 'update', count: 2, fill: PARAMETERS },
  ];
  const [y, pitch, gap] = [226, 27, 14];
  let x = 44;
  const stations = phases.map(({ name, count, fill }) => {
    const places = Array.from({ length: count }, (_, at) => x + at * pitch);
    const middle = x + ((count - 1) * pitch) / 2;
    x += count * pitch + gap;
    const name_ = words(middle, y + 40, name, { fill, 'text-anchor': 'middle' });
    return { places, drawn: places.map((at) => dot(at, y, 7, fill)).join('') + name_ };
  });
  const all = stations.flatMap(({ places }) => places);
  const [from = 0, to = 0] = [all.at(-1), all[8]];
  return picture(
    WHOLE,
    toolbar(161, 24, ['stepBack', 'reverse']),
    card(8, 96, 514, 220),
    line(`M${all[0] ?? 0} ${y}H${from}`, MUTED),
    ...stations.map(({ drawn }) => drawn),
    dot(from, y, 11, 'none', { stroke: MUTED, 'stroke-width': 1.6, 'stroke-dasharray': '3 3' }),
    dot(to, y, 12, 'none', { stroke: FOCUS, 'stroke-width': 2.5 }),
    line(`M${from} ${y - 18}C${from} 130 ${to} 130 ${to} ${y - 22}`, FOCUS, { 'stroke-width': 2.5 }),
    line(`M${to - 8} ${y - 31}l8 11 8-11`, FOCUS, { 'stroke-width': 2.5 }),
  );
}

/** The weight that is typed in place of 0.4. */
const TYPED = 0.9;

/** rows · weightsᵀ. */
function timesTransposed(rows: Rows, weights: Rows): Rows {
  return rows.map((row) =>
    weights.map((others) => row.reduce((sum, value, j) => sum + value * (others[j] ?? NaN), 0)),
  );
}

function change(): string {
  const changed = forward.weights.map((row, i) => row.map((value, j) => (i + j === 0 ? TYPED : value)));
  const after = timesTransposed(backward.gradientOutput, changed);
  const [x, y] = [74, 112];
  const right = 318;
  return picture(
    { x: 48, y: 64, width: 440, height: 224 },
    card(52, 68, 432, 216),
    words(x, y - 14, 'weights', { fill: PARAMETERS }),
    matrix(x, y, forward.weights),
    // The cell with the caret in it, on top of the number that was there.
    element('rect', { x, y, ...CELL, fill: colour('input-background'), stroke: FOCUS, 'stroke-width': 2.5 }),
    words(x + 12, y + 18, String(TYPED), { fill: colour('input-foreground', TEXT) }),
    line(`M${x + 36} ${y + 6}v16`, FOCUS),
    line(`M${x + 2 * CELL.width + 18} ${y + 28}H${right - 24}M${right - 34} ${y + 22}l10 6-10 6`, MUTED),
    words(right, y - 14, 'gradientPrev = δ · Wᵀ', { fill: BACKWARD }),
    matrix(right, y + 14, after),
    line(`M${right + CELL.width} ${y + 50}v54M${right + CELL.width - 7} ${y + 58}l7 -9 7 9`, MUTED, {
      'stroke-dasharray': '4 3',
    }),
    element('g', { opacity: 0.6 }, matrix(right, y + 112, backward.gradientPrev)),
    words(x, y + 131, `${numberText(forward.weights[0]?.[0] ?? NaN)} → ${TYPED}`, { 'font-size': 16 }),
  );
}

/** Every picture, by the name of its step. */
export const PICTURES: Readonly<Record<string, () => string>> = { open, debug, step, look, back, change };

if (require.main === module) {
  mkdirSync(PICTURES_FOLDER, { recursive: true });
  for (const [name, draw] of Object.entries(PICTURES))
    writeFileSync(join(PICTURES_FOLDER, `${name}.svg`), draw());
}
