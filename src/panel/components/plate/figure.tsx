/** A plate with its caption and its two axes, or the outline of a matrix that is absent. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';
import { thin, thinnedWords } from '../../drawing/thinning';
import type { HeldMatrix } from '../../state/matrices';
import { axisWords, type AxisWord } from '../../text/axes';
import { formatShape } from '../../text/format';
import { markWord } from '../../text/mark';
import { Plate, type PlateProps } from './plate';

/** Room that a figure takes above and left of its plate; the style sheet has the same. */
export const FIGURE = { caption: 38, above: 18, left: 20 } as const;

/** An axis of a figure: its letter, how long it is (null: not known yet) and what one of it is. */
export interface FigureAxis {
  readonly letter: string;
  readonly length: number | null;
  readonly word: AxisWord;
}

/** The axis that a vector does not have. */
export const ONE: FigureAxis = { letter: '1', length: 1, word: 'row' };

export interface FigureProps extends Omit<PlateProps, 'matrix' | 'rowWord' | 'columnWord' | 'name'> {
  readonly name: string;
  /** The symbol beside the name. */
  readonly symbol?: ComponentChildren;
  readonly accent: string;
  readonly matrix: HeldMatrix;
  readonly rows: FigureAxis;
  readonly columns: FigureAxis;
  /** Where the plate's left upper corner comes to lie in a map; none leaves the figure in the flow of the page. */
  readonly place?: { readonly left: number; readonly top: number } | undefined;
  /** Captions grow from the plate's left edge, or from its right one. */
  readonly side?: 'left' | 'right';
  /** Part of the operation on show: what it makes, or what it reads. */
  readonly role?: 'result' | 'operand' | null | undefined;
  /** Says how the plate is drawn: turned, one sample of many. */
  readonly note?: string | undefined;
  readonly stacked?: boolean | undefined;
  /** Words beside a plate that is one more row or column of its neighbour, in place of caption and axes. */
  readonly strip?: string | undefined;
  /** A click on the name. */
  readonly onName?: (() => void) | undefined;
}

export function Figure(props: FigureProps): JSX.Element {
  const { matrix, rows, columns, across, down, place, side = 'left', role } = props;
  const drawnRows = thin(rows.length ?? 1);
  const drawnColumns = thin(columns.length ?? 1);
  const size = {
    width: `${drawnColumns.indices.length * across}px`,
    height: `${drawnRows.indices.length * down}px`,
  };
  const at =
    place === undefined
      ? undefined
      : { left: `${place.left - FIGURE.left}px`, top: `${place.top - FIGURE.caption - FIGURE.above}px` };
  return (
    <figure
      class={`figure accent-${props.accent} side-${side}${place === undefined ? '' : ' placed'}${role ? ` figure-${role}` : ''}${props.stacked ? ' stacked' : ''}`}
      data-figure={props.id}
      style={at}
    >
      {props.strip !== undefined ? (
        <figcaption class="strip">{props.strip}</figcaption>
      ) : (
        <>
          <figcaption style={side === 'right' ? { right: 0 } : undefined}>
            <Name {...props} />
            <span class="figure-shape">
              {formatShape([rows.length ?? rows.letter, columns.length ?? columns.letter])}
              {props.note !== undefined && <span class="figure-note"> {props.note}</span>}
              {matrix.kind === 'present' && matrix.mark !== undefined && (
                <span class="figure-note"> {markWord(matrix.mark)}</span>
              )}
            </span>
          </figcaption>
          <AxisName
            axis={columns}
            way="across"
            room={Math.max(drawnColumns.indices.length * across, 118)}
            thinned={thinnedWords(drawnColumns, 'column')}
          />
          <AxisName
            axis={rows}
            way="down"
            room={drawnRows.indices.length * down}
            thinned={thinnedWords(drawnRows, 'row')}
          />
        </>
      )}
      {matrix.kind === 'absent' ? (
        <p class="plate plate-absent" data-plate={props.id} data-present="false" style={size}>
          <span>{matrix.reason}</span>
        </p>
      ) : (
        <Plate {...props} matrix={matrix} rowWord={rows.word} columnWord={columns.word} />
      )}
    </figure>
  );
}

function Name({ name, symbol, onName }: FigureProps): JSX.Element {
  const words = (
    <>
      <span class="quantity">{name}</span> {symbol !== undefined && <span class="symbol">{symbol}</span>}
    </>
  );
  if (onName === undefined) return <span class="figure-name">{words}</span>;
  return (
    <button type="button" class="figure-name" title={l10n.t('Show in the file')} onClick={onName}>
      {words}
    </button>
  );
}

interface AxisNameProps {
  readonly axis: FigureAxis;
  readonly way: 'across' | 'down';
  /** Pixels along the edge. */
  readonly room: number;
  readonly thinned: string;
}

/** Pixels that a letter of an axis takes at the most. */
const LETTER = 6;

/** `N = 6 samples`, along the edge; without its words where there is no room. A single row needs no name. */
function AxisName({ axis, way, room, thinned }: AxisNameProps): JSX.Element | null {
  const { letter, length, word } = axis;
  if (letter === ONE.letter) return null;
  const words = axisWords(word, length);
  const fits = LETTER * `${letter} = ${length ?? ''} ${words}`.length <= room;
  return (
    <span
      class={`axis-name axis-${way}`}
      title={
        length === null
          ? l10n.t('{0} = not known yet {1} {2}', letter, words, thinned)
          : `${letter} = ${length} ${words} ${thinned}`
      }
    >
      <b>{letter}</b>
      {length !== null && ` = ${length}`}
      {fits && ` ${words}`}
      {thinned !== '' && <em> {thinned}</em>}
    </span>
  );
}
