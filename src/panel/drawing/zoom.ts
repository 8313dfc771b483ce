/** How large the cells of a matrix are drawn: numbers where there is room for them, colours alone where not. */
import * as l10n from '@vscode/l10n';

/** What a cell measures, in CSS pixels. */
export interface Pitch {
  readonly across: number;
  readonly down: number;
}

export interface Zoom {
  readonly name: ZoomName;
  /** On the button between − and +. */
  readonly label: string;
  readonly pitch: Pitch;
  /** `short` numbers have at most seven characters; `colour` is a cell without one. */
  readonly look: 'number' | 'short' | 'colour';
}

export type ZoomName =
  'large' | 'full' | 'compact' | 'colour16' | 'colour10' | 'colour6' | 'colour4' | 'colour2';

/** From the largest cells to the smallest. A cell is never less than two pixels: each element stays one cell. */
const ZOOMS: readonly Zoom[] = [
  { name: 'large', label: '150 %', pitch: { across: 117, down: 33 }, look: 'number' },
  { name: 'full', label: '100 %', pitch: { across: 78, down: 22 }, look: 'number' },
  {
    name: 'compact',
    get label() {
      return l10n.t('compact');
    },
    pitch: { across: 54, down: 18 },
    look: 'short',
  },
  coloured('colour16', 16),
  coloured('colour10', 10),
  coloured('colour6', 6),
  coloured('colour4', 4),
  coloured('colour2', 2),
];

function coloured(name: ZoomName, size: number): Zoom {
  return {
    name,
    get label() {
      return l10n.t('colours, {0} px', size);
    },
    pitch: { across: size, down: size },
    look: 'colour',
  };
}

/** The names of all zooms, the one without a choice first. */
export const ZOOM_NAMES: readonly [ZoomName, ...ZoomName[]] = [
  'full',
  ...ZOOMS.map(({ name }) => name).filter((name) => name !== 'full'),
];

export function zoomNamed(name: string | undefined): Zoom {
  const found = ZOOMS.find((zoom) => zoom.name === name) ?? ZOOMS.find((zoom) => zoom.name === 'full');
  if (found === undefined) throw new Error('There is no zoom of 100 %.');
  return found;
}

/** So many zooms nearer (above 0) or farther, as far as there are any. */
export function zoomBy(name: ZoomName, nearer: number): ZoomName {
  const at = ZOOMS.findIndex((zoom) => zoom.name === name);
  return ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at - nearer))]?.name ?? name;
}

/** What a key without Ctrl does to the zoom; null for other keys. */
export function zoomAfterKey(name: ZoomName, key: string): ZoomName | null {
  switch (key) {
    case '+':
    case '=':
      return zoomBy(name, 1);
    case '-':
    case '_':
      return zoomBy(name, -1);
    case '0':
      return 'full';
    default:
      return null;
  }
}

/** Pixels of a wheel that make one zoom: a notch of a mouse is about as many, a pinch sends them by and by. */
const WHEEL_STEP = 60;

/** The zooms that a turn of the wheel makes, and the pixels that are left over for the next turn. */
export function wheelZooms(rest: number, deltaY: number): { readonly nearer: number; readonly rest: number } {
  // A turn the other way begins anew.
  const turned = rest * deltaY < 0 ? deltaY : rest + deltaY;
  // However far it turns at once, one zoom at a time: more would lose the eye's place.
  if (Math.abs(turned) < WHEEL_STEP) return { nearer: 0, rest: turned };
  return { nearer: turned < 0 ? 1 : -1, rest: 0 };
}

/** Every so many-th row or column has its number beside small cells, so that the numbers stand apart. */
export function tickStep(pitch: number, room: number): number {
  const least = Math.max(1, Math.ceil(room / pitch));
  for (let power = 1; ; power *= 10)
    for (const step of [1, 2, 5]) if (step * power >= least) return step * power;
}
