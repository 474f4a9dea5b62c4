import { bigint, check, index, jsonb, text } from 'drizzle-orm/pg-core';
import { instant, oneOf, roundtable } from '../../../store/columns.ts';
import type { Place, PlatformName } from '../../circle.ts';
import type { Message } from '../../ports/message.ts';

/** The far end of the web platform: what it was told to say, where people read it. */
export const notices = roundtable.table(
  'notices',
  {
    key: text().primaryKey(),
    position: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    placeKind: text('place_kind').$type<Place['kind']>().notNull(),
    platform: text().$type<PlatformName>().notNull(),
    externalId: text('external_id').notNull(),
    at: instant().notNull(),
    message: jsonb().$type<Message>().notNull(),
  },
  (notice) => [
    index('notices_of_place').on(
      notice.placeKind,
      notice.platform,
      notice.externalId,
      notice.at,
      notice.position,
    ),
    check('notices_place', oneOf(notice.placeKind, ['member', 'channel'])),
  ],
);
