/** Numbers at the end of each layer's line while the run stands, where `debug.inlineValues` lets them be shown. */
import * as vscode from 'vscode';
import { isProgram } from './fileLink';
import { lineValues } from './lineValues';
import type { Runs } from './runs';
import { DEFINITION_FILES } from './uris';

export class InlineValues implements vscode.InlineValuesProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeInlineValues = this.changed.event;
  private readonly disposable: vscode.Disposable;
  /** The run that stood when something was last told of it. */
  private told: string | undefined;

  constructor(private readonly runs: Runs) {
    this.disposable = vscode.Disposable.from(
      this.changed,
      // VS Code asks at every stop by itself, but not after a change by hand.
      runs.onDidChange((run) => {
        const view = run?.follower.view();
        const before = this.told;
        this.told = view?.kind === 'stopped' ? view.run : undefined;
        if (before !== undefined && before === this.told) this.changed.fire();
      }),
      vscode.languages.registerInlineValuesProvider(DEFINITION_FILES, this),
    );
  }

  async provideInlineValues(
    document: vscode.TextDocument,
    viewPort: vscode.Range,
  ): Promise<vscode.InlineValue[]> {
    const run = this.runs.active;
    const view = run?.follower.view();
    if (!run || view?.kind !== 'stopped' || !isProgram(document, run)) return [];
    const { follower } = run;
    const { placesIn } = await import(/* webpackChunkName: "run" */ './layerPlaces');
    const places = placesIn(document.getText(), follower.launchedText ?? '', view.description.layers);
    const visible = places.layers.filter(
      ({ line }) => line >= viewPort.start.line && line <= viewPort.end.line,
    );
    const texts = await Promise.all(
      visible.map(async ({ layer }) => {
        const [summaries, ratio] = await Promise.all([
          follower.summaries(layer),
          follower.updateRatio(layer),
        ]);
        return {
          moment: summaries.moment,
          text: lineValues(summaries.value, ratio.value, (name) => follower.hides(layer, name)),
        };
      }),
    );
    const now = follower.view();
    // What was asked at a stop that is over is not shown at another.
    if (now.kind !== 'stopped' || now.run !== view.run) return [];
    return visible.flatMap(({ line }, i) => {
      const { moment, text } = texts[i] ?? { moment: -1, text: '' };
      if (text === '' || moment !== now.state.moment) return [];
      return [new vscode.InlineValueText(document.lineAt(line).range, text)];
    });
  }

  dispose(): void {
    this.disposable.dispose();
  }
}
