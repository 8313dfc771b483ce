/** Asks for a check piece by piece, each when the one before has been answered, until it is done or stopped. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CheckedElements, CheckedQuantity } from '../../../protocol/gradientCheck';
import { begun, overAll, piecesToAsk, withPiece, type CheckUnderWay } from '../../state/gradientCheck';
import { isFresh } from '../../state/model';
import { answerTo } from '../../state/questions';
import { useQuestions } from '../useQuestions';
import type { ViewProps } from '../views';

export interface Check extends CheckUnderWay {
  /** Elements that are wanted, those that are checked already included. */
  readonly wanted: number;
  readonly underWay: boolean;
  readonly fresh: boolean;
  readonly stop: () => void;
  readonly goOn: () => void;
  readonly checkAll: () => void;
}

export function useGradientCheck(
  { state, run, layer, dispatch }: ViewProps,
  quantity: CheckedQuantity,
): Check {
  const [held, setHeld] = useState(() => begun(layer, quantity));
  // Another moment, layer or gradient, or a number changed by hand: what was found is over.
  const check = held.of === layer && held.quantity === quantity ? held : begun(layer, quantity);
  const { N } = run.state;
  const pieces = useMemo(
    () => piecesToAsk(run.description, layer.layer, quantity, check.all, N),
    [run.description, layer.layer, quantity, check.all, N],
  );
  const rest = check.absent === null ? pieces.slice(check.done) : [];
  const piece = check.stopped ? undefined : rest[0];
  useQuestions(dispatch, 'gradientCheck', piece === undefined ? [] : [questionOf(piece)]);
  const answer = piece === undefined ? null : answerTo(state, questionOf(piece));
  const came = answer?.fresh === true ? answer.answer : null;
  useEffect(() => {
    if (came !== null && piece !== undefined) setHeld(withPiece(check, piece, came.check));
  }, [came]);
  return {
    ...check,
    wanted:
      check.summary.checked + rest.reduce((sum, { rows, columns }) => sum + rows.count * columns.count, 0),
    underWay: piece !== undefined,
    fresh: isFresh(state),
    stop: () => setHeld({ ...check, stopped: true }),
    goOn: () => setHeld({ ...check, stopped: false }),
    checkAll: () => setHeld(overAll(check)),
  };
}

function questionOf(elements: CheckedElements): { about: 'gradientCheck'; elements: CheckedElements } {
  return { about: 'gradientCheck', elements };
}
