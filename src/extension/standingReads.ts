/** What the panel has asked of each layer as it is, to be told with its next stop before it asks again. */
import { partKey, TILE, type FromPanel, type ReadPart } from '../protocol/panel';
import type { LayerSummaries } from '../protocol/engine';
import { questionKey, type Question } from '../protocol/questions';
import { matrixSize } from '../protocol/text/shapes';
import { QUANTITY_NAMES } from '../protocol/vocabulary';

/** Elements that are told ahead at most (64 kB); what is larger is asked for. */
const MOST = 16384;

/** Questions that are answered at once; the others take their time, or are put once. */
const QUICK: ReadonlySet<Question['about']> = new Set([
  'strips',
  'summaries',
  'histogram',
  'overview',
] as const);

interface Standing {
  readonly part: ReadPart;
  readonly elements: number;
}

export class StandingReads {
  private run = '';
  /** By the layer on show when they were asked, and their keys. */
  private readonly layers = new Map<number, Map<string, Standing>>();
  private readonly questions = new Map<number, Map<string, Question>>();

  /** A question was asked while this layer was on show. */
  noteQuestion(onShow: number, { run, question }: FromPanel & { readonly type: 'ask' }): void {
    if (!QUICK.has(question.about)) return;
    if (run !== this.run) this.forgetAll(run);
    const questions = this.questions.get(onShow) ?? new Map<string, Question>();
    questions.set(questionKey(question), question);
    this.questions.set(onShow, questions);
  }

  questionsFor(run: string, layer: number): readonly Question[] {
    return run === this.run ? [...(this.questions.get(layer)?.values() ?? [])] : [];
  }

  /** A read was answered while this layer was on show. */
  note(onShow: number, read: FromPanel & { readonly type: 'read' }, elements: number): void {
    if (read.run !== this.run) this.forgetAll(read.run);
    const { layer, quantity, window, stepsBack } = read;
    // The batch step before is computed again for it: the step at hand does not wait for that.
    if (stepsBack === 1) return;
    const part = { layer, quantity, window };
    const parts = this.layers.get(onShow) ?? new Map<string, Standing>();
    parts.set(partKey(part), { part, elements });
    this.layers.set(onShow, parts);
  }

  /** The panel has no use for these any more. */
  drop(parts: readonly ReadPart[], questions: readonly Question[]): void {
    for (const standing of this.layers.values()) for (const part of parts) standing.delete(partKey(part));
    for (const asked of this.questions.values())
      for (const question of questions) asked.delete(questionKey(question));
  }

  /** What is to be told with this layer: what was asked of it before, and the first tile of what is new. */
  partsFor(run: string, layer: number, summaries: LayerSummaries): readonly ReadPart[] {
    if (run !== this.run) this.forgetAll(run);
    const standing = [...(this.layers.get(layer)?.values() ?? [])];
    const wanted = [...standing, ...firstTiles(layer, summaries).filter((tile) => isNew(tile, standing))];
    let room = MOST;
    const parts: ReadPart[] = [];
    for (const { part, elements } of wanted) {
      if (elements > room) continue;
      room -= elements;
      parts.push(part);
    }
    return parts;
  }

  private forgetAll(run: string): void {
    this.run = run;
    this.layers.clear();
    this.questions.clear();
  }
}

function firstTiles(layer: number, summaries: LayerSummaries): Standing[] {
  return QUANTITY_NAMES.flatMap((quantity) => {
    const summary = summaries[quantity];
    if (summary === null) return [];
    const size = matrixSize(summary.shape);
    const [rows, columns] = [Math.min(TILE, size.rows), Math.min(TILE, size.columns)];
    const window = { sample: 0, row: 0, rows, column: 0, columns };
    return [{ part: { layer, quantity, window }, elements: rows * columns }];
  });
}

function isNew({ part }: Standing, standing: readonly Standing[]): boolean {
  return !standing.some((known) => known.part.layer === part.layer && known.part.quantity === part.quantity);
}
