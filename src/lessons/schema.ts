/**
 * The JSON schema of a lesson's header and of its blocks of YAML: what the parser checks them against, and what
 * `schemas/lesson.schema.json` is made of. Its descriptions are part of what faults say, in the reader's language: so
 * every schema is made when it is read.
 */
import * as l10n from '@vscode/l10n';
import type { Schema } from 'jsonschema';
import { CONTROL_NAMES, EXERCISE_KINDS, PREDICTIONS } from '../protocol/lesson';
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

const at = (): Schema =>
  text(l10n.t('Where the run is put: LAYER.OPERATION or loss, with @STEP for a batch step counted from 0.'));
const cells = (what: string): Schema =>
  text(l10n.t('{0}: LAYER.QUANTITY, and [row, column] counted from 0, with : for all of an axis.', what));
const tolerance = (): Schema => ({
  type: 'number',
  exclusiveMinimum: 0,
  description: l10n.t('How far off an answer may be, as a share of the right one.'),
});

const exercise = (): Record<string, Schema> => ({
  id: {
    type: 'string',
    pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$',
    description: l10n.t('Names the exercise in results: letters, digits, - and _. Unique in the lesson.'),
  },
  prompt: text(l10n.t('What is asked, in Markdown.')),
  at: at(),
  hint: text(l10n.t('Shown on demand, in Markdown.')),
  required: {
    type: 'boolean',
    description: l10n.t('Whether the lesson is complete only with it. Default: true.'),
  },
});
const ALWAYS = ['id', 'prompt'];

export const headerSchema = (): Schema =>
  object(
    l10n.t('The header of a lesson, NAME.lesson.md.'),
    {
      title: text(l10n.t('What the lesson is called.')),
      definition: {
        type: 'string',
        pattern: '\\.mlp\\.json$',
        description: l10n.t('The layer definition file it belongs to, relative to this file.'),
      },
      language: {
        type: 'string',
        pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$',
        description: l10n.t(
          'The language of its text, for screen readers and for the words that are explained: en, de, zh-CN. Default: en.',
        ),
      },
      hide: {
        type: 'array',
        description: l10n.t('Views and controls of the panel that this lesson does without.'),
        uniqueItems: true,
        items: { enum: [...VIEW_NAMES, ...CONTROL_NAMES] },
      },
      presentation: { type: 'boolean', description: l10n.t('Begin in large type, for a projector.') },
      next: {
        type: 'string',
        pattern: '\\.lesson\\.md$',
        description: l10n.t('The lesson that comes after this one, relative to this file.'),
      },
      terms: {
        type: 'object',
        description: l10n.t('Words of this lesson alone, each with its meaning.'),
        additionalProperties: text(l10n.t('What it means.')),
      },
    },
    ['title', 'definition'],
  );

export const BLOCK_NAMES = ['page', 'figure', ...EXERCISE_KINDS] as const;
export type BlockName = (typeof BLOCK_NAMES)[number];

/** The blocks of YAML by the word behind their fence. */
export const blockSchemas = (): Readonly<Record<BlockName, Schema>> => ({
  page: object(
    l10n.t('What happens when this page is entered.'),
    { at: at(), view: { enum: [...VIEW_NAMES], description: l10n.t('The view that is opened.') } },
    [],
  ),
  figure: object(
    l10n.t('A matrix of the live run.'),
    { of: cells(l10n.t('What it shows')), caption: text(l10n.t('Its caption, in Markdown.')) },
    ['of', 'caption'],
  ),
  predict: object(
    l10n.t('The learner says what a number will be, before it is shown.'),
    {
      ...exercise(),
      of: cells(l10n.t('What is to be predicted')),
      ask: { enum: [...PREDICTIONS], description: l10n.t('What is to be typed. Default: value.') },
      after: text(
        l10n.t(
          'As they will be just after this place, later than `at`: the run goes on to it with the answer, which is checked there. Written as `at`.',
        ),
      ),
      tolerance: tolerance(),
    },
    [...ALWAYS, 'of'],
  ),
  formula: object(
    l10n.t('The learner writes the expression of a quantity.'),
    { ...exercise(), of: cells(l10n.t('What it has to give, whole')), tolerance: tolerance() },
    [...ALWAYS, 'of'],
  ),
  'gradient-check': object(
    l10n.t('Finite differences beside the gradient.'),
    {
      ...exercise(),
      of: cells(l10n.t('The parameters, `weights` or `bias`')),
      tolerance: tolerance(),
    },
    [...ALWAYS, 'of'],
  ),
  question: object(
    l10n.t('A question with choices, a number or words for an answer.'),
    {
      ...exercise(),
      choices: {
        type: 'array',
        minItems: 2,
        items: text(l10n.t('A choice, in Markdown.'), { type: ['string', 'number'] }),
      },
      digits: {
        type: 'integer',
        minimum: 1,
        maximum: 7,
        description: l10n.t('The answer is a number, of which so many significant digits count.'),
      },
      answer: {
        type: 'string',
        pattern: '^sha256:[0-9a-f]+:[0-9a-f]{64}$',
        description: l10n.t(
          'The hash of the right answer, sha256:SALT:HASH. Without it a teacher reads the answer.',
        ),
      },
    },
    ALWAYS,
  ),
});

export const lessonSchema = (): Schema => ({
  // What `jsonschema` checks by.
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Backstep lesson',
  ...headerSchema(),
  definitions: blockSchemas(),
});
