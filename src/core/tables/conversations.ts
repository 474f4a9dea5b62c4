import { and, asc, eq } from 'drizzle-orm';
import { index, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, instant, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { PlatformName } from '../circle.ts';
import type { ConversationTable } from '../ports/platform-tables.ts';

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

/** How the private chat with somebody is called in the table. */
export function memberConversation(externalId: string): string {
  return `member/${externalId}`;
}

export const conversationTable = table('conversations', (database): ConversationTable => {
  const is = (platform: typeof conversations.$inferSelect.platform, name: string) =>
    and(eq(conversations.platform, platform), eq(conversations.name, name));

  return {
    async save(row) {
      const { parent, keyId, sealed, closedAt } = row;
      await database
        .insert(conversations)
        .values(row)
        .onConflictDoUpdate({
          target: [conversations.platform, conversations.name],
          set: { parent, keyId, sealed, closedAt },
        });
    },

    async find(platform, name) {
      return first(await database.select().from(conversations).where(is(platform, name)));
    },

    async lock(platform, name) {
      return first(await database.select().from(conversations).where(is(platform, name)).for('update'));
    },

    async within(platform, parent) {
      return database
        .select()
        .from(conversations)
        .where(and(eq(conversations.platform, platform), eq(conversations.parent, parent)))
        .orderBy(asc(conversations.name));
    },

    async list() {
      return database
        .select()
        .from(conversations)
        .orderBy(asc(conversations.platform), asc(conversations.name));
    },

    async markClosed(platform, name, at) {
      await database.update(conversations).set({ closedAt: at }).where(is(platform, name));
    },
  };
});
