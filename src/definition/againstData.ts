import * as l10n from '@vscode/l10n';
import type { DefinitionDraft, LayerDraft } from './draft';
import { faultAt, type Fault, type Fix, type SourceMap } from './fault';
import type { ActivationName, LossName } from './names';
import * as counts from './counts';
import { sentences } from './spelling';

/** What the checks need to know of the data. */
export interface DataFacts {
  readonly inputWidth: number;
  readonly targetWidth: number;
  readonly targetMin: number;
  readonly targetMax: number;
  /** Every row of the targets sums to 1. */
  readonly targetsSumToOne: boolean;
  readonly rows: number;
  readonly trainingRows: number;
  /** Classes that no training row belongs to. */
  readonly untrainedClasses: readonly string[];
}

/** The values an activation can reach; what is not here reaches every number. */
const REACH: Readonly<Partial<Record<ActivationName, readonly [number, number]>>> = {
  sigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
  relu: [0, Infinity],
  softplus: [0, Infinity],
};

type Check = (draft: DefinitionDraft, source: SourceMap, facts: DataFacts) => Fault[];

/** What is wrong, or likely wrong, with a definition in the light of its data. Warnings keep nothing from running. */
export function checkAgainstData(draft: DefinitionDraft, source: SourceMap, facts: DataFacts): Fault[] {
  const checks: Check[] = [checkInputWidth, checkTargetWidth, checkRows, checkTargetRange];
  return checks.flatMap((check) => check(draft, source, facts));
}

/** What the loss asks of the last layer's activation; needs no data. */
export function checkLoss(draft: DefinitionDraft, source: SourceMap): Fault[] {
  const output = draft.layers.at(-1);
  const type = output?.activation?.type;
  if (output === undefined || type === undefined || draft.loss === null) return [];
  const warn = (message: string, wanted: ActivationName): Fault =>
    faultAt(source, placeOfActivation(draft, source), message, {
      severity: 'warning',
      fixes: changeActivation(draft, source, wanted),
    });
  if (draft.loss === 'categoricalCrossentropy' && type !== 'softmax') {
    return [
      warn(
        l10n.t(
          "layer '{0}': categoricalCrossentropy compares probabilities that sum to 1, which softmax gives and {1} does not.",
          output.name,
          type,
        ),
        'softmax',
      ),
    ];
  }
  if (draft.loss === 'binaryCrossentropy' && type !== 'sigmoid' && type !== 'softmax') {
    return [
      warn(
        l10n.t(
          "layer '{0}': binaryCrossentropy takes the logarithm of outputs between 0 and 1, which sigmoid gives; those of {1} can lie outside.",
          output.name,
          type,
        ),
        'sigmoid',
      ),
    ];
  }
  return [];
}

function placeOfActivation(draft: DefinitionDraft, source: SourceMap): (string | number)[] {
  const layer = ['layers', draft.layers.length - 1];
  const activation = [...layer, 'activation'];
  if (source.value([...activation, 'type'])) return [...activation, 'type'];
  return source.value(activation) ? activation : [...layer, 'units'];
}

/** Writes the activation of the last layer: in place of the one there, or after its units. */
function changeActivation(draft: DefinitionDraft, source: SourceMap, wanted: ActivationName): Fix[] {
  const layer = ['layers', draft.layers.length - 1];
  const written = source.value([...layer, 'activation']);
  const units = source.property([...layer, 'units']);
  if (written !== undefined)
    return [{ title: l10n.t("Change to '{0}'", wanted), range: written, newText: `"${wanted}"` }];
  if (units === undefined) return [];
  const range = { start: units.end, end: units.end };
  return [
    { title: l10n.t("Add the activation '{0}'", wanted), range, newText: `, "activation": "${wanted}"` },
  ];
}

const checkInputWidth: Check = ({ layers: [first] }, source, { inputWidth }) => {
  const rows = first?.weights?.length;
  if (first === undefined || rows === undefined || rows === inputWidth) return [];
  const message = l10n.t(
    "layer '{0}': weights has {1}, but the data has {2}: it must have one row for each.",
    first.name,
    counts.rows(rows),
    counts.inputs(inputWidth),
  );
  return [faultAt(source, ['layers', 0, 'weights'], message)];
};

