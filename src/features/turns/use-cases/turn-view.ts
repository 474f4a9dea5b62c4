import { calledIn } from '../../../core/called.ts';
import { type Circle, voiceName } from '../../../core/circle.ts';
import { NO_VENUE } from '../../../core/meeting-plan.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { TurnView } from '../messages/turn-view.ts';
import type { Meeting } from '../rules/meeting.ts';
import { offerAnswer } from '../rules/taking-over.ts';
import { meetingTable } from '../tables.ts';

/** A meeting and its chair, with the names that messages need: nobody's before they have said yes. */
export async function turnView(tx: Tx, circle: Circle, meeting: Meeting): Promise<TurnView> {
  const members = await memberTable.list(tx, circle.id);
  const series = await meetingTable.findSeries(tx, meeting.seriesId);
  const named = (id: string | null) => members.find((member) => member.id === id) ?? null;
  const nameOf = (voice: string) => voiceName(circle, voice);
  const called = await calledIn(tx, circle);
  const chair = named(meeting.chairId);
  const { coChairId, turn } = meeting;
  const beside =
    coChairId !== null &&
    offerAnswer(await meetingTable.events(tx, meeting.id), coChairId) === 'accepted' &&
    named(coChairId);
  return {
    meetingId: meeting.id,
    meeting: series?.name ?? circle.name,
    startsAt: meeting.startsAt,
    venue: series?.venue ?? NO_VENUE,
    turnOf: turn === null ? null : nameOf(turn.voice),
    chair: chair === null ? null : { name: chair.name, voiceName: called.voiceOf(chair) },
    coChair: beside ? called.nameOf(beside.id) : null,
  };
}
