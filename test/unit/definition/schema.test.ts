import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'jsonc-parser';
import { GERMAN_SCHEMA_FILE, schemaText, SCHEMA_FILE } from '../../../scripts/make-schema';
import GERMAN from '../../../scripts/schemaTexts.de.json';

describe('the JSON schema of *.mlp.json', () => {
  const committed = readFileSync(SCHEMA_FILE, 'utf8');
  const ajv = new Ajv({ strict: false });
  const validate = ajv.compile(JSON.parse(committed) as object);

  it('is what scripts/make-schema.ts makes of the tables the parser reads by', async () => {
    assert.equal(committed, await schemaText());
  });

  it('is there in German, every text of it, and asks for the same', async () => {
    const german = readFileSync(GERMAN_SCHEMA_FILE, 'utf8');
    assert.equal(german, await schemaText(GERMAN));
    const both = [committed, german].map((text) => sentencesOf(JSON.parse(text)));
    assert.equal(both[1]?.length, both[0]?.length);
    const untranslated = both[0]?.filter((text) => both[1]?.includes(text));
    assert.deepEqual(untranslated, []);
    const [english, other] = [committed, german].map((text) => withoutTexts(JSON.parse(text)));
    assert.deepEqual(other, english);
  });

  it('accepts every reference case and every example', () => {
    for (const folder of ['test/reference', 'examples']) {
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.mlp.json'))) {
        const value: unknown = parse(readFileSync(`${folder}/${name}`, 'utf8'));
        assert.ok(validate(value), `${name}: ${ajv.errorsText(validate.errors)}`);
      }
    }
  });

  it('rejects what the parser calls a fault of the schema', () => {
    const layers = [{ units: 1 }];
    const data = { dataset: 'xor' };
    for (const wrong of [
      { data },
      { layers },
      { data, layers: [] },
      { data, layers: [{}] },
      { data, layers: [{ units: 0 }] },
      { data, layers: [{ units: 1, activation: 'tahn' }] },
      { data, layers: [{ units: 1, activation: { alpha: 1 } }] },
      { data, layers: [{ units: 1, weights: [[]] }] },
      { data, layers: [{ units: 1, name: ' ' }] },
      { data, layers, epochs: 1.5 },
      { data, layers, epoch: 1 },
      { data, layers, optimizer: { learningRate: 0 } },
      { data, layers, optimizer: 'adamw' },
      { data: { dataset: 'irs' }, layers },
      { data: { dataset: 'xor', validationSplit: 1 }, layers },
      { data: { csv: 'a.csv', target: ['y', 'y'] }, layers },
    ]) {
      assert.equal(validate(wrong), false, JSON.stringify(wrong));
    }
  });
});

const TEXTS = /^(title|label|(markdownD|d)escription|(markdownE|e)numDescriptions)$/;

/** What is shown in whole sentences. */
function sentencesOf(schema: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(schema, (key, value: unknown) => {
    if (TEXTS.test(key)) found.push(...[value].flat().filter((text) => typeof text === 'string'));
    return value;
  });
  return found.filter((text) => text.endsWith('.'));
}

function withoutTexts(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (TEXTS.test(key) ? undefined : value)));
}
