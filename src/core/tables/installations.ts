import { and, asc, eq } from 'drizzle-orm';
import { primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, instant, roundtable } from '../../store/columns.ts';
import { first } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { PlatformName } from '../circle.ts';
import type { InstallationTable } from '../ports/platform-tables.ts';

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

export const installationTable = table('installations', (database): InstallationTable => {
  const is = (platform: typeof installations.$inferSelect.platform, workspace: string) =>
    and(eq(installations.platform, platform), eq(installations.workspace, workspace));

  return {
    async save(row) {
      const { keyId, sealed, installedAt, shutOutAt } = row;
      await database
        .insert(installations)
        .values(row)
        .onConflictDoUpdate({
          target: [installations.platform, installations.workspace],
          set: { keyId, sealed, installedAt, shutOutAt },
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
});
