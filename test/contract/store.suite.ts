import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../src/core/instant.ts';
import { nextDue } from '../../src/core/jobs/due-work.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { DECLARED } from '../../src/features/index.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import type { OpenStore } from '../../src/store/store.ts';
import { START, seedCircle, seedRound } from './store.fixtures.ts';
import { governanceContract } from './store-governance.suite.ts';
import { outboxContract } from './store-outbox.suite.ts';
import { peopleContract } from './store-people.suite.ts';
import { roundsContract } from './store-rounds.suite.ts';
import { turnsContract } from './store-turns.suite.ts';
import { wordsContract } from './store-words.suite.ts';

/** What every kind of store keeps and gives back. `open` opens one that is empty. */
export function storeContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`store on ${name}: tables`, () => {
    let store: OpenStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    it('knows when anything is due next', async () => {
      expect(await nextDue({ ...DECLARED, store })).toBeNull();
      await seedCircle(store);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 3 * DAY);
      const { round } = await seedRound(store);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 1);
      await pulseTable.setNextOpening(store, round.pulseId, null);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 2 * DAY);
      await roundTable.markReminded(store, round.id, START + 2 * DAY, []);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 3 * DAY);
      await store.transact((tx) => roundTable.end(tx, round.id, 'cancelled'));
      for (const { id } of await circleTable.list(store)) await circleTable.setNextReview(store, id, null);
      expect(await nextDue({ ...DECLARED, store })).toBe(START + 4 * DAY);
    });

    peopleContract(() => store);
    roundsContract(() => store);
    turnsContract(() => store);
    governanceContract(() => store);
    wordsContract(() => store);
    outboxContract(() => store);
  });
}
