/** Whether the loss went up or down from one batch step to the next, as a learner predicted it. */
import * as l10n from '@vscode/l10n';
import { DIRECTIONS, type Direction, type Verdict } from '../../protocol/exercise';
import { numbersOf, type Ground, type Trouble } from './ground';
import { numberText } from './numberText';

/** One of the words of an answer. */
export function typedDirection(text: string): Direction | Trouble {
  const word = text.trim().toLowerCase();
  const found = DIRECTIONS.find((one) => one === word);
  return found ?? { trouble: l10n.t('Choose first which way the loss goes.') };
}

export async function checkDirection(given: string, ground: Ground): Promise<Verdict> {
  const say = (outcome: Verdict['outcome'], message: string): Verdict => ({
    outcome,
    message,
    mistake: null,
  });
  const typed = typedDirection(given);
  if (typeof typed === 'object') return say('unread', typed.trouble);
  const losses = await lossesOf(ground);
  if ('trouble' in losses) return say('unread', losses.trouble);
  return typed === directionOf(losses)
    ? say('right', `${l10n.t('Right.')} ${inWords(losses)}`)
    : say('wrong', l10n.t('Not yet: that is not the way it went.'));
}

export async function directionRevealed(ground: Ground): Promise<string> {
  const losses = await lossesOf(ground);
  return 'trouble' in losses ? losses.trouble : inWords(losses);
}

interface Losses {
  readonly before: number;
  readonly now: number;
}

async function lossesOf(ground: Ground): Promise<Losses | Trouble> {
  const now = await numbersOf(ground, 'loss', ground.layers.length - 1);
  if ('trouble' in now) return now;
  const before = await ground.lossBefore();
  if (before === null)
    return { trouble: l10n.t('There is no batch step before this one to compare its loss with.') };
  return { before, now: now.data[0] ?? NaN };
}

/** Null when one of them is no number. */
function directionOf({ before, now }: Losses): Direction | null {
  if (now > before) return 'higher';
  if (now < before) return 'lower';
  return now === before ? 'same' : null;
}

function inWords(losses: Losses): string {
  const [before, now] = [numberText(losses.before), numberText(losses.now)];
  switch (directionOf(losses)) {
    case 'higher':
      return l10n.t('The loss is higher: {0} in the batch step before, {1} in this one.', before, now);
    case 'lower':
      return l10n.t('The loss is lower: {0} in the batch step before, {1} in this one.', before, now);
    default:
      return l10n.t('The loss: {0} in the batch step before, {1} in this one.', before, now);
  }
}
