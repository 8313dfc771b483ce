/** A scene as an SVG file that stands alone: plain shapes and text, which every program that reads SVG knows. */
import type { Mark, Paint, Scene, Stroke } from './scene';

export function svgText({ width, height, background, marks, title }: Scene): string {
  const clips: string[] = [];
  const body = marks.map((mark) => markText(mark, clips)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
${clips.length === 0 ? '' : `<defs>\n${clips.join('\n')}\n</defs>\n`}<rect width="${width}" height="${height}"${fill(background)}/>
${body}
</svg>
`;
}

/** Clips that are needed are added to `clips`. */
function markText(mark: Mark, clips: string[]): string {
  switch (mark.kind) {
    case 'path': {
      const matrix = mark.matrix ? ` transform="matrix(${mark.matrix.map(round).join(' ')})"` : '';
      return `<path d="${escaped(roundedPath(mark.d))}"${matrix}${fill(mark.fill)}${stroke(mark.stroke)}/>`;
    }
    case 'text':
      return textText(mark);
    case 'image': {
      const { left, top, width, height } = mark.rect;
      return `<image x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" preserveAspectRatio="none"${mark.opacity < 1 ? ` opacity="${round(mark.opacity)}"` : ''} href="${mark.image.toDataURL()}"/>`;
    }
    case 'group': {
      const inner = mark.marks.map((one) => markText(one, clips)).join('\n');
      const opacity = mark.opacity < 1 ? ` opacity="${round(mark.opacity)}"` : '';
      if (mark.clip === null) return `<g${opacity}>\n${inner}\n</g>`;
      const id = `clip${clips.length}`;
      const { left, top, width, height } = mark.clip;
      clips.push(
        `<clipPath id="${id}"><rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}"/></clipPath>`,
      );
      return `<g${opacity} clip-path="url(#${id})">\n${inner}\n</g>`;
    }
  }
}

/** With its length on the page, so that another font neither runs into the next number nor out of its cell. */
function textText(mark: Extract<Mark, { kind: 'text' }>): string {
  const { text, x, y, length, angle, font, paint, rim } = mark;
  const place = `x="${round(x)}" y="${round(y)}"`;
  const turn = angle === 0 ? '' : ` transform="rotate(${round(angle)} ${round(x)} ${round(y)})"`;
  const held = length > 0 ? ` textLength="${round(length)}" lengthAdjust="spacingAndGlyphs"` : '';
  const face = `font-family="${escaped(font.family)}" font-size="${round(font.size)}"`;
  const weight = font.weight === '400' ? '' : ` font-weight="${font.weight}"`;
  const slant = font.italic ? ' font-style="italic"' : '';
  const under = rim === null ? '' : `${stroke(rim)} paint-order="stroke"`;
  return `<text ${place}${turn}${held} ${face}${weight}${slant}${fill(paint)}${under}>${escaped(text)}</text>`;
}

function fill(paint: Paint | null): string {
  if (paint === null) return ' fill="none"';
  return ` fill="${paint.colour}"${paint.opacity < 1 ? ` fill-opacity="${round(paint.opacity)}"` : ''}`;
}

function stroke(line: Stroke | null): string {
  if (line === null) return '';
  const dashes = line.dashes.length === 0 ? '' : ` stroke-dasharray="${line.dashes.map(round).join(' ')}"`;
  const opacity = line.opacity < 1 ? ` stroke-opacity="${round(line.opacity)}"` : '';
  return ` stroke="${line.colour}"${opacity} stroke-width="${round(line.width)}"${dashes}`;
}

/** Enough for any eye. */
function round(value: number): string {
  return String(Number(value.toFixed(3)));
}

function roundedPath(d: string): string {
  return d.replaceAll(/-?\d*\.\d{4,}(?:e[-+]?\d+)?/g, (number) => round(Number(number)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
