/** `--record`: what a training leaves to be opened in the debugger, where it ended. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { version } from '../../package.json';
import type { Program } from '../data/program';
import { writeRun } from '../engine/record';
import type { Tape } from '../engine/tape';
import { writeRecording } from '../export/recording/file';
import { CommandError } from './output';

/** Writes the run of the definition file `file` to `output`. */
export async function recordTo(output: string, file: string, program: Program, tape: Tape): Promise<void> {
  // Read once more: a training has no use for the text, only whoever looks at the run later has.
  const text = await readFile(file, 'utf8');
  const recording = { name: basename(file), text, program, record: writeRun(tape) };
  try {
    await writeFile(output, writeRecording(recording, version));
  } catch (error) {
    throw new CommandError(`${output}: ${error instanceof Error ? error.message : String(error)}`, 1);
  }
}
