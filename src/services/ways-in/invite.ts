import type { Circle, Member } from '../../domain/circle.ts';
import { CODE_BYTES, codeFrom } from '../../domain/code.ts';
import type { Instant } from '../../domain/instant.ts';
import { invitationEnds, type Maker } from '../../domain/way-in.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { keyedHash } from '../keyed-hash.ts';

/** Shown once, to whoever hands it over or comes in with it, and kept nowhere. */
export interface WayIn {
  readonly address: string;
  /** Where the code is typed. */
  readonly entrance: string;
  readonly code: string;
  readonly expiresAt: Instant;
}

export interface MadeBy {
  readonly maker: Maker;
  /** The steward; null for the person themselves and for an operator. */
  readonly makerId: Member['id'] | null;
}

export const BY_SELF: MadeBy = { maker: 'self', makerId: null };
export const BY_OPERATOR: MadeBy = { maker: 'operator', makerId: null };

const SECRET_BYTES = 16;
export const SECRET_PURPOSE = 'invitation';
export const CODE_PURPOSE = 'invitation code';

/**
 * Makes the one way in that waits for a member: an address with 128 random bits behind `#`, and a code of 50 for paper.
 * Either works once; an earlier one that nobody used is dead.
 */
export async function invite(
  context: Context,
  tables: Pick<Tables, 'invitations' | 'people'>,
  circle: Pick<Circle, 'id'>,
  member: Pick<Member, 'id' | 'personId' | 'confirmedAt' | 'leftAt'>,
  by: MadeBy,
  since: Instant | null = null,
): Promise<WayIn> {
  const secret = Buffer.from(context.randomBytes(SECRET_BYTES)).toString('base64url');
  const code = codeFrom(context.randomBytes(CODE_BYTES));
  // Letters wait on their pages from now on; that is no way in.
  await webAccountOf(context, tables, member, since);
  const madeAt = context.clock.now();
  const expiresAt = invitationEnds(member, madeAt);
  await tables.invitations.make({
    id: context.newId(),
    circleId: circle.id,
    memberId: member.id,
    secretHash: keyedHash(context, SECRET_PURPOSE, secret),
    codeHash: keyedHash(context, CODE_PURPOSE, code),
    ...by,
    madeAt,
    expiresAt,
    usedAt: null,
  });
  const { links } = context;
  return { address: links.wayIn(secret), entrance: links.entrance(), code, expiresAt };
}

/**
 * The id under which the pages know a member's person, in all their circles: made where they have none. `since`: from when
 * on one that is made acts for them; null: from the start.
 */
export async function webAccountOf(
  context: Context,
  tables: Pick<Tables, 'people'>,
  { personId }: Pick<Member, 'personId'>,
  since: Instant | null,
): Promise<string> {
  // Two who ask at once must not make two.
  await tables.people.lock([personId]);
  const person = await tables.people.find(personId);
  const known = person?.accounts.find(({ platform, held }) => platform === 'web' && !held);
  if (known !== undefined) return known.externalId;
  const made = { platform: 'web', externalId: context.newId() } as const;
  await tables.people.addAccount(personId, made, since);
  return made.externalId;
}

/**
 * For somebody who asks for themselves, from an account they are signed in with: at once, and told to nobody. `since`: from
 * when on that account acts for them. In rounds that are open it opens no more on the pages than where it was asked for.
 */
export function inviteSelf(
  context: Context,
  circle: Circle,
  member: Member,
  since: Instant | null = null,
): Promise<WayIn> {
  return context.store.transact((tables) => invite(context, tables, circle, member, BY_SELF, since));
}
