import type { Circle, Identity, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Meeting } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { ABOUT, ASKED_FOR, meetingAbout } from '../rules.ts';
import { attendanceTable } from '../tables.ts';

/**
 * Asks what happened at a meeting: the chair, or the stewards where nobody chaired. Once for each meeting, whether the clock or
 * a chat platform says first that it has ended. Nobody is asked about one of long ago.
 */
export async function attendanceLetters(
  context: Context,
  tx: Tx,
  circle: Circle,
  members: readonly Member[],
  meeting: Meeting,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  if (meeting.endsAt < now - ASKED_FOR) return [];
  if ((await attendanceTable.find(tx, meeting.id)) !== null) return [];
  const chair = members.find(({ id }) => id === meeting.chairId);
  const asked = chair === undefined ? members.filter(({ steward }) => steward) : [chair];
  const letter = {
    kind: 'attendance-asked',
    subject: meeting.id,
    dueAt: now,
    expiresAt: meeting.endsAt + ASKED_FOR,
  } as const;
  return asked.map((member) => toMember(context, circle, member, letter));
}

/** For adapters: the meeting in a chat that belongs to a circle has ended, whatever the clock says. Told twice, it asks once. */
export async function meetingEnded(context: Context, channel: Identity): Promise<void> {
  for (const { id } of await circleTable.meetingIn(context.store, channel)) {
    await transactSending(context, async (tx, send) => {
      const circle = await circleTable.lock(tx, id);
      const meeting = circle === null ? null : await meetingNow(context, tx, circle);
      if (circle === null || meeting === null) return;
      const members = await memberTable.list(tx, circle.id);
      await send(await attendanceLetters(context, tx, circle, members, meeting));
    });
  }
}

async function meetingNow(context: Context, tx: Tx, circle: Circle): Promise<Meeting | null> {
  const now = context.clock.now();
  const meetings = [...(await meetingTable.held(tx, circle.id, now - ABOUT))];
  for (const { id } of await meetingTable.everySeries(tx, circle.id)) {
    meetings.push(...(await meetingTable.planned(tx, id)));
  }
  return meetingAbout(meetings, now);
}
