/**
 * One line for operators. Fields are ids of rounds, circles, deliveries and requests, outcomes and durations; never a
 * person together with a round, never an answer, never words somebody wrote, never a token.
 */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `error` is reduced to its name, message and stack; causes and attached values are dropped: drivers put bound values there. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
