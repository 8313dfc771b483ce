/** From the arguments of a launch to a program that can run. */
import * as l10n from '@vscode/l10n';
import { formatFault } from '../definition/fault';
import { loadProgram, type Program } from '../data/program';
import { BACKENDS } from '../protocol/engine';
import { DEFAULT_TAPE_MB, isTapeMemory, LEAST_TAPE_MB } from '../protocol/tape';
import type { BackendChoice, DebugHost } from './host';
import { messageOf, ProtocolError } from './protocolError';
import { loadRecorded, type Loaded } from './recorded';

export interface LaunchOptions {
  /** The definition file, as the client spells it; of a recording, where the client shows its definition file. */
  readonly program: string;
  /** Stop just after the very first operation. */
  readonly stopOnEntry: boolean;
  /** Run to the end without any stop. */
  readonly noDebug: boolean;
  readonly backend: BackendChoice;
  /** What going back may take of the memory, in MB. */
  readonly tapeMemory: number;
  /** A recorded run to open where it stands. */
  readonly recording?: string;
}

/** What the host decides where a launch is silent. */
type Defaults = Pick<DebugHost, 'defaultBackend' | 'defaultTapeMemory'>;

/** A file that can run, with what it was read from. */
export interface RunnableProgram extends Loaded {
  readonly program: Program;
}

/** Throws a `launch` error when an argument is missing or makes no sense. */
export function readLaunchOptions(
  args: object,
  { defaultBackend = 'auto', defaultTapeMemory = DEFAULT_TAPE_MB }: Defaults = {},
): LaunchOptions {
  const given = args as Readonly<Record<string, unknown>>;
  const recording = recordingOf(given['recording']);
  const program = given['program'] ?? recording;
  if (typeof program !== 'string' || program === '') {
    throw launchError(
      l10n.t("A launch needs 'program': the path of a layer definition file (NAME.mlp.json)."),
    );
  }
  return {
    program,
    stopOnEntry: flag(given, 'stopOnEntry'),
    noDebug: flag(given, 'noDebug'),
    backend: backendOf(given['backend'] ?? defaultBackend),
    tapeMemory: tapeMemoryOf(given['tapeMemory'] ?? defaultTapeMemory),
    ...(recording === undefined ? {} : { recording }),
  };
}

/** Reads and checks the program. Throws a `launch` error with every fault, a line `FILE:LINE:COLUMN: message` each. */
export async function loadRunnable(program: string, loading: Promise<Loaded>): Promise<RunnableProgram> {
  let loaded: Loaded;
  try {
    loaded = await loading;
  } catch (error) {
    const message = messageOf(error);
    // The host may have named the file already.
    throw launchError(message.includes(program) ? message : `${program}: ${message}`);
  }
  if (loaded.program !== null) return { ...loaded, program: loaded.program };
  const errors = loaded.faults.filter((fault) => fault.severity === 'error');
  throw launchError(errors.map((fault) => formatFault(program, fault)).join('\n'));
}

/** Reads the recording, or the definition file, through the host. */
export function load(
  host: DebugHost,
  { program, recording }: Pick<LaunchOptions, 'program' | 'recording'>,
): Promise<Loaded> {
  return recording === undefined ? loadProgram(host.files(program)) : loadRecorded(host, recording);
}

function recordingOf(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw launchError(l10n.t("'recording' of a launch is the path of a recorded run (NAME.backstep)."));
}

function flag(given: Readonly<Record<string, unknown>>, name: string): boolean {
  const value = given[name] ?? false;
  if (typeof value === 'boolean') return value;
  throw launchError(l10n.t("'{0}' of a launch is true or false, not {1}.", name, JSON.stringify(value)));
}

function backendOf(value: unknown): BackendChoice {
  const choices = ['auto', ...BACKENDS] as const;
  const choice = choices.find((name) => name === value);
  if (choice !== undefined) return choice;
  throw launchError(
    l10n.t('There is no backend {0}. There are: {1}.', JSON.stringify(value), choices.join(', ')),
  );
}

function tapeMemoryOf(value: unknown): number {
  if (isTapeMemory(value)) return value;
  throw launchError(
    l10n.t(
      "'tapeMemory' of a launch is a number of MB from {0}, not {1}.",
      LEAST_TAPE_MB,
      JSON.stringify(value),
    ),
  );
}

function launchError(message: string): ProtocolError {
  return new ProtocolError('launch', message, true);
}
