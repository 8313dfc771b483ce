/** A contrast meter for the numbers on the page (WCAG 2's relative luminance), run in the page itself. */

function linear(byte: number): number {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

/** The lowest contrast between a number and what it stands on, and the cell that has it. */
export function worstContrast(): { contrast: number; cell: string; cells: number } {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser has no 2D canvas.');
  // The canvas understands every colour that CSS does, and blends layers as the page does.
  const luminance = (layers: readonly string[]): number => {
    for (const layer of layers) {
      context.fillStyle = layer;
      context.fillRect(0, 0, 1, 1);
    }
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  const cells = [...document.querySelectorAll('[role=gridcell]')];
  let worst = { contrast: 21, cell: '', cells: cells.length };
  for (const cell of cells) {
    const { color, backgroundColor } = getComputedStyle(cell);
    const below = luminance([ground, backgroundColor]);
    const above = luminance([ground, backgroundColor, color]);
    const contrast = (Math.max(above, below) + 0.05) / (Math.min(above, below) + 0.05);
    if (contrast < worst.contrast)
      worst = { ...worst, contrast, cell: cell.getAttribute('aria-label') ?? '' };
  }
  return worst;
}
