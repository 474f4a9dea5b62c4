import { FAULTS, type PlainWords } from '../words.ts';

/** A request we refuse ourselves, before or instead of the core: a status and what to tell the person. */
export class HttpError extends Error {
  readonly status: number;
  readonly words: PlainWords;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, words: PlainWords, headers: Readonly<Record<string, string>> = {}) {
    super(words.heading);
    this.status = status;
    this.words = words;
    this.headers = headers;
  }
}

/** What to answer to anything thrown while serving; null for what is our own failure. */
export function faultOf(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error;
  // Express and its body reader throw plain errors that carry a status (https://github.com/jshttp/http-errors).
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  if (status === 413) return new HttpError(413, FAULTS.tooLarge);
  if (status === 415) return new HttpError(415, FAULTS.wrongType);
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new HttpError(400, FAULTS.malformed);
  return null;
}
