import { defineConfig } from 'vitest/config';

/** For `npm run mutate`: the quick tests alone, and no servers. */
export default defineConfig({
  test: {
    include: ['test/core/**/*.test.ts', 'test/features/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
