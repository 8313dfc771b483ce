/**
 * Checks a formula by its worth: what it gives over the live matrices is compared with what the operation gave. If it
 * is something else, it is compared with what the common mistakes give; and if those cannot be computed here, as a
 * product whose shapes do not fit, each thing that can be put right in it is tried.
 */
import * as l10n from '@vscode/l10n';
import { compile } from '../../expressions/expression';
import { ExpressionError } from '../../expressions/error';
import { findLayer } from '../../expressions/names';
import type { Mistake, Verdict } from '../../protocol/exercise';
import type { Cells, Exercise } from '../../protocol/lesson';
import { agreement, type Agreement } from './compare';
import { layerOfCells, numbersOf, quantityOf, shapeWords, type Ground, type Numbers } from './ground';
import { mistakeWords } from './mistakeWords';
import { numberText } from './numberText';
import { repairsOf } from './repairs';
import { formulasOf } from './rightFormulas';

export type Formula = Pick<Extract<Exercise, { kind: 'formula' }>, 'of' | 'tolerance'>;

/** A value that comes so much closer to a mistake than to the right one is that mistake. */
const CLOSER = 10;

export async function checkFormula(
  { of, tolerance }: Formula,
  given: string,
  ground: Ground,
): Promise<Verdict> {
  const layer = layerOfCells(of, ground);
  const right = await quantityOf(ground, of);
  if ('trouble' in right) return unread(right.trouble);
  if (layer === null) return unread(l10n.t('This run has no such layer.'));
  const refusal = refusalOf(given, of, layer, ground);
  if (refusal !== null) return unread(refusal);
  const typed = await numbersOf(ground, given, layer);
  if ('trouble' in typed) {
    const mistake = await repaired(given, layer, right, tolerance, ground);
    return mistake === null ? unread(typed.trouble) : wrong(typed.trouble, mistake);
  }
  const agrees = agreement(typed, right, tolerance);
  const said = agreementWords(agrees, typed, right);
  const isClose = agrees.kind === 'exact' || agrees.kind === 'approximate';
  if (agrees.kind === 'exact') return verdict('right', said);
  const likely = await mistakeOf(typed, agrees, { of, tolerance }, layer, ground);
  if (likely !== null) return wrong(said, likely);
  if (isClose) return verdict('right', said);
  const mistake = await repaired(given, layer, right, tolerance, ground);
  return mistake === null ? verdict('wrong', said) : wrong(said, mistake);
}

/** The right formula, for one who gives up. */
export function formulaRevealed({ of }: Pick<Formula, 'of'>, ground: Ground): string {
  const layer = layerOfCells(of, ground);
  const { right } = layer === null ? { right: null } : formulasOf(of.quantity, layer, ground.layers);
  return right === null
    ? l10n.t(
        'No formula of the layer’s quantities alone gives it: it is made of the targets, too, or of one matrix for each sample.',
      )
    : l10n.t('The formula: {0}', `${of.quantity} = ${right}`);
}

/** The result itself is no formula of it; null: nothing speaks against this text. */
function refusalOf(given: string, { quantity }: Cells, layer: number, { layers }: Ground): string | null {
  if (given.trim() === '') return l10n.t('Type a formula.');
  try {
    const { references } = compile(given);
    const names = layers.map(({ name }) => name);
    const isItself = references.quantities.some(
      ({ layer: of, name }) => name === quantity && (of === null ? layer : findLayer(of, names)) === layer,
    );
    if (quantity === 'loss' && references.scalars.includes('loss')) return ofItself();
    return isItself ? ofItself() : null;
  } catch (error) {
    if (error instanceof ExpressionError) return l10n.t('{0} (column {1})', error.message, error.column);
    throw error;
  }
}

function ofItself(): string {
  return l10n.t('That is the result itself: write what it is made of.');
}

/** The mistake whose value this is; null: none, or the right value is as close. */
async function mistakeOf(
  typed: Numbers,
  toRight: Agreement,
  { of, tolerance }: Formula,
  layer: number,
  ground: Ground,
): Promise<Mistake | null> {
  const formulas = formulasOf(of.quantity, layer, ground.layers);
  const rightly = formulas.right === null ? null : await numbersOf(ground, formulas.right, layer);
  for (const { mistake, text } of formulas.wrong) {
    const value = await numbersOf(ground, text, layer);
    if ('trouble' in value) continue;
    // With one sample and one unit * and .* are the same: what cannot be told from the right formula is no mistake.
    if (rightly !== null && !('trouble' in rightly) && agreement(value, rightly, tolerance).kind === 'exact')
      continue;
    const agrees = agreement(typed, value, tolerance);
    if (agrees.kind !== 'exact' && agrees.kind !== 'approximate') continue;
    if (agrees.largest * CLOSER <= toRight.largest) return mistake;
  }
  return null;
}

/** The one thing that has to be put right for it to give the right numbers; null: there is no such thing. */
async function repaired(
  given: string,
  layer: number,
  right: Numbers,
  tolerance: number,
  ground: Ground,
): Promise<Mistake | null> {
  for (const { mistake, text } of repairsOf(given)) {
    const value = await numbersOf(ground, text, layer);
    if ('trouble' in value) continue;
    const { kind } = agreement(value, right, tolerance);
    if (kind === 'exact' || kind === 'approximate') return mistake;
  }
  return null;
}

function agreementWords({ kind, largest, at }: Agreement, given: Numbers, right: Numbers): string {
  const shape = shapeWords(given.shape);
  switch (kind) {
    case 'exact':
      return l10n.t('Right: {0}, exact.', shape);
    case 'approximate':
      return at.length === 0
        ? l10n.t('Right: {0}, approximate: the largest difference is {1}.', shape, numberText(largest))
        : l10n.t(
            'Right: {0}, approximate: the largest difference is {1}, at {2}.',
            shape,
            numberText(largest),
            placeText(at),
          );
    case 'different': {
      const size = Number.isFinite(largest) ? numberText(largest) : l10n.t('without bound');
      return at.length === 0
        ? l10n.t(
            'The shape {0} is right, the numbers are different: the largest difference is {1}.',
            shape,
            size,
          )
        : l10n.t(
            'The shape {0} is right, the numbers are different: the largest difference is {1}, at {2}.',
            shape,
            size,
            placeText(at),
          );
    }
    case 'misfit':
      return l10n.t('This is {0}; the result is {1}.', shape, shapeWords(right.shape));
  }
}

function placeText(at: readonly number[]): string {
  return `[${at.join(', ')}]`;
}

function wrong(said: string, mistake: Mistake): Verdict {
  return { outcome: 'wrong', message: `${said} ${mistakeWords()[mistake]}`, mistake };
}

function verdict(outcome: Verdict['outcome'], message: string): Verdict {
  return { outcome, message, mistake: null };
}

function unread(message: string): Verdict {
  return verdict('unread', message);
}
