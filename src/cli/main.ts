/** Entry of dist/cli.js. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../../package.json';
import type { BackendName } from '../protocol/engine';
import { EXPORT_FORMATS, type ExportFormat } from '../export/formats';
import { checkGradients } from './checkGradients';
import { check } from './check';
import { dap } from './dap';
import { exportRun } from './export';
import { CommandError, complain, keepStandardOutputClean, leaveWhenTheReaderLeaves } from './output';
import { trace } from './trace';
import { train } from './train';

const WRONG_USAGE = 2;

const EXAMPLES = `
Examples:
  backstep trace net.mlp.json              every matrix of the first batch step
  backstep trace net.mlp.json --steps 3    of the first three
  backstep train net.mlp.json              train to the last epoch
  backstep train net.mlp.json --json       the result as one JSON object
  backstep export net.mlp.json --to pytorch --steps 2 --output net.py
                                           the same batch steps as a PyTorch script
  backstep check-gradients net.mlp.json    finite differences beside every gradient
  backstep check results                   grade the lessons' results in a folder
  backstep dap                             for an editor: docs/other-editors.md says how to set it up

FILE is a layer definition: JSON with comments, for example
  { "data": { "dataset": "xor" },
    "layers": [ { "units": 4, "activation": "tanh" }, { "units": 1, "activation": "sigmoid" } ],
    "loss": "binaryCrossentropy" }`;

interface Options {
  readonly steps?: number;
  readonly backend?: BackendName;
  readonly json?: boolean;
  readonly record?: string;
}

interface CheckArguments {
  readonly lessons?: string;
  readonly json?: boolean;
}

interface ExportArguments {
  readonly to: ExportFormat;
  readonly steps?: number;
  readonly output?: string;
}

interface GradientCheckArguments {
  readonly layer?: string;
  readonly step: number;
  readonly all?: boolean;
  readonly backend?: BackendName;
  readonly json?: boolean;
}

/** Exit status 1: the file is wrong or the run failed. 2: the command line is. 130: Ctrl+C. */
async function main(): Promise<void> {
  keepStandardOutputClean();
  leaveWhenTheReaderLeaves();
  try {
    const program = commands();
    if (process.argv.length <= 2) program.outputHelp();
    else await program.parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Says what has not been said yet. */
function exitCodeOf(error: unknown): number {
  // Commander has written its message by now; its own status for wrong usage is 1.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (error instanceof CommandError) {
    complain(error.message);
    return error.exitCode;
  }
  complain(`backstep: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}

function commands(): Command {
  const program = new Command('backstep')
    .description(
      'A debugger for backpropagation: runs the training of a multilayer perceptron step by step\n' +
        'and shows every matrix it is made of.',
    )
    .version(version)
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  program
    .command('trace')
    .description('print every number of the first batch steps as one JSON document')
    .argument('<FILE>', 'layer definition file')
    .option('--steps <K>', 'batch steps from the start', wholeNumber, 1)
    .addOption(backendOption())
    .action((file: string, options: Options) =>
      trace(file, { steps: options.steps ?? 1, backend: options.backend ?? 'auto' }),
    );
  program
    .command('train')
    .description('train to the last epoch and say what came of it')
    .argument('<FILE>', 'layer definition file')
    .option('--steps <K>', 'only so many batch steps', wholeNumber)
    .addOption(backendOption())
    .option('--json', 'print one JSON object and nothing else')
    .option('--record <OUT>', 'save the run as it ends (NAME.backstep), to be opened in the debugger')
    .action(async (file: string, options: Options) => {
      const { steps = null, backend = 'auto', json = false, record = null } = options;
      process.exitCode = await train(file, { steps, backend, json, record });
    });
  program
    .command('export')
    .description('write batch steps as a script that runs without Backstep, or as a framework trace')
    .argument('<FILE>', 'layer definition file, or a recorded run (NAME.backstep)')
    .addOption(new Option('--to <FORMAT>', 'what to write').choices(EXPORT_FORMATS).makeOptionMandatory())
    .option(
      '--steps <K>',
      'batch steps from the start (default: 1); of a framework trace, which one',
      wholeNumber,
    )
    .option('--output <OUT>', 'the file to write (default: standard output)')
    .action((file: string, { to, steps, output }: ExportArguments) =>
      exportRun(file, { to, steps: steps ?? null, output: output ?? null }),
    );
  program
    .command('check-gradients')
    .description(
      'compare the gradients of a batch step with finite differences; exit status 1 when one differs',
    )
    .argument('<FILE>', 'layer definition file')
    .option('--layer <L>', "a layer's name, or its number from 0 (default: all layers)")
    .option('--step <K>', 'in which batch step, counted from 1', wholeNumber, 1)
    .option('--all', 'every element, also of matrices with more than 32 rows or columns')
    .addOption(backendOption())
    .option('--json', 'print one JSON object and nothing else')
    .action(async (file: string, options: GradientCheckArguments) => {
      const { layer = null, step, all = false, backend = 'auto', json = false } = options;
      process.exitCode = await checkGradients(file, { layer, step, all, backend, json });
    });
  program
    .command('check')
    .description('grade the results of lessons (NAME.result.json) in a folder: exit status 1 when one fails')
    .argument('<FOLDER>', 'with result files, in folders of their students or side by side')
    .option('--lessons <DIR>', 'where the lessons are (default: in FOLDER, or beside a result)')
    .option('--json', 'print one JSON object and nothing else')
    .action(async (folder: string, { lessons, json = false }: CheckArguments) => {
      process.exitCode = await check(folder, { lessons: lessons ?? null, json });
    });
  program
    .command('dap')
    .description('speak the Debug Adapter Protocol on standard input and output')
    .action(async () => {
      process.exitCode = await dap();
    });
  return program;
}

function backendOption(): Option {
  return new Option('--backend <NAME>', 'what computes (default: the best there is)').choices([
    'webasm',
    'cpu',
  ]);
}

function wholeNumber(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}

void main();
