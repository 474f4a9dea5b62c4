import type { IncomingMessage } from 'node:http';
import type { KeyRing } from '../../../src/core/ports/secrets.ts';
import { createSigner } from '../../../src/core/signer.ts';
import type { Session } from './session.ts';

/** Two checks that a form was ours: where the request comes from, and a token that only our page could hold. */
export interface FormGuard {
  token(session: Session): string;
  /** False if another site sent this request. */
  fromHere(request: IncomingMessage): boolean;
  /**
   * For whom our page made a form: whoever is signed in now, also where they have come in anew since, or somebody else (or nobody
   * is signed in); null: it is no form of ours.
   */
  madeFor(session: Session | null, token: string | undefined): 'them' | 'another' | null;
}

export function createFormGuard(keys: KeyRing, baseUrl: () => string): FormGuard {
  const signer = createSigner(keys, 'web/form');
  return {
    token: ({ id, webId }) => signer.sign(`${id} ${webId}`),
    madeFor(session, token) {
      const content = token === undefined ? null : signer.open(token);
      if (content === null) return null;
      // Pages of before name the session alone.
      const [id, webId] = content.split(' ');
      return session !== null && (id === session.id || webId === session.webId) ? 'them' : 'another';
    },
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
