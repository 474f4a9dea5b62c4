import express, { type Request, type RequestHandler } from 'express';
import { LIMITS } from '../limits.ts';
import { FAULTS } from '../words.ts';
import { HttpError } from './errors.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Takes a form's bytes and nothing else: no other type, no compression, no more than the limit. */
export const readBody: readonly RequestHandler[] = [
  (request, _response, next) => {
    const type = (request.headers['content-type'] ?? FORM).split(';')[0]?.trim().toLowerCase();
    if (type !== FORM) throw new HttpError(415, FAULTS.wrongType);
    next();
  },
  express.raw({ limit: LIMITS.body, inflate: false, type: () => true }),
];

/**
 * The fields of a form in the order sent. Throws a Fault for bytes that are not UTF-8 (kept parsers would replace them
 * without a word, and what the person wrote would be lost) and for too many fields. Control characters are dropped:
 * some word processors paste them, PostgreSQL refuses NUL, and nobody means them.
 */
export function readFields(request: Request): readonly (readonly [name: string, value: string])[] {
  const bytes: unknown = request.body;
  if (!(bytes instanceof Uint8Array)) return [];
  const fields = [...parseQuery(decode(bytes))];
  if (fields.length > LIMITS.fields) throw new HttpError(400, FAULTS.malformed);
  return fields.map(([name, value]) => [name, withoutControls(value)]);
}

/** Reads `a=b&c=d`. Throws a Fault where percent signs do not spell UTF-8. */
export function parseQuery(text: string): URLSearchParams {
  try {
    decodeURIComponent(text);
  } catch {
    throw new HttpError(400, FAULTS.malformed);
  }
  return new URLSearchParams(text);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpError(400, FAULTS.malformed);
  }
}

/** Also turns the line breaks of forms (CR LF) into plain ones, so that a length counts what the person sees. */
function withoutControls(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '');
}
