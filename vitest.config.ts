import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/servers.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Real servers and browsers share two small cores in CI: more files at once only makes each of them late.
    maxWorkers: 2,
  },
});
