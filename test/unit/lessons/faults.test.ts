/** What is wrong in a lesson is said at its place, in its author's terms. */
import assert from 'node:assert/strict';
import { loadLesson } from '../../../src/lessons/load';
import { parseLesson } from '../../../src/lessons/parse';
import { faultsOf, HEADER, NETWORK, readMarked } from './marked';

const page = (text: string): string => `${HEADER}# One\n\n${text}\n`;

/** A lesson with the wrong place between « and », and what the first message has to say. */
const WRONG: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ['no header', '«# One»\n', /begins with a header/],
  ['a header without a title', '«---»\ndefinition: a.mlp.json\n---\n# One\n', /lacks 'title'/],
  [
    'an unknown property of the header',
    '---\ntitle: T\ndefinition: a.mlp.json\n«titel»: T\n---\n# One\n',
    /no property 'titel'.*mean 'title'/,
  ],
  [
    'a view that there is not, in the list of hidden ones',
    '---\ntitle: T\ndefinition: a.mlp.json\nhide: [picture, «sampels»]\n---\n# One\n',
    /cannot be 'sampels'. Did you mean 'samples'/,
  ],
  [
    'a definition of another kind',
    '---\ntitle: T\ndefinition: «a.json»\n---\n# One\n',
    /'definition' in the header is not right. The layer definition file/,
  ],
  [
    'a flag that is a text',
    '---\ntitle: T\ndefinition: a.mlp.json\npresentation: «large»\n---\n# One\n',
    /true or false/,
  ],
  ['YAML that is none', '---\ntitle: T\ndefinition: a.mlp.json\nhide: [a«\n»---\n# One\n', /The header: /],
  ['text before the first page', `${HEADER}«Hello.»\n\n# One\n`, /stands on no page/],
  ['a layer that there is not', page('[x](«goto:hiden.output»)'), /no layer 'hiden'. Did you mean 'hidden'/],
  ['an operation that there is not', page('[x](«goto:hidden.gradient»)'), /no operation 'gradient'/],
  ['a batch step that is no number', page('[x](«goto:hidden.output@two»)'), /'@two' must be a batch step/],
  [
    'a quantity that there is not',
    page('[x](«show:hidden.weight»)'),
    /no quantity 'weight'. Did you mean 'weights'/,
  ],
  [
    'a row beyond the last',
    page('[x](<«show:hidden.weights[2,0]»>)'),
    /has 2 inputs, counted from 0: there is no input 2/,
  ],
  ['a sample beyond the last', page('[x](<«show:hidden.output[3,0]»>)'), /has 3 samples/],
  ['too few indices', page('[x](<«show:hidden.weights[1]»>)'), /has 2 axes/],
  ['the bias of a layer without one', page('[x](«show:output.bias»)'), /has no bias/],
  ['a reason asked for many numbers', page('[x](<«why:hidden.weights[0,:]»>)'), /not one number/],
  ['a view that there is not', page('[x](«view:pictures»)'), /no view 'pictures'. Did you mean 'picture'/],
  ['a page that there is not', page('[x](«page:two»)'), /no page 'two'/],
  [
    'a term that nothing explains',
    page('[x](«term:gradiend»)'),
    /no term 'gradiend'. Did you mean 'gradient'/,
  ],
  ['a link without a meaning', page('[x](«foo:bar»)'), /leads nowhere/],
  ['script in a link', page('[x](«javascript:alert(1)»)'), /leads nowhere/],
  ['a link with a space', page('[x](«show:hidden.weights[0, 0]»)'), /between < and >/],
  ['HTML', page('Hello «<b>»you</b>'), /HTML is not shown/],
  ['LaTeX that is unknown', page('$a + «\\nope x»$'), /cannot be read: there is no command \\nope\./],
  ['LaTeX that is not finished', page('$$\n\\frac{a«\n$$»'), /cannot be read/],
  ['a live value that is no number', page('«`=hidden.output`»'), /not one number/],
  ['a page at no place', `${HEADER}# One\n\n\`\`\`page\nat: «hidden»\n\`\`\`\n`, /names no place/],
  ['a page block further down', page('Text.\n\n«```page\nview: step\n```»'), /just below the heading/],
  [
    'a figure without a caption',
    page('«```figure»\nof: hidden.output\n```'),
    /this figure block lacks 'caption'/i,
  ],
  ['a figure of nothing', page('```figure\nof: «hidden.outputs»\ncaption: C\n```'), /no quantity 'outputs'/],
  [
    'Markdown in YAML that is wrong',
    page('```figure\nof: hidden.output\ncaption: «"[x](view:no)"»\n```'),
    /no view 'no'/,
  ],
  ['an exercise without its id', page('«```predict»\nprompt: P\nof: hidden.output[0,0]\n```'), /lacks 'id'/],
  [
    'two exercises of one name',
    page('```question\nid: a\nprompt: P\n```\n\n```question\nid: «a»\nprompt: P\n```'),
    /already/,
  ],
  [
    'a kind of prediction that there is not',
    page('```predict\nid: a\nprompt: P\nof: hidden.output\nask: «size»\n```'),
    /cannot be 'size'/,
  ],
  [
    'a direction of something else than the loss',
    page('```predict\nid: a\nprompt: P\nof: hidden.output\nask: «direction»\nafter: loss@1\n```'),
    /Only the loss has a direction/,
  ],
  [
    'a direction without its place',
    page('«```predict»\nid: a\nprompt: P\nof: loss\nask: direction\n```'),
    /A direction needs 'after'/,
  ],
  [
    'a direction from nothing',
    page('```predict\nid: a\nprompt: P\nof: loss\nask: direction\nafter: «loss@0»\n```'),
    /none before it/,
  ],
  [
    'a prediction after no place',
    page('```predict\nid: a\nprompt: P\nof: loss\nafter: «hidden»\n```'),
    /names no place/,
  ],
  [
    'a prediction after an open batch step',
    page('```predict\nid: a\nprompt: P\nof: loss\nafter: «loss»\n```'),
    /Say in which batch step, for 'at' does not: loss@1/,
  ],
  [
    'a prediction after what was before',
    page('```predict\nid: a\nprompt: P\nof: loss\nat: hidden.update@2\nafter: «loss@2»\n```'),
    /has to come later than 'at'/,
  ],
  [
    'a prediction after which there is nothing yet',
    page('```predict\nid: a\nprompt: P\nof: hidden.gradientWeights\nafter: «loss@1»\n```'),
    /gradientWeights is not computed yet just after loss@1/,
  ],
  [
    'a formula of one element',
    page('```formula\nid: a\nprompt: P\nof: «hidden.output[0,0]»\n```'),
    /whole quantity/,
  ],
  [
    'a gradient check of no parameter',
    page('```gradient-check\nid: a\nprompt: P\nof: «hidden.output»\n```'),
    /parameters/,
  ],
  ['an answer in the clear', page('```question\nid: a\nprompt: P\nanswer: «six»\n```'), /sha256:SALT:HASH/],
  [
    'a link to a hidden view',
    `---\ntitle: T\ndefinition: a.mlp.json\nhide: [picture]\n---\n# One\n\n[x](«view:picture»)\n`,
    /hides the view 'picture'/,
  ],
];

