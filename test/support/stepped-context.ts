import type fc from 'fast-check';
import type { Context } from '../../src/core/context.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Tx } from '../../src/core/ports/store.ts';

/**
 * A context in which every statement to the database first waits for its turn from fast-check's scheduler, so that a
 * test explores orders in which people and workers can meet. What waits for a lock inside the database does so for real.
 */
export function steppedContext(context: Context, clock: Clock, scheduler: fc.Scheduler): Context {
  const { store } = context;
  const turn = (what: string) => scheduler.schedule(Promise.resolve(), what);
  return {
    ...context,
    clock,
    queue: { ...context.queue, enqueue: async () => {} },
    // It would wait for its turn when nobody deals turns any more.
    inBackground: () => {},
    store: {
      ...store,
      ...stepped(store, turn),
      async transact(work) {
        await turn('begin');
        return store.transact((tx) => work(stepped(tx, turn)));
      },
    },
  };
}

function stepped(tx: Tx, turn: (what: string) => Promise<void>): Tx {
  return {
    async run(operation, statement) {
      await turn(operation.name);
      return tx.run(operation, statement);
    },
  };
}
