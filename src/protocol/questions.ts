/** What a view can ask of a run beside parts of matrices. Every answer belongs to the moment of its question. */
import type { LayerSummaries, SampleSet, Split, Strips } from './engine';
import type {
  CheckedElements,
  CheckedQuantity,
  ElementCheck,
  GradientCheck,
  NothingToCheck,
} from './gradientCheck';
import type { GridAxis } from './grid';
import type { Histogram } from './histogram';
import type { Overview } from './overview';
import type { Tensor } from './tensor';
import type { QuantityName } from './vocabulary';

export type Question =
  /** How the layers learnt in the latest `last` batch steps. */
  | { readonly about: 'strips'; readonly last: number }
  /** A layer in a few numbers, whichever layer is on show. */
  | { readonly about: 'summaries'; readonly layer: number }
  /** At most `most` samples of a split, or of the batch at hand. */
  | { readonly about: 'samples'; readonly split: Split; readonly most: number }
  /** What the network gives at every place of a grid over its inputs, the first axis running fastest. */
  | { readonly about: 'prediction'; readonly axes: readonly GridAxis[] }
  /** How the elements of a quantity, of all samples, are spread from −limit to limit; see `EngineClient.histogram`. */
  | {
      readonly about: 'histogram';
      readonly layer: number;
      readonly quantity: QuantityName;
      readonly bins: number;
      readonly limit: number;
    }
  /** A matrix in blocks of `block` × `block` elements; `sample` chooses it where there is one for each. */
  | {
      readonly about: 'overview';
      readonly layer: number;
      readonly quantity: QuantityName;
      readonly sample: number;
      readonly block: number;
    }
  /** Finite differences beside some elements of a gradient; or beside one, with all that it rests on. */
  | { readonly about: 'gradientCheck'; readonly elements: CheckedElements }
  | {
      readonly about: 'elementCheck';
      readonly layer: number;
      readonly quantity: CheckedQuantity;
      readonly row: number;
      readonly column: number;
    };

export type Answer =
  | { readonly about: 'strips'; readonly strips: Strips }
  | { readonly about: 'summaries'; readonly summaries: LayerSummaries }
  | { readonly about: 'samples'; readonly samples: SampleSet | null }
  | { readonly about: 'prediction'; readonly output: Tensor }
  | { readonly about: 'histogram'; readonly histogram: Histogram | null }
  | { readonly about: 'overview'; readonly overview: Overview | null }
  | { readonly about: 'gradientCheck'; readonly check: GradientCheck }
  | { readonly about: 'elementCheck'; readonly check: ElementCheck | NothingToCheck };

/** The answer to a question of this kind. */
export type AnswerTo<Q extends Question> = Extract<Answer, { about: Q['about'] }>;

/** Tells questions apart. */
export function questionKey(question: Question): string {
  return JSON.stringify(question);
}
