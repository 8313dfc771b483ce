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

/** Checked like any other. */
export async function exerciseLesson(): Promise<Lesson> {
  const { lesson, faults } = await loadLesson(EXERCISE_LESSON, (file) =>
    readFile(path.join(COURSE, file), 'utf8'),
  );
  assert.deepEqual(faults, []);
  assert.ok(lesson);
  return lesson;
}
