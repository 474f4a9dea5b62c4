import { index, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, instant, roundtable } from '../../../store/columns.ts';
import type { PlatformName } from '../../circle.ts';

/**
 * How to reach people and channels where a platform does not say so by their id alone. No row tells when it was written:
 * that could be the minute in which somebody answered.
 */
export const conversations = roundtable.table(
  'conversations',
  {
    platform: text().$type<PlatformName>().notNull(),
    name: text().notNull(),
    /** The team that a channel belongs to. */
    parent: text(),
    keyId: text('key_id').notNull(),
    sealed: bytes().notNull(),
    closedAt: instant('closed_at'),
  },
  (conversation) => [
    primaryKey({ name: 'conversations_key', columns: [conversation.platform, conversation.name] }),
    index('conversations_parent').on(conversation.platform, conversation.parent),
  ],
);
