/** The definition file and its data on the disk. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { ProgramFiles } from '../data/files';

/** A file that cannot be read, in words for a person: `net.mlp.json: there is no such file`. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

/** The files of the definition at `path`. Built-in datasets lie in `dataFolder`. */
export function programFiles(path: string, dataFolder: string): ProgramFiles {
  return {
    readText: () => readUtf8(path, path),
    readSibling: (sibling) => {
      const full = resolve(dirname(path), sibling);
      return readUtf8(full, relative(process.cwd(), full));
    },
    readBuiltIn: (name) => {
      const full = join(dataFolder, `${name}.csv`);
      return readUtf8(full, full);
    },
  };
}

/** @param shown the path as the person knows it */
async function readUtf8(path: string, shown: string): Promise<string> {
  let bytes: Buffer;
  try {
    if ((await stat(path)).isDirectory()) throw new FileError(`${shown}: this is a folder, not a file`);
    bytes = await readFile(path);
  } catch (error) {
    throw error instanceof FileError ? error : new FileError(`${shown}: ${explain(error)}`, { cause: error });
  }
  try {
    // Leaves out a byte order mark, so that columns are counted as an editor counts them.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileError(`${shown}: this is not a text file in UTF-8`);
  }
}

const EXPLANATIONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file: part of its path is not a folder',
  EACCES: 'no permission to read this file',
  EPERM: 'no permission to read this file',
  ENAMETOOLONG: 'there is no such file: its name is too long',
  ELOOP: 'its links go round in a circle',
};

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return EXPLANATIONS[code] ?? error.message;
}
