/** The list of lessons: what it offers, and in which order. */
import assert from 'node:assert/strict';
import { lessonGroups, type ListedLesson } from '../../../src/extension/lessons/lessonGroups';

const lesson = (name: string, language: ListedLesson['language']): ListedLesson => ({
  name,
  title: language === null ? null : `${name} (${language})`,
  language,
});
const COURSE = {
  en: ['a', 'b'].map((name) => lesson(name, 'en')),
  de: ['a', 'b'].map((name) => lesson(name, 'de')),
};
const listed = (own: readonly ListedLesson[], mine: 'en' | 'de'): string[] =>
  lessonGroups(own, COURSE, mine).map(
    ({ kind, lessons }) => `${kind}: ${lessons.map(({ name, title }) => title ?? name).join(', ')}`,
  );

describe('the list of lessons', () => {
  it('begins with the course in the language of the person, and has the other one, too', () => {
    assert.deepEqual(listed([], 'en'), ['course: a (en), b (en)', 'de: a (de), b (de)']);
    assert.deepEqual(listed([], 'de'), ['course: a (de), b (de)', 'en: a (en), b (en)']);
  });

  it('has a copy in the workspace instead of the lesson of the same name and language', () => {
    assert.deepEqual(listed([lesson('a', 'de')], 'de'), [
      'workspace: a (de)',
      'course: b (de)',
      'en: a (en), b (en)',
    ]);
    assert.deepEqual(listed([lesson('a', 'en'), lesson('b', 'en')], 'en'), [
      'workspace: a (en), b (en)',
      'de: a (de), b (de)',
    ]);
    // One with faults is of a language that nobody knows.
    assert.deepEqual(listed([lesson('a', null)], 'en'), ['workspace: a', 'course: b (en)', 'de: b (de)']);
  });

  it('begins the workspace with the lessons in the language of the person, too', () => {
    const own = [
      lesson('1', 'en'),
      lesson('2', 'en'),
      lesson('1', 'de'),
      lesson('3', null),
      lesson('2', 'de'),
    ];
    assert.match(listed(own, 'de')[0] ?? '', /^workspace: 1 \(de\), 3, 2 \(de\), 1 \(en\), 2 \(en\)$/);
  });
});
