import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tables } from '../../src/ports/store.ts';
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
      expect(await store.transact(async ({ members }) => members.insert(kept).then(() => 'done'))).toBe(
        'done',
      );
      const own = new Error('mine');
      const failing = store.transact(async ({ members }) => {
        await members.insert(lost);
        throw own;
      });
      await expect(failing).rejects.toBe(own);
      expect(await store.tables.members.list(circle.id)).toEqual([kept]);
    });

    it('says so when a failed statement was ignored and nothing could be kept', async () => {
      const circle = await seedCircle(store);
      const member = someMember(circle.id);
      const ignoring = store.transact(async ({ members }) => {
        await members.insert(member);
        await members.insert(member).catch(() => undefined);
      });
      await expect(ignoring).rejects.toBeInstanceOf(StoreError);
      expect(await store.tables.members.list(circle.id)).toEqual([]);
    });

    it('loses no reply when many come to one round at once', async () => {
      const { round } = await seedRound(store);
      const { rounds } = store.tables;
      const newest = async () => (await rounds.seal(round.id))?.sealed ?? new Uint8Array();
      await rounds.reseal([{ roundId: round.id, madeFrom: await newest(), sealed: new Uint8Array([0, 9]) }]);
      const reply = async (): Promise<unknown> => {
        const [found] = await rounds.forReplies([{ roundId: round.id, memberId: 'nobody' }]);
        const before = found?.seal?.sealed[0] ?? Number.NaN;
        const madeFrom = new Uint8Array([before]);
        const sealed = new Uint8Array([before + 1, 9]);
        const written = await rounds.reseal([{ roundId: round.id, madeFrom, sealed }]);
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
      const closing = store.transact(async ({ rounds }) => {
        await rounds.lock(round.id);
        expect(await rounds.seal(round.id)).toEqual(seal);
        locked.give();
        await tried.given;
        // Time enough for a reply that does not wait.
        for (let look = 0; look < 100; look += 1) await rounds.find(round.id);
        await rounds.end(round.id, 'closed');
      });
      await locked.given;
      const reply = store.tables.rounds.reseal([{ roundId: round.id, madeFrom: seal.sealed, sealed }]);
      tried.give();
      await closing;
      expect(await reply).toEqual([]);
      const [found] = await store.tables.rounds.forReplies([{ roundId: round.id, memberId: 'nobody' }]);
      expect(found).toEqual({ round: { ...round, state: 'closed' }, seal: null, seats: [] });
    });

    it('runs two transactions on one locked row one after the other', async () => {
      const circle = await seedCircle(store);
      const pulse = somePulse(circle.id);
      await store.tables.pulses.insert(pulse);
      const steps: string[] = [];
      const run = (who: string) =>
        store.transact(async ({ pulses }) => {
          await pulses.lock(pulse.id);
          steps.push(`${who} in`);
          await pulses.setNextOpening(pulse.id, 1);
          await pulses.find(pulse.id);
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
        store.transact(async ({ pools }) => {
          const before = (await pools.lock(key))?.seal.sealed[0] ?? 0;
          const seal = { salt: new Uint8Array(1), pepperId: 'p1', sealed: new Uint8Array([before + 1]) };
          await pools.save({ key, asked, closesAt: 1, seal });
        });
      await Promise.all(Array.from({ length: 8 }, contribute));
      const pooled = await store.transact(({ pools }) => pools.lock(key));
      expect(pooled?.seal.sealed).toEqual(new Uint8Array([8]));
    });

    it('refuses effects, nesting and outside statements inside a transaction', async () => {
      store.assertIdle();
      await store.transact(async () => {
        expect(() => store.assertIdle()).toThrow(TransactionMisuseError);
        await expect(store.transact(async () => 1)).rejects.toThrow('does not nest');
        await expect(store.tables.circles.list()).rejects.toThrow(TransactionMisuseError);
        await expect(store.noticeboard.readers('c')).rejects.toThrow(TransactionMisuseError);
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
      let leaked: Tables | null = null;
      await store.transact(async (tables) => {
        leaked = tables;
      });
      const late = leaked as Tables | null;
      await expect(late?.circles.list()).rejects.toThrow(TransactionMisuseError);
    });

    it('knows that what a transaction started and left behind is outside once it is over', async () => {
      const over = signal();
      const behind: Promise<void>[] = [];
      await store.transact(async (tables) => {
        const afterwards = over.given.then(async () => {
          store.assertIdle();
          await expect(tables.circles.list()).rejects.toThrow(TransactionMisuseError);
        });
        behind.push(afterwards);
      });
      over.give();
      await Promise.all(behind);
    });

    it('refuses locks and many-statement changes outside a transaction', async () => {
      await expect(store.tables.rounds.lock('r')).rejects.toThrow(TransactionMisuseError);
      await expect(store.tables.rounds.lock('r')).rejects.toThrow(TransactionMisuseError);
      await expect(store.tables.rounds.end('r', 'closed')).rejects.toThrow(TransactionMisuseError);
    });

    it.each([
      ['a single statement', (work: (tables: Tables) => Promise<unknown>) => work(store.tables)],
      ['a transaction', (work: (tables: Tables) => Promise<unknown>) => store.transact(work)],
    ])('shows nothing of what was stored when %s fails', async (_, run) => {
      const circle = await seedCircle(store);
      const secret = 'SECRETWORDS';
      const member = someMember(circle.id, { name: secret, email: secret });
      await store.tables.members.insert(member);
      const failures = [
        run(({ members }) => members.insert(member)),
        run(({ members }) => members.insert({ ...member, id: randomUUID(), circleId: secret })),
        run(({ members }) =>
          members.addAbsence({ id: secret, memberId: member.id, from: secret, to: secret }),
        ),
        run(({ promises }) => promises.find(`${secret}\u0000`)),
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
