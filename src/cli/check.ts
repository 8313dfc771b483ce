/** `backstep check FOLDER`: grades the result files of lessons, every answer worked out again by the run itself. */
import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { gradeResult } from './checking/grade';
import { resultFiles } from './checking/find';
import { tableOf, type Graded } from './checking/report';
import { CommandError, print } from './output';

export interface CheckOptions {
  /** Where the lessons are taken from; null: the folder itself, or beside a result file. */
  readonly lessons: string | null;
  readonly json: boolean;
}

/** The exit status: 0 when every result passes. */
export async function check(folder: string, { lessons, json }: CheckOptions): Promise<number> {
  for (const one of [folder, ...(lessons === null ? [] : [lessons])]) await expectFolder(one);
  const files = await resultFiles(folder);
  if (files.length === 0)
    throw new CommandError(`${folder}: there are no result files (NAME.result.json) in this folder`, 1);
  const graded: Graded[] = [];
  for (const file of files)
    graded.push(await gradeResult(file, { folder, lessons, name: nameIn(folder, file) }));
  const passed = graded.every((one) => one.passed);
  await print(json ? `${JSON.stringify({ passed, results: graded }, null, 2)}\n` : tableOf(graded));
  return passed ? 0 : 1;
}

async function expectFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found === null) throw new CommandError(`${folder}: there is no such folder`, 1);
  if (!found.isDirectory()) throw new CommandError(`${folder}: this is a file; a folder is checked`, 1);
}

function nameIn(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}
