/** Writes a run down with its past, and opens it again: at the same moment, with the same numbers, bit for bit. */
import * as l10n from '@vscode/l10n';
import type { Program } from '../data/program';
import type { Definition } from '../definition/definition';
import { settingsOf, withSettings } from '../definition/settings';
import type { LayerState } from '../protocol/batchStep';
import type { LayerShape, RunSettings } from '../protocol/engine';
import type { RecordedCheckpoint, RecordedStanding, RunRecord } from '../protocol/runRecord';
import type { Tensor } from '../protocol/tensor';
import { BatchRecord } from './batchRecord';
import type { Run } from './run';
import type { FreeRun } from './free/freeRun';
import { Schedule } from './schedule';
import type { Checkpoint, Standing } from './standing';
import { Tape } from './tape';

/** What the checkpoints of a record may take, in bytes: enough to go back fast, little enough to be sent to a class. */
const RECORDED_BYTES = 32 * 2 ** 20;

export function writeRun(tape: Tape, most = RECORDED_BYTES): RunRecord {
  const { run } = tape;
  const settings = new SettingsTable();
  const past = tape.written(most);
  return {
    standing: writtenStanding(run.hold(), settings),
    newest: run.newest,
    reports: run.everReported,
    ...past,
    checkpoints: past.checkpoints.map((checkpoint) => writtenCheckpoint(checkpoint, settings)),
    settings: settings.all,
    backend: run.state().backend.name,
  };
}

/**
 * Puts a new run of the recorded program where the record stands. Throws when the record does not fit to it.
 * @param bound bytes that the checkpoints may take from now on.
 */
export function reopenRun(
  run: Run,
  program: Program,
  record: RunRecord,
  bound: number,
  free: FreeRun | null = null,
): Tape {
  check(record, run.description.layers);
  const places = record.settings.map((settings) => {
    const own = { ...program, definition: withSettings(program.definition, settings) };
    return { program: own, schedule: new Schedule(own) };
  });
  const place = (index: number): { readonly program: Program; readonly schedule: Schedule } => {
    const found = places[index];
    if (found === undefined) throw damaged(l10n.t('it names settings that it does not hold'));
    return found;
  };
  const checkpoints = record.checkpoints.map(({ settings, schedule, ...rest }): Checkpoint => {
    const { definition } = place(settings).program;
    return { ...rest, definition, schedule: place(schedule).schedule };
  });
  const { standing } = record;
  run.reopen(
    openedStanding(standing, place(standing.settings).program, place(standing.schedule).schedule),
    record.reports,
    record.newest,
  );
  return Tape.reopened(run, bound, free, { ...record, checkpoints });
}

/** Settings by their number: a run has few of them, but many checkpoints that name them. */
class SettingsTable {
  private readonly known = new Map<string, number>();
  readonly all: RunSettings[] = [];

  indexOf(definition: Definition): number {
    const settings = settingsOf(definition);
    const key = JSON.stringify(settings);
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.known.set(key, this.all.length);
    return this.all.push(settings) - 1;
  }
}

function writtenCheckpoint(
  { definition, schedule, ...rest }: Checkpoint,
  settings: SettingsTable,
): RecordedCheckpoint {
  return {
    ...rest,
    settings: settings.indexOf(definition),
    schedule: settings.indexOf(schedule.serves.definition),
  };
}

function writtenStanding(standing: Standing, settings: SettingsTable): RecordedStanding {
  const { firstStates, record, at, passed, cursor, totals, reported, moment, stepsDone, schedule, program } =
    standing;
  return {
    firstStates,
    batchStep: record?.written() ?? null,
    at,
    passed: passed && { N: passed.N, loss: passed.loss, accuracy: passed.accuracy },
    cursor,
    totals,
    reported,
    moment,
    steps: stepsDone,
    settings: settings.indexOf(program.definition),
    schedule: settings.indexOf(schedule.serves.definition),
    lossName: standing.network.definition.loss,
  };
}

function openedStanding(
  { batchStep, steps, lossName, firstStates, at, passed, cursor, totals, reported, moment }: RecordedStanding,
  program: Program,
  schedule: Schedule,
): Standing {
  const { definition } = program;
  const settings = { ...settingsOf(definition), loss: lossName };
  return {
    firstStates,
    record: batchStep === null ? null : BatchRecord.reopened(batchStep),
    at,
    // What the last operation found is told at its own stop only.
    outcome: null,
    passed,
    cursor,
    totals,
    reported,
    moment,
    stepsDone: steps,
    schedule,
    program,
    network: {
      definition: lossName === definition.loss ? definition : withSettings(definition, settings),
      classification: program.dataset.classification,
    },
  };
}

function check({ standing, checkpoints }: RunRecord, layers: readonly LayerShape[]): void {
  if (checkpoints.length === 0) throw damaged(l10n.t('it has no beginning'));
  const states = [standing.firstStates, ...checkpoints.map((checkpoint) => checkpoint.states)];
  if (standing.batchStep !== null) states.push(standing.batchStep.layers.map(({ before }) => before));
  for (const one of states) {
    if (one.length !== layers.length)
      throw damaged(l10n.t('it has {0} layers, not {1}', one.length, layers.length));
    for (const [index, layer] of layers.entries()) checkState(one[index], layer);
  }
}

function checkState(state: LayerState | undefined, { name, inputs, units, hasBias }: LayerShape): void {
  if (state === undefined) throw damaged(l10n.t("the layer '{0}' is missing", name));
  const weights = [state.weights, ...state.memory.weights];
  const biases = [...(state.bias === null ? [] : [state.bias]), ...state.memory.bias];
  const fit =
    weights.every((tensor) => isOf(tensor, [inputs, units])) &&
    biases.every((tensor) => isOf(tensor, [units])) &&
    (state.bias !== null) === hasBias;
  if (!fit) throw damaged(l10n.t("the parameters of '{0}' do not have its shape", name));
}

function isOf({ shape, data }: Tensor, wanted: readonly number[]): boolean {
  return (
    shape.length === wanted.length &&
    shape.every((length, axis) => length === wanted[axis]) &&
    data.length === wanted.reduce((product, length) => product * length, 1)
  );
}

function damaged(what: string): Error {
  return new Error(l10n.t('This recorded run is damaged: {0}.', what));
}
