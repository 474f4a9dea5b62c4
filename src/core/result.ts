/** A refusal is a value: a stable code for programs, and data for the words. Wording lives in `messages`. */
export interface Refusal<Code extends string = string> {
  readonly ok: false;
  readonly code: Code;
  readonly details?: Readonly<Record<string, string | number>>;
  /** What else is wrong with the same form. */
  readonly others?: readonly Refusal<Code>[];
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T, Code extends string = string> = Success<T> | Refusal<Code>;

export function success<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function refuse<Code extends string>(
  code: Code,
  details?: Readonly<Record<string, string | number>>,
): Refusal<Code> {
  return details === undefined ? { ok: false, code } : { ok: false, code, details };
}
