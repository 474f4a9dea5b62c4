import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const onDatabase = (file: string) => readFileSync(file, 'utf8').includes('support/test-core');
const quick = ['core', 'features'].flatMap((folder) =>
  readdirSync(`test/${folder}`, { recursive: true, encoding: 'utf8' }).flatMap((file) =>
    file.endsWith('.test.ts') ? [`test/${folder}/${file}`] : [],
  ),
);

/** For `npm run mutate`: the tests of rules alone, without a database and without servers. */
export default defineConfig({
  test: {
    include: quick.filter((file) => !onDatabase(file)),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
