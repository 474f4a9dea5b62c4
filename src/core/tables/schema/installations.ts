import { primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, instant, roundtable } from '../../../store/columns.ts';
import type { PlatformName } from '../../circle.ts';

/** Workspaces that let us in. Everything secret about one lies in `sealed`; the key is not in the database. */
export const installations = roundtable.table(
  'installations',
  {
    platform: text().$type<PlatformName>().notNull(),
    workspace: text().notNull(),
    keyId: text('key_id').notNull(),
    sealed: bytes().notNull(),
    installedAt: instant('installed_at').notNull(),
    shutOutAt: instant('shut_out_at'),
  },
  (installation) => [
    primaryKey({ name: 'installations_key', columns: [installation.platform, installation.workspace] }),
  ],
);

/** How far each lane of sending is booked. Shared by all workers, so that together they keep one pace. */
export const sendingLanes = roundtable.table('sending_lanes', {
  lane: text().primaryKey(),
  bookedUntil: instant('booked_until').notNull(),
  /** The platform told us to be quiet until then. */
  heldUntil: instant('held_until'),
});
