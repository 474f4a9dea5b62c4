import type fc from 'fast-check';
import type { Context } from '../../src/core/context.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Tables } from '../../src/ports/store.ts';

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
    store: {
      ...store,
      tables: stepped(store.tables, turn),
      async transact(work) {
        await turn('begin');
        return store.transact((tables) => work(stepped(tables, turn)));
      },
    },
  };
}

type Turn = (what: string) => Promise<void>;

function stepped(tables: Tables, turn: Turn): Tables {
  return wrapped(tables, (table, name) =>
    wrapped(table, (operation, verb) => async (...given: unknown[]) => {
      await turn(`${name}.${verb}`);
      return Reflect.apply(operation, table, given);
    }),
  );
}

function wrapped<T extends object>(whole: T, wrap: (part: never, name: string) => unknown): T {
  const parts = Object.entries(whole).map(([name, part]) => [name, wrap(part as never, name)]);
  return Object.fromEntries(parts) as T;
}
