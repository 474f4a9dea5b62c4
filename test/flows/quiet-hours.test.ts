import { afterAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, openRound } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;

let app: TestApp;
afterAll(() => app?.stop());

test('quiet hours delay the notice, and nothing else', async () => {
  app = await startApp({ backend: 'redis+postgres' });
  const circle = await importCircle(app);
  const people = await everybody(app, circle);
  const gwen = named(people, 'Gwen');
  const half = await gwen.send('/me', { 'quiet-from': '09:30', 'quiet-to': '' });
  expect([half.status, half.text]).toEqual([422, expect.stringContaining('Please fill in both times')]);
  expect((await gwen.send('/me', { 'quiet-from': '09:30', 'quiet-to': '11:15' })).status).toBe(200);

  await app.passTo(TUESDAY_10);
  expect(await invitedAt()).toEqual(new Map([[TUESDAY_10, 11]]));
  // She is told later, and may answer like everybody from the first minute on.
  expect((await gwen.open('/')).text).toContain('“Having a voice” is open until');
  expect((await gwen.answer(await openRound(app, circle), { voice: '4' })).status).toBe(200);
  expect((await gwen.open('/')).text).not.toContain('A few short questions for everybody');

  await app.passTo(TUESDAY_10 + 1.25 * HOUR);
  expect(await invitedAt()).toEqual(
    new Map([
      [TUESDAY_10, 11],
      [TUESDAY_10 + 1.25 * HOUR, 1],
    ]),
  );
  expect((await gwen.open('/')).text).toContain('A few short questions for everybody');
});

/** How many invitations went out at each moment. */
async function invitedAt(): Promise<ReadonlyMap<number, number>> {
  const times = new Map<number, number>();
  for (const { kind, sent_at } of await app.records.table('deliveries')) {
    if (kind !== 'pulse-invitation' || sent_at === null) continue;
    const at = Date.parse(String(sent_at));
    times.set(at, (times.get(at) ?? 0) + 1);
  }
  return times;
}
