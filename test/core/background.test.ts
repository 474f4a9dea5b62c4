import { expect, test } from 'vitest';
import { createBackground } from '../../src/core/background.ts';

test('stopping waits for what is under way, but no longer than it may', async () => {
  const failures: unknown[] = [];
  const background = createBackground((error) => failures.push(error));
  let fail: (error: Error) => void = () => {};
  background.inBackground(() => new Promise((_, reject) => (fail = reject)));
  background.inBackground(async () => {});
  expect(await background.finished(20)).toBe(1);
  fail(new Error('the network is gone'));
  expect(await background.finished()).toBe(0);
  expect(failures).toMatchObject([{ message: 'the network is gone' }]);
});
