import { type Circle, isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { put, sendSoon, toPerson, toPutAway } from '../../../core/outbox/outbox.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { Tables } from '../../../ports/store.ts';
import type { Change } from '../../governance/rules/change.ts';
import type { Key } from '../../governance/rules/proposal.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellStewards } from '../../governance/use-cases/telling.ts';
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
async function makeFor(
  context: Context,
  tables: Tables,
  circle: Circle,
  member: Member,
  by: MadeBy,
): Promise<Made> {
  const replaced = await tables.invitations.unused(member.id, context.clock.now());
  const wayIn = await invite(context, tables, circle, member, by);
  const accounts = (await tables.people.find(member.personId))?.accounts ?? [];
  const letter = { kind: 'way-in-new', subject: wayIn.id, dueAt: context.clock.now() } as const;
  const letters = accounts.map((account) => {
    const delivery = toPerson(context, circle, account, { ...letter, expiresAt: wayIn.expiresAt });
    return { ...delivery, key: `${delivery.key} ${wayIn.id}` };
  });
  return { wayIn, letters: [...letters, ...(await lettersSettled(context, tables, replaced))] };
}

/** The second key was turned: who asked, and everybody's record, has it already. */
export async function makeByTwo(
  context: Context,
  tables: Tables,
  circle: Circle,
  memberId: string,
  decided: Key | null,
): Promise<Made | null> {
  const member = await tables.members.find(memberId);
  if (member === null) return null;
  return makeFor(context, tables, circle, member, {
    maker: 'stewards',
    makerId: decided?.memberId ?? null,
  });
}

export type FirstRefusal = 'not-a-steward' | 'not-found' | 'has-way-in' | 'nobody-to-vouch';

/** One steward makes a way in for somebody who has none yet. On record; told to the other stewards. */
export async function makeFirst(
  context: Context,
  circle: Circle,
  asker: Member,
  memberId: string,
): Promise<Result<{ readonly member: Member; readonly wayIn: WayIn }, FirstRefusal>> {
  const made = await context.store.transact(async (tables) => {
    await tables.circles.lock(circle.id);
    const members = await tables.members.list(circle.id);
    const steward = members.find(({ id }) => id === asker.id);
    if (steward === undefined || !isSteward(steward)) return refuse('not-a-steward');
    const member = members.find(({ id }) => id === memberId);
    if (member === undefined) return refuse('not-found');
    if (await isKnown(context, tables, member)) return refuse('has-way-in');
    const by = { maker: 'steward', makerId: steward.id } as const;
    const invitation = { makerId: steward.id, memberId: member.id };
    const vouchers = await vouchersOf(context, tables, { invitation, circle });
    if (vouchers.length === 0) return refuse('nobody-to-vouch');
    const wayIn = await invite(context, tables, circle, member, by);
    const told = await recordMaking(context, tables, circle, steward, 'first-way-in', member);
    return success({ member, wayIn, letters: await put(tables, told) });
  });
  if (!made.ok) return made;
  await sendSoon(context, made.value.letters);
  return success(made.value);
}

/** Whoever runs the server makes a way in: by the rules for a steward alone, and on record as theirs. */
export async function makeByOperator(context: Context, circle: Circle, member: Member): Promise<WayIn> {
  const { wayIn, letters } = await context.store.transact(async (tables) => {
    await tables.circles.lock(circle.id);
    const kind = (await isKnown(context, tables, member)) ? 'new-way-in' : 'first-way-in';
    const made = await makeFor(context, tables, circle, member, BY_OPERATOR);
    const told = await recordMaking(context, tables, circle, null, kind, member);
    return { wayIn: made.wayIn, letters: await put(tables, [...made.letters, ...told]) };
  });
  await sendSoon(context, letters);
  return wayIn;
}

/** Puts it on record that somebody was made a way in, and tells the stewards who did not make it. */
export async function recordMaking(
  context: Context,
  tables: Tables,
  circle: Circle,
  by: Member | null,
  kind: 'first-way-in' | 'new-way-in',
  { id }: Pick<Member, 'id'>,
): Promise<readonly Delivery[]> {
  const change: Change = { kind, memberId: id };
  const act = await recordAct(context, tables, circle, by, 'changed', change);
  return tellStewards(context, circle, await tables.members.list(circle.id), act);
}

/**
 * "Not me": the person for whom a way in was made stops it, by any place they are known at. Nothing happens to one that was
 * used, or that is not theirs. On record; told to the stewards. False: there is nothing to stop.
 */
export async function stopWayIn(context: Context, by: Member, invitationId: string): Promise<boolean> {
  const letters = await context.store.transact(async (tables) => {
    const invitation = await tables.invitations.lockById(invitationId);
    const member = invitation === null ? null : await tables.members.find(invitation.memberId);
    const circle = invitation === null ? null : await tables.circles.find(invitation.circleId);
    if (invitation === null || member === null || circle === null) return null;
    if (member.personId !== by.personId || (invitation.usedAt !== null && !invitation.waiting)) return null;
    if (invitation.waiting) await endClaim(context, tables, invitation);
    else await tables.invitations.cancel(invitation.id);
    const change: Change = { kind: 'new-way-in', memberId: member.id };
    const act = await recordAct(context, tables, circle, member, 'withdrawn', change);
    const told = tellStewards(context, circle, await tables.members.list(circle.id), act);
    const asked = await toPutAway(context, tables, circle, invitation.id, ['claim-waits', 'way-in-new']);
    return put(tables, [...asked, ...told]);
  });
  if (letters === null) return false;
  await sendSoon(context, letters);
  return true;
}
