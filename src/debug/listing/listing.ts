/**
 * One batch step of a layer as the source code that a person steps through: its forward step, the loss, its
 * backward step and its update, with the numbers of the definition file filled in. As NumPy it can be run.
 */
import type { Definition, LayerDefinition } from '../../definition/definition';
import type { LayerShape } from '../../protocol/engine';
import { shortCutOf, type ShortCut } from '../../protocol/text/derivatives';
import type { OperationName, Phase, QuantityName } from '../../protocol/vocabulary';
import { mathematicsListing } from './mathematics';
import { numpyListing } from './numpy';

export const NOTATIONS = ['numpy', 'mathematics'] as const;
export type Notation = (typeof NOTATIONS)[number];

export interface ListingLine {
  readonly text: string;
  /** The operation that this line is a part of; null for what stands around the equations. */
  readonly step: Step | null;
  /** What the line makes, when it can be looked at. */
  readonly makes: QuantityName | 'loss' | null;
}

export interface Step {
  readonly phase: Phase;
  readonly operation: OperationName;
}

export interface Listing {
  readonly layer: number;
  readonly notation: Notation;
  readonly lines: readonly ListingLine[];
}

/** What a listing is about. */
export interface Subject {
  readonly layer: number;
  readonly layers: readonly LayerShape[];
  readonly definition: Definition;
  /** The layer's quantities changed by hand in this batch step: the engine takes no short cut past them. */
  readonly edited?: ReadonlySet<QuantityName>;
}

/** A subject, looked up and complete. */
export interface LayerInFull {
  readonly shape: LayerShape;
  readonly layer: LayerDefinition;
  readonly definition: Definition;
  readonly isLast: boolean;
  /** The name of the layer after this one; null for the last. */
  readonly next: string | null;
  /** The short cut that the loss takes, and the one that gradientOutput takes. */
  readonly lossShortCut: ShortCut | null;
  readonly shortCut: ShortCut | null;
}

/** Throws a RangeError when there is no such layer. */
export function listingOf(subject: Subject, notation: Notation): Listing {
  const full = inFull(subject);
  const lines = notation === 'numpy' ? numpyListing(full) : mathematicsListing(full);
  return { layer: subject.layer, notation, lines };
}

export function textOf({ lines }: Listing): string {
  return `${lines.map(({ text }) => text).join('\n')}\n`;
}

function inFull({ layer: index, layers, definition, edited = new Set() }: Subject): LayerInFull {
  const [shape, layer] = [layers[index], definition.layers[index]];
  if (shape === undefined || layer === undefined) throw new RangeError(`There is no layer ${index}.`);
  const pair = shortCutOf({ layers, loss: definition.loss }, index);
  const factors = ['output', 'gradient', 'activationDerivative'] as const;
  return {
    shape,
    layer,
    definition,
    isLast: index === layers.length - 1,
    next: layers[index + 1]?.name ?? null,
    lossShortCut: edited.has('output') ? null : pair,
    shortCut: factors.some((name) => edited.has(name)) ? null : pair,
  };
}
