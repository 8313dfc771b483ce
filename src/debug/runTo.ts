/** `backstep/runTo`: from the target that a client names to the engine's goal, and what is said when it was missed. */
import * as l10n from '@vscode/l10n';
import type { Goal, LayerShape } from '../protocol/engine';
import { RUN_TARGETS } from '../protocol/runTarget';
import { numberText } from './format';
import { ProtocolError } from './protocolError';

/** Of `backstep/runTo`. `target` is a `RunTarget`; what really comes may be anything. */
export interface RunToArguments {
  readonly target?: unknown;
}

/** Throws an `argument` error for what is no target, or a layer that there is not. */
export function runToGoal({ target }: RunToArguments, layers: readonly LayerShape[]): Goal {
  const given = fieldsOf(target);
  const to = RUN_TARGETS.find((name) => name === given['to']);
  switch (to) {
    case undefined:
      throw wrong(`'target' needs 'to', one of ${RUN_TARGETS.join(', ')}`, given['to']);
    case 'layer':
      return {
        to: 'place',
        at: { phase: 'backward', layer: layerOf(given['layer'], layers), operation: 'gradientPrev' },
      };
    case 'batchStep':
      return { to: 'steps', steps: 1 };
    case 'epoch':
      return { to: 'epoch' };
    case 'loss': {
      const { below } = given;
      if (typeof below === 'number' && Number.isFinite(below)) return { to: 'lossBelow', loss: below };
      throw wrong("'below' has to be a number", below);
    }
    case 'steps': {
      const { steps } = given;
      if (typeof steps === 'number' && Number.isSafeInteger(steps) && steps >= 1)
        return { to: 'steps', steps };
      throw wrong("'steps' has to be a whole number from 1", steps);
    }
  }
}

/** What the end of training means for a goal that was not reached: a line, or nothing. */
export function missedLine(goal: Goal): string {
  if (goal.to !== 'lossBelow') return '';
  return `${l10n.t('No batch had a loss below {0}: the training ended first.', numberText(goal.loss))}\n`;
}

function layerOf(name: unknown, layers: readonly LayerShape[]): number {
  const index = layers.findIndex((layer) => layer.name === name);
  if (index >= 0) return index;
  throw wrong(`'layer' has to be one of ${layers.map((layer) => `'${layer.name}'`).join(', ')}`, name);
}

function fieldsOf(target: unknown): Readonly<Record<string, unknown>> {
  return target instanceof Object ? (target as Readonly<Record<string, unknown>>) : {};
}

function wrong(what: string, given: unknown): ProtocolError {
  const instead = given === undefined ? '' : `, not ${JSON.stringify(given)}`;
  return new ProtocolError('argument', `${what}${instead}.`);
}
