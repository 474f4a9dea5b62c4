import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toPerson, toPutAway } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { addressTable } from '../../../core/tables/addresses.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import type { Change } from '../../governance/rules/change.ts';
import type { Key } from '../../governance/rules/proposal.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellStewards } from '../../governance/use-cases/telling.ts';
import { invitationTable } from '../tables.ts';
import { endClaim, lettersSettled } from './endings.ts';
import { BY_OPERATOR, invite, isKnown, type MadeBy, type WayIn } from './invite.ts';
import { vouchersOf } from './vouch.ts';

/** What was made, and whom it has to be told to. */
interface Made {
  readonly wayIn: WayIn;
  readonly letters: readonly Delivery[];
}

/**
 * Makes a way in for a member, in the caller's transaction. Somebody who has one already is told on every place they are
 * known at, and can stop it until it is used; what they were told of one that it takes the place of is settled.
 */
async function makeFor(context: Context, tx: Tx, circle: Circle, member: Member, by: MadeBy): Promise<Made> {
  const replaced = await invitationTable.unused(tx, member.id, context.clock.now());
  const wayIn = await invite(context, tx, circle, member, by);
  const accounts = (await personTable.find(tx, member.personId))?.accounts ?? [];
  const addresses = (await addressTable.of(tx, member.personId)).map(({ kind, address }) => ({
    platform: kind,
    externalId: address,
  }));
  const letter = { kind: 'way-in-new', subject: wayIn.id, dueAt: context.clock.now() } as const;
  const letters = [...accounts, ...addresses].map((place) => {
    const delivery = toPerson(context, circle, place, { ...letter, expiresAt: wayIn.expiresAt });
    return { ...delivery, key: `${delivery.key} ${wayIn.id}` };
  });
  return { wayIn, letters: [...letters, ...(await lettersSettled(context, tx, replaced))] };
}

/** The second key was turned: who asked, and everybody's record, has it already. */
export async function makeByTwo(
  context: Context,
  tx: Tx,
  circle: Circle,
  memberId: string,
  decided: Key | null,
): Promise<Made | null> {
  const member = await memberTable.find(tx, memberId);
  if (member === null) return null;
  return makeFor(context, tx, circle, member, { maker: 'stewards', makerId: decided?.memberId ?? null });
}

export type FirstRefusal = 'not-a-steward' | 'not-found' | 'has-way-in' | 'nobody-to-vouch';

/** One steward makes a way in for somebody who has none yet. On record; told to the other stewards. */
export async function makeFirst(
  context: Context,
  circle: Circle,
  asker: Member,
  memberId: string,
): Promise<Result<{ readonly member: Member; readonly wayIn: WayIn }, FirstRefusal>> {
  return transactSending(context, async (tx, send) => {
    await circleTable.lock(tx, circle.id);
    const members = await memberTable.listWithReaders(tx, circle.id);
    const steward = members.find(({ id }) => id === asker.id);
    if (steward === undefined || !isSteward(steward)) return refuse('not-a-steward');
    const member = members.find(({ id }) => id === memberId);
    if (member === undefined) return refuse('not-found');
    if (await isKnown(context, tx, member)) return refuse('has-way-in');
    const by = { maker: 'steward', makerId: steward.id } as const;
    const invitation = { makerId: steward.id, memberId: member.id };
    const vouchers = await vouchersOf(context, tx, { invitation, circle });
    if (vouchers.length === 0) return refuse('nobody-to-vouch');
    const wayIn = await invite(context, tx, circle, member, by);
    await send(await recordMaking(context, tx, circle, steward, 'first-way-in', member));
    return success({ member, wayIn });
  });
}

/** Whoever runs the server makes a way in: by the rules for a steward alone, and on record as theirs. */
export async function makeByOperator(context: Context, circle: Circle, member: Member): Promise<WayIn> {
  return transactSending(context, async (tx, send) => {
    await circleTable.lock(tx, circle.id);
    const kind = (await isKnown(context, tx, member)) ? 'new-way-in' : 'first-way-in';
    const { wayIn, letters } = await makeFor(context, tx, circle, member, BY_OPERATOR);
    await send([...letters, ...(await recordMaking(context, tx, circle, null, kind, member))]);
    return wayIn;
  });
}

/** Puts it on record that somebody was made a way in, and tells the stewards who did not make it. */
export async function recordMaking(
  context: Context,
  tx: Tx,
  circle: Circle,
  by: Member | null,
  kind: 'first-way-in' | 'new-way-in',
  { id }: Pick<Member, 'id'>,
): Promise<readonly Delivery[]> {
  const change: Change = { kind, memberId: id };
  const act = await recordAct(context, tx, circle, by, 'changed', change);
  return tellStewards(context, circle, await memberTable.list(tx, circle.id), act);
}

/**
 * "Not me": the person for whom a way in was made stops it, by any place they are known at. Nothing happens to one that was
 * used, or that is not theirs. On record; told to the stewards. False: there is nothing to stop.
 */
export function stopWayIn(context: Context, by: Member, invitationId: string): Promise<boolean> {
  return transactSending(context, async (tx, send) => {
    const invitation = await invitationTable.lockById(tx, invitationId);
    const member = invitation === null ? null : await memberTable.find(tx, invitation.memberId);
    const circle = invitation === null ? null : await circleTable.find(tx, invitation.circleId);
    if (invitation === null || member === null || circle === null) return false;
    if (member.personId !== by.personId || (invitation.usedAt !== null && !invitation.waiting)) return false;
    if (invitation.waiting) await endClaim(context, tx, invitation);
    else await invitationTable.cancel(tx, invitation.id);
    const change: Change = { kind: 'new-way-in', memberId: member.id };
    const act = await recordAct(context, tx, circle, member, 'withdrawn', change);
    const told = tellStewards(context, circle, await memberTable.list(tx, circle.id), act);
    const asked = await toPutAway(context, tx, circle, invitation.id, ['claim-waits', 'way-in-new']);
    await send([...asked, ...told]);
    return true;
  });
}
