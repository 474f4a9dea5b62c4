import type { MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { MINUTE } from '../../../core/instant.ts';
import { readerOf } from '../../../core/messages/reader.ts';
import type { EntryWith } from '../../../core/outbox/calendar-entry.ts';
import type { DeliveryKind } from '../../../core/outbox/delivery.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { meetingTable } from '../../turns/tables.ts';
import { entryEvent } from '../messages/events.ts';
import { type Entry, nextEntry } from '../rules/entry.ts';
import { entryTable } from '../tables.ts';

/** Letters about one meeting, which is their subject: each takes along by e-mail what its reader's calendar lacks of it. */
const ABOUT_A_TURN: readonly DeliveryKind[] = [
  'turn-entry',
  'turn-reminder',
  'turn-retimed',
  'turn-agreed',
  'turn-taken-back',
  'meeting-cancelled',
  'meeting-moved',
];
/** A letter that tells of the same change takes the entry along first. */
const OTHERS_FIRST = 2 * MINUTE;

/** What a member's calendar has to be told of a meeting now; null: nothing. */
export async function nextEntryOf(
  { clock, store }: Pick<Context, 'clock' | 'store'>,
  meetingId: string,
  memberId: MemberId,
): Promise<Entry | null> {
  const meeting = await meetingTable.find(store, meetingId);
  const series = meeting === null ? null : await meetingTable.findSeries(store, meeting.seriesId);
  if (meeting === null || series === null) return null;
  return nextEntry(await entryTable.find(store, meetingId, memberId), meeting, series, memberId, clock.now());
}

/** See `EntryWith`. A mail has room for one: what further letters of a bundle lack goes by itself. */
export const entryWith: EntryWith = async (context, sendings) => {
  for (const { circle, delivery, member } of sendings) {
    if (member === null || !ABOUT_A_TURN.includes(delivery.kind)) continue;
    const next = await nextEntryOf(context, delivery.subject, member.id);
    if (next === null) continue;
    const page = context.links.page({ name: 'turn.show', subject: next.meetingId });
    return {
      entry: entryEvent(next, circle.name, page, readerOf(member, circle)),
      sent: () => entryTable.save(context.store, next),
    };
  }
  return null;
};

/** A letter to each chair whose calendar lacks something: after a yes, of which no other letter tells, and where others went elsewhere. */
export async function sendEntries(context: Context): Promise<void> {
  const { clock, posts, store } = context;
  if (!posts.has('mail')) return;
  for (const { meetingId, memberId } of await entryTable.lacking(store, clock.now())) {
    const member = await memberTable.find(store, memberId);
    const circle = member === null ? null : await circleTable.find(store, member.circleId);
    const meeting = await meetingTable.find(store, meetingId);
    if (member === null || circle === null || meeting === null) continue;
    const letter = toMember(context, circle, member, {
      kind: 'turn-entry',
      subject: meetingId,
      edition: context.newId(),
      dueAt: clock.now() + OTHERS_FIRST,
      expiresAt: meeting.startsAt,
    });
    await transactSending(context, async (_tx, send) => send([letter]));
  }
}
