import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../src/core/ports/store.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { noticeboard } from '../../src/core/tables/notices.ts';
import { DECLARED } from '../../src/features/index.ts';
import { promiseTable } from '../../src/features/promises/tables.ts';
import { poolTable } from '../../src/features/release/tables/pools.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { StoreError, TransactionMisuseError } from '../../src/store/errors.ts';
import type { OpenStore } from '../../src/store/store.ts';
import { seedCircle, seedRound, signal, someMember, somePulse } from './store.fixtures.ts';

/** What every kind of store promises about transactions, locks and errors. `open` opens one that is empty. */
export function storeTransactionContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`store on ${name}: transactions`, () => {
    let store: OpenStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    it('keeps all of a transaction, or nothing', async () => {
      const circle = await seedCircle(store);
      const [kept, lost] = [someMember(circle.id), someMember(circle.id)];
      expect(await store.transact(async (tx) => memberTable.insert(tx, kept).then(() => 'done'))).toBe(
        'done',
      );
      const own = new Error('mine');
      const failing = store.transact(async (tx) => {
        await memberTable.insert(tx, lost);
        throw own;
      });
      await expect(failing).rejects.toBe(own);
      expect(await memberTable.list(store, circle.id)).toEqual([kept]);
    });

    it('says so when a failed statement was ignored and nothing could be kept', async () => {
      const circle = await seedCircle(store);
      const member = someMember(circle.id);
      const ignoring = store.transact(async (tx) => {
        await memberTable.insert(tx, member);
        await memberTable.insert(tx, member).catch(() => undefined);
      });
      await expect(ignoring).rejects.toBeInstanceOf(StoreError);
      expect(await memberTable.list(store, circle.id)).toEqual([]);
    });

    it('loses no reply when many come to one round at once', async () => {
      const { round } = await seedRound(store);
      const newest = async () => (await roundTable.seal(store, round.id))?.sealed ?? new Uint8Array();
      await roundTable.reseal(store, [
        { roundId: round.id, madeFrom: await newest(), sealed: new Uint8Array([0, 9]) },
      ]);
      const reply = async (): Promise<unknown> => {
        const [found] = await roundTable.forReplies(store, [{ roundId: round.id, memberId: 'nobody' }]);
        const before = found?.seal?.sealed[0] ?? Number.NaN;
        const madeFrom = new Uint8Array([before]);
        const sealed = new Uint8Array([before + 1, 9]);
        const written = await roundTable.reseal(store, [{ roundId: round.id, madeFrom, sealed }]);
        return written.length === 1 ? null : reply();
      };
      await Promise.all(Array.from({ length: 40 }, reply));
      expect(await newest()).toEqual(new Uint8Array([40, 9]));
    });

    it('takes no reply that comes while its round ends, nor loses one that came before', async () => {
      const { round, seal } = await seedRound(store);
      const sealed = new Uint8Array([1, 2, 3]);
      const locked = signal();
      const tried = signal();
      const closing = store.transact(async (tx) => {
        await roundTable.lock(tx, round.id);
        expect(await roundTable.seal(tx, round.id)).toEqual(seal);
        locked.give();
        await tried.given;
        // Time enough for a reply that does not wait.
        for (let look = 0; look < 100; look += 1) await roundTable.find(tx, round.id);
        await roundTable.end(tx, round.id, 'closed');
      });
      await locked.given;
      const reply = roundTable.reseal(store, [{ roundId: round.id, madeFrom: seal.sealed, sealed }]);
      tried.give();
      await closing;
      expect(await reply).toEqual([]);
      const [found] = await roundTable.forReplies(store, [{ roundId: round.id, memberId: 'nobody' }]);
      expect(found).toEqual({ round: { ...round, state: 'closed' }, seal: null, seats: [] });
    });

    it('runs two transactions on one locked row one after the other', async () => {
      const circle = await seedCircle(store);
      const pulse = somePulse(circle.id);
      await pulseTable.insert(store, pulse);
      const steps: string[] = [];
      const run = (who: string) =>
        store.transact(async (tx) => {
          await pulseTable.lock(tx, pulse.id);
          steps.push(`${who} in`);
          await pulseTable.setNextOpening(tx, pulse.id, 1);
          await pulseTable.find(tx, pulse.id);
          steps.push(`${who} out`);
        });
      await Promise.all(['a', 'b', 'c'].map(run));
      const pairs = [0, 2, 4].map((at) => steps.slice(at, at + 2).map((step) => step.split(' ')[0]));
      expect(pairs.every(([entered, left]) => entered === left)).toBe(true);
    });

    it('puts the first contributions to one pool in a row', async () => {
      const { organisationId } = await seedCircle(store);
      const key = { organisationId, quarter: '2026-Q4', question: randomUUID(), voice: 'reps' };
      const asked = { id: 'heard', kind: 'scale', text: 'Heard?' } as const;
      const contribute = () =>
        store.transact(async (tx) => {
          const before = (await poolTable.lock(tx, key))?.seal.sealed[0] ?? 0;
          const seal = { salt: new Uint8Array(1), pepperId: 'p1', sealed: new Uint8Array([before + 1]) };
          await poolTable.save(tx, { key, asked, closesAt: 1, seal });
        });
      await Promise.all(Array.from({ length: 8 }, contribute));
      const pooled = await store.transact((tx) => poolTable.lock(tx, key));
      expect(pooled?.seal.sealed).toEqual(new Uint8Array([8]));
    });

    it('refuses effects, nesting and outside statements inside a transaction', async () => {
      store.assertIdle();
      await store.transact(async () => {
        expect(() => store.assertIdle()).toThrow(TransactionMisuseError);
        await expect(store.transact(async () => 1)).rejects.toThrow('does not nest');
        await expect(circleTable.list(store)).rejects.toThrow(TransactionMisuseError);
        await expect(noticeboard(DECLARED.kept).readers(store, 'c')).rejects.toThrow(TransactionMisuseError);
        await expect(store.ping()).rejects.toThrow(TransactionMisuseError);
      });
      store.assertIdle();
      await store.ping();
      await store.tidy();
    });

    it('allows effects in what runs beside a transaction', async () => {
      const entered = signal();
      const leave = signal();
      const open = store.transact(async () => {
        entered.give();
        await leave.given;
      });
      await entered.given;
      store.assertIdle();
      leave.give();
      await open;
    });

    it('refuses tables whose transaction is over', async () => {
      let leaked: Tx | null = null;
      await store.transact(async (tx) => {
        leaked = tx;
      });
      const late = leaked as Tx | null;
      await expect(late === null ? null : circleTable.list(late)).rejects.toThrow(TransactionMisuseError);
    });

    it('knows that what a transaction started and left behind is outside once it is over', async () => {
      const over = signal();
      const behind: Promise<void>[] = [];
      await store.transact(async (tx) => {
        const afterwards = over.given.then(async () => {
          store.assertIdle();
          await expect(circleTable.list(tx)).rejects.toThrow(TransactionMisuseError);
        });
        behind.push(afterwards);
      });
      over.give();
      await Promise.all(behind);
    });

    it('refuses locks and many-statement changes outside a transaction', async () => {
      await expect(roundTable.lock(store, 'r')).rejects.toThrow(TransactionMisuseError);
      await expect(roundTable.lock(store, 'r')).rejects.toThrow(TransactionMisuseError);
      await expect(roundTable.end(store, 'r', 'closed')).rejects.toThrow(TransactionMisuseError);
    });

    it.each([
      ['a single statement', (work: (tx: Tx) => Promise<unknown>) => work(store)],
      ['a transaction', (work: (tx: Tx) => Promise<unknown>) => store.transact(work)],
    ])('shows nothing of what was stored when %s fails', async (_, run) => {
      const circle = await seedCircle(store);
      const secret = 'SECRETWORDS';
      const member = someMember(circle.id, { name: secret, email: secret });
      await memberTable.insert(store, member);
      const failures = [
        run((tx) => memberTable.insert(tx, member)),
        run((tx) => memberTable.insert(tx, { ...member, id: randomUUID(), circleId: secret })),
        run((tx) =>
          memberTable.addAbsence(tx, { id: secret, memberId: member.id, from: secret, to: secret }),
        ),
        run((tx) => promiseTable.find(tx, `${secret}\u0000`)),
      ];
      for (const outcome of await Promise.allSettled(failures)) {
        const error: unknown = outcome.status === 'rejected' ? outcome.reason : null;
        expect(error).toBeInstanceOf(StoreError);
        const all = [
          inspect(error, { depth: 9, showHidden: true }),
          JSON.stringify(error),
          (error as Error).stack,
        ];
        expect(all.join('\n')).not.toContain(secret);
        expect(all.join('\n')).not.toMatch(/insert into|select /i);
        expect(error).not.toHaveProperty('cause');
      }
    });
  });
}
