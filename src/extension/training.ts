/** Train Without Debugging: the whole run in the background, with a progress notification. */
import * as vscode from 'vscode';
import type { Program } from '../data/program';
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
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Training {0}', name),
        cancellable: true,
      },
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
    const { loadProgram } = await import(/* webpackChunkName: "program" */ '../data/program');
    const { faults, program } = await loadProgram(workspaceFiles(uri, this.extensionUri));
    if (program && !hasError(faults)) return program;
    for (const fault of faults) this.log.error(formatFault(nameOf(uri), fault));
    const first = faults.find((fault) => fault.severity === 'error');
    const count = faults.filter((fault) => fault.severity === 'error').length;
    const more = count > 1 ? ` ${vscode.l10n.t('(and {0} more)', count - 1)}` : '';
    const reason = first?.message ?? vscode.l10n.t('it has no data');
    void vscode.window
      .showErrorMessage(
        `${vscode.l10n.t('{0} cannot run: {1}', nameOf(uri), reason)}${more}`,
        vscode.l10n.t('Show Problems'),
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
      const loss = state.loss === null ? '' : `, ${vscode.l10n.t('loss {0}', lossText(state.loss))}`;
      const epoch = vscode.l10n.t('epoch {0} of {1}', state.position?.epoch ?? 0, epochs);
      progress.report({
        message: `${epoch}${loss}`,
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
    const [showEpochs, debug] = [vscode.l10n.t('Show Epochs'), vscode.l10n.t('Debug')];
    const choice = await show(text, showEpochs, debug);
    if (choice === showEpochs) this.log.show();
    if (choice === debug) {
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
  const where = state.position
    ? vscode.l10n.t('epoch {0}, batch {1}', state.position.epoch, state.position.batch)
    : vscode.l10n.t('the start');
  const head = {
    done: vscode.l10n.t('{0} is trained', name),
    cancelled: vscode.l10n.t('Training {0} was cancelled at {1}', name, where),
    nonFinite: vscode.l10n.t('Training {0} stopped at {1}: a number is no longer finite', name, where),
  }[outcome];
  const parts = [vscode.l10n.t('loss {0}', lossText(evaluation.loss))];
  if (evaluation.accuracy !== null)
    parts.push(vscode.l10n.t('accuracy {0}', percentText(evaluation.accuracy)));
  if (evaluation.validationAccuracy !== null)
    parts.push(vscode.l10n.t('validation accuracy {0}', percentText(evaluation.validationAccuracy)));
  else if (evaluation.validationLoss !== null)
    parts.push(vscode.l10n.t('validation loss {0}', lossText(evaluation.validationLoss)));
  return `${head}: ${parts.join(', ')} (${state.backend.name}).`;
}
