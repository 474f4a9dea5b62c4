import type { IncomingMessage } from 'node:http';
import type { KeyRing } from '../../../src/core/ports/secrets.ts';
import { createSigner } from '../../../src/core/signer.ts';
import type { Session } from './session.ts';

/** Two checks that a form was ours: where the request comes from, and a token that only our page could hold. */
export interface FormGuard {
  token(session: Session): string;
  /** False if another site sent this request. */
  fromHere(request: IncomingMessage): boolean;
  ours(session: Session, token: string | undefined): boolean;
}

export function createFormGuard(keys: KeyRing, baseUrl: () => string): FormGuard {
  const signer = createSigner(keys, 'web/form');
  return {
    token: (session) => signer.sign(session.id),
    ours: (session, token) => token !== undefined && signer.open(token) === session.id,
    fromHere(request) {
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined) return site === 'same-origin' || site === 'none';
      const origin = request.headers.origin;
      // "null" stands for a sandboxed frame or a page of nobody's: our own pages let browsers name themselves, by their
      // referrer policy (https://fetch.spec.whatwg.org/#append-a-request-origin-header). Without any the token decides.
      if (origin === undefined) return true;
      return origin === new URL(baseUrl()).origin || hostOf(origin) === request.headers.host;
    },
  };
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
