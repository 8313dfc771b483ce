/** The parts of the JSON schema, made from the same tables that the parser reads by. */

export type Schema = Readonly<Record<string, unknown>>;

/** A text that is one of these words, each explained in the editor's completion and hover. */
export function words(table: Readonly<Record<string, string>>): Schema {
  return {
    type: 'string',
    enum: Object.keys(table),
    enumDescriptions: Object.values(table),
    markdownEnumDescriptions: Object.values(table),
  };
}

/** A title and what it means, with `code` in the richer of the two. */
export function about(title: string, markdown: string): Schema {
  return { title, description: markdown.replaceAll('`', ''), markdownDescription: markdown };
}

export function object(properties: Schema, required: readonly string[] = []): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties,
  };
}

export const NUMBERS: Schema = { type: 'array', items: { type: 'number' } };
export const ROWS: Schema = {
  type: 'array',
  minItems: 1,
  items: { type: 'array', minItems: 1, items: { type: 'number' } },
};
/** A text that is not blank. */
export const NAME: Schema = { type: 'string', pattern: '\\S' };
export const NAMES: Schema = {
  anyOf: [NAME, { type: 'array', minItems: 1, uniqueItems: true, items: NAME }],
};
/** From 0 up to, but not including, 1. */
export const SHARE: Schema = { type: 'number', minimum: 0, exclusiveMaximum: 1 };
