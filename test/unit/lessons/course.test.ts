/** What the course says is so: the places it leads to, and the numbers that its text has in words. */
import assert from 'node:assert/strict';
import type { Run } from '../../../src/engine/run';
import type { Block, Cells, Inline, Lesson, Place } from '../../../src/protocol/lesson';
import { COURSE_NAMES, courseLesson } from '../../panel/courseLessons';
import { courseRun } from '../../panel/courseRuns';
import { momentOfPlace } from '../../../src/extension/lessons/journey';
import { readCells, readPlace } from '../../../src/lessons/references';

type Claim = readonly [at: string, of: string, says: number];

/** By the run: where it stands, what is looked at, and what the lesson says it is. */
const CLAIMS: Readonly<Record<string, readonly Claim[]>> = {
  '03-kronecker': [
    ['output.preActivation@0', 'output.input[0,0]', 2],
    ['output.preActivation@0', 'output.input[0,1]', -1],
    ['output.gradientWeights@0', 'output.gradientOutput[0,2]', 1],
    ['output.gradientWeights@0', 'output.gradientWeights[1,2]', -1],
  ],
  '04-derivative': [
    ['output.output@0', 'output.preActivation[0,1]', 2],
    ['output.activationDerivative@0', 'output.activationDerivative[0,0]', 0.25],
    ['output.output@0', 'output.output[0,1]', 0.880797],
    // Hardly moved, still not, on its way.
    ['output.gradientOutput@10', 'output.output[0,2]', 0.0025999],
    ['output.gradientOutput@100', 'output.output[0,2]', 0.00482826],
    ['output.gradientOutput@199', 'output.output[0,2]', 0.0529777],
  ],
  '05-layer-before': [
    ['output.gradientOutput@0', 'output.gradientOutput[0,0]', 1],
    ['output.gradientOutput@0', 'output.gradientOutput[0,1]', -0.5],
    ['output.gradientPrev@0', 'output.weights[1,0]', 1],
    ['output.gradientPrev@0', 'output.weights[1,1]', -0.5],
    ['output.gradientPrev@0', 'output.gradientPrev[0,1]', 1.25],
    ['output.gradientPrev@0', 'hidden.gradient[0,2]', 1.5],
    ['hidden.gradientOutput@0', 'hidden.gradientOutput[0,2]', 0],
    ['hidden.gradientWeights@0', 'hidden.gradientWeights[1,2]', 0],
  ],
  '06-batch': [
    ['output.gradientOutput@0', 'output.gradientOutput[1,0]', -0.5],
    ['output.gradientOutput@0', 'output.gradientOutput[2,0]', 0.5],
    ['output.gradientOutput@0', 'output.gradientOutput[3,0]', 1],
    ['output.gradientWeights@0', 'output.gradientWeights[0,0]', 3.5 / 4],
    ['output.gradientWeights@0', 'output.gradientWeights[1,0]', -1 / 4],
  ],
  '07-textbook': [
    ['hidden.preActivation@0', 'hidden.preActivation[0,0]', 0.3775],
    ['hidden.preActivation@0', 'hidden.preActivation[0,1]', 0.3925],
    ['hidden.output@0', 'hidden.output[0,0]', 0.593269992],
    ['hidden.output@0', 'hidden.output[0,1]', 0.596884378],
    ['output.preActivation@0', 'output.preActivation[0,0]', 1.105905967],
    ['output.output@0', 'output.output[0,0]', 0.75136507],
    ['loss@0', 'loss', 0.298371109],
    ['output.gradientOutput@0', 'output.gradientOutput[0,0]', 0.138498562],
    ['output.gradientOutput@0', 'output.gradientOutput[0,1]', -0.038098236],
    ['output.gradientWeights@0', 'output.gradientWeights[0,0]', 0.082167041],
    ['output.gradientPrev@0', 'output.gradientPrev[0,0]', 0.036350306],
    ['hidden.activationDerivative@0', 'hidden.activationDerivative[0,0]', 0.241300709],
    ['hidden.gradientWeights@0', 'hidden.gradientWeights[0,0]', 0.000438568],
    ['output.update@0', 'output.weights[0,0]', 0.35891648],
    ['output.update@0', 'output.weights[0,1]', 0.51130127],
    ['output.update@0', 'output.weights[1,0]', 0.40866619],
    ['output.update@0', 'output.weights[1,1]', 0.56137012],
    ['output.update@0', 'hidden.weights[0,0]', 0.14978072],
    ['output.update@0', 'hidden.weights[0,1]', 0.24975114],
    ['output.update@0', 'hidden.weights[1,0]', 0.19956143],
    ['output.update@0', 'hidden.weights[1,1]', 0.29950229],
  ],
};

