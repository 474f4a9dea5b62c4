import type { Circle, Member } from '../../../core/circle.ts';
import { CODE_BYTES, codeFrom } from '../../../core/code.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import { keyedHash } from '../../../core/keyed-hash.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { personTable } from '../../../core/tables/people.ts';
import { hasWayIn } from '../../../core/way-in.ts';
import { type Invitation, invitationTimes, type Maker } from '../rules/way-in.ts';
import { invitationTable } from '../tables.ts';
import type { Credentials } from './credentials.ts';

/** Shown once, to whoever hands it over or comes in with it, and kept nowhere. */
export interface WayIn {
  readonly id: string;
  readonly address: string;
  /** Where the code is typed. */
  readonly entrance: string;
  readonly code: string;
  readonly opensAt: Instant;
  readonly expiresAt: Instant;
}

export interface MadeBy {
  readonly maker: Maker;
  /** The steward who is shown it, of two the second; null for the person themselves and for an operator. */
  readonly makerId: Member['id'] | null;
}

const BY_SELF: MadeBy = { maker: 'self', makerId: null };
export const BY_OPERATOR: MadeBy = { maker: 'operator', makerId: null };

const SECRET_BYTES = 16;
export const SECRET_PURPOSE = 'invitation';
export const CODE_PURPOSE = 'invitation code';

export type Invitee = Pick<Member, 'id' | 'personId' | 'confirmedAt' | 'leftAt'>;

/**
 * Makes the one way in that waits for a person: an address with 128 random bits behind `#`, and a code of 50 for paper.
 * Either works once; an earlier one that nobody used is dead, unless others made it and this one is the person's own. Somebody else's making opens at once only for who has no way
 * in yet: see `TOLD_BEFORE`.
 */
export async function invite(
  context: Context,
  tx: Tx,
  circle: Pick<Circle, 'id'>,
  member: Invitee,
  by: MadeBy,
  webId: string | null = null,
): Promise<WayIn> {
  const made = {
    id: context.newId(),
    secret: Buffer.from(context.randomBytes(SECRET_BYTES)).toString('base64url'),
    code: codeFrom(context.randomBytes(CODE_BYTES)),
  };
  const { opensAt, expiresAt } = await keep(context, tx, circle, member, by, made, { webId, sentTo: null });
  const { links } = context;
  const { id, code } = made;
  return { id, address: links.wayIn(made.secret), entrance: links.entrance(), code, opensAt, expiresAt };
}

/** Keeps an invitation, in the place of an earlier one. Gives it as it is kept. */
export async function keep(
  context: Context,
  tx: Tx,
  circle: Pick<Circle, 'id'>,
  member: Invitee,
  by: MadeBy,
  { id, secret, code }: Credentials & { readonly id: string },
  to: Pick<Invitation, 'webId' | 'sentTo'>,
): Promise<Invitation> {
  const madeAt = context.clock.now();
  const known = by.maker !== 'self' && (await isKnown(context, tx, member));
  const invitation: Invitation = {
    id,
    circleId: circle.id,
    memberId: member.id,
    secretHash: keyedHash(context, SECRET_PURPOSE, secret),
    codeHash: keyedHash(context, CODE_PURPOSE, code),
    ...by,
    madeAt,
    ...invitationTimes(member, known, madeAt, by.maker),
    usedAt: null,
    waiting: false,
    ...to,
  };
  await invitationTable.make(tx, invitation);
  return invitation;
}

/** Whether somebody has, or ever had, a way in: an account out of use counts, or its closing would open a door. */
export async function isKnown(
  { platforms }: Pick<Context, 'platforms'>,
  tx: Tx,
  { personId }: Pick<Member, 'personId'>,
): Promise<boolean> {
  return hasWayIn((await personTable.find(tx, personId))?.accounts ?? [], platforms);
}

/**
 * An id under which the pages know a member's person, in all their circles, exactly as old as the account they ask from: an
 * older one would open rounds that this one has no seat in, a younger one would outlive a link that is undone. Made where
 * they have none. `since`: null where it is theirs from the start.
 */
async function webAccountOf(
  context: Context,
  tx: Tx,
  { personId }: Pick<Member, 'personId'>,
  since: Instant | null,
): Promise<string> {
  // Two who ask at once must not make two.
  await personTable.lock(tx, [personId]);
  const person = await personTable.find(tx, personId);
  const known = person?.accounts.find(
    (each) => each.platform === 'web' && !each.held && each.since === since,
  );
  if (known !== undefined) return known.externalId;
  const made = { platform: 'web', externalId: context.newId() } as const;
  await personTable.addAccount(tx, personId, made, since);
  return made.externalId;
}

/** The oldest id under which the pages know a member's person; made where they have none, theirs from `now` on. */
export async function anyWebAccountOf(
  context: Context,
  tx: Tx,
  member: Pick<Member, 'personId'>,
  now: Instant,
): Promise<string> {
  await personTable.lock(tx, [member.personId]);
  const accounts = (await personTable.find(tx, member.personId))?.accounts ?? [];
  const known = accounts.find(({ platform, held }) => platform === 'web' && !held);
  return known?.externalId ?? webAccountOf(context, tx, member, now);
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
  return context.store.transact(async (tx) => {
    const webId = await webAccountOf(context, tx, member, since);
    return invite(context, tx, circle, member, BY_SELF, webId);
  });
}
