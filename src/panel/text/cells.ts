/** What a single number is called. */
import * as l10n from '@vscode/l10n';
import { QUANTITIES } from '../../protocol/vocabulary';
import type { CellQuantity, CellRef } from '../provenance/cell';
import { formatCell, formatLoss } from './format';

export interface CellName {
  /** As an expression would say it: `gradientWeights[2][1]`. */
  readonly name: string;
  readonly symbol: string;
  /** The colour group of its quantity. */
  readonly accent: 'forward' | 'backward' | 'parameters';
}

export function cellName({ quantity, index }: CellRef): CellName {
  const at = index.map((one) => `[${String(one)}]`).join('');
  switch (quantity) {
    case 'loss':
      return { name: 'loss', symbol: 'L', accent: 'forward' };
    case 'sampleLoss':
      return { name: l10n.t('loss of sample {0}', index.join()), symbol: 'ℓ', accent: 'forward' };
    case 'target':
      return { name: `target${at}`, symbol: 'Y', accent: 'forward' };
    case 'weightsBefore':
    case 'biasBefore': {
      const name = quantity === 'weightsBefore' ? 'weights' : 'bias';
      const { symbol } = QUANTITIES[name];
      return { name: l10n.t('{0} before the update', name + at), symbol, accent: 'parameters' };
    }
    default: {
      const { symbol, group } = QUANTITIES[quantity];
      return { name: quantity + at, symbol, accent: ACCENTS[group] };
    }
  }
}

const ACCENTS = { Forward: 'forward', Backward: 'backward', Parameters: 'parameters' } as const;

/** The number at a cell; the loss with more digits, since its small changes matter. */
export function formatNumberOf({ quantity }: CellRef, value: number): string {
  return quantity === 'loss' ? formatLoss(value) : formatCell(value);
}

/** `gradientWeights[2][1] of hidden`; the loss belongs to no layer. */
export function cellInWords(ref: CellRef, layerName: string): string {
  const { name } = cellName(ref);
  return belongsToLayer(ref.quantity) ? l10n.t('{0} of {1}', name, layerName) : name;
}

export function belongsToLayer(quantity: CellQuantity): boolean {
  return quantity !== 'loss' && quantity !== 'sampleLoss' && quantity !== 'target';
}
