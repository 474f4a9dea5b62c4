import { createVerify } from 'node:crypto';
// Not exported at the top: it holds the keys that the SDK itself checks with, fetched once for both.
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import { z } from 'zod';
import type { TeamsConfig } from '../../../src/config/teams.ts';
import { MINUTE, SECOND } from '../../../src/core/instant.ts';
import { createBoundedMap } from '../../chat/bounded-map.ts';

/** Looks at the token of an activity before the SDK does. */
export interface TokenVerifier {
  /**
   * Whether the SDK will take this `Authorization` for an activity from this address. Rejects where Microsoft's keys cannot
   * be had.
   */
  holds(proof: string, serviceUrl: string): Promise<boolean>;
}

const ALGORITHM = 'RS256';
/** As the SDK has it. */
const LEEWAY = 5 * MINUTE;

const header = z.object({ alg: z.literal(ALGORITHM), kid: z.string().min(1).max(400) });
const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  serviceurl: z.string(),
  nbf: z.number().optional(),
  exp: z.number(),
});

/** Longer than any token of Microsoft's. */
const LONGEST = 10_000;
const MOST_REMEMBERED = 100;

/**
 * The SDK checks all of this again, and only what passes both is answered. We ask first for one reason: the SDK writes to
 * the console where it refuses a token that has ended or that another key has signed
 * (https://github.com/microsoft/botbuilder-js/blob/main/libraries/botframework-connector/src/auth/jwtTokenExtractor.ts),
 * and it takes tokens of its emulator and of other bots, for which it checks less.
 */
export function createTokenVerifier({ appId, cloud }: Pick<TeamsConfig, 'appId' | 'cloud'>): TokenVerifier {
  // Teams sends one token with many activities while it lives. The SDK looks at its signature each time; here once is enough.
  const signedBy = createBoundedMap<string, unknown>(MOST_REMEMBERED);
  const { openIdMetadata } = new JwtTokenExtractor({}, cloud.openIdUrl, [ALGORITHM]);

  function isMeantForUs({ iss, aud, serviceurl, nbf, exp }: z.infer<typeof claims>, serviceUrl: string) {
    // By this machine's time, as the SDK does it: a token is Microsoft's, and a demo's clock jumps.
    const now = Date.now();
    const lives = (nbf ?? 0) * SECOND - LEEWAY <= now && now < exp * SECOND + LEEWAY;
    return lives && iss === cloud.tokenIssuer && aud === appId && serviceurl === serviceUrl;
  }

  return {
    async holds(proof, serviceUrl) {
      const [head = '', body = '', signature = '', ...rest] =
        /^Bearer (\S+)$/.exec(proof)?.[1]?.split('.') ?? [];
      if (proof.length > LONGEST || rest.length > 0) return false;
      const read = header.safeParse(jsonIn(head));
      const said = claims.safeParse(jsonIn(body));
      if (!read.success || !said.success || !isMeantForUs(said.data, serviceUrl)) return false;
      const key = await openIdMetadata.getKey(read.data.kid);
      // Keys without endorsements pass with the SDK; those of Teams have them.
      if (key?.endorsements?.includes('msteams') !== true) return false;
      if (signedBy.get(proof) === key.key) return true;
      const isSigned = createVerify('RSA-SHA256')
        .update(`${head}.${body}`)
        .verify(key.key, signature, 'base64url');
      if (isSigned) signedBy.set(proof, key.key);
      return isSigned;
    },
  };
}

function jsonIn(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
