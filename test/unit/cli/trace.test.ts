/** Every reference trace against the built command line: the kernels as they are after the minimizer. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backstep, PROJECT } from './spawn';

const FOLDER = join(PROJECT, 'test', 'reference');
const CASES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.trace.json'))
  .map((name) => name.slice(0, -'.trace.json'.length));

const RELATIVE = 1e-4;
const ABSOLUTE = 1e-6;

interface Trace {
  readonly steps: readonly { readonly layers: readonly unknown[] }[];
  readonly backend?: string;
}

/** Every difference beyond the tolerance, each as one line that says where it is. */
function differences(actual: unknown, expected: unknown, path: string): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [`${path}: another length`];
    return expected.flatMap((value, index) => differences(actual[index], value, `${path}[${index}]`));
  }
  if (expected instanceof Object) {
    if (!(actual instanceof Object)) return [`${path}: ${JSON.stringify(actual)} instead of an object`];
    const values = new Map(Object.entries(actual));
    const names = Object.keys(expected).filter((name) => !values.has(name));
    return [
      ...names.map((name) => `${path}.${name} is missing`),
      ...Object.entries(expected).flatMap(([name, value]) =>
        differences(values.get(name), value, `${path}.${name}`),
      ),
    ];
  }
  if (typeof expected === 'number' && typeof actual === 'number') {
    const close = Math.abs(actual - expected) <= Math.max(ABSOLUTE, RELATIVE * Math.abs(expected));
    return close ? [] : [`${path}: ${actual} instead of ${expected}`];
  }
  return actual === expected ? [] : [`${path}: ${String(actual)} instead of ${String(expected)}`];
}

describe('backstep trace', function () {
  this.timeout(60_000);

  it('has references to agree with', () => assert.ok(CASES.length >= 6));

  for (const backend of ['webasm', 'cpu'])
    for (const name of CASES)
      it(`agrees with ${name} on ${backend}`, async () => {
        const reference = JSON.parse(readFileSync(join(FOLDER, `${name}.trace.json`), 'utf8')) as Trace;
        const { status, stdout, stderr } = await backstep([
          'trace',
          join(FOLDER, `${name}.mlp.json`),
          ...['--steps', String(reference.steps.length), '--backend', backend],
        ]);
        assert.equal(status, 0, stderr);
        const trace = JSON.parse(stdout) as Trace;
        assert.equal(trace.backend, backend);
        assert.equal(trace.steps.length, reference.steps.length);
        assert.deepEqual(differences(trace.steps, reference.steps, 'steps').slice(0, 10), []);
      });
});
