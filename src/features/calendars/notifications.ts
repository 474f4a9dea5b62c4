import { type NotificationKinds, toOne } from '../../core/outbox/notifications.ts';
import { entryLetter } from './messages/entry.ts';
import { nextEntryOf } from './use-cases/entries.ts';

export const calendarNotifications = {
  /** Nothing to say where another letter has brought it meanwhile. */
  'turn-entry': toOne(async ({ context, delivery, member, reader }) => {
    const entry = await nextEntryOf(context, delivery.subject, member.id);
    return entry === null ? null : entryLetter(entry, reader);
  }),
} satisfies Partial<NotificationKinds>;
