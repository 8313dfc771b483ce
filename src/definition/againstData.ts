import type { DefinitionDraft, LayerDraft } from './draft';
import { faultAt, type Fault, type Fix, type SourceMap } from './fault';
import type { ActivationName, LossName } from './names';
import { counted } from './spelling';

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
        `layer '${output.name}': categoricalCrossentropy compares probabilities that sum to 1, which softmax gives and ${type} does not.`,
        'softmax',
      ),
    ];
  }
  if (draft.loss === 'binaryCrossentropy' && type !== 'sigmoid' && type !== 'softmax') {
    return [
      warn(
        `layer '${output.name}': binaryCrossentropy takes the logarithm of outputs between 0 and 1, which sigmoid gives; those of ${type} can lie outside.`,
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
    return [{ title: `Change to '${wanted}'`, range: written, newText: `"${wanted}"` }];
  if (units === undefined) return [];
  const range = { start: units.end, end: units.end };
  return [{ title: `Add the activation '${wanted}'`, range, newText: `, "activation": "${wanted}"` }];
}

const checkInputWidth: Check = ({ layers: [first] }, source, { inputWidth }) => {
  const rows = first?.weights?.length;
  if (first === undefined || rows === undefined || rows === inputWidth) return [];
  const message = `layer '${first.name}': weights has ${counted(rows, 'row')}, but the data has ${counted(inputWidth, 'input')}: it must have one row for each.`;
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
    ? [{ title: `Change units to ${targetWidth}`, range, newText: String(targetWidth) }]
    : [];
  const message = `layer '${output.name}' is the last and has ${counted(output.units, 'unit')}, but the data has ${counted(targetWidth, 'target')}: they must be equal.`;
  return [faultAt(source, path, message, { fixes })];
};

const checkRows: Check = ({ data }, source, { rows, trainingRows, untrainedClasses }) => {
  const split = ['data', 'validationSplit'];
  if (trainingRows === 0) {
    const message = `data: validationSplit ${data.validationSplit} holds back all of the ${counted(rows, 'row')}: none is left to train on.`;
    return [faultAt(source, split, message)];
  }
  const faults: Fault[] = [];
  const warn = (path: string[], message: string): void => {
    faults.push(faultAt(source, path, message, { severity: 'warning' }));
  };
  if (data.validationSplit > 0 && trainingRows === rows) {
    warn(
      split,
      `data: validationSplit ${data.validationSplit} of ${counted(rows, 'row')} is less than half a row: nothing is held back.`,
    );
  }
  if (data.batchSize !== null && data.batchSize > trainingRows) {
    warn(
      ['data', 'batchSize'],
      `data: batchSize ${data.batchSize} is more than the ${counted(trainingRows, 'training row')}: every epoch is one batch.`,
    );
  }
  if (untrainedClasses.length > 0) {
    const classes = untrainedClasses.map((name) => `'${name}'`).join(', ');
    const advice = data.shuffle ? '' : ' With shuffle true, the rows held back are drawn, not the last ones.';
    warn(split, `data: no training row belongs to ${classes}: the network cannot learn it.${advice}`);
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

const span = ({ targetMin, targetMax }: DataFacts): string =>
  `from ${short(targetMin)} to ${short(targetMax)}`;
const short = (value: number): string => String(Number(value.toPrecision(4)));

/** Targets that are not the probabilities a crossentropy compares with. */
function lossTargets(loss: LossName, facts: DataFacts): Doubt | null {
  if (loss !== 'binaryCrossentropy' && loss !== 'categoricalCrossentropy') return null;
  if (facts.targetMin < 0 || facts.targetMax > 1) {
    return {
      at: 'loss',
      message: `loss: ${loss} needs targets between 0 and 1; the data's go ${span(facts)}.`,
    };
  }
  if (loss === 'categoricalCrossentropy' && !facts.targetsSumToOne) {
    const message =
      'loss: categoricalCrossentropy needs targets that sum to 1 in each row, one for the right class.';
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
  const range = high === Infinity ? `is never below ${low}` : `lies between ${low} and ${high}`;
  const message = `layer '${name}': the output of ${activation.type} ${range}, but the targets go ${span(facts)}: some can never be reached.`;
  return { at: 'activation', message };
}
