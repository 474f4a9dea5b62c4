import { calledIn } from '../../../core/called.ts';
import { type Circle, voiceName } from '../../../core/circle.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { Meeting } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { turnView } from '../../turns/use-cases/turn-view.ts';
import type { HistoryView } from '../messages/history.ts';
import { toldEvents } from '../rules.ts';

/** A turn that moves often keeps to what a message of a chat platform can hold. */
const EVENTS = 12;
/** Each page leads to the one of the meetings before. */
const BEFORE = 8;

/** What happened to one turn, and who chaired the meetings before it. */
export async function turnHistory(tx: Tx, circle: Circle, meeting: Meeting): Promise<HistoryView> {
  const { nameOf } = await calledIn(tx, circle);
  const events = toldEvents(await meetingTable.events(tx, meeting.id)).slice(-EVENTS);
  const before = await meetingTable.before(tx, meeting, BEFORE);
  const { meeting: name, startsAt } = await turnView(tx, circle, meeting);
  return {
    meeting: name,
    startsAt,
    events: events.map(({ at, what, voice, memberId, otherId, byId }) => ({
      at,
      what,
      voice: voice === null ? '' : voiceName(circle, voice),
      name: nameOf(memberId),
      other: nameOf(otherId),
      by: nameOf(byId),
    })),
    before: before.map(({ id, startsAt, state, chairId }) => ({
      meetingId: id,
      startsAt,
      took: state === 'held',
      chair: nameOf(chairId),
    })),
  };
}
