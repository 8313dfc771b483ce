/** Runs exported scripts with whatever Python there is. */
import { spawnSync } from 'node:child_process';
import type { TraceStep } from '../engine/reference';

/** Debian's own Python has Debian's PyTorch, whichever comes first on the PATH. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/** A Python that has the module; null when none has. */
export function pythonWith(module: string): string | null {
  return PYTHONS.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0) ?? null;
}

export interface Printed {
  readonly steps: readonly TraceStep[];
  readonly backend: string;
}

/** What the script prints with these arguments. Throws with what it says when it fails. */
export function output(python: string, script: string, args: readonly string[] = []): string {
  // Standard input: the script needs no file, not even its own.
  const { status, stdout, stderr } = spawnSync(python, ['-', ...args], {
    input: script,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status !== 0) throw new Error(`${python} ended with ${status}: ${stderr}`);
  if (stderr !== '') throw new Error(`${python} complains: ${stderr}`);
  return stdout;
}

export function trace(python: string, script: string): Printed {
  return JSON.parse(output(python, script, ['--json'])) as Printed;
}

/** The traces of several scripts, from one Python: PyTorch takes a second to start. */
export function traces(python: string, scripts: readonly string[]): Printed[] {
  const { status, stdout, stderr } = spawnSync(python, ['-c', RUN_ALL], {
    input: JSON.stringify(scripts),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0 || stderr !== '') throw new Error(`${python} ended with ${status}: ${stderr}`);
  return (JSON.parse(stdout) as string[]).map((text) => JSON.parse(text) as Printed);
}

const RUN_ALL = `
import contextlib, io, json, sys

class Output(io.StringIO):
    def reconfigure(self, **options):
        pass

scripts, outputs = json.load(sys.stdin), []
sys.argv = ["script", "--json"]
for script in scripts:
    with contextlib.redirect_stdout(Output()) as output:
        exec(compile(script, "script", "exec"), {"__name__": "__main__"})
    outputs.append(output.getvalue())
print(json.dumps(outputs))
`;
