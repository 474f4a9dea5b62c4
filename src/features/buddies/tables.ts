import { eq } from 'drizzle-orm';
import type { BuddyTable } from '../../ports/tables/joining.ts';
import { type Database, first } from '../../store/database.ts';
import { buddies } from './tables/schema/buddies.ts';

export function buddyTable(database: Database): BuddyTable {
  return {
    async save(buddy) {
      const { state, helperId, asked } = buddy;
      await database
        .insert(buddies)
        .values(buddy)
        .onConflictDoUpdate({ target: buddies.newcomerId, set: { state, helperId, asked } });
    },

    async find(newcomerId) {
      return first(await database.select().from(buddies).where(eq(buddies.newcomerId, newcomerId)));
    },
  };
}
