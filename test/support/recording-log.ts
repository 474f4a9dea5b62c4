import type { Log, LogFields } from '../../src/core/ports/log.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
  /** Name and message, as the real log keeps them. */
  readonly error: string | null;
}

/** A log that a test reads afterwards. */
export function recordingLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  return {
    lines,
    info: (event, fields = {}) => void lines.push({ level: 'info', event, fields, error: null }),
    warn: (event, fields = {}) => void lines.push({ level: 'warn', event, fields, error: null }),
    error: (event, error, fields = {}) =>
      void lines.push({ level: 'error', event, fields, error: String(error) }),
  };
}
