/** How far down the page's pinned parts, the header and a lesson above the run, cover what is below them. */
export function pinnedAbove(): number {
  const main = document.querySelector('main')?.getBoundingClientRect();
  if (main === undefined) return 0;
  const bottoms = [...document.querySelectorAll<HTMLElement>('.header, .lesson-pane')].map((part) => {
    const box = part.getBoundingClientRect();
    const covers =
      getComputedStyle(part).position === 'sticky' && box.left < main.right && box.right > main.left;
    return covers ? box.bottom : 0;
  });
  return Math.max(0, ...bottoms);
}
