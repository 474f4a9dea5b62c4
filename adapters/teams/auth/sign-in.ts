import { z } from 'zod';
import type { TeamsConfig } from '../../../src/config/teams.ts';
import { type Instant, MINUTE, SECOND } from '../../../src/core/instant.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import { SignInFailed } from '../outbound/errors.ts';

/** Gives tokens that show Teams who we are; null where nobody has to show anything. */
export interface SignIn {
  token(): Promise<string | null>;
  /** Teams did not take this one: the next is a new one. */
  refused(token: string | null): void;
}

const granted = z.object({
  access_token: z.string().min(1).max(10_000),
  expires_in: z.coerce.number().positive(),
  token_type: z.string().regex(/^bearer$/i),
});

const ANSWER_WITHIN = 10 * SECOND;
/** A token is not used in its last minutes: it has to arrive. */
const RENEW_BEFORE = 5 * MINUTE;

/**
 * Asks Microsoft's sign-in for a token by the client credentials grant (RFC 6749, 4.4), and keeps it in memory until it
 * nears its end. The Bot Framework's own way goes through MSAL, which takes no address of this machine and keeps tokens
 * in a cache that all of a process shares; this is one request. Rejects with `SignInFailed`, which holds a status alone.
 */
export function createSignIn({ appId, access, tenantIds, cloud }: TeamsConfig, clock: Clock): SignIn {
  if (access.kind === 'none') return { token: async () => null, refused() {} };
  const { appPassword } = access;
  let held: { readonly token: string; readonly until: Instant } | null = null;
  let asking: Promise<string> | null = null;

  async function ask(): Promise<string> {
    const response = await request();
    if (!response.ok) throw new SignInFailed(response.status);
    const parsed = granted.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new SignInFailed(502);
    const { access_token: token, expires_in: seconds } = parsed.data;
    held = { token, until: clock.now() + seconds * SECOND - RENEW_BEFORE };
    return token;
  }

  async function request(): Promise<Response> {
    try {
      return await fetch(`${cloud.loginUrl}${tenantIds[0]}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: appId,
          client_secret: appPassword,
          scope: cloud.scope,
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
    } catch {
      // What fetch says names the address, and may hold the body.
      throw new SignInFailed(503);
    }
  }

  return {
    async token() {
      if (held !== null && held.until > clock.now()) return held.token;
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
    refused(token) {
      if (held?.token === token) held = null;
    },
  };
}
