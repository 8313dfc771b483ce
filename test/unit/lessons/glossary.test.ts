/** The words that lessons explain: the same in every language, and found in its sentences. */
import assert from 'node:assert/strict';
import { ENGLISH } from '../../../src/lessons/glossary/english';
import { GERMAN } from '../../../src/lessons/glossary/german';
import { glossaryOf } from '../../../src/lessons/glossary/glossary';
import { Terms } from '../../../src/lessons/terms';

/** Each marked word with what explains it. */
function marked(text: string, language: string): [text: string, key: string][] {
  return new Terms(glossaryOf(language), new Map())
    .mark(text)
    .flatMap((one): [string, string][] => (one.kind === 'term' ? [[one.text, one.key]] : []));
}

describe('the glossary', () => {
  it('is chosen by the language of the lesson, and is English where there is no other', () => {
    for (const language of ['de', 'de-AT', 'DE'])
      assert.deepEqual(glossaryOf(language), Object.values(GERMAN), language);
    for (const language of ['en', 'fr', 'den']) assert.equal(glossaryOf(language), ENGLISH, language);
  });

  it('has the same words in every language', () => {
    assert.deepEqual(
      Object.keys(GERMAN),
      ENGLISH.map(({ name }) => name),
    );
  });

  for (const language of ['en', 'de']) {
    it(`has each form of a word once, and finds it (${language})`, () => {
      const words = glossaryOf(language).flatMap(({ name, forms }) => [name, ...forms]);
      assert.equal(new Set(words.map((word) => word.toLowerCase())).size, words.length);
      for (const { name, forms, meaning } of glossaryOf(language)) {
        assert.match(meaning, /\.$/, name);
        for (const word of [name, ...forms])
          assert.deepEqual(marked(`(${word})`, language), [[word, name.toLowerCase()]]);
      }
    });
  }

  it('finds whole words in German, in their cases, and leaves those that mean something else', () => {
    assert.deepEqual(marked('Die Form des Gradienten hängt von den Gewichten ab.', 'de'), [
      ['Form', 'form'],
      ['Gradienten', 'gradient'],
      ['Gewichten', 'gewicht'],
    ]);
    assert.deepEqual(marked('Der Gewichtsverlust, zum Beispiel in Form von Schichtkäse.', 'de'), []);
    assert.deepEqual(marked('Zum Beispiel dieses Beispiel.', 'de'), [['Beispiel', 'beispiel']]);
    assert.deepEqual(marked('Im Batch-Schritt entsteht das äußere\nProdukt.', 'de'), [
      ['Batch-Schritt', 'batch-schritt'],
      ['äußere\nProdukt', 'äußeres produkt'],
    ]);
  });
});
