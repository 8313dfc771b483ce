/** What is copied and saved, read back by other means than those that wrote it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { isElided, latexText } from '../../../src/extension/export/latex';
import { npyBytes } from '../../../src/extension/export/npy';
import { copyText, csvText } from '../../../src/extension/export/text';
import type { Tensor } from '../../../src/protocol/tensor';

const tensor = (shape: number[], numbers: number[]): Tensor => ({ shape, data: Float32Array.from(numbers) });
/** Numbers that are easily lost: not finite, a zero below zero, the smallest and the largest, all nine digits. */
const HARD = tensor(
  [3, 4],
  [
    NaN,
    Infinity,
    -Infinity,
    -0,
    1e-45,
    3.4028235e38,
    0.1,
    -1 / 3,
    16777216,
    1.17549435e-38,
    1e20,
    0.33333334,
  ],
);
const CUBE = tensor(
  [2, 2, 3],
  Array.from({ length: 12 }, (_, i) => i / 7),
);

/** The same bits; NaN may have any of its own. */
function assertSame(actual: readonly number[], expected: Tensor): void {
  assert.deepEqual(Array.from(actual, Math.fround), [...expected.data]);
}

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;

/** The shape, the type and the bits of the array that a line of Python makes. */
function askPython(expression: string): unknown {
  const script = `import json, sys, numpy as np
a = eval(sys.stdin.read())
print(json.dumps([list(a.shape), a.dtype.str, a.view(np.uint32).ravel().tolist()]))`;
  const { stdout, stderr, status } = spawnSync('python3', ['-c', script], {
    input: expression,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const answerOf = ({ shape, data }: Tensor): unknown => [shape, '<f4', [...new Uint32Array(data.buffer)]];

describe('copying a matrix', () => {
  it('as JavaScript gives the same numbers when it is run', () => {
    assertSame((runInNewContext(copyText(HARD, 'javascript')) as number[][]).flat(), HARD);
    const cube = runInNewContext(copyText(CUBE, 'javascript')) as number[][][];
    assert.deepEqual([cube.length, cube[0]!.length, cube[0]![0]!.length], CUBE.shape);
    assertSame(cube.flat(2), CUBE);
    assert.equal(copyText(tensor([2], [0.1, -2]), 'javascript'), '[0.1, -2]');
  });

  it('as NumPy is one expression, its rows below one another', () => {
    assert.equal(
      copyText(tensor([2, 2], [0.1, NaN, -Infinity, Infinity]), 'numpy'),
      'np.array([[0.1, np.nan],\n          [-np.inf, np.inf]], dtype=np.float32)',
    );
    assert.equal(copyText(tensor([2], [1, -0]), 'numpy'), 'np.array([1, -0.0], dtype=np.float32)');
  });

  it('as NumPy restores every float32', function () {
    if (!hasNumpy) this.skip();
    this.timeout(30_000);
    for (const each of [HARD, CUBE, tensor([1], [0.7])])
      assert.deepEqual(askPython(copyText(each, 'numpy')), answerOf(each));
  });

  it('as CSV is a line per row; a vector is one line', () => {
    const lines = csvText(HARD).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(',').length),
      [4, 4, 4],
    );
    assertSame(
      lines.flatMap((line) => line.split(',').map(Number)),
      HARD,
    );
    assert.equal(csvText(tensor([3], [1, 2, 3])), '1,2,3\n');
  });

  it('as CSV tells the matrices of three axes apart by the sample in the first column', () => {
    const [heading, ...lines] = csvText(CUBE).trimEnd().split('\n');
    assert.equal(heading, 'sample,0,1,2');
    const cells = lines.map((line) => line.split(',').map(Number));
    assert.deepEqual(
      cells.map(([sample]) => sample),
      [0, 0, 1, 1],
    );
    assertSame(
      cells.flatMap(([, ...rest]) => rest),
      CUBE,
    );
  });

  it('as LaTeX has four digits, and words for what is no number', () => {
    assert.equal(
      latexText(tensor([2, 3], [1 / 3, -2, 1.23456e-7, NaN, -Infinity, 0])),
      '\\begin{bmatrix}\n  0.3333 & -2 & 1.235 \\times 10^{-7} \\\\\n' +
        '  \\mathrm{NaN} & -\\infty & 0\n\\end{bmatrix}\n',
    );
    assert.match(latexText(tensor([2], [1, 2])), /^ {2}1 & 2$/m);
  });

  it('as LaTeX has dots for what does not fit on a page, and the last row and column', () => {
    const numbers = Array.from({ length: 13 * 20 }, (_, i) => i);
    const text = latexText(tensor([13, 20], numbers));
    const rows = text
      .split('\n')
      .slice(1, -2)
      .map((line) => line.replace(' \\\\', '').trim().split(' & '));
    assert.equal(rows.length, 12);
    assert.ok(rows.every((row) => row.length === 12));
    assert.deepEqual(rows[0]!.slice(8), ['8', '9', '\\cdots', '19']);
    assert.deepEqual(new Set(rows[10]), new Set(['\\vdots', '\\ddots']));
    assert.deepEqual(rows[11]!.slice(9), ['249', '\\cdots', '259']);
    assert.deepEqual([isElided([13, 2]), isElided([12, 12]), isElided([12])], [true, false, false]);
  });
});

describe('saving a matrix as .npy', () => {
  it('is version 1.0, aligned, little-endian and row-major', () => {
    const bytes = npyBytes(HARD);
    const latin = (from: number, to: number): string => String.fromCharCode(...bytes.slice(from, to));
    assert.deepEqual([...bytes.slice(0, 8)], [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    const length = bytes[8]! + 256 * bytes[9]!;
    assert.equal((10 + length) % 64, 0);
    const header = latin(10, 10 + length);
    assert.match(header, /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(3, 4\), \} *\n$/);
    const data = new DataView(bytes.buffer, 10 + length);
    assert.equal(data.byteLength, 12 * 4);
    assertSame(
      Array.from({ length: 12 }, (_, i) => data.getFloat32(i * 4, true)),
      HARD,
    );
    assert.match(String.fromCharCode(...npyBytes(tensor([5], [1, 2, 3, 4, 5]))), /'shape': \(5,\), /);
  });

  it('is what numpy.load reads', function () {
    if (!hasNumpy) this.skip();
    this.timeout(30_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'backstep-npy-'));
    try {
      [HARD, CUBE, tensor([1], [0.7])].forEach((each, at) => {
        const file = path.join(folder, `${at}.npy`);
        writeFileSync(file, npyBytes(each));
        assert.deepEqual(askPython(`np.load(${JSON.stringify(file)})`), answerOf(each));
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
