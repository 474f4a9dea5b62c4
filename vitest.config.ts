import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/servers.ts'],
    setupFiles: ['test/support/seeded-properties.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Much of a flow is waiting for a server: three files at once keep two small cores busy, and more only make each of them late.
    maxWorkers: 3,
    // A process keeps its modules, and so what it has compiled of them and of PGlite's WASM, from one file to the next. That
    // asks of them that they keep nothing else: no state of a test, and no hook that is set as a module is read.
    isolate: false,
  },
});
