/** Train Without Debugging: the whole run in the background, with a progress notification. */
import * as vscode from 'vscode';
import { loadProgram, type Program } from '../data/program';
import { hasError, formatFault } from '../definition/fault';
import type { EngineClient, EpochReport, Evaluation, NonFiniteFinding, RunState } from '../protocol/engine';
import { chosenBackend, type Engines } from './engines';
import { launchOf } from './launchConfigurations';
import { nameOf } from './uris';
import { lossText, percentText } from './words';
import { workspaceFiles } from './workspaceFiles';

/** How a training ended: done, cancelled, or at a number that is not finite. */
export interface TrainingResult {
  readonly outcome: 'done' | 'cancelled' | 'nonFinite';
  readonly state: RunState;
  readonly evaluation: Evaluation;
}

export class Training {
  constructor(
    private readonly engines: Engines,
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Trains the file at `uri`. Resolves with nothing when the file does not run; the person has been told why. */
  async train(uri: vscode.Uri): Promise<TrainingResult | undefined> {
    const name = nameOf(uri);
    const program = await this.load(uri);
    if (!program) return undefined;
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Training ${name}`, cancellable: true },
      async (progress, cancelled) => {
        const engine = await this.engines.start(program, chosenBackend());
        try {
          return await this.run(name, engine, progress, cancelled);
        } finally {
          engine.dispose();
        }
      },
    );
    void this.announce(uri, result);
    return result;
  }

  private async load(uri: vscode.Uri): Promise<Program | undefined> {
    const { faults, program } = await loadProgram(workspaceFiles(uri, this.extensionUri));
    if (program && !hasError(faults)) return program;
    for (const fault of faults) this.log.error(formatFault(nameOf(uri), fault));
    const first = faults.find((fault) => fault.severity === 'error');
    const count = faults.filter((fault) => fault.severity === 'error').length;
    const more = count > 1 ? ` (and ${count - 1} more)` : '';
    void vscode.window
      .showErrorMessage(
        `${nameOf(uri)} cannot run: ${first?.message ?? 'it has no data'}${more}`,
        'Show Problems',
      )
      .then((choice) => choice && vscode.commands.executeCommand('workbench.actions.view.problems'));
    return undefined;
  }

  private async run(
    name: string,
    engine: EngineClient,
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    cancellation: vscode.CancellationToken,
  ): Promise<TrainingResult> {
    const { epochs, batchesPerEpoch } = engine.description;
    const stopping = cancellation.onCancellationRequested(() => void engine.pause());
    let shown = 0;
    const show = (state: RunState): void => {
      const percent = (100 * state.steps) / (epochs * batchesPerEpoch);
      const loss = state.loss === null ? '' : `, loss ${lossText(state.loss)}`;
      progress.report({
        message: `epoch ${state.position?.epoch ?? 0} of ${epochs}${loss}`,
        increment: percent - shown,
      });
      shown = percent;
    };
    try {
      this.log.info(`${name}: training starts on ${(await engine.state()).backend.name}`);
      for (;;) {
        const arrival = await engine.advance({ to: 'end' }, { at: [], epoch: true, nonFinite: true }, show);
        show(arrival.state);
        if (arrival.reason === 'epoch' && arrival.state.lastEpoch)
          this.log.info(epochLine(name, arrival.state.lastEpoch));
        if (arrival.nonFinite) this.log.warn(`${name}: ${findingText(arrival.nonFinite, engine)}`);
        const outcome = arrival.nonFinite
          ? 'nonFinite'
          : arrival.state.ended
            ? 'done'
            : cancellation.isCancellationRequested
              ? 'cancelled'
              : undefined;
        if (outcome) return { outcome, state: arrival.state, evaluation: await engine.evaluate() };
      }
    } finally {
      stopping.dispose();
    }
  }

  /** The result as a message, whose buttons lead on. */
  private async announce(uri: vscode.Uri, result: TrainingResult): Promise<void> {
    const text = resultText(nameOf(uri), result);
    this.log.info(text);
    const show =
      result.outcome === 'nonFinite'
        ? vscode.window.showWarningMessage
        : vscode.window.showInformationMessage;
    const choice = await show(text, 'Show Epochs', 'Debug');
    if (choice === 'Show Epochs') this.log.show();
    if (choice === 'Debug') {
      await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), launchOf(uri));
    }
  }
}

function epochLine(name: string, report: EpochReport): string {
  const accuracy = report.accuracy === null ? '' : `, accuracy ${percentText(report.accuracy)}`;
  const validation =
    report.validationLoss === null ? '' : `, validation loss ${lossText(report.validationLoss)}`;
  return `${name}: epoch ${report.epoch}, loss ${lossText(report.loss)}${accuracy}${validation}`;
}

function findingText({ layer, quantity, index, value }: NonFiniteFinding, engine: EngineClient): string {
  const owner = layer === null ? undefined : engine.description.layers[layer]?.name;
  const element = index.length > 0 ? `[${index.join(', ')}]` : '';
  return `${quantity}${element}${owner === undefined ? '' : ` of '${owner}'`} is ${value}`;
}

function resultText(name: string, { outcome, state, evaluation }: TrainingResult): string {
  const where = state.position ? `epoch ${state.position.epoch}, batch ${state.position.batch}` : 'the start';
  const head = {
    done: `${name} is trained`,
    cancelled: `Training ${name} was cancelled at ${where}`,
    nonFinite: `Training ${name} stopped at ${where}: a number is no longer finite`,
  }[outcome];
  const parts = [`loss ${lossText(evaluation.loss)}`];
  if (evaluation.accuracy !== null) parts.push(`accuracy ${percentText(evaluation.accuracy)}`);
  if (evaluation.validationAccuracy !== null)
    parts.push(`validation accuracy ${percentText(evaluation.validationAccuracy)}`);
  else if (evaluation.validationLoss !== null)
    parts.push(`validation loss ${lossText(evaluation.validationLoss)}`);
  return `${head}: ${parts.join(', ')} (${state.backend.name}).`;
}
