/** What a lesson's references are checked against: the layers of its definition file, as far as the file tells. */
import type { DefinitionDraft } from '../definition/draft';

export interface LessonLayer {
  readonly name: string;
  /** Null where only the data tells. */
  readonly inputs: number | null;
  readonly units: number | null;
  readonly hasBias: boolean;
  /** Its derivative is a matrix for each sample. */
  readonly isSoftmax: boolean;
}

export interface LessonNetwork {
  readonly layers: readonly LessonLayer[];
  /** In a full batch; null where only the data tells. */
  readonly samples: number | null;
}

export function networkOf({ data, layers }: DefinitionDraft): LessonNetwork {
  const inline = data.source?.kind === 'inline' ? data.source : null;
  const all = inline?.inputs.length ?? null;
  return {
    samples: data.batchSize === null ? all : Math.min(data.batchSize, all ?? data.batchSize),
    layers: layers.map(({ name, units, useBias, activation }, index) => ({
      name,
      units,
      hasBias: useBias,
      isSoftmax: activation?.type === 'softmax',
      inputs: index === 0 ? (inline?.inputs[0]?.length ?? null) : (layers[index - 1]?.units ?? null),
    })),
  };
}
