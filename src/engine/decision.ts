/** Which of several backends is the fastest: measured on a batch step of the user's own network, or remembered. */
import * as l10n from '@vscode/l10n';
import type { BackendMeasurement, BackendMemory, BackendTimes } from '../protocol/backendTimes';
import type { BackendName } from '../protocol/engine';
import type { Device } from './backends';
import type { Candidate, Candidates, Rival } from './candidates';
import type { Clock, TrialStep } from './trialStep';

/** What is known of a machine, and who remembers what is found out. */
export interface Notebook {
  readonly known: BackendMemory | null;
  note(measurement: BackendMeasurement): void;
}

/** What a choice by measurement needs. */
export interface Trial {
  /** What a measurement holds for, see BackendMeasurement. */
  readonly network: string;
  /** The batch step to be timed; throws when data and layers do not fit together. */
  step(): TrialStep;
  readonly clock: Clock;
  readonly notebook: Notebook;
}

/** What to try one after the other, and what has failed already. */
export interface Decision {
  readonly line: readonly (Candidate & { readonly device?: Device })[];
  readonly failures: readonly string[];
}

/** Milliseconds for each backend, see TrialStep: what is not compiled by then is not compared. */
const BOUNDS = { timed: 80, inAll: 250 };
/** Milliseconds after which a graphics card is given up, its start included: its driver may hang. */
const PATIENCE_WITH_A_CARD = 400;
/** Milliseconds after which no further one is begun with: the first pause is to come within a second. */
const LAST_START = 350;

/** The fastest rival before all others. */
export async function decide(
  candidates: Candidates,
  trial: Trial,
  open: (name: BackendName) => Promise<Device>,
): Promise<Decision> {
  const { machine, rivals, line } = candidates;
  const { known } = trial.notebook;
  const remembered = known?.machine === machine ? known.networks[trial.network] : undefined;
  const before = remembered && winnerOf(remembered, rivals);
  if (remembered !== undefined && before !== undefined) {
    const reason = [
      reasonOf(remembered, before),
      l10n.t("This was measured at an earlier start; the command 'Measure the Backends Again' forgets it."),
    ].join(' ');
    return { line: [{ name: before.name, reason }, ...without([before.name], line)], failures: [] };
  }
  const { finished, failed } = await measureAll(rivals, trial, open);
  const rest = without([...failed.keys()], line);
  const failures = [...failed].map(([name, error]) => didNotWork(name, error));
  const times = compared(finished);
  const winner = finished.find(({ rival }) => rival.name === times.times[0]?.name);
  for (const { device } of finished) if (device !== winner?.device) device.dispose();
  if (winner === undefined) return { line: rest, failures };
  const { rival, device } = winner;
  if (finished.length === 1) {
    const reason = line.find(({ name }) => name === rival.name)?.reason ?? '';
    return { line: [{ name: rival.name, reason, device }], failures };
  }
  trial.notebook.note({ machine, network: trial.network, ...times });
  return { line: [{ name: rival.name, reason: reasonOf(times, rival), device }], failures };
}

export function didNotWork(name: BackendName, error: unknown): string {
  return l10n.t('{0} did not work here: {1}', name, messageOf(error));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Finished {
  readonly rival: Rival;
  readonly device: Device;
  readonly passes: readonly (readonly number[])[];
  readonly operations: number;
}

/** One after the other, so that none disturbs another; a device that failed is disposed of. */
async function measureAll(
  rivals: readonly Rival[],
  trial: Trial,
  open: (name: BackendName) => Promise<Device>,
): Promise<{ readonly finished: readonly Finished[]; readonly failed: ReadonlyMap<BackendName, unknown> }> {
  const { clock } = trial;
  const batchStep = trial.step();
  const { operations } = batchStep;
  const finished: Finished[] = [];
  const failed = new Map<BackendName, unknown>();
  const begun = clock.now();
  for (const rival of rivals) {
    let opening: Promise<Device> | null = null;
    const timed = async (): Promise<Finished> => {
      const device = await (opening = open(rival.name));
      return { rival, device, operations, passes: await batchStep.time(device, clock, BOUNDS) };
    };
    try {
      if (clock.now() - begun > LAST_START) throw tooLate();
      finished.push(await (rival.card === null ? timed() : within(PATIENCE_WITH_A_CARD, timed, clock)));
    } catch (error) {
      failed.set(rival.name, error);
      disposeOnceOpen(opening);
    }
  }
  return { finished, failed };
}

/** A device that nobody waits for may still come up, or not at all. */
function disposeOnceOpen(opening: Promise<Device> | null): void {
  opening?.then(
    (device) => device.dispose(),
    () => undefined,
  );
}

/** Rejects when the work is not done within so many milliseconds. What becomes of it then, nobody hears. */
function within<T>(milliseconds: number, work: () => Promise<T>, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => reject(tooLate()));
    work().then(resolve, reject).finally(cancel);
  });
}

function tooLate(): Error {
  return new Error(l10n.t('Measuring it would have taken too long.'));
}

/** The operations that all have run, each backend with its fastest batch step. */
function compared(finished: readonly Finished[]): BackendTimes {
  const timed = Math.min(...finished.map(({ passes }) => passes[0]?.length ?? 0));
  const times = finished.map(({ rival, passes }) => ({
    name: rival.name,
    milliseconds: Math.min(
      ...passes.filter(({ length }) => length >= timed).map((pass) => sumOf(pass.slice(0, timed))),
    ),
  }));
  times.sort((a, b) => a.milliseconds - b.milliseconds);
  return { timed, operations: finished[0]?.operations ?? 0, times };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The fastest of the times, as it is at hand now. */
function winnerOf({ times }: BackendTimes, rivals: readonly Rival[]): Rival | undefined {
  return rivals.find(({ name }) => name === times[0]?.name);
}

function without(names: readonly BackendName[], line: readonly Candidate[]): readonly Candidate[] {
  return line.filter(({ name }) => !names.includes(name));
}

function reasonOf({ times, timed, operations }: BackendTimes, { card }: Rival): string {
  const figures = times.map(({ name, milliseconds }) => `${name} ${inWords(milliseconds)} ms`).join(', ');
  const measured =
    timed === operations
      ? l10n.t('Measured on this machine, a batch step of this network takes: {0}.', figures)
      : l10n.t(
          'Measured on this machine, the first {0} of the {1} operations of a batch step of this network take: {2}.',
          timed,
          operations,
          figures,
        );
  return card === null ? measured : [measured, l10n.t('It runs on {0}.', card)].join(' ');
}

/** Two digits: more would not come out again. */
function inWords(milliseconds: number): string {
  return milliseconds < 100
    ? String(Number(milliseconds.toPrecision(2)))
    : String(Math.round(milliseconds / 10) * 10);
}
