import type { Member } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Meeting } from '../../domain/meeting.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { put, sendSoon } from '../deliveries/outbox.ts';
import { hurry, jobRequest } from '../job-request.ts';
import { drawChair } from './draw.ts';
import { type Roll, readRoll } from './situation.ts';

export type TurnAnswerRefusal = 'no-such-meeting' | 'not-your-turn' | 'meeting-over';

/** A member takes the turn they were asked to take. Taking it twice is taking it once. */
export function acceptTurn(
  context: Context,
  member: Member,
  meetingId: string,
): Promise<Result<Meeting, TurnAnswerRefusal>> {
  return answerTurn(context, member, meetingId, async (tables, _roll, meeting) => {
    const chairs = meeting.chairId === member.id;
    const accepted: Meeting = chairs ? { ...meeting, accepted: true } : meeting;
    if (chairs && meeting.accepted) return { meeting: accepted, letters: [] };
    const at = context.clock.now();
    await tables.meetings.save(accepted);
    await tables.meetings.record({
      meetingId,
      at,
      what: 'accepted',
      memberId: member.id,
      voice: member.voice,
    });
    if (chairs) await tables.meetings.setAnnounceDue(meetingId, at);
    return { meeting: accepted, letters: [] };
  });
}

/**
 * A member gives a turn back, without a reason. They keep their credit and count as away for this meeting; another chair
 * is drawn at once. A co-chair who declines is not replaced.
 */
export function declineTurn(
  context: Context,
  member: Member,
  meetingId: string,
): Promise<Result<Meeting, TurnAnswerRefusal>> {
  return answerTurn(context, member, meetingId, async (tables, roll, meeting) => {
    const at = context.clock.now();
    await tables.meetings.record({
      meetingId,
      at,
      what: 'declined',
      memberId: member.id,
      voice: member.voice,
    });
    if (meeting.chairId !== member.id) {
      const without: Meeting = { ...meeting, coChairId: null };
      await tables.meetings.save(without);
      return { meeting: without, letters: [] };
    }
    const declined: Meeting = { ...meeting, declined: [...meeting.declined, member.id] };
    return drawChair(context, tables, roll, declined, await meetingBefore(tables, meeting));
  });
}

async function answerTurn(
  context: Context,
  member: Member,
  meetingId: string,
  answer: (
    tables: Tables,
    roll: Roll,
    meeting: Meeting,
  ) => Promise<{ readonly meeting: Meeting; readonly letters: readonly Delivery[] }>,
): Promise<Result<Meeting, TurnAnswerRefusal>> {
  const outcome = await context.store.transact(async (tables) => {
    const found = await tables.meetings.find(meetingId);
    if (found === null || found.circleId !== member.circleId) return refuse('no-such-meeting');
    const series = await tables.meetings.lockSeries(found.seriesId);
    const circle = await tables.circles.find(found.circleId);
    // Read again under the lock: the turn may have moved on meanwhile.
    const meeting = await tables.meetings.find(meetingId);
    if (series === null || circle === null || meeting === null) return refuse('no-such-meeting');
    if (meeting.state !== 'planned' || meeting.startsAt <= context.clock.now()) return refuse('meeting-over');
    if (meeting.chairId !== member.id && meeting.coChairId !== member.id) return refuse('not-your-turn');
    const done = await answer(tables, await readRoll(tables, circle, series), meeting);
    await put(tables, done.letters);
    return success(done);
  });
  if (!outcome.ok) return outcome;
  await sendSoon(context, outcome.value.letters);
  await hurry(context, [jobRequest('announce-chair', { meeting: meetingId })]);
  return success(outcome.value.meeting);
}

async function meetingBefore(tables: Tables, meeting: Meeting): Promise<Meeting | null> {
  const planned = await tables.meetings.planned(meeting.seriesId);
  const index = planned.findIndex(({ id }) => id === meeting.id);
  return planned[index - 1] ?? null;
}
