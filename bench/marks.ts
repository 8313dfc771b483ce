import { readFileSync, writeFileSync } from 'node:fs';

const MARKS = ['<!-- results -->', '<!-- end of results -->'] as const;

/** Replaces what a Markdown file has between its marks. Throws when it has none. */
export function writeBetweenMarks(file: string, text: string): void {
  const old = readFileSync(file, 'utf8');
  const [start, end] = MARKS.map((mark) => old.indexOf(mark));
  if (start === undefined || end === undefined || start < 0 || end < start)
    throw new Error(`${file} has no marks ${MARKS.join(' … ')} to write between.`);
  writeFileSync(file, `${old.slice(0, start)}${MARKS[0]}\n\n${text}\n\n${old.slice(end)}`);
}
