/** Every exercise of the course can be solved by its learner, where its lesson asks it. */
import assert from 'node:assert/strict';
import {
  exercisesOf,
  isLive,
  isRevealable,
  judge,
  placeOfResult,
  revealed,
  subjectOf,
  type PlacedExercise,
} from '../../../src/lessons/checking/judge';
import { hasEquation } from '../../../src/lessons/checking/rightFormulas';
import { CHECKED } from '../../../src/protocol/exercise';
import { momentAt } from '../../../src/protocol/moments';
import { COURSE_NAMES, courseLesson } from '../../panel/courseLessons';
import { courseRun } from '../../panel/courseRuns';
import { groundOf } from './runGround';

/** What cannot be revealed, for it is made of what expressions do not know: the answers that the lesson leads to. */
const ANSWERS: Readonly<Record<string, string>> = {
  '09-softmax delta': 'output - [[0, 1, 0], [0, 0, 1]]',
};

describe('the exercises of the course', function () {
  this.timeout(120_000);
  for (const name of COURSE_NAMES) {
    it(`${name}: what is revealed is what is right`, async () => {
      const lesson = await courseLesson(name);
      const run = await courseRun(lesson);
      try {
        const { layers } = run.description;
        // What has no equation waits until its operation has run.
        const moment = ({ exercise, at }: PlacedExercise): number => {
          const asked = at === null ? 1 : momentAt(at, layers, 0)!;
          if (!isLive(exercise)) return asked;
          const subject = subjectOf(exercise);
          if (isRevealable(exercise) && hasEquation(subject, layers)) return asked;
          const result = placeOfResult(subject, layers);
          const step = at?.batchStep ?? 0;
          return result === null ? asked : Math.max(asked, momentAt(result, layers, step)!);
        };
        const live = exercisesOf(lesson)
          .filter(({ exercise }) => isLive(exercise))
          .sort((a, b) => moment(a) - moment(b));
        for (const placed of live) {
          const { exercise } = placed;
          assert.ok(isLive(exercise));
          while (run.state().moment < moment(placed)) await run.step();
          if (!isRevealable(exercise)) {
            const { outcome, message } = await judge(exercise, CHECKED, groundOf(run));
            assert.equal(outcome, 'right', `${exercise.id}: ${message}`);
            continue;
          }
          const told = await revealed(exercise, groundOf(run));
          const answer =
            exercise.kind === 'formula'
              ? (ANSWERS[`${name} ${exercise.id}`] ?? told.split(' = ')[1])
              : /^The answer: (.*)\.$/.exec(told)?.[1];
          assert.ok(answer !== undefined, `${exercise.id}: ${told}`);
          const typed = answer.replace('a vector of ', '').replace('one number', '1');
          const { outcome, message } = await judge(exercise, typed, groundOf(run));
          assert.equal(outcome, 'right', `${exercise.id}, ${typed}: ${message}`);
        }
      } finally {
        run.dispose();
      }
    });
  }
});
