/** `import()` in a bundle of the extension, as VS Code's web extension host has it: one script, and files to read. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChunksInVSCodePlugin } from '../../../scripts/chunks-in-vscode.cjs';
import { runWebpack } from '../../../scripts/runWebpack';

interface Bundle {
  double(value: number): Promise<number>;
  counted(): Promise<number>;
}

describe('a chunk of the extension', () => {
  let folder: string;
  let asked: string[];
  let failures: number;

  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), 'backstep-chunks-'));
    mkdirSync(join(folder, 'src'));
    const sources = {
      'main.js': `
        export const double = async (value) => (await import(/* webpackChunkName: "later" */ './later')).double(value);
        export const counted = async () => (await import(/* webpackChunkName: "counter" */ './counter')).counted;`,
      'later.js': `import { count } from './state'; count(); export const double = (value) => 2 * value;`,
      'counter.js': `import { counted } from './state'; export { counted };`,
      'state.js': `export let counted = 0; export const count = () => counted++;`,
    };
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, 'src', name), text);
    await runWebpack([
      {
        mode: 'production',
        target: 'webworker',
        context: folder,
        entry: './src/main.js',
        externals: { vscode: 'commonjs vscode' },
        output: {
          path: join(folder, 'dist'),
          filename: 'main.js',
          library: { type: 'commonjs2' },
          chunkFormat: 'commonjs',
          chunkLoading: ChunksInVSCodePlugin.TYPE,
          chunkFilename: 'main.[name].js',
        },
        plugins: [new ChunksInVSCodePlugin('someone.something')],
      },
    ]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    asked = [];
    failures = 0;
  });

  /** As VS Code runs an extension's script. */
  function load(): Bundle {
    const vscode = {
      extensions: { getExtension: (id: string) => ({ extensionUri: `${id}:` }) },
      Uri: { joinPath: (base: string, ...path: string[]) => [base, ...path].join('/') },
      workspace: {
        fs: {
          readFile: (uri: string) => {
            asked.push(uri);
            if (failures-- > 0) return Promise.reject(new Error('The remote is gone.'));
            return Promise.resolve(readFileSync(uri.replace('someone.something:', folder)));
          },
        },
      },
    };
    const script = readFileSync(join(folder, 'dist', 'main.js'), 'utf8');
    const module = { exports: {} };
    const require = (name: string): unknown => (name === 'vscode' ? vscode : assert.fail(`asks for ${name}`));
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- this is how VS Code does it
    new Function('module', 'exports', 'require', script)(module, module.exports, require);
    return module.exports as Bundle;
  }

  it('is read once, when it is first asked for', async () => {
    const bundle = load();
    assert.deepEqual(asked, []);
    assert.deepEqual(await Promise.all([bundle.double(4), bundle.double(8)]), [8, 16]);
    assert.equal(await bundle.double(21), 42);
    assert.deepEqual(asked, ['someone.something:/dist/main.later.js']);
  });

  it('shares its modules with the other chunks', async () => {
    const bundle = load();
    assert.equal(await bundle.counted(), 0);
    await bundle.double(1);
    assert.equal(await bundle.counted(), 1);
  });

  it('that cannot be read says why, and is asked for again by the next', async () => {
    const bundle = load();
    failures = 1;
    await assert.rejects(bundle.double(4), { message: 'The remote is gone.' });
    assert.equal(await bundle.double(4), 8);
  });
});
