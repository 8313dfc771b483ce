/** The answers of questions: known by their hash alone. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { hashOfAnswer, isRightAnswer, plainAnswer, type Question } from '../../../src/lessons/answerHash';
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

  it('is right in the course for the answers that its authors meant', async () => {
    const find = async (lesson: string, id: string): Promise<Question> => {
      const { pages } = await courseLesson(lesson);
      const all = pages.flatMap(({ blocks }) =>
        blocks.flatMap((one) => (one.kind === 'exercise' ? [one.exercise] : [])),
      );
      const found = all.find((exercise) => exercise.id === id);
      return found?.kind === 'question' ? found : assert.fail(id);
    };
    const [way, many] = [
      await find('01-guess-the-number', 'which-way'),
      await find('02-outer-product', 'how-many'),
    ];
    assert.deepEqual([await isRightAnswer(way, '1'), await isRightAnswer(way, '2')], [true, false]);
    assert.deepEqual([await isRightAnswer(many, '6'), await isRightAnswer(many, '5')], [true, false]);
  });
});
