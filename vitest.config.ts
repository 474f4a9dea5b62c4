import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/servers.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Real servers and browsers share two small cores in CI: more files at once only makes each of them late.
    maxWorkers: 2,
    // A process keeps its modules, and so what it has compiled of them and of PGlite's WASM, from one file to the next. That
    // asks of them that they keep nothing else: no state of a test, and no hook that is set as a module is read.
    isolate: false,
  },
});
