/** What a request answers when it fails for a reason that the person can act upon. */

/** The error ids of this adapter, one per kind. */
export const ERROR_IDS = {
  /** Something in this adapter went wrong: a mistake of ours. */
  internal: 1000,
  unknownCommand: 1001,
  /** The definition file cannot be read or is wrong, or the launch asks for what there is not. */
  launch: 1002,
  /** The request makes no sense in the state that the run is in. */
  state: 1003,
  /** A frame, scope or variable of an earlier stop. */
  stale: 1004,
  /** An expression that cannot be evaluated. */
  evaluate: 1005,
  /** The request lacks an argument or has one of the wrong kind. */
  argument: 1006,
  engine: 1007,
  /** The client has asked for it. */
  cancelled: 1009,
} as const;
export type ErrorKind = keyof typeof ERROR_IDS;

export class ProtocolError extends Error {
  /** `showUser`: whether an editor should interrupt the person with it. */
  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly showUser = false,
  ) {
    super(message);
    this.name = 'ProtocolError';
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
