/**
 * The JSON schema of a lesson's header and of its blocks of YAML: what the parser checks them against, and what
 * `schemas/lesson.schema.json` is made of.
 */
import type { Schema } from 'jsonschema';
import { CONTROL_NAMES, PREDICTIONS, type ExerciseKind } from '../protocol/lesson';
import { VIEW_NAMES } from '../protocol/views';

const text = (description: string, more: Schema = {}): Schema => ({
  type: 'string',
  pattern: '\\S',
  description,
  ...more,
});

const object = (description: string, properties: Record<string, Schema>, required: string[]): Schema => ({
  type: 'object',
  description,
  additionalProperties: false,
  required,
  properties,
});

const AT = text('Where the run is put: LAYER.OPERATION or loss, with @STEP for a batch step counted from 0.');
const CELLS = (what: string): Schema =>
  text(`${what}: LAYER.QUANTITY, and [row, column] counted from 0, with : for all of an axis.`);
const TOLERANCE: Schema = {
  type: 'number',
  exclusiveMinimum: 0,
  description: 'How far off an answer may be, as a share of the right one.',
};

const EXERCISE: Record<string, Schema> = {
  id: {
    type: 'string',
    pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$',
    description: 'Names the exercise in results: letters, digits, - and _. Unique in the lesson.',
  },
  prompt: text('What is asked, in Markdown.'),
  at: AT,
  hint: text('Shown on demand, in Markdown.'),
  required: { type: 'boolean', description: 'Whether the lesson is complete only with it. Default: true.' },
};
const ALWAYS = ['id', 'prompt'];

export const HEADER_SCHEMA = object(
  'The header of a lesson, NAME.lesson.md.',
  {
    title: text('What the lesson is called.'),
    definition: {
      type: 'string',
      pattern: '\\.mlp\\.json$',
      description: 'The layer definition file it belongs to, relative to this file.',
    },
    language: {
      type: 'string',
      pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$',
      description: 'The language of its text, for screen readers: en, zh-CN. Default: en.',
    },
    hide: {
      type: 'array',
      description: 'Views and controls of the panel that this lesson does without.',
      uniqueItems: true,
      items: { enum: [...VIEW_NAMES, ...CONTROL_NAMES] },
    },
    presentation: { type: 'boolean', description: 'Begin in large type, for a projector.' },
    next: {
      type: 'string',
      pattern: '\\.lesson\\.md$',
      description: 'The lesson that comes after this one, relative to this file.',
    },
    terms: {
      type: 'object',
      description: 'Words of this lesson alone, each with its meaning.',
      additionalProperties: text('What it means.'),
    },
  },
  ['title', 'definition'],
);

/** The blocks of YAML by the word behind their fence. */
export const BLOCK_SCHEMAS = {
  page: object(
    'What happens when this page is entered.',
    { at: AT, view: { enum: [...VIEW_NAMES], description: 'The view that is opened.' } },
    [],
  ),
  figure: object(
    'A matrix of the live run.',
    { of: CELLS('What it shows'), caption: text('Its caption, in Markdown.') },
    ['of', 'caption'],
  ),
  predict: object(
    'The learner says what a number will be, before it is shown.',
    {
      ...EXERCISE,
      of: CELLS('What is to be predicted'),
      ask: { enum: [...PREDICTIONS], description: 'What is to be typed. Default: value.' },
      tolerance: TOLERANCE,
    },
    [...ALWAYS, 'of'],
  ),
  formula: object(
    'The learner writes the expression of a quantity.',
    { ...EXERCISE, of: CELLS('What it has to give, whole'), tolerance: TOLERANCE },
    [...ALWAYS, 'of'],
  ),
  'gradient-check': object(
    'Finite differences beside the gradient.',
    {
      ...EXERCISE,
      of: CELLS('The parameters, `weights` or `bias`'),
      tolerance: TOLERANCE,
    },
    [...ALWAYS, 'of'],
  ),
  question: object(
    'A question with choices, a number or words for an answer.',
    {
      ...EXERCISE,
      choices: {
        type: 'array',
        minItems: 2,
        items: text('A choice, in Markdown.', { type: ['string', 'number'] }),
      },
      digits: {
        type: 'integer',
        minimum: 1,
        maximum: 7,
        description: 'The answer is a number, of which so many significant digits count.',
      },
      answer: {
        type: 'string',
        pattern: '^sha256:[0-9a-f]+:[0-9a-f]{64}$',
        description: 'The hash of the right answer, sha256:SALT:HASH. Without it a teacher reads the answer.',
      },
    },
    ALWAYS,
  ),
} as const satisfies Record<'page' | 'figure' | ExerciseKind, Schema>;

export type BlockName = keyof typeof BLOCK_SCHEMAS;

export const LESSON_SCHEMA: Schema = {
  // What `jsonschema` checks by.
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Backstep lesson',
  ...HEADER_SCHEMA,
  definitions: BLOCK_SCHEMAS,
};
