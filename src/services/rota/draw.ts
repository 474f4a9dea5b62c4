import type { Circle, Member } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { DAY } from '../../domain/instant.ts';
import type { Meeting } from '../../domain/meeting.ts';
import { drawTurn } from '../../domain/rota/draw.ts';
import { forecast } from '../../domain/rota/forecast.ts';
import type { DrawnTurn } from '../../domain/rota/turn.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { toMember } from '../deliveries/outbox.ts';
import { type Roll, situationOf } from './situation.ts';

/** A chair has at least this long to prepare; after it the circle is told who was asked. */
export const NOTICE_BEFORE_MEETING = 5 * DAY;
const REMIND_BEFORE_MEETING = 1 * DAY;

/**
 * Draws the chair of `meeting` and asks them, in the caller's transaction. `earlier` is a meeting of the series that has
 * a chair and is not settled yet; the draw supposes that it is held as drawn. Leaves the meeting without a chair, and
 * says so in its history, where nobody can be drawn.
 */
export async function drawChair(
  context: Context,
  tables: Tables,
  roll: Roll,
  meeting: Meeting,
  earlier: Meeting | null,
): Promise<{ readonly meeting: Meeting; readonly letters: readonly Delivery[] }> {
  const at = context.clock.now();
  const turn = turnFor(roll, meeting, earlier);
  const drawn: Meeting = {
    ...meeting,
    turn,
    chairId: turn?.chair ?? null,
    coChairId: turn?.coChair ?? null,
    accepted: false,
  };
  await tables.meetings.save(drawn);
  await tables.meetings.record({
    meetingId: meeting.id,
    at,
    what: turn === null ? 'nobody-available' : 'drawn',
    memberId: turn?.chair ?? null,
    voice: turn?.voice ?? null,
  });
  const soon = Math.max(at, meeting.startsAt - NOTICE_BEFORE_MEETING);
  await tables.meetings.setAnnounceDue(meeting.id, meeting.announcedChairId === null ? soon : at);
  return { meeting: drawn, letters: turn === null ? [] : lettersFor(context, roll, drawn) };
}

function turnFor(roll: Roll, meeting: Meeting, earlier: Meeting | null): DrawnTurn | null {
  const situation = situationOf(roll, meeting);
  if (earlier?.turn != null) return forecast(roll.series.rota, earlier.turn, [situation])[0]?.turn ?? null;
  const drawn = drawTurn(roll.series.rota, situation);
  return drawn.ok ? drawn.value : null;
}

function lettersFor(context: Context, roll: Roll, meeting: Meeting): readonly Delivery[] {
  const { circle, members } = roll;
  const now = context.clock.now();
  const chair = members.find(({ id }) => id === meeting.chairId);
  if (chair === undefined) return [];
  // Who chaired before and handed the turn on may be drawn again: that is a new question.
  const edition = meeting.declined.length === 0 ? {} : { edition: String(meeting.declined.length) };
  const about = { subject: meeting.id, expiresAt: meeting.startsAt, ...edition };
  const beside = (kind: 'co-chair-offer' | 'shadow-offer', id: string | null | undefined) =>
    members
      .filter((member) => member.id === id)
      .map((member) => toMember(context, circle, member, { kind, dueAt: now, ...about }));
  return [
    toMember(context, circle, chair, { kind: 'turn-offer', dueAt: now, ...about }),
    ...reminderOf(context, circle, chair, meeting),
    ...beside('co-chair-offer', meeting.coChairId),
    ...beside('shadow-offer', meeting.turn?.shadow),
  ];
}

/** The reminder of whoever chairs, a day ahead; none where that has passed. */
export function reminderOf(
  context: Context,
  circle: Circle,
  chair: Member,
  meeting: Meeting,
): readonly Delivery[] {
  const dueAt = meeting.startsAt - REMIND_BEFORE_MEETING;
  if (dueAt <= context.clock.now()) return [];
  const letter = { kind: 'turn-reminder', subject: meeting.id, dueAt, expiresAt: meeting.startsAt } as const;
  return [toMember(context, circle, chair, letter)];
}
