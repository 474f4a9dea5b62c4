import { z } from 'zod';
import type { Place } from '../../../src/core/circle.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { ConversationRow, ConversationTable } from '../../../src/core/ports/platform-tables.ts';
import type { TokenVault } from '../../../src/core/ports/secrets.ts';

/** How Teams lets us reach a person or a channel. */
export interface Reference {
  readonly serviceUrl: string;
  readonly tenantId: string;
  /** null: this person has no chat with us yet, it has to be made. */
  readonly conversationId: string | null;
  /** How Teams names the person to us (`29:…`); null for channels, or where we have not heard of them. */
  readonly userId: string | null;
}

export interface Kept {
  readonly reference: Reference;
  /** We were taken out of it since. */
  readonly closedAt: Instant | null;
}

const referenceSchema = z.object({
  serviceUrl: z.string(),
  tenantId: z.string(),
  conversationId: z.string().nullable(),
  userId: z.string().nullable(),
});

/** A stored reference that none of our keys opens. */
export class UnopenedReference extends Error {
  override readonly name = 'UnopenedReference';

  constructor(keyId: string) {
    super(
      `A Teams conversation is sealed with key ${keyId}, which is not in TOKEN_KEY or TOKEN_KEY_RETIRED.`,
    );
  }
}

/** References, sealed on the way into the database and opened on the way out. */
export interface References {
  /** Throws `UnopenedReference` where we lack the key. */
  find(name: string): Promise<Kept | null>;
  /** Whether there is one, closed or not. */
  has(name: string): Promise<boolean>;
  /** Opens it again where it was closed, by whichever process. Writes only where something differs, and gives whether. */
  save(name: string, reference: Reference, parent?: string | null): Promise<boolean>;
  /** The team of a place; null: it is of none that we have heard of. */
  teamOf(name: string): Promise<string | null>;
  /** The names of a team's channels that we have heard of. */
  within(team: string): Promise<readonly string[]>;
  /** How each channel that is open to us is reached. */
  channels(): Promise<readonly Reference[]>;
  close(name: string): Promise<void>;
}

/** How a place is called in the table: `member/…` or `channel/…`. */
export function nameOf({ kind, externalId }: Pick<Place, 'kind' | 'externalId'>): string {
  return `${kind}/${externalId}`;
}

export function createReferences(
  table: ConversationTable,
  vault: TokenVault,
  now: () => Instant,
): References {
  const purposeOf = (name: string) => `teams/${name}`;

  function opened(row: ConversationRow): Kept {
    const text = vault.open(row, purposeOf(row.name));
    if (text === null) throw new UnopenedReference(row.keyId);
    return { reference: referenceSchema.parse(JSON.parse(text)), closedAt: row.closedAt };
  }

  return {
    async find(name) {
      const row = await table.find('teams', name);
      return row === null ? null : opened(row);
    },
    has: async (name) => (await table.find('teams', name)) !== null,
    async save(name, reference, parent = null) {
      const row = await table.find('teams', name);
      const isSame =
        row !== null &&
        row.closedAt === null &&
        row.parent === (parent ?? row.parent) &&
        vault.open(row, purposeOf(name)) === JSON.stringify(reference);
      if (isSame) return false;
      const sealed = vault.seal(JSON.stringify(reference), purposeOf(name));
      await table.save({
        platform: 'teams',
        name,
        parent: parent ?? row?.parent ?? null,
        ...sealed,
        closedAt: null,
      });
      return true;
    },
    teamOf: async (name) => (await table.find('teams', name))?.parent ?? null,
    async within(team) {
      return (await table.within('teams', team)).map(({ name }) => name);
    },
    async channels() {
      const rows = (await table.list()).filter(
        ({ platform, name, closedAt }) =>
          platform === 'teams' && name.startsWith('channel/') && closedAt === null,
      );
      return rows.map((row) => opened(row).reference);
    },
    async close(name) {
      await table.markClosed('teams', name, now());
    },
  };
}
