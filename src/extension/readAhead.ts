import type { RunFollower } from '../debug/follower';
import type { LayerSummaries } from '../protocol/engine';
import type { ToldAhead } from '../protocol/panel';
import type { StandingReads } from './standingReads';

/** What the panel would ask next: told along with the layer, it need not go there and back once more. */
export async function readAhead(
  standing: StandingReads,
  follower: RunFollower,
  run: string,
  layer: number,
  summaries: LayerSummaries,
): Promise<ToldAhead> {
  const parts = standing.partsFor(run, layer, summaries).map(async (part) => {
    const { value } = await follower.read(part.layer, part.quantity, part.window, part.stepsBack);
    return value === null ? [] : [{ ...part, slice: value }];
  });
  const answers = standing
    .questionsFor(run, layer)
    .map(async (question) => ({ question, answer: (await follower.answer(question)).value }));
  const [told, answered] = await Promise.all([Promise.all(parts), Promise.all(answers)]);
  return { parts: told.flat(), answers: answered };
}
