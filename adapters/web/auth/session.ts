import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { KeyRing } from '../../../src/core/ports/secrets.ts';
import type { SessionTable } from '../../../src/core/ports/session-table.ts';
import { createSigner } from '../../../src/core/signer.ts';
import { type Device, OLD_COOKIE_LASTED, SESSION_LASTS, type WebSession } from '../../../src/core/way-in.ts';

/** Who uses this browser. `id` is random and known to nobody else: forms are bound to it. */
export type Session = Pick<WebSession, 'id' | 'webId'>;

const cookieSchema = z.strictObject({
  id: z.string(),
  webId: z.string(),
  device: z.enum(['own', 'shared']),
  givenAt: z.number(),
});

/** As v0.1.0 wrote them. */
const oldCookieSchema = z
  .strictObject({ id: z.string(), webId: z.string(), expiresAt: z.number() })
  .transform(
    ({ id, webId, expiresAt }) =>
      ({ id, webId, device: 'own', givenAt: expiresAt - OLD_COOKIE_LASTED }) as const,
  );

type Cookie = z.infer<typeof cookieSchema>;

/**
 * Who is signed in. A session is a row, written at the claim and deleted at its end, and a signed cookie that names it. Use is
 * kept nowhere: a page that is read with an old cookie answers with a new one, and only the browser knows.
 */
export interface Sessions {
  /** Null without a cookie, and for one that is forged, past its end, or of a session that was ended. Looks once for each request. */
  read(request: IncomingMessage, response: ServerResponse): Promise<Session | null>;
  /** Gives the browser the cookie of a session that stands in its row. */
  give(response: ServerResponse, session: WebSession): void;
  end(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/**
 * `secure`: the pages are served over https. Only then can the cookie carry the `__Host-` prefix, which keeps
 * neighbouring subdomains from planting one (RFC 6265bis, section 4.1.3.2).
 */
export function createSessions(keys: KeyRing, table: SessionTable, clock: Clock, secure: boolean): Sessions {
  const signer = createSigner(keys, 'web/session');
  const name = secure ? '__Host-roundtable' : 'roundtable';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const found = new WeakMap<IncomingMessage, Promise<Session | null>>();

  function set(response: ServerResponse, { id, webId, device }: Omit<WebSession, 'beganAt'>): void {
    const content: Cookie = { id, webId, device, givenAt: clock.now() };
    // Without Max-Age a browser forgets it when it is closed.
    const age = device === 'own' ? `; Max-Age=${SESSION_LASTS.own.lasts / 1000}` : '';
    response.appendHeader(
      'Set-Cookie',
      `${name}=${signer.sign(JSON.stringify(content))}; ${attributes}${age}`,
    );
  }

  async function look(request: IncomingMessage, response: ServerResponse): Promise<Session | null> {
    const text = signer.open(cookieIn(request.headers.cookie ?? '', name) ?? '');
    if (text === null) return null;
    const content: unknown = JSON.parse(text);
    const given = cookieSchema.safeParse(content);
    const old = given.success ? null : oldCookieSchema.safeParse(content);
    const cookie = given.data ?? old?.data;
    if (cookie === undefined) return null;
    const lasts = old === null ? lastsOf(cookie.device) : { lasts: OLD_COOKIE_LASTED, renewedAfter: 0 };
    const age = clock.now() - cookie.givenAt;
    if (age >= lasts.lasts) return null;
    const mayWrite = request.method === 'GET';
    let session: Session | null = await table.find(cookie.id);
    if (session === null && old !== null) session = await exchanged(cookie, mayWrite);
    if (session === null || session.webId !== cookie.webId) return null;
    if (mayWrite && age >= lasts.renewedAfter) set(response, cookie);
    return session;
  }

  /** A browser that v0.1.0 signed in stays so, unless its person has signed out what they do not see. */
  async function exchanged(
    { id, webId, device, givenAt }: Cookie,
    mayWrite: boolean,
  ): Promise<Session | null> {
    if (await table.oldCookiesEnded(webId)) return null;
    if (mayWrite) await table.begin({ id, webId, device, beganAt: givenAt });
    return { id, webId };
  }

  return {
    read(request, response) {
      const known = found.get(request);
      if (known !== undefined) return known;
      const looking = look(request, response);
      found.set(request, looking);
      return looking;
    },
    give: set,
    async end(request, response) {
      const session = await this.read(request, response);
      if (session !== null) await table.leave(session.id);
      found.set(request, Promise.resolve(null));
      response.appendHeader('Set-Cookie', `${name}=; ${attributes}; Max-Age=0`);
    },
  };
}

function lastsOf(device: Device) {
  return SESSION_LASTS[device];
}

/** null: the browser brought none of this name. */
export function cookieIn(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}
