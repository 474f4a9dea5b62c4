import { z } from 'zod';
import { calledIn } from '../../core/called.ts';
import { carrying, type NotificationKinds } from '../../core/outbox/notifications.ts';
import { memberTable } from '../../core/tables/members.ts';
import { awayNoted } from './messages/me.ts';

export const awayNotifications = {
  /** `subject`: the days away. Nothing where they were taken back meanwhile. */
  'away-noted': carrying(
    z.strictObject({ by: z.string() }),
    async ({ context: { store }, circle, delivery: { subject }, member, reader }, { by }) => {
      const days = (await memberTable.absences(store, circle.id)).find(({ id }) => id === subject);
      if (days === undefined || days.memberId !== member?.id) return null;
      const { nameOf } = await calledIn(store, circle);
      return awayNoted({ ...days, by: nameOf(by) ?? '' }, reader);
    },
  ),
} satisfies Partial<NotificationKinds>;
