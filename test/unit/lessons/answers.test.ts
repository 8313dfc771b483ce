/** The answers of questions: known by their hash alone. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { hashOfAnswer, isRightAnswer, plainAnswer, type Question } from '../../../src/lessons/answerHash';
import { judgeQuestion } from '../../../src/lessons/checking/judge';
import { courseLesson } from '../../panel/courseLessons';

const question = (more: Partial<Question>): Question => ({
  kind: 'question',
  id: 'q',
  prompt: [],
  at: null,
  hint: null,
  required: true,
  choices: null,
  digits: null,
  answer: null,
  ...more,
});

/** A right and a wrong answer for each question of these lessons. */
const MEANT = [
  ['01-guess-the-number', 'which-way', '1', '2'],
  ['02-outer-product', 'how-many', '6', '5'],
  ['03-kronecker', 'how-many-derivatives', '100', '20'],
  ['03-kronecker', 'not-in-the-sum', '3', '1'],
  ['03-kronecker', 'how-many-left', '20', '6'],
  ['04-derivative', 'steepest', '1', '2'],
  ['04-derivative', 'tanh-slope', '0.75', '0.25'],
  ['04-derivative', 'why-so-slow', '2', '3'],
  ['05-layer-before', 'old-weights', '2', '1'],
  ['06-batch', 'rate-for-sum', '0.025', '1.6'],
  ['06-batch', 'gradient-zero', '2', '1'],
  ['07-textbook', 'new-weight', '0.35891648', '0.441'],
] as const;

describe('the answer of a question', () => {
  it('is hashed as answerHash.ts says', async () => {
    const expected = createHash('sha256').update('5a:q:higher').digest('hex');
    assert.equal(await hashOfAnswer('5a', 'q', 'higher'), expected);
    const asked = question({ answer: { salt: '5a', hash: expected } });
    assert.equal(await isRightAnswer(asked, '  HIGHER '), true);
    assert.equal(await isRightAnswer(asked, 'lower'), false);
    assert.equal(await isRightAnswer({ ...asked, id: 'other' }, 'higher'), false);
    assert.equal(await isRightAnswer(question({}), 'anything'), null);
  });

  it('is a number to the digits that count, a choice, or words', () => {
    const number = { choices: null, digits: 2 };
    assert.equal(plainAnswer(number, '0.30'), plainAnswer(number, ' 3e-1'));
    assert.equal(plainAnswer(number, '−0.304'), '-0.3');
    assert.equal(plainAnswer(number, 'a third'), null);
    const choice = { choices: [[], []], digits: null };
    assert.deepEqual(
      ['1', '2', '3', '0', ''].map((given) => plainAnswer(choice, given)),
      ['1', '2', null, null, null],
    );
    assert.equal(plainAnswer({ choices: null, digits: null }, ' Outer  Product '), 'outer product');
  });

  it('says how a number is written to one who writes it with a comma, and counts no attempt', async () => {
    const { outcome, message } = await judgeQuestion(question({ digits: 2 }), '0,75');
    assert.deepEqual([outcome, message], ['unread', 'A number has a point here, not a comma: 0.75.']);
    assert.equal((await judgeQuestion(question({}), '0,75')).outcome, 'ungraded');
  });

  it('is right in the course for the answers that its authors meant', async () => {
    const find = async (lesson: string, id: string): Promise<Question> => {
      const { pages } = await courseLesson(lesson);
      const all = pages.flatMap(({ blocks }) =>
        blocks.flatMap((one) => (one.kind === 'exercise' ? [one.exercise] : [])),
      );
      const found = all.find((exercise) => exercise.id === id);
      return found?.kind === 'question' ? found : assert.fail(id);
    };
    for (const [lesson, id, right, wrong] of MEANT) {
      const question = await find(lesson, id);
      assert.equal(await isRightAnswer(question, right), true, id);
      assert.equal(await isRightAnswer(question, wrong), false, id);
    }
  });
});
