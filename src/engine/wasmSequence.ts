/**
 * Functions that are called one after the other by a function of WebAssembly. Between two functions of WebAssembly a
 * call costs next to nothing; from one place in JavaScript that calls many of them it takes 10 to 15 ns, a tenth of what
 * a small kernel takes.
 */

/** Works on the elements from one up to another, as a kernel of gpu.js does; the third argument is its seed. */
export type Span = (from: number, to: number, seed: number) => void;

/** What is done in turn. */
export type Step = Rows | { readonly work: () => void };

/** Functions that are called for one row after the other, until all `cells` are done. */
export interface Rows {
  /** Elements of a row. */
  readonly row: number;
  readonly cells: number;
  /** Each works on these elements of the row, `to` not included. */
  readonly calls: readonly { readonly span: Span; readonly from: number; readonly to: number }[];
}

/** The encoding of a module: https://webassembly.github.io/spec/core/binary/ */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const SECTION = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const;
const I32 = 0x7f;
const FUNCTION = 0x60;
const NO_RESULT = 0x40;
const KIND_FUNCTION = 0x00;
const OF_SPAN = { type: 0, encoded: [FUNCTION, 3, I32, I32, I32, 0] } as const;
const OF_WORK = { type: 1, encoded: [FUNCTION, 0, 0] } as const;
const IMPORTED_FROM = 'step';
const EXPORTED_AS = 'run';
const CODE = {
  loop: 0x03,
  end: 0x0b,
  continueIf: 0x0d,
  call: 0x10,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  constant: 0x41,
  isLess: 0x49,
  add: 0x6a,
} as const;

/** A function that does all steps in turn; it throws what a step throws, and does none after that. */
export function sequenceOf(steps: readonly Step[]): () => void {
  const imported: { readonly type: number; readonly does: Span | (() => void) }[] = [];
  const importedAs = (type: number, does: Span | (() => void)): number => imported.push({ type, does }) - 1;
  const body = steps.flatMap((step) =>
    'work' in step
      ? [CODE.call, ...unsigned(importedAs(OF_WORK.type, step.work))]
      : codeOf(step, (span) => importedAs(OF_SPAN.type, span)),
  );
  const code = [1, 1, I32, ...body, CODE.end];
  const bytes = [
    ...HEADER,
    ...section(SECTION.types, [OF_SPAN.encoded, OF_WORK.encoded]),
    ...section(
      SECTION.imports,
      imported.map(({ type }, at) => [
        ...text(IMPORTED_FROM),
        ...text(String(at)),
        KIND_FUNCTION,
        ...unsigned(type),
      ]),
    ),
    ...section(SECTION.functions, [[OF_WORK.type]]),
    ...section(SECTION.exports, [[...text(EXPORTED_AS), KIND_FUNCTION, ...unsigned(imported.length)]]),
    ...section(SECTION.code, [[...unsigned(code.length), ...code]]),
  ];
  const functions = Object.fromEntries(imported.map(({ does }, at) => [String(at), does]));
  const module = new WebAssembly.Module(Uint8Array.from(bytes));
  const { exports } = new WebAssembly.Instance(module, { [IMPORTED_FROM]: functions });
  return exports[EXPORTED_AS] as () => void;
}

/** `for (let start = 0; start < cells; start += row)`, with the calls inside. The start is the local of index 0. */
function codeOf({ row, cells, calls }: Rows, indexOf: (span: Span) => number): number[] {
  const shifted = (by: number): number[] => [
    ...[CODE.localGet, 0],
    ...(by === 0 ? [] : [CODE.constant, ...signed(by), CODE.add]),
  ];
  return [
    ...[CODE.constant, 0, CODE.localSet, 0],
    ...[CODE.loop, NO_RESULT],
    ...calls.flatMap(({ span, from, to }) => [
      ...shifted(from),
      ...shifted(to),
      ...[CODE.constant, 0],
      ...[CODE.call, ...unsigned(indexOf(span))],
    ]),
    ...[...shifted(row), CODE.localTee, 0],
    ...[CODE.constant, ...signed(cells), CODE.isLess, CODE.continueIf, 0],
    CODE.end,
  ];
}

function section(id: number, entries: readonly (readonly number[])[]): number[] {
  const content = [...unsigned(entries.length), ...entries.flat()];
  return [id, ...unsigned(content.length), ...content];
}

function text(name: string): number[] {
  const bytes = [...new TextEncoder().encode(name)];
  return [...unsigned(bytes.length), ...bytes];
}

/** A whole number from 0 in groups of seven bits (LEB128), the lowest first. */
function unsigned(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...unsigned((value - low) / 128)];
}

/** The same where the highest bit of the last group is a sign: of a whole number from 0 it is not set. */
function signed(value: number): number[] {
  const low = value % 128;
  return value < 64 ? [low] : [low + 128, ...signed((value - low) / 128)];
}
