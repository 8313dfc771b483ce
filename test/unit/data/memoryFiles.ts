import { readFile } from 'node:fs/promises';
import type { ProgramFiles } from '../../../src/data/files';
import { loadProgram, type LoadedProgram, type Program } from '../../../src/data/program';

/** Loads a definition whose CSV files are in memory. */
export function load(text: string, siblings: Readonly<Record<string, string>> = {}): Promise<LoadedProgram> {
  const files: ProgramFiles = {
    readText: () => Promise.resolve(text),
    readSibling: (path) => {
      const found = siblings[path];
      return found === undefined ? Promise.reject(new Error(`${path}: there is no such file`)) : Promise.resolve(found);
    },
    readBuiltIn: (name) => readFile(`data/${name}.csv`, 'utf8'),
  };
  return loadProgram(files);
}

/** Loads a definition that must be without errors. */
export async function loaded(text: string, siblings: Readonly<Record<string, string>> = {}): Promise<Program> {
  const { program, faults } = await load(text, siblings);
  if (program === null) throw new Error(faults.map(({ message }) => message).join('\n'));
  return program;
}
