/** The lesson beside the run: what its page shows of the run, and what it hides and lights up in the panel. */
import * as l10n from '@vscode/l10n';
import type { Block, Cells, ControlName, Inline, LessonView, Page, Place } from '../../protocol/lesson';
import { isOnTheWay, standsFor } from '../../protocol/exercise';
import { momentAt } from '../../protocol/moments';
import type { RunDescription } from '../../protocol/engine';
import { VIEW_NAMES, type ViewName } from '../../protocol/views';
import type { Patch } from '../provenance/leaves';
import { isFresh, type PanelState } from './model';
import { NO_TRAIL } from './trail';
import { partOf, wantKey, type Want } from './wants';

/** More of a matrix than this is no figure any more: it is cut, and says so. */
export const FIGURE_ROWS = 8;
export const FIGURE_COLUMNS = 6;

export function pageOnShow({ lesson, page }: LessonView): Page | undefined {
  return lesson.pages[page];
}

/** The state with this lesson; a page that was just entered opens its view, and what the last one lit goes out. */
export function withLesson(state: PanelState, lesson: LessonView | null): PanelState {
  const before = state.lesson;
  const isEntered = lesson !== null && (before?.id !== lesson.id || before.entered !== lesson.entered);
  const next: PanelState = { ...state, lesson, lit: isEntered || lesson === null ? null : state.lit };
  if (!isEntered) return next;
  const view = pageOnShow(lesson)?.view ?? state.navigation.view;
  return { ...next, navigation: { ...state.navigation, view, trail: NO_TRAIL } };
}

/** Whether the lesson hides a view or a control. */
export function hides({ lesson }: Pick<PanelState, 'lesson'>, name: ViewName | ControlName): boolean {
  return lesson?.lesson.hide.includes(name) === true;
}

/** The views that are not hidden, in their order; a lesson that hides all of them hides none. */
export function viewsLeft(state: Pick<PanelState, 'lesson'>): readonly ViewName[] {
  const left = VIEW_NAMES.filter((name) => !hides(state, name));
  return left.length === 0 ? VIEW_NAMES : left;
}

/** The chosen view, or the first one where the lesson hides that. */
export function viewOnShow(state: Pick<PanelState, 'lesson' | 'navigation'>): ViewName {
  const left = viewsLeft(state);
  return left.find((name) => name === state.navigation.view) ?? left[0] ?? state.navigation.view;
}

/** Whether the run on show is the lesson's own: of any other, its numbers would be wrong. */
export function hasItsRun({ lesson, run }: Pick<PanelState, 'lesson' | 'run'>): boolean {
  return run.kind !== 'none' && (lesson?.run === 'live' || lesson?.run === 'ended');
}

/** Which layer of the run this is, counted from 0; null when it has none of that name. */
export function layerIndex(description: RunDescription, name: string | null): number | null {
  const index = description.layers.findIndex((layer) => layer.name === name);
  return index < 0 ? null : index;
}

/** Whether an exercise about this place can be answered where the run stands. */
export function answersAt({ run }: Pick<PanelState, 'run'>, place: Place): boolean {
  return run.kind !== 'none' && standsFor(place, run.description.layers, run.state.moment);
}

/** Whether an exercise can be answered where the run stands: at its place, or on the way to where it is checked. */
export function answersHere(state: PanelState, at: Place, after: Place | null): boolean {
  const { run } = state;
  if (after === null || run.kind === 'none') return answersAt(state, at);
  return isOnTheWay(at, after, run.description.layers, run.state.moment);
}

/** Whether the run has not come to a place yet. */
export function isAhead({ run }: Pick<PanelState, 'run'>, place: Place): boolean {
  if (run.kind === 'none') return false;
  const moment = momentAt(place, run.description.layers, 0);
  return moment !== null && run.state.moment < moment;
}

/** What a lesson says of the run, in numbers. */
export type LiveNumbers =
  | {
      readonly kind: 'numbers';
      readonly rows: readonly (readonly number[])[];
      /** How large the whole is. */
      readonly size: readonly [rows: number, columns: number];
    }
  | { readonly kind: 'pending' }
  | { readonly kind: 'absent'; readonly why: string };

