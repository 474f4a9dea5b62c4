import { and, asc, eq } from 'drizzle-orm';
import type { InstallationTable } from '../../ports/tables/platforms.ts';
import { type Database, first } from '../../store/database.ts';
import { installations } from './schema/installations.ts';

export function installationTable(database: Database): InstallationTable {
  const is = (platform: typeof installations.$inferSelect.platform, workspace: string) =>
    and(eq(installations.platform, platform), eq(installations.workspace, workspace));

  return {
    async save(row) {
      await database
        .insert(installations)
        .values(row)
        .onConflictDoUpdate({
          target: [installations.platform, installations.workspace],
          set: {
            keyId: row.keyId,
            sealed: row.sealed,
            installedAt: row.installedAt,
            shutOutAt: row.shutOutAt,
          },
        });
    },

    async find(platform, workspace) {
      return first(await database.select().from(installations).where(is(platform, workspace)));
    },

    async lock(platform, workspace) {
      return first(await database.select().from(installations).where(is(platform, workspace)).for('update'));
    },

    async list() {
      return database
        .select()
        .from(installations)
        .orderBy(asc(installations.platform), asc(installations.workspace));
    },

    async markShutOut(platform, workspace, at) {
      await database.update(installations).set({ shutOutAt: at }).where(is(platform, workspace));
    },

    async remove(platform, workspace) {
      await database.delete(installations).where(is(platform, workspace));
    },
  };
}
