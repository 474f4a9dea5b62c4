import { localTime } from '../../../core/calendar/local-time.ts';
import type { ChairWillingness, Circle, Member, MemberId, Preferences } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { addToOutbox, enqueueDeliveries, toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { seatsOf } from '../../linking/use-cases/gain.ts';
import type { Meeting } from '../../turns/rules/meeting.ts';
import { vacateTurns } from '../../turns/use-cases/vacate.ts';

/** Who wishes, as who they are in one of their circles. */
export interface Wisher {
  readonly member: Member;
}

/**
 * Keeps what a person wishes, for all their circles. Who takes a rest hands back the turns they were drawn for in every
 * circle, at once; who wants to learn first, those in this one.
 */
export async function saveWishes(
  context: Context,
  { member }: Wisher,
  preferences: Preferences,
  chairs: ChairWillingness,
): Promise<void> {
  const letters = await context.store.transact(async (tx) => {
    await memberTable.savePreferences(tx, member.id, preferences, chairs);
    if (!preferences.awayFromStatus) await memberTable.setAwayStatus(tx, member.id, null);
    if (chairs === 'yes') return [];
    return addToOutbox(
      tx,
      await vacateEverywhere(context, tx, member, (seat) => chairs === 'resting' || seat.id === member.id),
    );
  });
  await enqueueDeliveries(context, letters);
}

/** Keeps the days on which a person is away, and gives their turns on those days to others. They keep their credit. */
export async function addDaysAway(
  context: Context,
  { member }: Wisher,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const letters = await context.store.transact(async (tx) => {
    await memberTable.addAbsence(tx, { id: context.newId(), memberId: member.id, from, to });
    const isAway = (_seat: Member, { startsAt }: Meeting, timezone: string): boolean => {
      const { date } = localTime(startsAt, timezone);
      return from <= date && date <= to;
    };
    return addToOutbox(tx, await vacateEverywhere(context, tx, member, isAway));
  });
  await enqueueDeliveries(context, letters);
}

/**
 * A steward notes days on which a member is away, who asked them to. The member is told at once, and can take it back. Only
 * draws go by it: a turn that they said yes to stays theirs, so that nobody can be put out of the chair by it.
 */
export async function noteDaysAway(
  context: Context,
  circle: Circle,
  { id: by }: Member,
  memberId: MemberId,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Result<Member, 'no-choice'>> {
  const noted = await context.store.transact(async (tx) => {
    const member = (await memberTable.list(tx, circle.id)).find(({ id }) => id === memberId);
    if (member === undefined) return refuse('no-choice');
    const id = context.newId();
    await memberTable.addAbsence(tx, { id, memberId, from, to });
    const isNew = (await memberTable.absences(tx, circle.id)).some((each) => each.id === id);
    const dueAt = context.clock.now();
    const letter = { kind: 'away-noted', subject: id, payload: { by }, dueAt, expiresAt: null } as const;
    const letters = isNew ? await addToOutbox(tx, [toMember(context, circle, member, letter)]) : [];
    return success({ member, letters });
  });
  if (!noted.ok) return noted;
  await enqueueDeliveries(context, noted.value.letters);
  return success(noted.value.member);
}

/** Circle after circle in the order of their ids, so that two who wait for each other's rota cannot wait for ever. */
async function vacateEverywhere(
  context: Context,
  tx: Tx,
  { personId }: Member,
  concerns: (seat: Member, meeting: Meeting, timezone: string) => boolean,
): Promise<readonly Delivery[]> {
  const seats = [...(await seatsOf(tx, personId))];
  seats.sort((one, other) => (one.circle.id < other.circle.id ? -1 : 1));
  const letters: Delivery[] = [];
  for (const { circle, member } of seats) {
    const isConcerned = (meeting: Meeting) => concerns(member, meeting, circle.timezone);
    letters.push(...(await vacateTurns(context, tx, circle, member.id, isConcerned)));
  }
  return letters;
}
