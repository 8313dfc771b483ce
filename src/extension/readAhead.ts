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
  const [told, answered] = await Promise.all([Promise.allSettled(parts), Promise.allSettled(answers)]);
  // What fails is not told ahead: the panel asks for it, and the failure is reported there.
  return {
    parts: told.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])),
    answers: answered.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
  };
}
