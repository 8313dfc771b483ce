/** Where result files and the lessons they belong to lie. */
import { access, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { RESULT_SUFFIX } from '../../lessons/result';

/** Every result file below a folder, in the order of their paths. */
export async function resultFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(RESULT_SUFFIX))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !/(^|[\\/])node_modules[\\/]/.test(file))
    .sort((a, b) => (a < b ? -1 : 1));
}

/**
 * The lesson of a result file: the teacher's, if there is a folder of lessons; otherwise the one nearest to the top of
 * the folder, which a student's own copy does not stand in for. Null: there is none.
 */
export async function lessonOf(
  name: string,
  result: string,
  { folder, lessons }: { readonly folder: string; readonly lessons: string | null },
): Promise<string | null> {
  const places = lessons === null ? foldersDown(resolve(folder), dirname(resolve(result))) : [lessons];
  for (const place of places) {
    const file = join(place, name);
    if (
      await access(file).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return null;
}

/** From the top folder down to the one below it. */
function foldersDown(top: string, below: string): string[] {
  const up = [below];
  for (let at = below; at !== top && dirname(at) !== at;) {
    at = dirname(at);
    up.push(at);
  }
  return up.toReversed();
}
