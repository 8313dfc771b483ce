/** Finds the words of a page that are explained: each is marked where it is first used. */
import type { Inline, Term } from '../protocol/lesson';
import type { GlossaryEntry } from './glossary/glossary';

/** The glossary as one lesson has it, with that lesson's own words. */
export class Terms {
  private readonly keys = new Map<string, string>();
  private readonly entries = new Map<string, Term>();
  private readonly pattern: RegExp | null;
  /** Those that were marked anywhere. */
  private readonly used = new Set<string>();
  private onPage = new Set<string>();

  constructor(glossary: readonly GlossaryEntry[], own: ReadonlyMap<string, string>) {
    for (const { name, forms, meaning } of glossary) this.add(name, forms, meaning);
    const phrases = glossary.flatMap(({ otherwise = [] }) => otherwise).map(plain);
    for (const [name, meaning] of own) this.add(name, [], meaning);
    // The longest first; a phrase in which a word means something else is found in its place, and is no key.
    const words = [...this.keys.keys(), ...phrases].sort((a, b) => b.length - a.length).map(escaped);
    // Letters of any language at either side make it another word.
    this.pattern =
      words.length === 0
        ? null
        : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  }

  private add(name: string, forms: readonly string[], meaning: string): void {
    const key = plain(name);
    this.entries.set(key, { name, meaning });
    for (const word of [name, ...forms]) this.keys.set(plain(word), key);
  }

  /** From here on every word is new again. */
  beginPage(): void {
    this.onPage = new Set();
  }

  /** All of the names, for a message. */
  get names(): string[] {
    return [...this.entries.values()].map(({ name }) => name);
  }

  /** A word that the author marked; null when nothing explains it. */
  marked(word: string, text: string): Inline | null {
    const key = this.keys.get(plain(word));
    return key === undefined ? null : this.use(key, text);
  }

  /** A text with the words marked that this page has not had yet. */
  mark(text: string): Inline[] {
    if (this.pattern === null) return [{ kind: 'text', text }];
    const parts: Inline[] = [];
    let from = 0;
    for (const { 0: word, index } of text.matchAll(this.pattern)) {
      const key = this.keys.get(plain(word));
      if (key === undefined || this.onPage.has(key)) continue;
      if (index > from) parts.push({ kind: 'text', text: text.slice(from, index) });
      parts.push(this.use(key, word));
      from = index + word.length;
    }
    if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
    return parts;
  }

  /** What the panel has to know of the words that were marked. */
  explained(): Readonly<Record<string, Term>> {
    return Object.fromEntries([...this.entries].filter(([key]) => this.used.has(key)));
  }

  private use(key: string, text: string): Inline {
    this.used.add(key);
    this.onPage.add(key);
    return { kind: 'term', key, text };
  }
}

/** As words are compared: a line may break inside of one. */
function plain(word: string): string {
  return word.trim().replace(/\s+/g, ' ').toLowerCase();
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
}
