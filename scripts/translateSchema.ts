/** A JSON schema with what the editor shows of it in another language. */
import type { Schema } from './schemaParts';

/** English, with `code` where there is some, to the other language. What is not here reads the same in both. */
export type Texts = Readonly<Record<string, string>>;

/** What the editor shows; all else is for machines. */
const SHOWN = new Set([
  'title',
  'label',
  'description',
  'markdownDescription',
  'enumDescriptions',
  'markdownEnumDescriptions',
]);

const plain = (markdown: string): string => markdown.replaceAll('`', '');

/** Throws an Error when a text is not in the schema: then it has been changed, or has gone. */
export function translated(schema: Schema, texts: Texts): Schema {
  const unused = new Set(Object.keys(texts));
  const all = new Map(
    Object.entries(texts).flatMap(([from, to]) => [
      [plain(from), { from, to: plain(to) }] as const,
      [from, { from, to }] as const,
    ]),
  );
  const textOf = (text: string): string => {
    const found = all.get(text);
    if (found === undefined) return text;
    unused.delete(found.from);
    return found.to;
  };
  const inLanguage = (value: unknown, isShown: boolean): unknown => {
    if (typeof value === 'string') return isShown ? textOf(value) : value;
    if (Array.isArray(value)) return value.map((one) => inLanguage(one, isShown));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, inLanguage(inner, SHOWN.has(key))]),
    );
  };
  const result = inLanguage(schema, false) as Schema;
  if (unused.size > 0) throw new Error(`The schema has no such text: ${[...unused].join(' | ')}`);
  return result;
}