describe('the lessons of the course and their runs', function () {
  this.timeout(120_000);

  it('lead from each lesson to the one after it', async () => {
    const lessons = await Promise.all(COURSE_NAMES.slice(0, -1).map((name) => courseLesson(name)));
    assert.deepEqual(
      lessons.map(({ next }) => next),
      COURSE_NAMES.slice(1).map((name) => `${name}.lesson.md`),
    );
  });

  for (const name of COURSE_NAMES) {
    it(`${name}: its training lasts as long as its places need`, async () => {
      const lesson = await courseLesson(name);
      const run = await courseRun(lesson);
      for (const place of placesOf(lesson)) momentIn(run, place);
      run.dispose();
    });
  }

  for (const [name, claims] of Object.entries(CLAIMS)) {
    it(`${name}: the numbers in its text are those of the run`, async () => {
      const run = await courseRun(await courseLesson(name));
      const inOrder = claims
        .map(([at, of, says]) => ({ moment: momentIn(run, placeOf(at)), of, says }))
        .toSorted((a, b) => a.moment - b.moment);
      for (const { moment, of, says } of inOrder) {
        while (run.state().moment < moment) await run.step();
        const number = numberOf(run, cellsOf(of));
        assert.ok(Math.abs(number - says) <= 5e-6 * Math.abs(says), `${of} is ${number}, not ${says}`);
      }
      run.dispose();
    });
  }
});

function placeOf(text: string): Place {
  return readPlace(text, null).value ?? assert.fail(text);
}

function cellsOf(text: string): Cells {
  return readCells(text, null).value ?? assert.fail(text);
}

function momentIn(run: Run, place: Place): number {
  const found = momentOfPlace(place, { description: run.description, state: run.state() });
  return 'moment' in found ? found.moment : assert.fail(found.trouble);
}

function numberOf(run: Run, { layer, quantity, index }: Cells): number {
  if (quantity === 'loss') return run.state().loss ?? assert.fail('the loss is absent');
  const at = run.description.layers.findIndex(({ name }) => name === layer);
  const { shape, data } = run.quantity(at, quantity) ?? assert.fail(`${quantity} is absent`);
  const offset = index.reduce<number>((sum, one, axis) => sum * shape[axis]! + (one ?? 0), 0);
  return data[offset] ?? assert.fail('beyond the matrix');
}

/** Of its pages, its links and its exercises. */
function placesOf({ pages }: Lesson): Place[] {
  return pages.flatMap(({ at, title, blocks }) => [
    ...(at === null ? [] : [at]),
    ...linked(title),
    ...blocks.flatMap(ofBlock),
  ]);
}

function ofBlock(block: Block): Place[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return linked(block.content);
    case 'figure':
      return linked(block.caption);
    case 'list':
      return block.items.flat().flatMap(ofBlock);
    case 'quote':
      return block.blocks.flatMap(ofBlock);
    case 'exercise': {
      const { at, prompt, hint } = block.exercise;
      return [...(at === null ? [] : [at]), ...linked(prompt), ...linked(hint ?? [])];
    }
    case 'equation':
    case 'code':
      return [];
  }
}

function linked(inlines: readonly Inline[]): Place[] {
  return inlines.flatMap((inline) => {
    switch (inline.kind) {
      case 'link':
        return inline.target.to === 'place' ? [inline.target.place] : [];
      case 'strong':
      case 'emphasis':
        return linked(inline.content);
      default:
        return [];
    }
  });
}
