import { defineConfig } from 'drizzle-kit';

/**
 * `npx drizzle-kit generate --name <what-changes>` writes the next migration. Two things to do by hand: no migration
 * may create the schema `roundtable` unconditionally (the migrator has made it for its own table), and storage
 * settings go into a custom one, because the generator does not know them.
 */
export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/store/columns.ts',
    './src/core/tables/**/*.ts',
    './src/features/*/tables.ts',
    './src/features/*/tables/*.ts',
  ],
  out: './src/store/migrations',
  schemaFilter: ['roundtable'],
});
