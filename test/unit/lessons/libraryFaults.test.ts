/** What the libraries that read YAML and LaTeX find wrong is said in our words, and so in the reader's language. */
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import GERMAN from '../../../l10n/bundle.l10n.de.json';
import { mathFault } from '../../../src/lessons/mathFaults';
import { readMath } from '../../../src/lessons/math';
import { parseLesson } from '../../../src/lessons/parse';
import { yamlFault } from '../../../src/lessons/yamlFaults';
import { HEADER, NETWORK } from './marked';

/** The header's YAML; what is said of it in English and in German. */
const YAML: readonly (readonly [yaml: string, english: RegExp, german: RegExp])[] = [
  ['title: a: b', /^The header: A second colon/, /^Der Kopf: Ein zweiter Doppelpunkt/],
  ['title: a\ntitle: b', /is there already/, /gibt es schon/],
  ['title: "a', /A character is missing/, /fehlt ein Zeichen/],
  ['title: `a`', /special characters/, /besonderen Zeichen/],
  ['title: "\\q"', /a backslash/, /ein Rückstrich/],
  ['title: a\nfoo\nnext: b', /has no colon/, /fehlt der Doppelpunkt/],
  ['title: a\n\tb: c', /not by tabs/, /nicht mit Tabulatoren/],
  ['hide: [a', /indentation/, /Einrückung/],
  ['title: *bold*', /\* and ! mean/, /\* und ! bedeuten/],
  ['title: *bold* words', /special characters/, /besonderen Zeichen/],
  ['title: &a A\nnext: *a', /\* and ! mean/, /\* und ! bedeuten/],
];

const LATEX: readonly (readonly [latex: string, english: RegExp, german: RegExp])[] = [
  ['\\nope', /there is no command \\nope\.$/, /keinen Befehl \\nope\.$/],
  ['\\begin{nope} a \\end{nope}', /there is no environment nope\.$/, /keine Umgebung nope\.$/],
  [
    '\\begin{bmatrix} a \\end{pmatrix}',
    /what \\begin\{bmatrix\} begins does not end with \\end\{pmatrix\}\.$/,
    /Was mit \\begin\{bmatrix\} beginnt, endet nicht mit \\end\{pmatrix\}\.$/,
  ],
  ['x^2^3', /one superscript/, /hochgestellter/],
  ['x_1_2', /one subscript/, /tiefgestellter/],
  ['x^', /something is missing after \^\.$/, /Nach \^ fehlt etwas\.$/],
  ['\\sqrt', /something is missing after \\sqrt\.$/, /Nach \\sqrt fehlt etwas\.$/],
  ['{a', /it ends, and \} is missing\.$/, /Es endet, und \} fehlt\.$/],
  ['\\frac{a}', /it ends, and \} is missing\.$/, /Es endet, und \} fehlt\.$/],
  ['\\left( a', /it ends, and \\right is missing\.$/, /Es endet, und \\right fehlt\.$/],
  ['\\begin{bmatrix} a', /it ends, and \\end is missing\.$/, /Es endet, und \\end fehlt\.$/],
  ['a}', /\} cannot stand here\.$/, /\} kann hier nicht stehen\.$/],
  ['a & b', /& cannot stand here\.$/, /& kann hier nicht stehen\.$/],
  ['\\left x', /x cannot stand here\.$/, /x kann hier nicht stehen\.$/],
  ['\\hspace{3zz}', /zz cannot stand here\.$/, /zz kann hier nicht stehen\.$/],
  ['ä', /a letter such as ä/, /Ein Buchstabe wie ä/],
];

const ofYaml = (yaml: string): string =>
  parseLesson(`---\n${yaml}\n---\n# One\n`, NETWORK).faults[0]?.message ?? 'no fault';
const ofLatex = (latex: string): string => readMath(latex, true).fault?.message ?? 'no fault';

describe('what a library finds wrong in a lesson', () => {
  const speakGerman = (): void => l10n.config({ contents: GERMAN });
  const speakEnglish = (): void => l10n.config({ contents: {} });
  afterEach(speakEnglish);

  for (const [what, cases, of] of [
    ['YAML', YAML, ofYaml],
    ['LaTeX', LATEX, ofLatex],
  ] as const) {
    for (const [text, english, german] of cases) {
      it(`is said of the ${what} ${JSON.stringify(text)}`, () => {
        assert.match(of(text), english);
        speakGerman();
        assert.match(of(text), german);
      });
    }
  }

  it('is passed on where there are no words for it', () => {
    assert.match(mathFault('Something new', 'a'), /reads it says: Something new$/);
    assert.match(
      yamlFault({ code: 'IMPOSSIBLE', message: 'Something new' }),
      /reads it says: Something new$/,
    );
  });

  it('comes with what the schema says of a property, in the same language', () => {
    speakGerman();
    const faults = (text: string): string[] =>
      parseLesson(text, NETWORK).faults.map(({ message }) => message);
    assert.deepEqual(faults(`${HEADER}# One\n\n\`\`\`figure\nof: hidden.output\n\`\`\`\n`), [
      "Dieser figure-Block: Es fehlt 'caption': Die Unterschrift, in Markdown.",
    ]);
    assert.deepEqual(faults('---\ntitle: T\ndefinition: a.json\n---\n# One\n'), [
      "'definition' (der Kopf) stimmt nicht. Die Schichtdefinition, zu der sie gehört, relativ zu dieser Datei.",
    ]);
  });
});
