/** Charts that GitHub and VS Code draw from the text itself. */

export interface Chart {
  readonly title: string;
  /** What the axis counts, and its places. */
  readonly x: readonly [name: string, places: readonly (number | string)[]];
  readonly y: string;
  /** A line for each, with a number for each place. */
  readonly lines: readonly (readonly number[])[];
}

/** A chart of Mermaid, from 0 up. Its lines have no names: the title tells them apart. */
export function chart({ title, x: [name, places], y, lines }: Chart): string {
  const top = Math.max(...lines.flat());
  return [
    '```mermaid',
    'xychart-beta',
    `  title ${quoted(title)}`,
    `  x-axis ${quoted(name)} [${places.map((place) => quoted(String(place))).join(', ')}]`,
    `  y-axis ${quoted(y)} 0 --> ${round(top * 1.05)}`,
    ...lines.map((line) => `  line [${line.map(round).join(', ')}]`),
    '```',
  ].join('\n');
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', "'")}"`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}