/** Numbers of this moment, or why there are none. */
export function numbersOf(state: PanelState, cells: Cells): LiveNumbers {
  const { run } = state;
  if (run.kind === 'none' || !hasItsRun(state))
    return { kind: 'absent', why: l10n.t('the run has not begun') };
  if (run.kind === 'running') return { kind: 'pending' };
  if (cells.quantity === 'loss') {
    const { loss, lossIsStale } = run.state;
    if (loss === null) return notComputed();
    if (lossIsStale) return { kind: 'absent', why: l10n.t('stale: computed before the edit') };
    return { kind: 'numbers', rows: [[loss]], size: [1, 1] };
  }
  const want = wantOf(run.description, cells);
  if (want === null) return { kind: 'absent', why: l10n.t('this run has no layer {0}', cells.layer ?? '') };
  const part = partOf(state, want);
  if (part?.fresh === true) {
    const { rows, columns, data, shape } = part.slice;
    const lines = Array.from({ length: rows }, (_, row) => [
      ...data.slice(row * columns, (row + 1) * columns),
    ]);
    const whole: [number, number] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
    const isRow = want.window.rows === 1;
    return {
      kind: 'numbers',
      rows: lines,
      size: [isRow ? 1 : whole[0], want.window.columns === 1 ? 1 : whole[1]],
    };
  }
  const isAnswered = isFresh(state) && part === null && state.partsAnswered.includes(wantKey(want));
  return isAnswered ? notComputed() : { kind: 'pending' };
}

function notComputed(): LiveNumbers {
  return { kind: 'absent', why: l10n.t('not computed yet in this batch step') };
}

/** Everything that a page shows of the run. */
export function lessonWants(state: PanelState): Want[] {
  const { run, lesson } = state;
  const page = lesson === null ? undefined : pageOnShow(lesson);
  if (run.kind === 'none' || page === undefined || !hasItsRun(state)) return [];
  return cellsIn(page.blocks).flatMap((cells) => wantOf(run.description, cells) ?? []);
}

function wantOf(description: RunDescription, { layer: name, quantity, index }: Cells): Want | null {
  const layer = layerIndex(description, name);
  if (quantity === 'loss' || layer === null) return null;
  const [row, column] = [index.length < 2 ? null : (index.at(-2) ?? null), index.at(-1) ?? null];
  const sample = index.length === 3 ? (index[0] ?? 0) : 0;
  return {
    layer,
    quantity,
    window: {
      sample,
      row: row ?? 0,
      rows: row === null ? FIGURE_ROWS : 1,
      column: column ?? 0,
      columns: column === null ? FIGURE_COLUMNS : 1,
    },
  };
}

function cellsIn(blocks: readonly Block[]): Cells[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return valuesIn(block.content);
      case 'list':
        return block.items.flatMap(cellsIn);
      case 'quote':
        return cellsIn(block.blocks);
      case 'figure':
        return [block.of, ...valuesIn(block.caption)];
      case 'exercise':
        return valuesIn(block.exercise.prompt);
      case 'equation':
      case 'code':
        return [];
    }
  });
}

function valuesIn(inlines: readonly Inline[]): Cells[] {
  return inlines.flatMap((inline) => {
    switch (inline.kind) {
      case 'value':
        return [inline.of];
      case 'strong':
      case 'emphasis':
      case 'link':
        return valuesIn(inline.content);
      default:
        return [];
    }
  });
}

/** The cells that a link has lit, as a patch of their matrix; null: none. */
export function litPatch({ run, lit }: Pick<PanelState, 'run' | 'lit'>): Patch | null {
  return lit === null || run.kind === 'none' ? null : patchOf(run.description, lit);
}

/** Cells as a patch of their matrix; null for the loss, and when the run has no such layer. */
export function patchOf(description: RunDescription, cells: Cells): Patch | null {
  const { index, quantity } = cells;
  const layer = layerIndex(description, cells.layer);
  if (layer === null || quantity === 'loss') return null;
  const all = Number.MAX_SAFE_INTEGER;
  const [row, column] = [index.length < 2 ? null : (index.at(-2) ?? null), index.at(-1) ?? null];
  return {
    layer,
    quantity,
    sample: index.length === 3 ? (index[0] ?? 0) : 0,
    row: row ?? 0,
    rows: row === null ? all : 1,
    column: column ?? 0,
    columns: column === null ? all : 1,
  };
}
