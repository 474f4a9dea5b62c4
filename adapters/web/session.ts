import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../src/ports/clock.ts';
import { LIMITS } from './limits.ts';
import { createSigner } from './tokens.ts';

/** Who uses this browser. `id` is random and known to nobody else: forms are bound to it. */
export interface Session {
  readonly id: string;
  readonly webId: string;
}

const stored = z.strictObject({ id: z.string(), webId: z.string(), expiresAt: z.number() });

/** Keeps the session in a signed cookie, so that the server holds no list of who is signed in. */
export interface Sessions {
  /** Null without a cookie, and for one that is forged or past its end. */
  read(request: IncomingMessage): Session | null;
  begin(response: ServerResponse, webId: string): void;
  end(response: ServerResponse): void;
}

/**
 * `secure`: the pages are served over https. Only then can the cookie carry the `__Host-` prefix, which keeps
 * neighbouring subdomains from planting one (RFC 6265bis, section 4.1.3.2).
 */
export function createSessions(key: Uint8Array, clock: Clock, secure: boolean): Sessions {
  const signer = createSigner(key, 'session');
  const name = secure ? '__Host-roundtable' : 'roundtable';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    read(request) {
      const value = cookie(request.headers.cookie ?? '', name);
      const text = value === null ? null : signer.open(value);
      if (text === null) return null;
      const found = stored.safeParse(JSON.parse(text));
      if (!found.success || clock.now() >= found.data.expiresAt) return null;
      return { id: found.data.id, webId: found.data.webId };
    },
    begin(response, webId) {
      const expiresAt = clock.now() + LIMITS.session;
      const value = signer.sign(
        JSON.stringify({ id: randomBytes(16).toString('base64url'), webId, expiresAt }),
      );
      response.appendHeader(
        'Set-Cookie',
        `${name}=${value}; ${attributes}; Max-Age=${LIMITS.session / 1000}`,
      );
    },
    end(response) {
      response.appendHeader('Set-Cookie', `${name}=; ${attributes}; Max-Age=0`);
    },
  };
}

function cookie(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}
