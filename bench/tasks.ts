/** The tasks of a page's main thread, from Chromium's own trace. */
import type { Page } from 'playwright-core';

export interface LongestTask {
  /** From its beginning to its end, in ms. */
  readonly wall: number;
  /** What of it the main thread itself computed: the rest it waited for a processor. */
  readonly cpu: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const CATEGORIES = ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'];
const TASKS = new Set(['RunTask', 'ThreadControllerImpl::RunTask']);

/** Traces what `work` does; gives its longest tasks by either measure. */
export async function longestTasks(
  page: Page,
  work: () => Promise<unknown>,
): Promise<{ readonly byWall: LongestTask; readonly byCpu: LongestTask }> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser to trace.');
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const events = trace.traceEvents;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events
    .filter(({ name, ph, pid, tid }) => ph === 'X' && TASKS.has(name) && mains.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }));
  if (tasks.length === 0) throw new Error('The trace has no tasks.');
  const most = (by: keyof LongestTask): LongestTask => tasks.reduce((a, b) => (b[by] > a[by] ? b : a));
  return { byWall: most('wall'), byCpu: most('cpu') };
}
