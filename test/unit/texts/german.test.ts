/** With the texts of another language at hand, every room speaks it: also where its texts stand in tables. */
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import GERMAN from '../../../l10n/bundle.l10n.de.json';
import { CAPABILITIES } from '../../../src/debug/capabilities';
import { parseDefinition } from '../../../src/definition/parse';
import { startEngine } from '../../../src/engine/host/client';
import { NODE_ENVIRONMENT } from '../../../src/engine/host/nodeEnvironment';
import { openRun } from '../../../src/engine/host/openRun';
import { serveEngine } from '../../../src/engine/host/server';
import { compile } from '../../../src/expressions/expression';
import { completions } from '../../../src/expressions/completions';
import { derivativeOf } from '../../../src/protocol/text/derivatives';
import { QUANTITIES, QUANTITY_NAMES } from '../../../src/protocol/vocabulary';
import { xorProgram } from '../host/programs';

const speakGerman = (): void => l10n.config({ contents: GERMAN });
const speakEnglish = (): void => l10n.config({ contents: {} });

const filters = (): string[] =>
  (CAPABILITIES.exceptionBreakpointFilters ?? []).flatMap(
    ({ label, description = '', conditionDescription = '' }) => [label, description, conditionDescription],
  );
/** A formula reads the same in every language. */
const isWords = (text: string): boolean => !/inputᵀ · \w+ \/ N$/.test(text);
const meanings = (): string[] => QUANTITY_NAMES.map((name) => QUANTITIES[name].meaning).filter(isWords);
const notes = (): string[] =>
  ['swish', 'gelu', 'softmax'].map(
    (activation) =>
      derivativeOf({ name: 'a layer', inputs: 2, units: 2, hasBias: true, activation }).note ?? '',
  );
const details = (): string[] =>
  completions('', ['hidden'])
    .map(({ detail }) => detail)
    .filter(isWords);

const FAULTY =
  '{ "data": { "dataset": "xor" }, "layers": [{ "name": "hidden", "units": 0, "activaton": "relu" }] }';
const faults = (): string[] => parseDefinition(FAULTY).faults.map(({ message }) => message);
const fixes = (): string[] =>
  parseDefinition(FAULTY).faults.flatMap((fault) => fault.fixes.map(({ title }) => title));

describe('the texts in German', () => {
  beforeEach(speakEnglish);
  afterEach(speakEnglish);

  it('are those of a definition, its faults and how to repair them', () => {
    speakGerman();
    assert.deepEqual(faults(), [
      "Schicht 'hidden': units muss eine ganze Zahl von 1 bis 65536 sein, nicht 0.",
      faults()[1],
    ]);
    assert.match(
      faults()[1] ?? '',
      /^Schicht 'hidden': Es gibt keine Eigenschaft 'activaton'; war 'activation' gemeint\?/,
    );
    assert.deepEqual(fixes(), ['In "activation" ändern']);
  });

  it('are those of an expression', () => {
    speakGerman();
    assert.throws(() => compile('weigths'), {
      message: "Hier gibt es kein 'weigths'. War 'weights' gemeint?",
    });
    assert.throws(() => compile('weights = 1'), /gehört nicht zur Sprache. Ein Ausdruck liest nur/);
  });

  for (const [what, texts] of Object.entries({ filters, meanings, notes, details, faults }))
    it(`replace all of the English ones, and go again: ${what}`, () => {
      const english = texts();
      speakGerman();
      const german = texts();
      assert.equal(german.length, english.length);
      for (const [i, text] of german.entries())
        if (text !== '') assert.notEqual(text, english[i], 'made before the language was known');
      speakEnglish();
      assert.deepEqual(texts(), english);
    });

  it('describe a filter of the Breakpoints view', () => {
    speakGerman();
    const dead = CAPABILITIES.exceptionBreakpointFilters?.find(({ filter }) => filter === 'deadRelu');
    assert.equal(dead?.label, 'Tote ReLU');
    assert.match(dead.description ?? '', /^Hält an, wenn in einer Schicht der Anteil der relu-Einheiten/);
  });

  it('come to the engine with its start, and it refuses in them', async () => {
    const { port1, port2 } = new MessageChannel();
    serveEngine(port1, {
      openRun: (program, backend) => openRun(program, backend, NODE_ENVIRONMENT),
      nextTask: () => new Promise((resolve) => setImmediate(resolve)),
    });
    const close = (): void => [port1, port2].forEach((port) => port.close());
    const connection = { endpoint: port2, onLost: () => undefined, close };
    const engine = await startEngine(connection, { program: xorProgram(1), backend: 'cpu', texts: GERMAN });
    try {
      assert.equal((await engine.state()).backend.reason, 'Es wurde so gewünscht.');
      await assert.rejects(engine.batchStep(), /^Error: Noch keine Operation ist gelaufen/);
      const edit = { layer: 0, quantity: 'gradient', index: [0, 0], values: [1] } as const;
      await assert.rejects(engine.edit(edit), /^Error: gradient fehlt hier: Es gibt nichts zu ändern/);
    } finally {
      engine.dispose();
    }
  });
});
