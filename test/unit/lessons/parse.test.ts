/** A lesson's text to its tree. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readMath } from '../../../src/lessons/math';
import { parseLesson } from '../../../src/lessons/parse';
import type { Block, Inline, Lesson } from '../../../src/protocol/lesson';
import { courseLesson } from '../../panel/courseLessons';
import { HEADER, NETWORK } from './marked';

function read(text: string): Lesson {
  const { lesson, faults } = parseLesson(text, NETWORK);
  assert.deepEqual(
    faults.map(({ message }) => message),
    [],
  );
  assert.ok(lesson);
  return lesson;
}

const blocksOf = (text: string): readonly Block[] => read(`${HEADER}# One\n\n${text}\n`).pages[0]!.blocks;

function inlinesOf(text: string): readonly Inline[] {
  const [block] = blocksOf(text);
  assert.ok(block?.kind === 'paragraph');
  return block.content;
}

describe('a lesson', () => {
  it('has a page for each heading of the first level, with where it puts the run', () => {
    const lesson = read(
      `---\ntitle: The title\ndefinition: net.mlp.json\nhide: [timeline, samples]\npresentation: true\n---\n` +
        '# The loss\n\nA.\n\n# `weights` & more\n\n```page\nat: hidden.gradientWeights@3\nview: picture\n```\n\n## Below\n\n# The loss\n',
    );
    assert.equal(lesson.title, 'The title');
    assert.deepEqual(lesson.hide, ['samples', 'timeline']);
    assert.deepEqual([lesson.presentation, lesson.language, lesson.next], [true, 'en', null]);
    assert.deepEqual(
      lesson.pages.map(({ id, titleText, at, view }) => [id, titleText, at, view]),
      [
        ['the-loss', 'The loss', null, null],
        [
          'weights-more',
          'weights & more',
          { operation: 'gradientWeights', layer: 'hidden', batchStep: 3 },
          'picture',
        ],
        ['the-loss-2', 'The loss', null, null],
      ],
    );
    assert.deepEqual(
      lesson.pages[1]!.blocks.map(({ kind }) => kind),
      ['heading'],
    );
  });

  it('marks a technical word where a page first uses it, and where its author says', () => {
    const words = inlinesOf('The gradient, all gradients, the outer\nproduct.');
    assert.deepEqual(
      words.flatMap((one) => (one.kind === 'term' ? [[one.key, one.text]] : [])),
      [
        ['gradient', 'gradient'],
        ['outer product', 'outer\nproduct'],
      ],
    );
    // A target with a space needs its angle brackets, as everywhere in Markdown.
    const marked = inlinesOf('A [way](<term:chain rule>) on.');
    assert.ok(marked.some((one) => one.kind === 'term' && one.key === 'chain rule' && one.text === 'way'));
    const { terms } = read(`${HEADER}# One\n\nThe gradients.\n`);
    assert.deepEqual(Object.keys(terms), ['gradient']);
    assert.match(terms['gradient']!.meaning, /loss/);
  });

  it('has words of its own, and leaves links and headings unmarked', () => {
    const lesson = read(
      '---\ntitle: T\ndefinition: n.mlp.json\nterms:\n  guess: What it says.\n---\n# A gradient\n\nThe guess, [a gradient](view:step).\n',
    );
    assert.deepEqual(lesson.terms, { guess: { name: 'guess', meaning: 'What it says.' } });
  });

  it('knows quantities, live numbers and links', () => {
    const [quantity, , value, , link, , explained, , web] = inlinesOf(
      '`gradientWeights` `=hidden.weights[1, 2]` [go](goto:loss@4) [why](why:hidden.weights[1,2]) [w](https://example.org)',
    );
    assert.deepEqual(quantity, { kind: 'quantity', name: 'gradientWeights' });
    assert.deepEqual(value, { kind: 'value', of: { layer: 'hidden', quantity: 'weights', index: [1, 2] } });
    assert.ok(link?.kind === 'link' && explained?.kind === 'link' && web?.kind === 'link');
    assert.deepEqual(link.target, { to: 'place', place: { operation: 'loss', layer: null, batchStep: 4 } });
    assert.equal(explained.target.to, 'why');
    assert.deepEqual(web.target, { to: 'web', url: 'https://example.org' });
  });

  it('numbers its figures by phase, over all pages', () => {
    const figure = (of: string): string => `\`\`\`figure\nof: ${of}\ncaption: C\n\`\`\`\n\n`;
    const { pages } = read(
      `${HEADER}# One\n\n${figure('hidden.output')}${figure('output.gradient')}# Two\n\n${figure('hidden.gradientWeights')}${figure('loss')}${figure('hidden.input')}`,
    );
    const names = pages.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'figure' ? [`${block.phase} ${block.number}`] : [])),
    );
    assert.deepEqual(names, ['forward 1', 'backward 1', 'backward 2', 'loss 1', 'forward 2']);
  });

  it('reads exercises with their defaults', () => {
    const hash = 'ab'.repeat(32);
    const exercises = blocksOf(
      [
        '```predict\nid: a\nprompt: P\nof: hidden.output[0, :]\nask: sign\n```',
        '```formula\nid: b\nprompt: P\nof: hidden.gradientWeights\nat: loss@0\nrequired: false\n```',
        '```gradient-check\nid: c\nprompt: P\nof: hidden.weights\n```',
        `\`\`\`question\nid: d\nprompt: P\nchoices: [one, 2]\nanswer: sha256:0f:${hash}\n\`\`\``,
      ].join('\n\n'),
    ).map((block) => (block.kind === 'exercise' ? block.exercise : assert.fail(block.kind)));
    const [predict, formula, check, question] = exercises;
    assert.ok(predict?.kind === 'predict' && formula?.kind === 'formula');
    assert.ok(check?.kind === 'gradient-check' && question?.kind === 'question');
    assert.deepEqual([predict.ask, predict.tolerance, predict.of.index], ['sign', 0.01, [0, null]]);
    assert.deepEqual([formula.required, formula.at?.operation, predict.required], [false, 'loss', true]);
    assert.deepEqual([check.tolerance, check.of.quantity], [0.001, 'weights']);
    assert.deepEqual(question.answer, { salt: '0f', hash });
    assert.equal(question.choices?.length, 2);
  });

  it('sets LaTeX as MathML, of which only plain elements and attributes come through', () => {
    const { math } = readMath('\\frac{\\partial L}{\\partial W} = A^\\top \\cdot \\delta', true);
    const text = JSON.stringify(math);
    assert.match(text, /^\{"tag":"math","attributes":\{"display":"block"\}/);
    assert.match(text, /"tag":"mfrac"/);
    for (const latex of [
      '\\href{https://x.y}{z}',
      '\\style{color:red}{z}',
      '\\class{a}{z}',
      '\\color{red}z',
    ]) {
      const read = JSON.stringify(readMath(latex, false).math);
      assert.doesNotMatch(read, /href|style|class|color/);
    }
  });
});

describe('the course', () => {
  const names = readdirSync('examples/course').flatMap(
    (file) => /^([^.]*)\.lesson\.md$/.exec(file)?.[1] ?? [],
  );

  it('has lessons', () => {
    assert.ok(names.length >= 2);
  });

  for (const language of ['en', 'de'] as const) {
    for (const name of names) {
      it(`${name} (${language}) has no faults, and each of its pages is at a place or says nothing of the run`, async () => {
        const { pages } = await courseLesson(name, language);
        for (const { at, blocks, id } of pages)
          assert.ok(at !== null || !blocks.some(({ kind }) => kind === 'figure'), id);
      });
    }
  }

  it('puts a prediction after the next time that its place comes, or in the batch step that it names', () => {
    const after = (at: string, place: string, of = 'loss'): unknown => {
      const block = `\`\`\`predict\nid: a\nprompt: P\nof: ${of}\n${at}after: ${place}\n\`\`\``;
      const page = '```page\nat: loss@3\n```';
      const [found] = blocksOf(`${page}\n\n${block}`);
      assert.ok(found?.kind === 'exercise' && found.exercise.kind === 'predict');
      return found.exercise.after;
    };
    const loss = (batchStep: number) => ({ operation: 'loss', layer: null, batchStep });
    assert.deepEqual(after('', 'loss'), loss(4));
    assert.deepEqual(after('at: hidden.output@3\n', 'loss'), loss(3));
    assert.deepEqual(after('', 'loss@7'), loss(7));
    const update = after('', 'hidden.update', 'hidden.weights[0, 0]');
    assert.deepEqual(update, { operation: 'update', layer: 'hidden', batchStep: 3 });
  });
});
