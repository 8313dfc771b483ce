/**
 * What the walkthrough's pictures are drawn of. VS Code puts such an SVG into a page of its own and lets the theme's
 * colours in as variables; neither a style sheet nor a `style` attribute gets past that page's policy.
 */

/** A colour of the theme, or another one where the theme has none. */
export function colour(name: string, otherwise?: string): string {
  return `var(--vscode-${name}${otherwise === undefined ? '' : `, ${otherwise}`})`;
}

export const TEXT = colour('editor-foreground');
export const MUTED = colour('descriptionForeground', TEXT);
export const FORWARD = colour('charts-green');
export const BACKWARD = colour('charts-purple');
export const PARAMETERS = colour('charts-yellow');
export const FOCUS = colour('contrastActiveBorder', colour('focusBorder'));
/** Every theme has a border for its high contrast, or one for its widgets. */
const EDGE = colour('contrastBorder', colour('editorWidget-border'));
const MONO = colour('editor-font-family', 'monospace');
/** The two ends of the panel's number scale. */
const NEGATIVE = colour('charts-blue');
const POSITIVE = colour('charts-orange');

export type Attributes = Readonly<Record<string, string | number>>;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** An element; `content` is SVG already. */
export function element(name: string, attributes: Attributes, content?: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${written.join('')}${content === undefined ? ' />' : `>${content}</${name}>`}`;
}

export function words(x: number, y: number, text: string, attributes: Attributes = {}): string {
  const standard = { x, y, fill: TEXT, 'font-family': MONO, 'font-size': 12, 'xml:space': 'preserve' };
  return element('text', { ...standard, ...attributes }, escaped(text));
}

export function card(x: number, y: number, width: number, height: number): string {
  return element('rect', {
    ...{ x, y, width, height, rx: 6 },
    fill: colour('editor-background'),
    stroke: EDGE,
  });
}

export const CELL = { width: 66, height: 28 };

/** Four decimal places: then the written sum of the fourth step comes out. */
export function numberText(value: number): string {
  return String(Number(value.toFixed(4))).replace('-', '\u2212');
}

/** A matrix with a number in each cell, tinted by its sign and size. */
export function matrix(x: number, y: number, rows: readonly (readonly number[])[]): string {
  const most = Math.max(...rows.flat().map(Math.abs));
  return rows
    .flatMap((row, i) =>
      row.map((value, j) => {
        const place = { x: x + j * CELL.width, y: y + i * CELL.height, ...CELL };
        const tint = element('rect', {
          ...place,
          fill: value < 0 ? NEGATIVE : POSITIVE,
          'fill-opacity': (0.08 + 0.32 * (Math.abs(value) / most)).toFixed(2),
          stroke: EDGE,
        });
        const middle = { 'text-anchor': 'middle' };
        return tint + words(place.x + CELL.width / 2, place.y + 18, numberText(value), middle);
      }),
    )
    .join('');
}

/** A matrix that is not computed yet: its cells, without a number. */
export function absent(x: number, y: number, rows: number, columns: number): string {
  const cells = Array.from({ length: rows * columns }, (_, at) =>
    element('rect', {
      x: x + (at % columns) * CELL.width,
      y: y + Math.floor(at / columns) * CELL.height,
      ...CELL,
      fill: 'none',
      stroke: MUTED,
      'stroke-dasharray': '3 3',
    }),
  );
  return cells.join('');
}

/** A frame around cells: `rows` × `columns` from the corner at x, y. */
export function frame(x: number, y: number, rows: number, columns: number, stroke = FOCUS): string {
  return element('rect', {
    ...{ x, y, width: columns * CELL.width, height: rows * CELL.height, rx: 2 },
    ...{ fill: 'none', stroke, 'stroke-width': 2.5 },
  });
}

export function line(d: string, stroke: string, attributes: Attributes = {}): string {
  return element('path', { d, fill: 'none', stroke, 'stroke-width': 1.6, ...attributes });
}

export function dot(cx: number, cy: number, r: number, fill: string, attributes: Attributes = {}): string {
  return element('circle', { cx, cy, r, fill, ...attributes });
}

/** A name with its line of a file, coloured as the editor colours JSON. */
export function codeLine(x: number, y: number, code: string): string {
  const spans = [...code.matchAll(/"[^"]*"(\s*:)?|-?\d+(\.\d+)?|[^"\d]+/g)].map(([part, isKey]) => {
    const kind = isKey ? 'name' : part.startsWith('"') ? 'string' : /^-?\d/.test(part) ? 'number' : null;
    const fill = kind === null ? TEXT : colour(`debugTokenExpression-${kind}`);
    return element('tspan', { fill }, escaped(part));
  });
  const standard = { x, y, fill: TEXT, 'font-family': MONO, 'font-size': 12, 'xml:space': 'preserve' };
  return element('text', standard, spans.join(''));
}

/** The buttons of the debug toolbar, on a field of 16 × 16. */
const BUTTONS = {
  continue: { d: 'M4 3v10M7 3l6 5-6 5z', name: 'continueForeground' },
  stepOver: { d: 'M3 9a5 5 0 0 1 10-1M13 4v4H9', name: 'stepOverForeground', dot: [8, 13] },
  stepInto: { d: 'M8 1v8M4.500 6 8 9.500 11.500 6', name: 'stepIntoForeground', dot: [8, 13.5] },
  stepOut: { d: 'M8 10V2M4.500 5 8 1.500 11.500 5', name: 'stepOutForeground', dot: [8, 13.5] },
  stepBack: { d: 'M13 9A5 5 0 0 0 3 8M3 4v4h4', name: 'stepBackForeground', dot: [8, 13] },
  reverse: { d: 'M12 3v10M9 3 3 8l6 5z', name: 'continueForeground' },
} as const;
export type Button = keyof typeof BUTTONS;

/** The debug toolbar with these buttons, those in `lit` framed. */
export function toolbar(x: number, y: number, lit: readonly Button[]): string {
  const all: readonly Button[] = ['continue', 'stepOver', 'stepInto', 'stepOut', 'stepBack', 'reverse'];
  const pitch = 34;
  const buttons = all.map((button, at) => {
    const { d, name, ...more } = BUTTONS[button];
    const fore = colour(`debugIcon-${name}`, TEXT);
    const sign = line(d, fore) + ('dot' in more ? dot(more.dot[0], more.dot[1], 1.8, fore) : '');
    const left = x + 10 + at * pitch;
    const around = element('rect', {
      ...{ x: left - 7, y: y + 3, width: 30, height: 28, rx: 4 },
      ...{ fill: 'none', stroke: FOCUS, 'stroke-width': 2 },
    });
    const place = element('g', { transform: `translate(${left} ${y + 9})` }, sign);
    return (lit.includes(button) ? around : '') + place;
  });
  return card(x, y, all.length * pitch + 4, 34) + buttons.join('');
}

/** The part of the plane that a picture shows: the smaller it is, the larger it is drawn. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export const WHOLE: View = { x: 0, y: 0, width: 530, height: 360 };

export function picture({ x, y, width, height }: View, ...parts: readonly string[]): string {
  const viewBox = `${x} ${y} ${width} ${height}`;
  const content = `\n  ${parts.join('\n  ')}\n`;
  return `${element('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox }, content)}\n`;
}
