import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { enqueueJobs, jobRequest } from '../../../core/jobs/job-request.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { answeredAsk, askedMember, askedTurn } from '../rules/asks.ts';
import type { Meeting } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';
import { beginAsks, chairOffers, reminderOf } from './draw.ts';
import { type Roll, readRoll } from './situation.ts';
import { asksToPutAway, correctAsks } from './supersede.ts';

export type TurnAnswerRefusal = 'no-such-meeting' | 'not-your-turn' | 'meeting-over';

interface Answered {
  readonly meeting: Meeting;
  readonly letters: readonly Delivery[];
  /** Whether the circle has something to hear. */
  readonly news: boolean;
}

/**
 * A member takes the turn they are asked to take: only now are they named, and places beside them offered. Taking it twice is
 * taking it once; after a "no" they may think again while they are asked.
 */
export function acceptTurn(
  context: Context,
  member: Member,
  meetingId: string,
): Promise<Result<Meeting, TurnAnswerRefusal>> {
  return answerTurn(context, member, meetingId, async (tx, roll, meeting) => {
    if (meeting.chairId === member.id) return success({ meeting, letters: [], news: false });
    const turn = askedTurn(meeting);
    if (turn === null || turn.chair !== member.id) return refuse('not-your-turn');
    const named: Meeting = {
      ...meeting,
      turn,
      chairId: member.id,
      coChairId: turn.coChair,
      asking: null,
    };
    const at = context.clock.now();
    await meetingTable.save(tx, named);
    await meetingTable.saveRota(tx, roll.series.id, answeredAsk(roll.series.rota, member.id));
    await meetingTable.record(tx, {
      meetingId,
      at,
      what: 'accepted',
      memberId: member.id,
      voice: member.voice,
    });
    await meetingTable.setAnnounceDue(tx, meetingId, at);
    const letters = [
      ...reminderOf(context, roll.circle, member, named),
      ...chairOffers(context, roll.circle, roll.members, named),
    ];
    return success({ meeting: named, letters, news: true });
  });
}

/**
 * A member says no, without a reason. They keep their credit. Nothing else moves before the time to answer is over: nobody can
 * tell a "no" from silence. Who had said yes and was named stands down: others see that, and are asked at once.
 */
export function declineTurn(
  context: Context,
  member: Member,
  meetingId: string,
): Promise<Result<Meeting, TurnAnswerRefusal>> {
  return answerTurn(context, member, meetingId, async (tx, roll, meeting) => {
    if (meeting.chairId === member.id) {
      await meetingTable.record(tx, {
        meetingId,
        at: context.clock.now(),
        what: 'declined',
        memberId: member.id,
        voice: member.voice,
      });
      const declined: Meeting = { ...meeting, declined: [...meeting.declined, member.id] };
      const planned = await meetingTable.planned(tx, meeting.seriesId);
      const others = planned.filter(({ id }) => id !== meetingId);
      // The series wakes up when the new asks end.
      await meetingTable.setNextDue(tx, meeting.seriesId, context.clock.now());
      return success({ ...(await beginAsks(context, tx, roll, declined, others)), news: true });
    }
    if (meeting.asking !== null && askedMember(meeting) === member.id) {
      const refused: Meeting = { ...meeting, asking: { ...meeting.asking, refused: true } };
      await meetingTable.save(tx, refused);
      await meetingTable.saveRota(tx, roll.series.id, answeredAsk(roll.series.rota, member.id));
      return success({ meeting: refused, letters: [], news: false });
    }
    // A "no" that comes late is thanked for like any other.
    if (!meeting.declined.includes(member.id)) return refuse('not-your-turn');
    return success({ meeting, letters: [], news: false });
  });
}

async function answerTurn(
  context: Context,
  member: Member,
  meetingId: string,
  answer: (tx: Tx, roll: Roll, meeting: Meeting) => Promise<Result<Answered, TurnAnswerRefusal>>,
): Promise<Result<Meeting, TurnAnswerRefusal>> {
  const outcome = await transactSending(context, async (tx, send) => {
    const found = await meetingTable.find(tx, meetingId);
    if (found === null || found.circleId !== member.circleId) return refuse('no-such-meeting');
    const series = await meetingTable.lockSeries(tx, found.seriesId);
    const circle = await circleTable.find(tx, found.circleId);
    // Read again under the lock: the turn may have moved on meanwhile.
    const meeting = await meetingTable.find(tx, meetingId);
    if (series === null || circle === null || meeting === null) return refuse('no-such-meeting');
    if (meeting.state !== 'planned' || meeting.startsAt <= context.clock.now()) return refuse('meeting-over');
    const done = await answer(tx, await readRoll(tx, circle, series), meeting);
    if (done.ok && done.value.news)
      await send(await asksToPutAway(context, tx, meeting, (id) => id === member.id));
    if (done.ok) await send(done.value.letters);
    return done;
  });
  if (!outcome.ok) return outcome;
  if (!outcome.value.news) correctAsks(context, meetingId, member.id);
  if (outcome.value.news) await enqueueJobs(context, [jobRequest('announce-chair', { meeting: meetingId })]);
  return success(outcome.value.meeting);
}
