/** Where a prediction is checked that is made ahead: its `after`. */
import * as l10n from '@vscode/l10n';
import type { Cells, Place, Prediction } from '../protocol/lesson';
import { momentAt } from '../protocol/moments';
import type { BlockSetting } from './blocks';
import { placeOfMaking } from './making';
import type { LessonNetwork } from './network';
import { readPlace, type Read } from './references';
import type { YamlBlock } from './yamlBlock';

interface Asked {
  readonly of: Cells;
  readonly ask: Prediction;
  /** Where it is asked: the exercise's own place, or its page's. */
  readonly at: Place | null;
}

/**
 * With its batch step: the one that it names, or the next in which the place comes after `at`. Null when the block has
 * none; undefined when it is wrong, and the fault is noted.
 */
export function readAfter(
  asked: Asked,
  block: YamlBlock,
  { network, faults }: BlockSetting,
): Place | null | undefined {
  const text = block.text('after');
  if (asked.ask === 'direction' && asked.of.quantity !== 'loss') {
    const fault = l10n.t("Only the loss has a direction, from one batch step to the next: write 'of: loss'.");
    faults.error(block.span('ask'), fault);
    return undefined;
  }
  if (text === null && asked.ask !== 'direction') return null;
  const { value, fault } =
    text === null
      ? {
          value: null,
          fault: l10n.t("A direction needs 'after': where the loss is looked at, such as loss@1."),
        }
      : placeAfter(text, asked, network);
  if (value !== null) return value;
  faults.error(block.span('after'), fault);
  return undefined;
}

function placeAfter(text: string, { of, ask, at }: Asked, network: LessonNetwork | null): Read<Place> {
  const wrong = (fault: string): Read<Place> => ({ value: null, fault });
  const { value: place, fault } = readPlace(text, network);
  if (place === null) return wrong(fault);
  const batchStep = place.batchStep ?? (network === null ? 0 : nextStepOf(place, at, network.layers));
  if (batchStep === null)
    return wrong(l10n.t("Say in which batch step, for 'at' does not: {0}.", `${text.trim()}@1`));
  const after = { ...place, batchStep };
  // Without the definition file the rest cannot be told; what is wrong with that is said elsewhere.
  if (network === null) return { value: after, fault: null };
  const { layers } = network;
  const moment = momentAt(after, layers, batchStep) ?? 0;
  if (at !== null && moment <= (momentAt(at, layers, batchStep) ?? 0))
    return wrong(l10n.t("'after' has to come later than 'at', where the answer is given."));
  if (ask === 'direction' && batchStep === 0)
    return wrong(l10n.t('The first batch step has none before it to compare its loss with.'));
  const isParameter = of.quantity === 'weights' || of.quantity === 'bias';
  const made = isParameter ? null : placeOfMaking(of, layers);
  if (made !== null && moment < (momentAt(made, layers, batchStep) ?? 0))
    return wrong(l10n.t('{0} is not computed yet just after {1}.', of.quantity, text.trim()));
  return { value: after, fault: null };
}

function nextStepOf(place: Place, at: Place | null, layers: LessonNetwork['layers']): number | null {
  if (at === null || at.batchStep === null) return null;
  const [asked, here] = [at, place].map((one) => momentAt({ ...one, batchStep: 0 }, layers, 0) ?? 0);
  return (here ?? 0) > (asked ?? 0) ? at.batchStep : at.batchStep + 1;
}
