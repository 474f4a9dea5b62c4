import type { Payload } from './types.ts';

/** Slack's `ok: false`: the error's name, and what else stands in the answer. */
export class Refusal extends Error {
  readonly answer: Payload;

  constructor(error: string, more: Payload = {}) {
    super(error);
    this.answer = { ok: false, error, ...more };
  }
}

/** A payload that Slack's schemas refuse, with one line for each fault. */
export function badShape(error: string, complaints: readonly string[]): Refusal {
  return new Refusal(error, {
    errors: complaints,
    response_metadata: { messages: complaints.map((complaint) => `[ERROR] ${complaint}`) },
  });
}
