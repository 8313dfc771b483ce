/** The listings as sources of the protocol: every client can read them, in either notation, for each layer. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { ActiveRun } from '../activeRun';
import { samePath } from '../paths';
import { ProtocolError } from '../protocolError';
import type { Received, Requests } from '../requests';
import { RECORDED_SOURCE, sourceOf } from '../stack';
import { listingOf, NOTATIONS, textOf, type Notation } from './listing';

const FILES: Readonly<Record<Notation, { readonly ending: string; readonly mimeType: string }>> = {
  numpy: { ending: 'numpy.py', mimeType: 'text/x-python' },
  mathematics: { ending: 'mathematics.txt', mimeType: 'text/plain' },
};

/** The definition file, and the listings of all layers; nothing before there is a run. */
export function loadedSources(run: ActiveRun | null): Dap.Source[] {
  if (run === null) return [];
  const listings = run.layers.flatMap(({ name }, layer) =>
    NOTATIONS.map((notation, i): Dap.Source => {
      const fileName = `${name.replaceAll(/[\s/\\:]+/g, '_')}.${FILES[notation].ending}`;
      const origin = l10n.t("the batch step of layer '{0}'", name);
      return { name: fileName, sourceReference: layer * NOTATIONS.length + i + 1, origin };
    }),
  );
  return [sourceOf(run), ...listings];
}

/** Throws an `argument` error for a source that is none of `loadedSources`. */
export function sourceText(run: ActiveRun, args: Received<Dap.SourceArguments>): Requests['source']['body'] {
  const reference = args.source?.sourceReference ?? args.sourceReference ?? 0;
  const path = args.source?.path;
  const isFile = reference === 0 && path !== undefined && samePath(path, run.options.program);
  if (isFile || (reference === RECORDED_SOURCE && run.loaded.record !== undefined)) {
    return { content: run.loaded.text };
  }
  const layer = Math.floor((reference - 1) / NOTATIONS.length);
  const notation = NOTATIONS[(reference - 1) % NOTATIONS.length];
  if (run.layers[layer] === undefined || notation === undefined) {
    throw new ProtocolError('argument', `There is no source ${reference}: ask for the loadedSources.`);
  }
  const { definition } = run.loaded.program;
  const listing = listingOf({ layer, layers: run.layers, definition }, notation);
  return { content: textOf(listing), mimeType: FILES[notation].mimeType };
}

/** Tells a client which sources a run brings, and which the run before it takes along. */
export class SourceNews {
  private known: readonly Dap.Source[] = [];

  constructor(private readonly tell: (body: Dap.LoadedSourceEvent['body']) => void) {}

  begins(run: ActiveRun): void {
    const sources = loadedSources(run);
    const isIn = (list: readonly Dap.Source[], { name, sourceReference }: Dap.Source): boolean =>
      list.some((other) => other.name === name && other.sourceReference === sourceReference);
    for (const source of this.known) {
      if (!isIn(sources, source)) this.tell({ reason: 'removed', source });
    }
    for (const source of sources) {
      this.tell({ reason: isIn(this.known, source) ? 'changed' : 'new', source });
    }
    this.known = sources;
  }
}
