import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'jsonc-parser';
import { schemaText, SCHEMA_FILE } from '../../../scripts/make-schema';

describe('the JSON schema of *.mlp.json', () => {
  const committed = readFileSync(SCHEMA_FILE, 'utf8');
  const ajv = new Ajv({ strict: false });
  const validate = ajv.compile(JSON.parse(committed) as object);

  it('is what scripts/make-schema.ts makes of the tables the parser reads by', async () => {
    assert.equal(committed, await schemaText());
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
