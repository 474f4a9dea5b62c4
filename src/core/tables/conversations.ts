import { and, asc, eq } from 'drizzle-orm';
import type { ConversationTable } from '../../ports/tables/platforms.ts';
import { type Database, first } from '../../store/database.ts';
import { conversations } from './schema/conversations.ts';

export function conversationTable(database: Database): ConversationTable {
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
}
