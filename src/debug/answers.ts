/** The panel's questions, put to the engine. */
import type { EngineClient } from '../protocol/engine';
import type { Answer, Question } from '../protocol/questions';

/** Rejects as the engine does. */
export async function answerOf(engine: EngineClient, question: Question): Promise<Answer> {
  switch (question.about) {
    case 'strips':
      return { about: 'strips', strips: await engine.strips(question.last) };
    case 'summaries':
      return { about: 'summaries', summaries: await engine.summaries(question.layer) };
  }
}