const checkTargetWidth: Check = ({ layers }, source, { targetWidth }) => {
  const output = layers.at(-1);
  if (output === undefined || output.units === null || output.units === targetWidth) return [];
  const path = ['layers', layers.length - 1, 'units'];
  const range = source.value(path);
  // With weights of its own the layer would need others too: then no single change is certain.
  const certain = range !== undefined && source.value([...path.slice(0, 2), 'weights']) === undefined;
  const fixes = certain
    ? [{ title: l10n.t('Change units to {0}', targetWidth), range, newText: String(targetWidth) }]
    : [];
  const message = l10n.t(
    "layer '{0}' is the last and has {1}, but the data has {2}: they must be equal.",
    output.name,
    counts.units(output.units),
    counts.targets(targetWidth),
  );
  return [faultAt(source, path, message, { fixes })];
};

const checkRows: Check = ({ data }, source, { rows, trainingRows, untrainedClasses }) => {
  const split = ['data', 'validationSplit'];
  if (trainingRows === 0) {
    const message = l10n.t(
      'data: validationSplit {0} holds back all of the {1}: none is left to train on.',
      data.validationSplit,
      counts.rows(rows),
    );
    return [faultAt(source, split, message)];
  }
  const faults: Fault[] = [];
  const warn = (path: string[], message: string): void => {
    faults.push(faultAt(source, path, message, { severity: 'warning' }));
  };
  if (data.validationSplit > 0 && trainingRows === rows) {
    warn(
      split,
      l10n.t(
        'data: validationSplit {0} of {1} is less than half a row: nothing is held back.',
        data.validationSplit,
        counts.rows(rows),
      ),
    );
  }
  if (data.batchSize !== null && data.batchSize > trainingRows) {
    warn(
      ['data', 'batchSize'],
      l10n.t(
        'data: batchSize {0} is more than the {1}: every epoch is one batch.',
        data.batchSize,
        counts.trainingRows(trainingRows),
      ),
    );
  }
  if (untrainedClasses.length > 0) {
    const classes = untrainedClasses.map((name) => `'${name}'`).join(', ');
    const advice = data.shuffle
      ? null
      : l10n.t('With shuffle true, the rows held back are drawn, not the last ones.');
    warn(
      split,
      sentences(
        l10n.t('data: no training row belongs to {0}: the network cannot learn it.', classes),
        advice,
      ),
    );
  }
  return faults;
};

const checkTargetRange: Check = (draft, source, facts) => {
  const output = draft.layers.at(-1);
  const { loss } = draft;
  if (output === undefined || loss === null) return [];
  const wrong = lossTargets(loss, facts) ?? unreachable(output, facts);
  if (wrong === null) return [];
  const path = wrong.at === 'loss' && source.value(['loss']) ? ['loss'] : placeOfActivation(draft, source);
  return [faultAt(source, path, wrong.message, { severity: 'warning' })];
};

interface Doubt {
  readonly at: 'loss' | 'activation';
  readonly message: string;
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

/** Targets that are not the probabilities a crossentropy compares with. */
function lossTargets(loss: LossName, facts: DataFacts): Doubt | null {
  if (loss !== 'binaryCrossentropy' && loss !== 'categoricalCrossentropy') return null;
  if (facts.targetMin < 0 || facts.targetMax > 1) {
    return {
      at: 'loss',
      message: l10n.t(
        "loss: {0} needs targets between 0 and 1; the data's go from {1} to {2}.",
        loss,
        short(facts.targetMin),
        short(facts.targetMax),
      ),
    };
  }
  if (loss === 'categoricalCrossentropy' && !facts.targetsSumToOne) {
    const message = l10n.t(
      'loss: categoricalCrossentropy needs targets that sum to 1 in each row, one for the right class.',
    );
    return { at: 'loss', message };
  }
  return null;
}

/** Targets that the last layer's activation can never reach. */
function unreachable({ name, activation }: LayerDraft, facts: DataFacts): Doubt | null {
  const reach = activation === null ? undefined : REACH[activation.type];
  if (activation === null || reach === undefined) return null;
  const [low, high] = reach;
  if (facts.targetMin >= low && facts.targetMax <= high) return null;
  const [from, to] = [short(facts.targetMin), short(facts.targetMax)];
  const message =
    high === Infinity
      ? l10n.t(
          "layer '{0}': the output of {1} is never below {2}, but the targets go from {3} to {4}: some can never be reached.",
          name,
          activation.type,
          low,
          from,
          to,
        )
      : l10n.t(
          "layer '{0}': the output of {1} lies between {2} and {3}, but the targets go from {4} to {5}: some can never be reached.",
          name,
          activation.type,
          low,
          high,
          from,
          to,
        );
  return { at: 'activation', message };
}
