/** Lets contestants do the same work in turns, and takes down what came of it. */
import { compare, type Check } from './check';
import {
  batchesPerEpoch,
  type Contestant,
  type GoalResult,
  type LayerParameters,
  type Task,
} from './contestants/contestant';
import { oneByOne } from './networks';

export interface Entrant {
  readonly name: string;
  readonly contestant: Contestant;
  /** Updates after every sample; see `oneByOne`. */
  readonly perSample: boolean;
}

/** What one entrant did: its measurements in the order of the repeats, or why it has none. */
export interface Row<Measurement> {
  readonly name: string;
  readonly perSample: boolean;
  readonly check: Check | null;
  readonly failure: string | null;
  readonly measurements: readonly Measurement[];
}

export interface SpeedOptions {
  readonly repeats: number;
  /** About how long one measurement takes, in ms; at least one epoch. */
  readonly stretch: number;
  readonly checkEpochs: number;
  readonly say: (text: string) => void;
}

/** Milliseconds of a batch step. The first entrant is the one that the others are compared with. */
export async function measureSpeed(
  entrants: readonly Entrant[],
  task: Task,
  { repeats, stretch, checkEpochs, say }: SpeedOptions,
): Promise<Row<number>[]> {
  const rules = await ruleBook(entrants, task, checkEpochs);
  const places = await inTurn(entrants, async (entrant) => {
    say(`${entrant.name}: checking`);
    const check = await rules(entrant);
    if (entrant.perSample) await entrant.contestant.prepare(task);
    return { check, epochs: await epochsFor(entrant.contestant, stretch) };
  });
  return takeTurns(places, repeats, say, async ({ entrant, value: { epochs } }) => {
    const took = await entrant.contestant.train(epochs);
    return took / epochs / batchesPerEpoch(task);
  });
}

/**
 * How many epochs make a measurement of about so many ms. Tried out at its full length: what is long may be compiled
 * where what is short is not, and who compiles in the first call is not yet as fast as it will be.
 */
async function epochsFor(contestant: Contestant, stretch: number): Promise<number> {
  let epochs = 1;
  for (;;) {
    await contestant.train(epochs);
    const took = await contestant.train(epochs);
    if (took >= stretch / 2) return epochs;
    epochs = Math.ceil(epochs * Math.min(8, Math.max(2, stretch / took)));
  }
}

/** Training up to an accuracy; everyone begins at the initial parameters each time. */
export async function measureGoal(
  entrants: readonly Entrant[],
  task: Task,
  goal: { readonly accuracy: number; readonly mostEpochs: number },
  { repeats, say }: SpeedOptions,
): Promise<Row<GoalResult>[]> {
  const rules = await ruleBook(entrants, task, 1);
  const places = await inTurn(entrants, async (entrant) => {
    say(`${entrant.name}: checking`);
    const check = await rules(entrant);
    if (entrant.perSample) await entrant.contestant.prepare(task);
    // Everyone's code is compiled when the clock starts.
    await entrant.contestant.trainUntil(goal);
    return { check };
  });
  return takeTurns(places, repeats, say, ({ entrant }) => entrant.contestant.trainUntil(goal));
}

/** Compares an entrant, freshly prepared and trained for so many epochs, with the first one. */
async function ruleBook(
  entrants: readonly Entrant[],
  task: Task,
  epochs: number,
): Promise<(entrant: Entrant) => Promise<Check>> {
  const first = entrants[0];
  if (first === undefined) throw new Error('There is nobody to measure.');
  const single = oneByOne(task);
  const trained = async ({ contestant }: Entrant, perSample: boolean): Promise<LayerParameters[]> => {
    await contestant.prepare(perSample ? single : task);
    await contestant.train(perSample ? 1 : epochs);
    return contestant.parameters();
  };
  const ofSingle = entrants.some(({ perSample }) => perSample) ? await trained(first, true) : [];
  const ofBatches = await trained(first, false);
  return async (entrant) => {
    const ours = entrant.perSample ? ofSingle : ofBatches;
    return compare(entrant === first ? ours : await trained(entrant, entrant.perSample), ours, task.initial);
  };
}

interface Place<T> {
  readonly entrant: Entrant;
  /** null: it failed before. */
  readonly value: T | null;
  readonly failure: string | null;
}

async function inTurn<T>(
  entrants: readonly Entrant[],
  work: (entrant: Entrant) => Promise<T>,
): Promise<Place<T>[]> {
  const places: Place<T>[] = [];
  for (const entrant of entrants) {
    try {
      places.push({ entrant, value: await work(entrant), failure: null });
    } catch (error) {
      places.push({ entrant, value: null, failure: wordsOf(error) });
    }
  }
  return places;
}

/** Every repeat lets each entrant once, and begins with another one: nobody always runs after the same neighbour. */
async function takeTurns<T extends { readonly check: Check }, Measurement>(
  places: readonly Place<T>[],
  repeats: number,
  say: (text: string) => void,
  measure: (place: { readonly entrant: Entrant; readonly value: T }) => Promise<Measurement>,
): Promise<Row<Measurement>[]> {
  const measurements = places.map((): Measurement[] => []);
  const failures = places.map(({ failure }) => failure);
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let turn = 0; turn < places.length; turn++) {
      const index = (repeat + turn) % places.length;
      const place = places[index];
      const value = place?.value ?? null;
      if (!place || value === null || failures[index] !== null) continue;
      say(`repeat ${repeat + 1} of ${repeats}: ${place.entrant.name}`);
      try {
        measurements[index]?.push(await measure({ entrant: place.entrant, value }));
      } catch (error) {
        failures[index] = wordsOf(error);
      }
    }
  }
  return places.map(({ entrant, value }, index) => ({
    name: entrant.name,
    perSample: entrant.perSample,
    check: value?.check ?? null,
    failure: failures[index] ?? null,
    measurements: measurements[index] ?? [],
  }));
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
