/** Every text that a person reads comes in every language, and says the same thing there. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { BUNDLE_FILE, bundleText } from '../../../scripts/make-l10n';

const PROJECT = path.join(__dirname, '..', '..', '..');
type Texts = Readonly<Record<string, string>>;
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(PROJECT, file), 'utf8'));

const LANGUAGES = ['de'];

/**
 * What a translation must take over unchanged: placeholders, targets of links, code, bold and italic marks' number,
 * setting names, placeholders of snippets.
 */
function fixedParts(text: string): string[] {
  const patterns = [
    /\{\d+\}/g,
    /\((?:command|https?):[^)]*\)/g,
    /`+#?[\w.-]+#?`+/g,
    /\*\*|__/g,
    /\$\{\d:?/g,
    /\bF\d+\b/g,
    /…/g,
    /:$/g,
  ];
  return patterns.flatMap((pattern) => text.match(pattern) ?? []).toSorted();
}

function agree(english: Texts, translated: Texts): void {
  assert.deepEqual(Object.keys(translated).toSorted(), Object.keys(english).toSorted());
  for (const [key, text] of Object.entries(english)) {
    const other = translated[key]!;
    assert.notEqual(other.trim(), '', key);
    assert.deepEqual(fixedParts(other), fixedParts(text), key);
  }
}

describe('the texts of the manifest', () => {
  const manifest = read('package.json') as Readonly<Record<string, unknown>>;
  const english = read('package.nls.json') as Texts;

  /** Every string of the manifest's part that VS Code shows, with the way there. */
  function strings(value: unknown, way: readonly string[]): { way: readonly string[]; text: string }[] {
    if (typeof value === 'string') return [{ way, text: value }];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => strings(inner, [...way, key]));
  }
  const { description, capabilities, contributes } = manifest;
  const shown = strings({ description, capabilities, contributes }, []);
  const key = (text: string): string | undefined => /^%(.+)%$/.exec(text)?.[1];

  it('are all named in package.json, and none is left over', () => {
    const used = shown.map(({ text }) => key(text)).filter((name) => name !== undefined);
    assert.deepEqual(used.toSorted(), Object.keys(english).toSorted());
  });

  it('are not written into package.json', () => {
    /** Conditions, and the one name that is the same in every language. */
    const isNoText = (way: readonly string[], text: string): boolean =>
      ['when', 'enablement'].includes(way.at(-1)!) || text === 'Backstep';
    /** Properties that are shown, and anything that reads like words. */
    const isShown = (way: readonly string[], text: string): boolean =>
      /^(title|label|description|markdownDescription|contents|altText|unverifiedBreakpoints)$/.test(
        way.at(-1)!,
      ) ||
      way.some((part) => /^(aliases|enumItemLabels|(markdownE|e)numDescriptions)$/.test(part)) ||
      /\p{L}\S* \S*\p{L}/u.test(text);
    const raw = shown
      .filter(({ way, text }) => !isNoText(way, text) && isShown(way, text) && key(text) === undefined)
      .map(({ way, text }) => `${way.join('.')}: ${text}`);
    assert.deepEqual(raw, []);
  });

  for (const language of LANGUAGES) {
    it(`are there in ${language}, with the same placeholders, links and code`, () => {
      agree(english, read(`package.nls.${language}.json`) as Texts);
    });
  }
});

describe('the texts of the extension at run time', () => {
  const english = read('l10n/bundle.l10n.json') as Texts;

  it('are collected: the bundle is what scripts/make-l10n.ts finds in the code', async function () {
    this.timeout(120_000);
    assert.equal(readFileSync(BUNDLE_FILE, 'utf8'), await bundleText());
    assert.ok(Object.keys(english).length > 50);
  });

  for (const language of LANGUAGES) {
    it(`are there in ${language}, with the same placeholders, links and code`, () => {
      agree(english, read(`l10n/bundle.l10n.${language}.json`) as Texts);
    });
  }

  /** Calls of this form in the folders of src, as `FILE: CALL`. */
  function callsIn(folders: readonly string[], calls: RegExp): string[] {
    return folders.flatMap((name) => {
      const folder = path.join(PROJECT, 'src', name);
      return readdirSync(folder, { encoding: 'utf8', recursive: true })
        .filter((file) => /\.tsx?$/.test(file))
        .flatMap((file) =>
          [...readFileSync(path.join(folder, file), 'utf8').matchAll(calls)].map(
            ([call]) => `${name}/${file}: ${call}`,
          ),
        );
    });
  }

  it('are not written into the calls that show them', () => {
    const calls =
      /\b(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|new Refusal)\(\s*['"]|\bnew Error\(\s*['"`]|\b(?:title|placeHolder|prompt|detail): ['"`](?![^'"`]*\$\{[^}]*\}['"`])[A-Z][^'"`]* /g;
    assert.deepEqual(callsIn(['extension'], calls), []);
  });

  it('are not written into what refuses, and says so to a person', () => {
    // What only a client of the protocol can do wrong (`argument`, `unknownCommand`) is for its developer; `cancelled` is a word of the protocol.
    const calls =
      /\bnew (?:ExpressionError|AbsentError|Refusal|CsvError)\(\s*\[?['"`]|\b(?:site\.error|this\.fault|fail|refused|launchError)\(\s*['"`]|\bnew ProtocolError\(\s*'(?!argument|unknownCommand|cancelled)\w+',\s*['"`]|\breader\.(?:error|missing|warning)\([^()]*'(?:syntax|schema|meaning)',\s*['"`]/g;
    assert.deepEqual(callsIn(['definition', 'data', 'expressions', 'engine', 'export', 'debug'], calls), []);
  });

  it('are made when they are read, never while a module is loaded, and each is written out where it is made', () => {
    const inAFunction = (node: ts.Node): boolean =>
      ts.findAncestor(node, (outer) => ts.isFunctionLike(outer)) !== undefined;
    const wrong = readdirSync(path.join(PROJECT, 'src'), { encoding: 'utf8', recursive: true })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => {
        const text = readFileSync(path.join(PROJECT, 'src', file), 'utf8');
        if (!text.includes('l10n.t(')) return [];
        const found: string[] = [];
        const visit = (node: ts.Node): void => {
          if (ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText())) {
            const [first] = node.arguments;
            if (!inAFunction(node) || !first || !ts.isStringLiteral(first))
              found.push(`${file}: ${node.getText()}`);
          }
          ts.forEachChild(node, visit);
        };
        visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
        return found;
      });
    assert.deepEqual(wrong, []);
  });
});
