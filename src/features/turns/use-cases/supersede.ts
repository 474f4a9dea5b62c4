import type { MemberId, PlatformName } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { channelReader } from '../../../core/messages/reader.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { newsOf } from '../../../core/outbox/outbox.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { deliveryTable } from '../../../core/tables/deliveries.ts';
import { turnBeingAsked, turnDeclined, turnMoved } from '../messages/turn.ts';
import type { Meeting } from '../rules/meeting.ts';
import { meetingTable } from '../tables.ts';
import { turnView } from './turn-view.ts';

/**
 * After a new chair was announced: what was said of an earlier one becomes "this has changed", so that nobody reads it as
 * the truth, and two announcements side by side do not tell who said no. Earlier announcements in channels are
 * edited; offers and reminders to whoever no longer chairs are put away where they stand on our own board.
 *
 * Limit: a direct message of a chat platform stays; its buttons answer that the turn has moved on.
 */
export async function supersedeEarlier(context: Context, announcement: Delivery): Promise<void> {
  const meeting = await meetingTable.find(context.store, announcement.subject);
  const circle = await circleTable.find(context.store, announcement.circleId);
  if (meeting === null || circle === null) return;
  const message = { ...turnMoved(channelReader(circle, context.clock.now())), until: context.clock.now() };
  const earlier = await deliveryTable.sentAbout(context.store, meeting.id, [
    'turn-announcement',
    'turn-offer',
    'turn-reminder',
  ]);
  for (const letter of earlier) {
    const platform = context.platforms.get(platformOf(letter));
    if (isStillTrue(letter, announcement, meeting.chairId)) continue;
    if (platform === undefined || letter.ref === null) continue;
    await platform.update({ platform: platform.name, value: letter.ref }, message);
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
  for (const letter of await deliveryTable.sentAbout(context.store, meeting.id, ['turn-announcement'])) {
    const platform = context.platforms.get(platformOf(letter));
    if (platform === undefined || letter.ref === null) continue;
    await platform.update({ platform: platform.name, value: letter.ref }, message);
  }
}

/** Who said no is asked no more: their offer goes from their own board. Nobody else sees that board. */
export async function putAwayOffer(context: Context, meeting: Meeting, memberId: MemberId): Promise<void> {
  const circle = await circleTable.find(context.store, meeting.circleId);
  const board = context.platforms.get('web');
  if (circle === null || board === undefined) return;
  const message = { ...turnDeclined(channelReader(circle, context.clock.now())), until: context.clock.now() };
  for (const letter of await deliveryTable.sentAbout(context.store, meeting.id, ['turn-offer'])) {
    if (letter.memberId !== memberId || letter.ref === null) continue;
    await board.update({ platform: board.name, value: letter.ref }, message);
  }
}

/** Of the channels, only the announcement's own is put right by it: each has an announcement of its own. */
function isStillTrue(letter: Delivery, announcement: Delivery, chairId: MemberId | null): boolean {
  if (newsOf(letter) === newsOf(announcement)) return true;
  if (letter.channel !== null) return letter.channel !== announcement.channel;
  return letter.kind !== 'turn-announcement' && letter.memberId === chairId;
}

/** A member's letter is changed on the web board alone, where its reference is its own id. */
function platformOf({ channel }: Delivery): PlatformName {
  const name = channel?.split('/', 1)[0];
  return name === 'slack' || name === 'teams' ? name : 'web';
}
