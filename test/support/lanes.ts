import type { SendingLaneTable } from '../../src/core/ports/platform-tables.ts';

/** Lanes that are always free: for tests that are not about pace. */
export const freeLanes: SendingLaneTable = {
  book: async (_lane, now) => ({ booked: true, at: now }),
  reserve: async (_shared, _own, now) => now,
  async hold() {},
  heldUntil: async (lanes) => lanes.map(() => null),
  async forget() {},
};
