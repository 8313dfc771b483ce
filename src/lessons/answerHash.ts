/**
 * How the right answer of a `question` stands in the student's file: as a salted hash, `sha256:SALT:HASH`, so that
 * it is not there in the clear. HASH is SHA-256 of `SALT:ID:ANSWER` in UTF-8, all lower-case hexadecimal. A hash of
 * one choice among three is soon guessed by a program; it keeps a reader from reading the answer, no more.
 */
import type { AnswerHash, Exercise } from '../protocol/lesson';

export type Question = Extract<Exercise, { kind: 'question' }>;

/**
 * The answer as it is hashed. Choices are numbered from 1. Numbers are rounded to the digits that count, so that
 * 0.30 and 0.3 are one answer; words lose case, outer and repeated spaces. Null: it is no such answer.
 */
export function plainAnswer(
  { choices, digits }: Pick<Question, 'choices' | 'digits'>,
  given: string,
): string | null {
  const words = given.trim().toLowerCase().replace(/\s+/g, ' ');
  if (words === '') return null;
  if (choices !== null) {
    const chosen = Number(words);
    return Number.isInteger(chosen) && chosen >= 1 && chosen <= choices.length ? String(chosen) : null;
  }
  if (digits === null) return words;
  // A minus sign as it is typeset is one, too.
  const value = Number(words.replace('−', '-'));
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : null;
}

/** Reads `sha256:SALT:HASH`; null for anything else. */
export function readAnswerHash(text: string): AnswerHash | null {
  const [, salt, hash] = /^sha256:([0-9a-f]+):([0-9a-f]{64})$/.exec(text) ?? [];
  return salt === undefined || hash === undefined ? null : { salt, hash };
}

/** `plain` as `plainAnswer` gives it. */
export function hashOfAnswer(salt: string, id: string, plain: string): Promise<string> {
  return sha256(`${salt}:${id}:${plain}`);
}

/** Of a text in UTF-8, as lower-case hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether this is the right answer; null when there is none to compare with. */
export async function isRightAnswer(question: Question, given: string): Promise<boolean | null> {
  const { answer, id } = question;
  if (answer === null) return null;
  const plain = plainAnswer(question, given);
  return plain !== null && (await hashOfAnswer(answer.salt, id, plain)) === answer.hash;
}
