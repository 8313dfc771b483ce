/** The colours of the number scale as the theme has them, as bytes for a canvas. */
import type { RasterColours, Rgb } from '../../drawing/rasterPixels';
import { useTheme } from '../useTheme';

/** The colours last looked up, and in which theme: all canvases share them, for looking them up makes the page be styled. */
let known: { readonly theme: number; readonly colours: RasterColours } | null = null;

export function useRasterColours(): RasterColours {
  const theme = useTheme();
  if (known?.theme !== theme) known = { theme, colours: coloursOfPage() };
  return known.colours;
}

function coloursOfPage(): RasterColours {
  const style = getComputedStyle(document.body);
  const colour = (name: string): Rgb => bytesOf(style.getPropertyValue(name) || style.color);
  return {
    ground: colour('--vscode-editor-background'),
    positive: colour('--scale-positive'),
    negative: colour('--scale-negative'),
    broken: colour('--vscode-editorError-foreground'),
    most: parseFloat(style.getPropertyValue('--scale-most')) / 100,
  };
}

/** A theme may write its colours in any way that CSS knows: the browser reads them. */
function bytesOf(colour: string): Rgb {
  const pixel = document.createElement('canvas');
  pixel.width = pixel.height = 1;
  const context = pixel.getContext('2d');
  if (context === null) return [0, 0, 0];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
