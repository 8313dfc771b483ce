/** What of the run stands at a place of its file. */
import type * as vscode from 'vscode';
import type { Hides } from '../protocol/veil';
import { LAYER_PROPERTIES, layerHover, lossHover, optimizerHover } from './hoverText';
import { contains, placesIn } from './layerPlaces';
import { editorRange } from './ranges';
import type { FollowedRun } from './runs';

export interface Found {
  readonly text: string;
  readonly range: vscode.Range;
}

/** Undefined where nothing of the run stands, and when the run goes on meanwhile. */
export async function hoverAt(
  { follower }: FollowedRun,
  document: string,
  { line, character }: vscode.Position,
): Promise<Found | undefined> {
  const view = follower.view();
  if (view.kind !== 'stopped' || follower.launchedText === null) return undefined;
  const { description, state } = view;
  const hides: Hides = (layer, quantity) => follower.hides(layer, quantity);
  const places = placesIn(document, follower.launchedText, description.layers);
  const isStill = ({ run, moment }: { readonly run: string; readonly moment: number }): boolean => {
    const now = follower.view();
    return now.kind === 'stopped' && now.run === run && now.state.moment === moment;
  };
  for (const { layer, property } of places.layers) {
    for (const [name, matrices] of Object.entries(LAYER_PROPERTIES)) {
      const range = property(name);
      if (!range || !contains(range, line, character)) continue;
      const summaries = await follower.summaries(layer);
      if (!isStill(summaries)) return undefined;
      return { text: layerHover(matrices, view, layer, summaries.value, hides), range: editorRange(range) };
    }
  }
  const loss = places.property('loss');
  if (loss && contains(loss, line, character)) {
    const summaries = await follower.summaries(description.layers.length - 1);
    if (!isStill(summaries)) return undefined;
    return { text: lossHover({ description, state }, summaries.value, hides), range: editorRange(loss) };
  }
  const optimizer = places.property('optimizer');
  if (optimizer && contains(optimizer, line, character)) {
    const ratios = await Promise.all(description.layers.map((_, layer) => follower.updateRatio(layer)));
    if (!ratios.every(isStill)) return undefined;
    const values = ratios.map(({ value }) => value);
    return { text: optimizerHover({ description, state }, values, hides), range: editorRange(optimizer) };
  }
  return undefined;
}
