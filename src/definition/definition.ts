/** A layer definition (`NAME.mlp.json`), complete: every default filled in. */
import type { ActivationName, BuiltInDataset, InitializerName, LossName } from './names';

export interface Definition {
  readonly data: DataDefinition;
  readonly layers: readonly LayerDefinition[];
  readonly loss: LossName;
  readonly optimizer: OptimizerDefinition;
  readonly epochs: number;
  readonly seed: number;
}

export interface LayerDefinition {
  /** As in the file, or `layer1`, `layer2`, … in order. Unique. */
  readonly name: string;
  readonly units: number;
  readonly activation: ActivationDefinition;
  readonly useBias: boolean;
  readonly kernelInitializer: InitializerDefinition;
  /** Explicit initial weights, n rows of m; otherwise `kernelInitializer` draws them. */
  readonly weights: readonly (readonly number[])[] | null;
  /** Explicit initial biases, m of them; otherwise they are 0. */
  readonly biases: readonly number[] | null;
}

export interface ActivationDefinition {
  readonly type: ActivationName;
  /** The slope of leakyRelu below 0 (default 0.01), the scale of elu (default 1); 0 where it has no meaning. */
  readonly alpha: number;
}

export interface InitializerDefinition {
  readonly type: InitializerName;
  /** Half the width of `uniform`, the standard deviation of `normal`, the value of `constant`; else 0. */
  readonly scale: number;
}

export type OptimizerDefinition =
  | {
      readonly type: 'sgd';
      readonly learningRate: number;
      readonly momentum: number;
      readonly nesterov: boolean;
    }
  | {
      readonly type: 'adam';
      readonly learningRate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    }
  | {
      readonly type: 'rmsprop';
      readonly learningRate: number;
      readonly rho: number;
      readonly epsilon: number;
    };

export type DataSource =
  | { readonly kind: 'dataset'; readonly dataset: BuiltInDataset }
  | {
      readonly kind: 'csv';
      /** A path relative to the definition file. */
      readonly csv: string;
      readonly target: readonly string[];
      /** null: every column that is not a target. */
      readonly features: readonly string[] | null;
    }
  | {
      readonly kind: 'inline';
      readonly inputs: readonly (readonly number[])[];
      readonly targets: readonly (readonly number[])[];
    };

export interface DataDefinition {
  readonly source: DataSource;
  /** null: all training samples in one batch. */
  readonly batchSize: number | null;
  readonly shuffle: boolean;
  /** The share of the samples held back for validation, 0 ≤ share < 1. */
  readonly validationSplit: number;
  /** Scale each input to mean 0 and deviation 1 by the training split's statistics. */
  readonly standardize: boolean;
}
