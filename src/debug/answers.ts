/** The panel's questions, put to the engine. */
import type { EngineClient } from '../protocol/engine';
import { gridInputs } from '../protocol/grid';
import type { Answer, Question } from '../protocol/questions';

/** Rejects as the engine does. */
export async function answerOf(engine: EngineClient, question: Question): Promise<Answer> {
  switch (question.about) {
    case 'strips':
      return { about: 'strips', strips: await engine.strips(question.last) };
    case 'summaries':
      return { about: 'summaries', summaries: await engine.summaries(question.layer) };
    case 'samples':
      return { about: 'samples', samples: await engine.samples(question.split, question.most) };
    case 'prediction':
      return { about: 'prediction', output: await engine.predict(gridInputs(question.axes)) };
    case 'histogram': {
      const { layer, quantity, bins, limit } = question;
      return { about: 'histogram', histogram: await engine.histogram(layer, quantity, bins, limit) };
    }
    case 'overview': {
      const { layer, quantity, sample, block } = question;
      return { about: 'overview', overview: await engine.overview(layer, quantity, sample, block) };
    }
    case 'gradientCheck':
      return { about: 'gradientCheck', check: await engine.checkGradient(question.elements) };
    case 'elementCheck': {
      const { layer, quantity, ...place } = question;
      return { about: 'elementCheck', check: await engine.checkElement(layer, quantity, place) };
    }
  }
}
