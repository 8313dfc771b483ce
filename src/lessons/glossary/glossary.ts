/**
 * The technical words that lessons use, each explained once, in the language of the lesson. A page marks the first use
 * of each, and of its other forms, by itself.
 */
import { ENGLISH } from './english';
import { GERMAN } from './german';

export interface GlossaryEntry {
  readonly name: string;
  /** Other ways of writing it: the plural, a case, a verb's form. */
  readonly forms: readonly string[];
  /** One or two sentences for somebody who meets the word for the first time. */
  readonly meaning: string;
  /** Phrases in which the word means something else, and is not marked. */
  readonly otherwise?: readonly string[];
}

/** @param language a BCP 47 tag; where there are no words in it, they are English */
export function glossaryOf(language: string): readonly GlossaryEntry[] {
  return /^de(-|$)/i.test(language) ? Object.values(GERMAN) : ENGLISH;
}
