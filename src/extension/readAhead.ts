import type { RunFollower } from '../debug/follower';
import type { LayerSummaries } from '../protocol/engine';
import type { ToldAhead } from '../protocol/panel';
import type { Answer } from '../protocol/questions';
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
    const { value } = await follower.read(part.layer, part.quantity, part.window);
    return value === null ? [] : [{ ...part, slice: value }];
  });
  const answers = standing.questionsFor(run, layer).map(async (question) => {
    const { value: answer } = await follower.answer(question);
    return isAboutNothing(answer) ? [] : [{ question, answer }];
  });
  const [told, answered] = await Promise.all([Promise.allSettled(parts), Promise.allSettled(answers)]);
  // What fails is not told ahead: the panel asks for it, and the failure is reported there.
  return {
    parts: told.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])),
    answers: answered.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])),
  };
}

/** Of a quantity that is not there at this moment: the panel does not ask about it now, but will when it is. */
function isAboutNothing(answer: Answer): boolean {
  if (answer.about === 'overview') return answer.overview === null;
  return answer.about === 'histogram' && answer.histogram === null;
}
