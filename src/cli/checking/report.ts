/** The grades as a table for a teacher. */

export const GRADES = ['right', 'wrong', 'missing', 'given up', 'to be read', 'tampered'] as const;
export type Grade = (typeof GRADES)[number];

export interface GradedExercise {
  readonly id: string;
  readonly required: boolean;
  readonly grade: Grade;
  readonly attempts: number;
  readonly answer: string | null;
  /** Why, in words. */
  readonly note: string;
}

export interface Graded {
  /** The folder it lies in; of a file at the top, its own name. */
  readonly student: string;
  readonly file: string;
  readonly lesson: string;
  readonly passed: boolean;
  /** What is wrong with the file as a whole. */
  readonly faults: readonly string[];
  readonly exercises: readonly GradedExercise[];
}

export function tableOf(graded: readonly Graded[]): string {
  const lines = graded.flatMap(linesOf);
  const passed = graded.filter((one) => one.passed).length;
  return `${lines.join('\n')}\n\n${passed} of ${graded.length} passed.\n`;
}

function linesOf({ student, lesson, passed, faults, exercises }: Graded): string[] {
  const widest = Math.max(0, ...exercises.map(({ id }) => id.length));
  const count = exercises.filter(({ grade }) => grade === 'right').length;
  return [
    `${passed ? 'passed' : 'FAILED'}  ${student}  ${lesson}  ${count} of ${exercises.length} right`,
    ...faults.map((fault) => `        ! ${fault}`),
    ...exercises.map(({ id, grade, required, attempts, note, answer }) =>
      [
        `        ${id.padEnd(widest)}`,
        grade.padEnd(10),
        attemptsText(attempts).padEnd(11),
        required ? '' : '(optional) ',
        answerText(answer),
        note === '' ? '' : `  ${note}`,
      ]
        .join('  ')
        .trimEnd(),
    ),
  ];
}

function attemptsText(attempts: number): string {
  return attempts === 1 ? '1 attempt' : `${attempts} attempts`;
}

const LONGEST = 60;

/** In one line: control characters of a file that somebody handed in stay out of the terminal. */
function answerText(answer: string | null): string {
  if (answer === null || answer === '') return '—';
  const plain = answer.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}
