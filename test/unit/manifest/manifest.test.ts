/** package.json against the code and the files it speaks of. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FILTERS } from '../../../src/debug/capabilities';
import { EXAMPLE_NAMES } from '../../../src/extension/exampleNames';

const PROJECT = path.join(__dirname, '..', '..', '..');

interface Manifest {
  readonly browser: string;
  readonly main?: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly markdownDescription: string }>>;
    };
    readonly languages: readonly { readonly id: string; readonly extensions: readonly string[] }[];
    readonly breakpoints: readonly { readonly language: string }[];
    readonly debuggers: readonly {
      readonly type: string;
      readonly languages: readonly string[];
      readonly configurationAttributes: {
        readonly launch: {
          readonly properties: Readonly<Record<string, { readonly markdownDescription: string }>>;
        };
      };
    }[];
  };
}

const read = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const sources = readdirSync(path.join(PROJECT, 'src', 'extension'), { encoding: 'utf8', recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(`src/extension/${file}`))
  .join('\n');
const commands = manifest.contributes.commands.map(({ command }) => command);

describe('the manifest', () => {
  it('makes a web extension, and only that', () => {
    assert.equal(manifest.browser, './dist/extension.js');
    assert.equal(manifest.main, undefined);
    assert.equal(manifest.engines.vscode, '^1.91.0');
  });

  it('contributes exactly the commands that the code registers, all under Backstep', () => {
    const registered = [...sources.matchAll(/\bon\('(backstep\.[\w.]+)'/g)].map(([, name]) => name);
    assert.deepEqual(commands.toSorted(), registered.toSorted());
    for (const { category, title } of manifest.contributes.commands) {
      assert.equal(category, 'Backstep');
      assert.notEqual(title, '');
    }
  });

  it('puts only its own commands into menus', () => {
    const used = Object.values(manifest.contributes.menus).flatMap((items) =>
      items.map(({ command }) => command),
    );
    assert.deepEqual(
      used.filter((command) => !commands.includes(command)),
      [],
    );
  });

  it('describes every setting, and the code reads each of them and no other', () => {
    const settings = Object.entries(manifest.contributes.configuration.properties);
    const asked = [...sources.matchAll(/getConfiguration\('backstep'\)[^;]*?'([\w.]+)'/gs)].map(
      ([, name]) => `backstep.${name}`,
    );
    assert.deepEqual(settings.map(([name]) => name).toSorted(), [...new Set(asked)].toSorted());
    for (const [name, { markdownDescription }] of settings) assert.ok(markdownDescription, name);
  });

  it('describes every attribute of a launch, and no other than the adapter reads', () => {
    const attributes = manifest.contributes.debuggers[0]!.configurationAttributes.launch.properties;
    const adapter = read('src/debug/launch.ts');
    for (const [name, { markdownDescription }] of Object.entries(attributes)) {
      assert.ok(markdownDescription, name);
      assert.match(adapter, new RegExp(`\\b${name}\\b`), `the adapter reads '${name}'`);
    }
  });

  it('names only files that exist', () => {
    // The schema comes by the language, as a text does.
    const named = ['package.json', 'package.nls.json', 'package.nls.de.json'].flatMap((manifest) =>
      [...read(manifest).matchAll(/"(\.?\/?(?:media|schemas)\/[^"]+)"/g)].map(([, file]) => file!),
    );
    assert.ok(named.length > 4);
    for (const file of named) assert.ok(existsSync(path.join(PROJECT, file)), file);
    const svg = manifest.icon.endsWith('.svg');
    assert.equal(svg, false, 'the icon is a PNG');
  });

  it('accepts breakpoints, and F5, in the language of definition files', () => {
    const [language] = manifest.contributes.languages;
    assert.deepEqual(language!.extensions, ['.mlp.json']);
    assert.notEqual(language!.id, 'jsonc', "VS Code refuses breakpoints in its settings files' language");
    assert.deepEqual(manifest.contributes.breakpoints, [{ language: language!.id }]);
    assert.deepEqual(manifest.contributes.debuggers[0]!.languages, [language!.id]);
  });

  it('activates for what VS Code cannot derive: a launch, a restored panel', () => {
    assert.ok(manifest.activationEvents.includes('onDebugResolve:backstep'));
    assert.ok(manifest.activationEvents.includes('onWebviewPanel:backstep.panel'));
    assert.ok(sources.includes("'backstep.panel'"));
  });

  it('offers exactly the examples that there are', () => {
    const files = readdirSync(path.join(PROJECT, 'examples')).filter((file) => file.endsWith('.mlp.json'));
    assert.deepEqual(EXAMPLE_NAMES.map((name) => `${name}.mlp.json`).toSorted(), files.toSorted());
  });

  it('pauses at the backward steps when nothing else is asked for', () => {
    assert.equal(FILTERS.backward.default, true);
  });
});
