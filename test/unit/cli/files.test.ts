import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileError, programFiles } from '../../../src/cli/files';

describe('programFiles', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstep-files-'));
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'net.mlp.json'), '\uFEFF{ "ä": 1 }');
    await writeFile(join(folder, 'sub', 'table.csv'), 'a,b\n1,2\n');
    await writeFile(join(folder, 'iris.csv'), 'flowers');
    await writeFile(join(folder, 'picture.png'), Buffer.of(0x89, 0x50, 0xff, 0xfe));
  });
  after(() => rm(folder, { recursive: true }));

  const files = (name: string): ReturnType<typeof programFiles> => programFiles(join(folder, name), folder);
  const says = (message: RegExp) => (error: unknown) =>
    error instanceof FileError && message.test(error.message);

  it('reads the definition without its byte order mark', async () => {
    assert.equal(await files('net.mlp.json').readText(), '{ "ä": 1 }');
  });

  it('reads siblings from the folder of the definition, built-in data from its own', async () => {
    assert.equal(await files('net.mlp.json').readSibling('sub/table.csv'), 'a,b\n1,2\n');
    assert.equal(await files('sub/net.mlp.json').readSibling('../sub/table.csv'), 'a,b\n1,2\n');
    assert.equal(await files('sub/net.mlp.json').readBuiltIn('iris'), 'flowers');
  });

  it('says what is wrong with a file, and which', async () => {
    await assert.rejects(files('no.json').readText(), says(/no\.json: there is no such file$/));
    await assert.rejects(files('sub').readText(), says(/sub: this is a folder, not a file$/));
    await assert.rejects(
      files('picture.png').readText(),
      says(/picture\.png: this is not a text file in UTF-8$/),
    );
    await assert.rejects(files('iris.csv/x').readText(), says(/there is no such file: part of its path/));
    await assert.rejects(
      files('net.mlp.json').readSibling('no.csv'),
      says(/no\.csv: there is no such file$/),
    );
  });
});
