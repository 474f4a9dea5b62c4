import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery, DeliveryKind } from '../../../core/outbox/delivery.ts';
import { toMember, toPutAway } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { deliveryTable } from '../../../core/tables/deliveries.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { askedMember } from '../rules/asks.ts';
import type { Meeting, MeetingSeries } from '../rules/meeting.ts';
import { movedStarts } from '../rules/replan.ts';
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
 * for which nothing has happened, and moves the others with whoever chairs, or is asked to. They are told the new time, and
 * may say no. `advanceSeries` plans the rest.
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
  const starts = movedStarts(
    fixed.map(({ startsAt }) => startsAt),
    series.schedule,
    circle.timezone,
    now,
  );
  const moves = fixed.map((meeting, index) => {
    const startsAt = starts[index] ?? meeting.startsAt;
    return { before: meeting, after: { ...meeting, startsAt, endsAt: startsAt + series.lasting } };
  });
  const later = moves.filter(({ before, after }) => after.startsAt > before.startsAt);
  const others = moves.filter((move) => !later.includes(move));
  // So that none ever comes to where another one still is.
  for (const { after } of [...later.reverse(), ...others]) await meetingTable.move(tx, after);
  const letters: Delivery[] = [];
  for (const { before, after } of moves) {
    if (before.startsAt !== after.startsAt) letters.push(...(await tellOfMove(context, tx, circle, after)));
  }
  return letters;
}

async function tellOfMove(
  context: Context,
  tx: Tx,
  circle: Circle,
  meeting: Meeting,
): Promise<readonly Delivery[]> {
  const { id, asking, chairId, startsAt } = meeting;
  const now = context.clock.now();
  await deliveryTable.forget(tx, id, 'turn-reminder');
  const told = chairId ?? (asking?.refused === true ? null : askedMember(meeting));
  const member = (await memberTable.list(tx, circle.id)).find((each) => each.id === told);
  const letter = {
    kind: 'turn-retimed',
    subject: id,
    edition: `${now}.${startsAt}`,
    dueAt: now,
    expiresAt: startsAt,
  } as const;
  return [
    ...(await toPutAway(context, tx, circle, id, TELL_WHEN)),
    ...(member === undefined ? [] : [toMember(context, circle, member, letter)]),
    ...(member === undefined || chairId === null ? [] : reminderOf(context, circle, member, meeting)),
  ];
}