describe('a lesson with faults', () => {
  for (const [what, text, says] of WRONG) {
    it(`says at its place: ${what}`, () => {
      const { marked, found, messages } = readMarked(text);
      assert.match(messages[0] ?? 'no fault', says);
      assert.equal(found, marked);
    });
  }

  it('names line and column, and finds every fault at once', () => {
    const text = `${HEADER}# One\n\nSee [this](view:pictur) and\n[that](show:hidden.weights[9,0]).\n\n<div>\n`;
    assert.deepEqual(
      faultsOf(text).map((line) => line.replace(/: .*/, '')),
      ['x.lesson.md:7:12', 'x.lesson.md:8:8', 'x.lesson.md:10:1'],
    );
    assert.equal(parseLesson(text, NETWORK).lesson, null);
  });

  it('keeps its places in files with Windows line ends', () => {
    const { marked, found } = readMarked(
      page('```figure\nof: «hidden.no»\ncaption: C\n```').replaceAll('\n', '\r\n'),
    );
    assert.equal(found, marked);
  });

  it('says where the definition is named that cannot be read, and checks the rest', async () => {
    const text = page('[x](view:no)');
    const { lesson, faults } = await loadLesson(text, () =>
      Promise.reject(new Error('There is no such file.')),
    );
    assert.equal(lesson, null);
    assert.deepEqual(
      faults.map(({ message, range }) => [message.slice(0, 22), range.start.line]),
      [
        ['There is no such file.', 2],
        ["There is no view 'no'.", 6],
      ],
    );
  });

  it('never throws, whatever is cut off', () => {
    const text = page(
      'Text $a^2$ [x](show:hidden.weights[0,0])\n\n```predict\nid: a\nprompt: P\nof: hidden.output\n```',
    );
    for (let length = 0; length <= text.length; length++) parseLesson(text.slice(0, length), NETWORK);
  });
});
