/** A part of an expression's text: from `start` to before `end`, counted from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with an expression, in the words of the person who wrote it. The only kind of error this room throws. */
export class ExpressionError extends Error {
  /** The first character that is meant, counted from 1. */
  readonly column: number;
  /** How many characters are meant: 0 at the end of the text. */
  readonly length: number;

  constructor(message: string, at: Span) {
    super(message);
    this.name = 'ExpressionError';
    this.column = at.start + 1;
    this.length = at.end - at.start;
  }
}

/** Nothing is wrong with the expression, but at this moment something that it reads is not there. */
export class AbsentError extends ExpressionError {
  /** The same words at the same place. */
  static of({ message, column, length }: ExpressionError): AbsentError {
    return new AbsentError(message, { start: column - 1, end: column - 1 + length });
  }
}

/** Where in the expression something is computed, for the messages of what goes wrong there. */
export interface Site {
  /** An error at this place, or at one of the operands or arguments, counted from 0. */
  error(message: string, operand?: number): ExpressionError;
  /** How the operand is written. */
  written(operand: number): string;
}
