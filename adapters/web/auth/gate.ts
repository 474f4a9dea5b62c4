import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { HttpError } from '../inbound/errors.ts';
import type { Form } from '../inbound/parse.ts';
import { LIMITS } from '../limits.ts';
import { ENTRANCE, FAULTS } from '../words.ts';
import type { FormGuard } from './csrf.ts';
import type { Session, Sessions } from './session.ts';

/** Decides whether a request may reach the core. */
export interface Gate {
  /** The session of a request that may go on; null without one. Throws an HttpError when there were too many. */
  admit(request: Request, response: Response): Promise<Session | null>;
  /** Whether a form of ours may be taken, or waits until its person has come in again. Throws an HttpError for any other. */
  check(session: Session | null, form: Form): 'taken' | 'held';
}

export function createGate(sessions: Sessions, guard: FormGuard): Gate {
  const callers = new WeakMap<Request, Session['webId']>();
  const limit = rateLimit({
    limit: LIMITS.requestsPerPerson.count,
    windowMs: LIMITS.requestsPerPerson.within,
    // By the person: a new session, or a second device, is no new allowance.
    keyGenerator: (request) => callers.get(request) ?? '',
    handler: (_request, _response, next) => next(new HttpError(429, FAULTS.tooFast)),
    // How many requests somebody sent is nobody's to read on the way.
    standardHeaders: false,
    legacyHeaders: false,
  });
  return {
    async admit(request, response) {
      const session = await sessions.read(request, response);
      if (session === null) return null;
      callers.set(request, session.webId);
      await new Promise<void>((resolve, reject) => {
        void limit(request, response, (fault?: unknown) => (fault === undefined ? resolve() : reject(fault)));
      });
      return session;
    },
    check(session, form) {
      const whose = guard.madeFor(session, form.token);
      if (whose === null) throw session === null ? noSession() : new HttpError(403, FAULTS.forgery);
      return whose === 'them' ? 'taken' : 'held';
    },
  };
}

/** Refuses whatever another site sends, before a byte of it is read. */
export function fromHereOnly(guard: FormGuard): RequestHandler {
  return (request, _response, next) => {
    if (!guard.fromHere(request)) throw new HttpError(403, FAULTS.forgery);
    next();
  };
}

export function noSession(): HttpError {
  return new HttpError(403, ENTRANCE.noSession);
}
