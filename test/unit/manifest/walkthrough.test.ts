/** The walkthrough of package.json against the code that ticks it off and the pictures that belong to it. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PICTURES, PICTURES_FOLDER } from '../../../scripts/make-walkthrough';
import { EXAMPLE_NAMES } from '../../../src/extension/exampleNames';
import { DEEDS } from '../../../src/extension/walkthrough/deeds';

const PROJECT = path.join(__dirname, '..', '..', '..');
const read = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');

interface Walkthrough {
  readonly id: string;
  readonly steps: readonly {
    readonly id: string;
    readonly description: string;
    readonly media: { readonly svg: string; readonly altText: string };
    readonly completionEvents: readonly string[];
  }[];
}
const manifest = JSON.parse(read('package.json')) as {
  readonly publisher: string;
  readonly name: string;
  readonly contributes: {
    readonly walkthroughs: readonly Walkthrough[];
    readonly commands: readonly { readonly command: string }[];
  };
};
const english = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const [walkthrough] = manifest.contributes.walkthroughs;
const { id, steps } = walkthrough!;

describe('the walkthrough', () => {
  it('is the one that the command opens', () => {
    const opened = `'${manifest.publisher}.${manifest.name}#${id}'`;
    assert.ok(read('src/extension/walkthrough/walkthrough.ts').includes(opened));
  });

  it('has a step for each deed, ticked off when that is done and by nothing else', () => {
    assert.deepEqual(
      steps.map(({ completionEvents }) => completionEvents),
      DEEDS.map((deed) => [`onContext:backstep.done.${deed}`]),
    );
  });

  it('offers in each step a command to do it with, of its own or of VS Code’s debugger', () => {
    const own = manifest.contributes.commands.map(({ command }) => command);
    for (const step of steps) {
      const text = english[step.description.slice(1, -1)]!;
      const links = [...text.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)];
      assert.ok(links.length > 0, step.id);
      for (const [, command, given] of links) {
        assert.ok(own.includes(command!) || command!.startsWith('workbench.action.debug.'), command);
        if (given === undefined) continue;
        const [example] = JSON.parse(decodeURIComponent(given)) as string[];
        assert.ok((EXAMPLE_NAMES as readonly string[]).includes(example!), example);
      }
    }
  });

  it('has the pictures that scripts/make-walkthrough.ts draws, small, and no others', () => {
    assert.deepEqual(
      readdirSync(PICTURES_FOLDER).toSorted(),
      steps.map(({ media }) => path.basename(media.svg)).toSorted(),
    );
    for (const step of steps) {
      assert.ok(existsSync(path.join(PROJECT, step.media.svg)), step.media.svg);
      const drawn = PICTURES[step.id]!();
      assert.equal(read(step.media.svg), drawn);
      assert.ok(drawn.length < 12_000, `${step.id}: ${drawn.length} characters`);
    }
  });

  it('draws in the colours of the theme, and with nothing that the page’s policy refuses', () => {
    for (const { media } of steps) {
      const svg = read(media.svg);
      const colours = [...svg.matchAll(/\b(?:fill|stroke)="([^"]*)"/g)].map(([, value]) => value!);
      assert.ok(colours.length > 5);
      for (const value of colours) assert.match(value, /^(none|var\(--vscode-.*\))$/);
      assert.doesNotMatch(svg, /style|<script|href|#[0-9a-f]{3}/i);
    }
  });

  it('says of its pictures what numbers they show', () => {
    for (const { id: step, media } of steps) {
      const text = english[media.altText.slice(1, -1)]!;
      const svg = read(media.svg);
      for (const [number] of text.matchAll(/\u2212?\d+\.\d+/g))
        assert.ok(svg.includes(number), `${step}: ${number}`);
    }
  });

  it('writes a sum that comes out, digit by digit', () => {
    const [, a, b, result] = /([\d.]+) · ([\d.]+) \/ 1 = ([\d.]+)/.exec(read('media/walkthrough/look.svg'))!;
    assert.equal((Number(a) * Number(b)).toFixed(4), result);
  });
});
