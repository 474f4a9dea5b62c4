import { expect, test } from 'vitest';
import { Closers } from '../../src/core/closers.ts';

test('closes in the reverse order of opening, once', async () => {
  const closers = new Closers();
  const closed: string[] = [];
  for (const name of ['store', 'queue', 'web']) closers.add(name, () => closed.push(name));
  await closers.close();
  await closers.close();
  expect(closed).toEqual(['web', 'queue', 'store']);
});

test('one that fails and one that hangs keep nothing from being closed, and are named', async () => {
  const closers = new Closers(50);
  const closed: string[] = [];
  const sad = new Error('the network is gone');
  closers.add('lock', () => closed.push('lock'));
  closers.add('pool', () => new Promise(() => {}));
  closers.add('queue', () => Promise.reject(sad));
  closers.add('web', () => {
    throw sad;
  });
  const failure = await closers.close().then(
    () => null,
    (error: unknown) => error as AggregateError,
  );
  expect(failure?.message).toBe('web did not close; queue did not close; pool did not close');
  expect(failure?.errors[1]).toMatchObject({ cause: sad });
  expect(closed).toEqual(['lock']);
});
