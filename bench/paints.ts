/** When a key was pressed, and when what came of it had been painted; sent into pages as text, so each stands alone. */

export interface PaintWatch {
  /** When the position last changed, and when every number on show was of it: after the frame that showed it. 0: not yet. */
  position: number;
  numbers: number;
}

/**
 * In the editor's page: notes when a key goes down as `window.pressedAt`, and when the mark of the line at which a run
 * stands was painted, the first time as `window.markedAt`, the last time at another line as `window.movedAt` (0: not
 * yet).
 */
export function watchEditor(): void {
  const now = (): number => performance.timeOrigin + performance.now();
  window.addEventListener('keydown', () => Object.assign(window, { pressedAt: now() }), { capture: true });
  const marks = '.debug-top-stack-frame-line, .debug-focused-stack-frame-line';
  let marked = '';
  const observer = new MutationObserver(() => {
    const lines = [...document.querySelectorAll<HTMLElement>(marks)];
    const places = lines.map((line) => line.parentElement?.style.top ?? '').join();
    if (lines.length === 0 || places === marked) return;
    marked = places;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () =>
      Object.assign(window, { markedAt: window.markedAt === 0 ? now() : window.markedAt, movedAt: now() });
    port2.postMessage(null);
  });
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['class', 'style'],
  });
  Object.assign(window, { pressedAt: 0, markedAt: 0, movedAt: 0 });
}

/** In the panel's page: keeps a `PaintWatch` as `window.paintWatch`. Times are those of the machine's clock, in ms. */
export function watchPaints(): void {
  const watch: PaintWatch = { position: 0, numbers: 0 };
  const positionNow = (): string => document.querySelector('[data-position]')?.textContent ?? '';
  const isInSight = (grid: Element): boolean => {
    const { top, bottom } = grid.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  };
  const isSettled = (): boolean =>
    [...document.querySelectorAll('[role=grid][data-quantity]')].every(
      (grid) =>
        (grid.closest('[data-behind=true]') === null &&
          grid.getAttribute('aria-busy') === 'false' &&
          grid.getAttribute('data-fresh') === 'true' &&
          grid.querySelector(':is(.cell.old, .cell.unread)[tabindex="-1"]') === null) ||
        !isInSight(grid),
    );
  const inNextTask = (work: () => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = work;
    port2.postMessage(null);
  };
  // What changes in the callbacks of a frame is laid out and painted before the next task; what changes at another
  // time, in the next frame.
  let isInFrame = false;
  const afterPaint = (note: 'position' | 'numbers'): void => {
    const painted = (): void =>
      inNextTask(() => {
        watch[note] = performance.timeOrigin + performance.now();
      });
    if (isInFrame) painted();
    else requestAnimationFrame(painted);
  };
  let position = positionNow();
  let isWaiting = false;
  const check = (): void => {
    if (positionNow() !== position) {
      position = positionNow();
      isWaiting = true;
      afterPaint('position');
    }
    if (!isWaiting || !isSettled()) return;
    isWaiting = false;
    afterPaint('numbers');
  };
  const observer = new MutationObserver(check);
  let root: Element | null = null;
  // VS Code writes a webview's page into one that is there already, and what was observed is gone.
  const observe = (): void => {
    requestAnimationFrame(observe);
    isInFrame = true;
    inNextTask(() => {
      isInFrame = false;
    });
    if (root === document.documentElement) return;
    root = document.documentElement;
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    check();
  };
  observe();
  Object.assign(window, { paintWatch: watch });
}
