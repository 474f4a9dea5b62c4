import type { Circle, MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Delivery, DeliveryKind } from '../../../core/outbox/delivery.ts';
import { toEverybody, toMember, toPutAway } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { deliveryTable } from '../../../core/tables/deliveries.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { askedMember, newAsking } from '../rules/asks.ts';
import type { Meeting, MeetingSeries } from '../rules/meeting.ts';
import { movesOf } from '../rules/replan.ts';
import { meetingTable } from '../tables.ts';
import { reminderOf } from './draw.ts';

/** Letters that tell when a meeting is: each is put right where it stands. */
const TELL_WHEN: readonly DeliveryKind[] = [
  'turn-offer',
  'turn-announcement',
  'turn-unfilled',
  'turn-asked',
  'co-chair-offer',
  'shadow-offer',
];

/**
 * Plans a series anew after its plan has changed, in the caller's transaction, which holds the series: takes away the meetings
 * for which nothing has happened, and moves the others with whoever chairs, or is asked to: see `movesOf`. `advanceSeries` plans the rest.
 */
export async function replan(
  context: Context,
  tx: Tx,
  circle: Circle,
  series: MeetingSeries,
): Promise<readonly Delivery[]> {
  await meetingTable.unplan(tx, series.id);
  const now = context.clock.now();
  const fixed = (await meetingTable.planned(tx, series.id)).filter(({ startsAt }) => startsAt > now);
  const moves = movesOf(fixed, series, circle.timezone, now);
  const later = moves.filter(({ before, after }) => after.startsAt > before.startsAt);
  const others = moves.filter((move) => !later.includes(move));
  // So that none ever comes to where another one still is.
  for (const { after } of [...later.reverse(), ...others]) await meetingTable.move(tx, after);
  const letters: Delivery[] = [];
  for (const { before, after } of moves) {
    if (before.startsAt === after.startsAt) continue;
    letters.push(...(await retime(context, tx, circle, after, null)));
    if (before === fixed[0]) letters.push(...(await tellOfMove(context, tx, circle, before, after)));
  }
  return letters;
}

/**
 * After a meeting was moved, by `byId` or with its plan, in the caller's transaction: whoever had said yes said it for another
 * time, and is asked again; whoever is asked is told. What was said of the old time is put right where it stands.
 */
export async function retime(
  context: Context,
  tx: Tx,
  circle: Circle,
  moved: Meeting,
  byId: MemberId | null,
): Promise<readonly Delivery[]> {
  const { id, startsAt } = moved;
  const now = context.clock.now();
  const voice = moved.turn?.voice ?? null;
  await meetingTable.record(tx, { meetingId: id, at: now, what: 'moved', memberId: null, voice, byId });
  await deliveryTable.forget(tx, id, 'turn-reminder');
  const meeting = askedAgain(moved, now);
  await meetingTable.save(tx, meeting);
  if (meeting.chairId !== moved.chairId) await meetingTable.setAnnounceDue(tx, id, now);
  const { asking, chairId } = meeting;
  const told = chairId ?? (asking?.refused === true ? null : askedMember(meeting));
  const member = (await memberTable.list(tx, circle.id)).find((each) => each.id === told);
  const letter = {
    kind: 'turn-retimed',
    subject: id,
    // Moved there and back, and there again, within one minute: each is news.
    edition: context.newId(),
    dueAt: now,
    expiresAt: startsAt,
  } as const;
  return [
    ...(await toPutAway(context, tx, circle, id, TELL_WHEN)),
    ...(member === undefined ? [] : [toMember(context, circle, member, letter)]),
    ...(member === undefined || chairId === null ? [] : reminderOf(context, circle, member, meeting)),
  ];
}

/** Everybody hears that a meeting was moved. */
export async function tellOfMove(
  context: Context,
  tx: Tx,
  circle: Circle,
  before: Meeting,
  { id, startsAt }: Meeting,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  return toEverybody(context, circle, await memberTable.listWithReaders(tx, circle.id), {
    kind: 'meeting-moved',
    subject: id,
    edition: context.newId(),
    payload: { from: String(before.startsAt), to: String(startsAt) },
    dueAt: now,
    expiresAt: startsAt,
  });
}

/** Who chairs where nobody could be drawn keeps it: there is no draw to ask by. They are told, and may say no. */
function askedAgain(meeting: Meeting, now: Instant): Meeting {
  const { chairId, turn } = meeting;
  if (chairId === null || turn === null) return meeting;
  const asking = { ...newAsking(now), asks: 1, turn: { ...turn, chair: chairId } };
  return { ...meeting, chairId: null, coChairId: null, asking };
}
