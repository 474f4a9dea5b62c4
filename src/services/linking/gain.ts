import type { Circle, Identity, Member } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { AccountLink } from '../../domain/linking.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { reachableAt } from '../deliveries/deliver.ts';
import { toMember, toPerson } from '../deliveries/outbox.ts';
import { vacateTurns } from '../rota/vacate.ts';

export interface Gain {
  readonly member: Member;
  readonly gained: readonly Identity[];
  /** A second member who is the same person, and leaves. */
  readonly leaves: Member | null;
  /** Accounts of the member that have to give way. */
  readonly replaced: readonly Identity[];
  readonly byId: AccountLink['byId'];
}

/**
 * Makes accounts a member's, in the caller's transaction, which holds the circle: whoever had them in this circle has
 * them no longer, a second member who is the same person leaves and their turns go to others, and a question to the
 * stewards about one of the accounts is withdrawn. Rounds that are open keep their rosters.
 *
 * Letters keep going where they went so far, until the member wishes otherwise: a new account must not draw them away in
 * secret. The member is told there, with the way to undo it.
 */
export async function gainAccounts(
  context: Context,
  tables: Tables,
  circle: Circle,
  { member, gained, leaves, replaced, byId }: Gain,
): Promise<readonly Delivery[]> {
  const at = context.clock.now();
  const before = reachableAt(context.platforms, member)?.identity ?? member.identities[0] ?? null;
  let fromId = leaves?.id ?? null;
  const [only, ...others] = gained;
  if (fromId === null && only !== undefined && others.length === 0) {
    fromId = (await tables.members.findFormer(circle.id, only))?.id ?? null;
  }
  if (leaves !== null) await tables.members.saveStanding(leaves.id, { ...leaves, leftAt: at });
  for (const account of gained) {
    const waiting = await tables.joinings.waitingFor(circle.id, account);
    if (waiting !== null) await tables.joinings.settle(waiting.id, 'withdrawn');
    await tables.members.removeIdentity(circle.id, account);
    await tables.members.setIdentity(member.id, account, at);
  }
  if (before !== null) {
    const preferences = { ...member.preferences, reachOn: before.platform };
    await tables.members.savePreferences(member.id, preferences, member.chairs);
  }
  const link: AccountLink = {
    id: context.newId(),
    circleId: circle.id,
    memberId: member.id,
    at,
    gained,
    replaced,
    fromId,
    byId,
  };
  await tables.links.record(link);
  const vacated = leaves === null ? [] : await vacateTurns(context, tables, circle, leaves.id);
  return [...vacated, ...lettersAbout(context, circle, member, link, before)];
}

/** Told where they were reached so far: an account that had to give way is told too, as it may be the only one they read. */
function lettersAbout(
  context: Context,
  circle: Circle,
  member: Member,
  { id, at, replaced }: AccountLink,
  before: Identity | null,
): readonly Delivery[] {
  const letter = { kind: 'account-linked', subject: id, dueAt: at, expiresAt: null } as const;
  const toReplaced = replaced.map((account) => {
    const delivery = toPerson(context, circle, account, letter);
    return { ...delivery, key: `${delivery.key} ${id}` };
  });
  const stays = before === null || !replaced.includes(before);
  return [...toReplaced, ...(stays ? [toMember(context, circle, member, letter)] : [])];
}
