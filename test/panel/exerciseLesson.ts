/** A lesson with an exercise of each kind, about the case `outer`, as its author would write it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadLesson } from '../../src/lessons/load';
import type { Lesson } from '../../src/protocol/lesson';

const COURSE = path.join(__dirname, '..', '..', 'examples', 'course');

const hash = (id: string, answer: string): string =>
  `sha256:5a1f:${createHash('sha256').update(`5a1f:${id}:${answer}`).digest('hex')}`;

export const EXERCISE_LESSON = `---
title: Exercises
definition: 02-outer-product.mlp.json
---

# Predict a number

\`\`\`page
at: output.gradientWeights@0
view: step
\`\`\`

Now \`=output.gradientWeights[2,1]\` and its matrix:

\`\`\`figure
of: output.gradientWeights
caption: One of them is hidden.
\`\`\`

\`\`\`predict
id: one-cell
of: output.gradientWeights[2,1]
prompt: What is the last one?
hint: Its input times its column's δ.
\`\`\`

# Predict a shape

\`\`\`page
at: output.gradientWeights@0
\`\`\`

\`\`\`predict
id: a-shape
of: output.gradientWeights
ask: shape
prompt: What is its shape?
required: false
\`\`\`

# Write it

\`\`\`page
at: output.gradientWeights@0
\`\`\`

\`\`\`formula
id: a-formula
of: output.gradientWeights
prompt: Write the gradient of the weights.
\`\`\`

# Check it

\`\`\`page
at: output.gradientWeights@0
\`\`\`

\`\`\`gradient-check
id: a-check
of: output.weights[1,0]
prompt: Is it the slope?
\`\`\`

# Which way

\`\`\`question
id: which
prompt: Which one?
choices: [Up, Down]
answer: ${hash('which', '2')}
\`\`\`

\`\`\`question
id: why-so
prompt: Why?
required: false
\`\`\`
`;

/** Predictions of a column, of the loss, and of what is still to be made. */
export const AHEAD_LESSON = `---
title: Ahead
definition: 02-outer-product.mlp.json
---

# A column

\`\`\`page
at: output.gradientWeights@0
view: step
\`\`\`

\`\`\`predict
id: a-column
of: output.gradientWeights[:, 1]
prompt: What is the second column?
\`\`\`

# Before it is computed

\`\`\`page
at: output.gradientOutput@0
view: step
\`\`\`

\`\`\`predict
id: ahead
of: output.gradientWeights[2, 1]
after: output.gradientWeights
prompt: What will it be?
\`\`\`

# The next weight

\`\`\`page
at: output.gradientWeights@0
view: step
\`\`\`

\`\`\`predict
id: next-weight
of: output.weights[2, 1]
after: output.update
prompt: What will the update make of it?
\`\`\`

# The loss

\`\`\`page
at: loss@0
view: step
\`\`\`

The loss is \`=loss\`.

\`\`\`predict
id: the-loss
of: loss
prompt: What is the loss?
\`\`\`

# Which way it goes

\`\`\`page
at: loss@0
view: step
\`\`\`

\`\`\`predict
id: which-way
of: loss
ask: direction
after: loss@1
prompt: Will it be better?
\`\`\`
`;

/** Checked like any other. */
export async function exerciseLesson(text = EXERCISE_LESSON): Promise<Lesson> {
  const { lesson, faults } = await loadLesson(text, (file) => readFile(path.join(COURSE, file), 'utf8'));
  assert.deepEqual(faults, []);
  assert.ok(lesson);
  return lesson;
}
