/** The list of lessons: what it offers, and in which order. */
import assert from 'node:assert/strict';
import { lessonGroups, type ListedLesson } from '../../../src/extension/lessons/lessonGroups';

const lesson = (name: string, language: ListedLesson['language']): ListedLesson => ({
  name,
  title: language === null ? null : name,
  language,
});
const COURSE = {
  en: ['a', 'b'].map((name) => lesson(name, 'en')),
  de: ['a.de', 'b.de'].map((name) => lesson(name, 'de')),
};
const listed = (own: readonly ListedLesson[], mine: 'en' | 'de'): string[] =>
  lessonGroups(own, COURSE, mine).map(
    ({ kind, lessons }) => `${kind}: ${lessons.map(({ name, title }) => title ?? name).join(', ')}`,
  );

describe('the list of lessons', () => {
  it('begins with the course in the language of the person, and has the other one, too', () => {
    assert.deepEqual(listed([], 'en'), ['course: a, b', 'de: a.de, b.de']);
    assert.deepEqual(listed([], 'de'), ['course: a.de, b.de', 'en: a, b']);
  });

  it('has a copy in the workspace instead of the lesson of the same name', () => {
    assert.deepEqual(listed([lesson('a.de', 'de')], 'de'), ['workspace: a.de', 'course: b.de', 'en: a, b']);
    assert.deepEqual(listed([lesson('a', 'en'), lesson('b', null)], 'en'), [
      'workspace: a, b',
      'de: a.de, b.de',
    ]);
  });

  it('begins the workspace with the lessons in the language of the person, too', () => {
    const own = [
      lesson('1', 'en'),
      lesson('1.de', 'de'),
      lesson('2', null),
      lesson('3', 'en'),
      lesson('3.de', 'de'),
    ];
    assert.equal(listed(own, 'de')[0], 'workspace: 1.de, 2, 3.de, 1, 3');
    assert.equal(listed(own, 'en')[0], 'workspace: 1, 2, 3, 1.de, 3.de');
  });
});
