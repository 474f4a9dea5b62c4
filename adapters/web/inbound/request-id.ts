import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

/** Gives each request a name of its own for logs and for the page that reports a failure. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  next();
};

export function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}
