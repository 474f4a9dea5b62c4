import { type NotificationKinds, toOne } from '../../core/outbox/notifications.ts';
import { choosingAsked, choosingStands } from './messages.ts';
import { choosingTable } from './tables.ts';
import { choosingView } from './use-cases/views.ts';

/** What the people of a voice hear while they choose, and everybody once it stands. */
export const choosingNotifications = {
  'choosing-asked': written(choosingAsked),
  'choosing-stands': written(choosingStands),
} satisfies Partial<NotificationKinds>;

function written(compose: typeof choosingAsked) {
  return toOne(async ({ context, delivery: { subject }, circle, member, reader }) => {
    const choosing = await choosingTable.find(context.store, subject);
    return choosing === null ? null : compose(await choosingView(context, circle, member, choosing), reader);
  });
}
