import { z } from 'zod';
import type { Instant } from '../../../src/core/instant.ts';
import type { InstallationTable } from '../../../src/core/ports/platform-tables.ts';
import type { TokenVault } from '../../../src/core/ports/secrets.ts';

/** What a workspace let us have when it installed us. */
export interface Grant {
  readonly botToken: string;
  readonly botUserId: string;
  /** Renews the token before it ends; null: it never does. */
  readonly renewal: { readonly refreshToken: string; readonly expiresAt: Instant } | null;
}

export interface Installed extends Grant {
  /** Slack has refused this token since then; null: it works, as far as we know. */
  readonly shutOutAt: Instant | null;
}

const grantSchema = z.object({
  botToken: z.string(),
  botUserId: z.string(),
  renewal: z.object({ refreshToken: z.string(), expiresAt: z.number() }).nullable(),
});

/** Workspaces with their tokens, sealed on the way into the database and opened on the way out. */
export interface Installations {
  save(team: string, grant: Grant): Promise<void>;
  /** null: not installed there. Throws `UnopenedGrant` where we lack the key. */
  find(team: string): Promise<Installed | null>;
  markShutOut(team: string, at: Instant | null): Promise<void>;
  remove(team: string): Promise<void>;
}

/** A stored token that none of our keys opens. */
export class UnopenedGrant extends Error {
  override readonly name = 'UnopenedGrant';

  constructor(keyId: string) {
    super(`A Slack token is sealed with key ${keyId}, which is not in TOKEN_KEY or TOKEN_KEY_RETIRED.`);
  }
}

export function createInstallations(
  table: InstallationTable,
  vault: TokenVault,
  now: () => Instant,
): Installations {
  const purposeOf = (team: string) => `slack/${team}`;
  return {
    save: (team, grant) =>
      table.save({
        platform: 'slack',
        workspace: team,
        ...vault.seal(JSON.stringify(grant), purposeOf(team)),
        installedAt: now(),
        shutOutAt: null,
      }),
    async find(team) {
      const row = await table.find('slack', team);
      if (row === null) return null;
      const text = vault.open(row, purposeOf(team));
      if (text === null) throw new UnopenedGrant(row.keyId);
      return { ...grantSchema.parse(JSON.parse(text)), shutOutAt: row.shutOutAt };
    },
    markShutOut: (team, at) => table.markShutOut('slack', team, at),
    remove: (team) => table.remove('slack', team),
  };
}
