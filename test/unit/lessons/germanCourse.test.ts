/** The German course is the English one in other words: the same pages, places, links, exercises and numbers. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { ENGLISH } from '../../../src/lessons/glossary/english';
import { GERMAN } from '../../../src/lessons/glossary/german';
import {
  COURSE_FOLDER,
  COURSE_NAMES,
  courseLesson,
  courseText,
  readCourseLesson,
} from '../../panel/courseLessons';
import { skeletonOf } from './skeleton';

/** Changes of a German lesson that make it another one, each of a text that stands in it. */
const DRIFTED: readonly (readonly [what: string, from: string | RegExp, to: string])[] = [
  [
    'a page at another place',
    'at: output.gradientWeights@0\nview: picture',
    'at: output.update@0\nview: picture',
  ],
  ['another view', 'view: picture', 'view: thirdDimension'],
  ['a page less', /# Was zurückkommt[^]*?(?=# Ein einzelnes)/, ''],
  ['a link elsewhere', 'goto:loss@1', 'goto:loss@2'],
  ['links in another order', /(show:output\.weights\[:,)0(\].*)1\]/, '$11$20]'],
  ['a link less', '[vor der Aktualisierung](goto:output.gradientWeights@0)', 'vor der Aktualisierung'],
  ['another number of the run', '`=output.output[0,1]`', '`=output.output[0,0]`'],
  ['another quantity', 'als Produkt aus `input`', 'als Produkt aus `weights`'],
  ['a number in a sentence', 'soll 0.5 sein', 'soll 0.6 sein'],
  ['an equation', 'a^{\\top} \\cdot \\delta', 'a \\cdot \\delta'],
  ['an equation in a sentence', '$W - 0.1', '$W - 0.2'],
  ['another figure', 'of: output.gradientOutput\ncaption', 'of: output.gradient\ncaption'],
  ['the name of an exercise', 'id: how-many', 'id: how-much'],
  ['an answer', /(answer: sha256:90c2:)8/, '$19'],
  ['a hint less', /hint: Eingabe 1.*\n/, ''],
  ['another lesson to follow', 'next: 03', 'next: 04'],
];

describe('the course in German', () => {
  it('has the same lessons and definition files', () => {
    const files = readdirSync(COURSE_FOLDER);
    const german = files.filter((file) => file.includes('.de.'));
    assert.deepEqual(
      german.map((file) => file.replace('.de.', '.')).toSorted(),
      files.filter((file) => !german.includes(file)).toSorted(),
    );
  });

  for (const name of COURSE_NAMES) {
    it(`${name}: is the English lesson in other words`, async () => {
      const [english, german] = await Promise.all([courseLesson(name), courseLesson(name, 'de')]);
      assert.equal(german.language, 'de');
      assert.deepEqual(skeletonOf(german), skeletonOf(english));
    });

    it(`${name}: explains the same words`, async () => {
      const [english, german] = await Promise.all([courseLesson(name), courseLesson(name, 'de')]);
      const own = (key: string): boolean => !ENGLISH.some((word) => word.name.toLowerCase() === key);
      const wordOf = new Map(
        Object.entries(GERMAN).map(([word, { name }]) => [name.toLowerCase(), word.toLowerCase()]),
      );
      const explained = Object.keys(german.terms).map((key) => wordOf.get(key) ?? 'of its own');
      assert.deepEqual(
        explained.toSorted(),
        Object.keys(english.terms)
          .map((key) => (own(key) ? 'of its own' : key))
          .toSorted(),
      );
    });

    it(`${name}: runs the same network`, async () => {
      const definition = async (language: 'en' | 'de'): Promise<string> =>
        (await courseText(name, language, 'mlp.json')).replaceAll(/^\s*\/\/.*\n/gm, '');
      assert.equal(await definition('de'), await definition('en'));
    });
  }

  for (const [what, from, to] of DRIFTED) {
    it(`would not be the same with ${what}`, async () => {
      const text = await courseText('02-outer-product', 'de');
      const changed = text.replace(from, to);
      assert.notEqual(changed, text);
      const english = await courseLesson('02-outer-product');
      assert.notDeepEqual(skeletonOf(await readCourseLesson(changed)), skeletonOf(english));
    });
  }
});
