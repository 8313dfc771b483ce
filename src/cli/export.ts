/** `backstep export`: the first batch steps as a script, or one of them as a framework trace. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { version } from '../../package.json';
import type { Program } from '../data/program';
import { NODE_ENVIRONMENT } from '../engine/host/nodeEnvironment';
import { openRun } from '../engine/host/openRun';
import { reopenRun } from '../engine/record';
import { firstStates } from '../engine/setup';
import { wholeBatchStep } from '../engine/wholeStep';
import { exportScript, exportStep, type ExportFormat } from '../export/formats';
import { readRecording, type Recording } from '../export/recording/file';
import { RECORDING_SUFFIX } from '../protocol/runRecord';
import { Refusal } from '../export/refusal';
import { subjectFromStart, type Origin } from '../export/subject';
import { DEFAULT_TAPE_MB, MB } from '../protocol/tape';
import { load } from './load';
import { CommandError, complain, print } from './output';

export interface ExportOptions {
  readonly to: ExportFormat;
  /** Batch steps from the start; of a framework trace, the one that is exported. null: not asked for. */
  readonly steps: number | null;
  /** A file; null: standard output. */
  readonly output: string | null;
}

export async function exportRun(file: string, options: ExportOptions): Promise<void> {
  const content = await contentOf(file, options).catch((error: unknown) => {
    throw error instanceof Refusal ? new CommandError(`${file}: ${error.message}`, 1) : error;
  });
  if (options.output === null) return print(content);
  try {
    await writeFile(options.output, content);
  } catch (error) {
    throw new CommandError(`${options.output}: ${error instanceof Error ? error.message : String(error)}`, 1);
  }
}

function contentOf(file: string, options: ExportOptions): Promise<string> {
  return file.endsWith(RECORDING_SUFFIX) ? ofRecording(file, options) : ofDefinition(file, options);
}

async function ofDefinition(file: string, { to, steps }: ExportOptions): Promise<string> {
  const program = await load(file);
  const origin: Origin = { file: basename(file), version };
  const count = steps ?? 1;
  if (to === 'backprop-trace') return traceOfStep(file, program, origin, count);
  const subject = subjectFromStart(origin, program, firstStates(program), count);
  tellEnd(file, subject.steps.length, count);
  return exportScript(to, subject).content;
}

/** The `count`-th batch step, or the last one. */
async function traceOfStep(file: string, program: Program, origin: Origin, count: number): Promise<string> {
  const run = await openRun(program, 'auto', NODE_ENVIRONMENT);
  try {
    while (run.steps < count && run.nextOperation()) await run.step();
    tellEnd(file, run.steps, count);
    return exportStep('backprop-trace', origin, program.definition, await wholeBatchStep(run, null)).content;
  } finally {
    run.dispose();
  }
}

function tellEnd(file: string, done: number, asked: number): void {
  if (done < asked) complain(`${file}: training ends after ${done} batch steps; ${asked} were asked for`);
}

/** The batch step at which a recorded run stands. */
async function ofRecording(file: string, { to, steps }: ExportOptions): Promise<string> {
  if (steps !== null)
    throw new CommandError(`${file}: a recorded run is exported where it stands; leave --steps out`, 2);
  const { name, program, record } = await recordingAt(file);
  const run = await openRun(program, 'auto', NODE_ENVIRONMENT);
  try {
    const tape = reopenRun(run, program, record, DEFAULT_TAPE_MB * MB);
    const step = await wholeBatchStep(run, tape).catch((error: unknown) => {
      throw new Refusal(error instanceof Error ? error.message : String(error));
    });
    return exportStep(to, { file: name, version }, program.definition, step).content;
  } finally {
    run.dispose();
  }
}

async function recordingAt(file: string): Promise<Recording> {
  try {
    return readRecording(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`${file}: ${error instanceof Error ? error.message : String(error)}`, 1);
  }
}
