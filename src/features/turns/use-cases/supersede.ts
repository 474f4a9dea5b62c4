import type { MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { channelReader } from '../../../core/messages/reader.ts';
import { correct } from '../../../core/outbox/correct.ts';
import type { Delivery, DeliveryKind } from '../../../core/outbox/delivery.ts';
import { newsOf, toCorrect, toPutAway } from '../../../core/outbox/outbox.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { deliveryTable } from '../../../core/tables/deliveries.ts';
import { turnBeingAsked, turnMoved } from '../messages/turn.ts';
import type { Meeting } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';
import { turnView } from './turn-view.ts';

/** Letters with buttons for one person's answer. */
const ASKING: readonly DeliveryKind[] = [
  'turn-offer',
  'turn-retimed',
  'turn-asked',
  'turn-acted-for',
  'co-chair-offer',
  'shadow-offer',
];

/**
 * After a "no" to a turn, and outside of any transaction: what this person was asked says so where it stands. At
 * once and by no row of its own, which would tell a "no" before its time. Nobody else's letter is touched: by the moment of an
 * edit others would know of a "no". Nobody waits for it; where a platform takes it not now, or the program stops, the buttons stay and
 * answer that it is decided, until `asksToPutAway`.
 */
export function correctAsks(context: Context, meetingId: string, theirs: MemberId): void {
  context.inBackground(async () => {
    const letters = await deliveryTable.sentAbout(context.store, meetingId, ASKING);
    // Side by side: where a platform does not answer they all wait as long as one.
    await Promise.all(
      letters.filter(({ memberId }) => memberId === theirs).map((letter) => correctNow(context, letter)),
    );
  });
}

/**
 * The same, after all else that is decided, by letters that are tried until they are through, and deleted with the offers: for what others learn anyway, and for
 * everybody asked so far when an ask is over, which is the same after a "no" and after silence.
 */
export async function asksToPutAway(
  context: Context,
  tx: Tx,
  { id, circleId }: Pick<Meeting, 'id' | 'circleId'>,
  isTheirs: (memberId: MemberId | null) => boolean,
): Promise<readonly Delivery[]> {
  const letters = await toPutAway(context, tx, { id: circleId }, id, ASKING);
  return letters.filter(({ memberId }) => isTheirs(memberId));
}

/**
 * After a new chair was announced: what was said of an earlier one becomes "this has changed", so that nobody reads it as
 * the truth, and two announcements side by side do not tell who said no. So do offers and reminders to whoever chairs no longer.
 */
export async function supersedeEarlier(context: Context, announcement: Delivery): Promise<void> {
  const { store } = context;
  const meeting = await meetingTable.find(store, announcement.subject);
  const circle = await circleTable.find(store, announcement.circleId);
  if (meeting === null || circle === null) return;
  const earlier = await deliveryTable.sentAbout(store, meeting.id, [
    'turn-announcement',
    'turn-offer',
    'turn-reminder',
  ]);
  const untrue = earlier.filter((letter) => !isStillTrue(letter, announcement, meeting.chairId));
  const message = { ...turnMoved(channelReader(circle)), until: context.clock.now() };
  for (const letter of untrue) {
    if (letter.channel === null) await correctNow(context, letter);
    else await inChannel(context, letter, message);
  }
}

/**
 * Whoever was named does not chair after all, and nobody else has said yes: takes the name out of what was posted in
 * channels, where it can be edited.
 */
export async function withdrawName(context: Context, meeting: Meeting): Promise<void> {
  const circle = await circleTable.find(context.store, meeting.circleId);
  if (circle === null) return;
  const view = await turnView(context.store, circle, meeting);
  const message = {
    ...turnBeingAsked(view, channelReader(circle, context.clock.now())),
    until: meeting.endsAt,
  };
  for (const letter of await deliveryTable.sentAbout(context.store, meeting.id, ['turn-announcement']))
    await inChannel(context, letter, message);
}

/** Of the channels, only the announcement's own is put right by it: each has an announcement of its own. */
function isStillTrue(letter: Delivery, announcement: Delivery, chairId: MemberId | null): boolean {
  if (newsOf(letter) === newsOf(announcement)) return true;
  if (letter.channel !== null) return letter.channel !== announcement.channel;
  return letter.kind !== 'turn-announcement' && letter.memberId === chairId;
}

async function correctNow(context: Context, letter: Delivery): Promise<void> {
  await correct(context, toCorrect(context, { id: letter.circleId }, letter));
}

/** Edits what was posted in a channel. */
async function inChannel(context: Context, { channel, ref }: Delivery, message: Message): Promise<void> {
  const platform = [...context.platforms.values()].find(({ name }) => name === channel?.split('/', 1)[0]);
  if (ref !== null) await platform?.update({ platform: platform.name, value: ref }, message);
}
