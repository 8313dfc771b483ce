/** When a key was pressed, and when the panel had painted what came of it; sent into pages as text, so each stands alone. */

export interface PaintWatch {
  /** When the position last changed, and when every number on show was of it: after the frame that showed it. 0: not yet. */
  position: number;
  numbers: number;
}

/** In the editor's page: notes when a key goes down, as `window.pressedAt`. */
export function watchKeys(): void {
  window.addEventListener(
    'keydown',
    () => Object.assign(window, { pressedAt: performance.timeOrigin + performance.now() }),
    { capture: true },
  );
}

/** In the panel's page: keeps a `PaintWatch` as `window.paintWatch`. Times are those of the machine's clock, in ms. */
export function watchPaints(): void {
  const watch: PaintWatch = { position: 0, numbers: 0 };
  const positionNow = (): string => document.querySelector('[data-position]')?.textContent ?? '';
  const isSettled = (): boolean =>
    [...document.querySelectorAll('[role=grid][data-quantity]')].every(
      (grid) =>
        grid.getAttribute('data-fresh') === 'true' &&
        grid.querySelector(':is(.cell.old, .cell.unread)[tabindex="-1"]') === null,
    );
  // The panel changes the page in animation frames: the next task comes when that frame has been laid out and painted.
  const afterPaint = (note: 'position' | 'numbers'): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      watch[note] = performance.timeOrigin + performance.now();
    };
    port2.postMessage(null);
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
  new MutationObserver(check).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  Object.assign(window, { paintWatch: watch });
}
