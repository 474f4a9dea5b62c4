import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { cancelRound } from '../../src/features/pulses/use-cases/cancel-round.ts';
import { openRoundByHand } from '../../src/features/pulses/use-cases/open-round.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle } from '../support/test-users.ts';

const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;

let app: TestApp;
let circle: Circle;
let pulseId: string;

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  circle = await importCircle(app);
  const [pulse] = await pulseTable.list(app.context.store, circle.id);
  pulseId = pulse?.id ?? '';
});
afterAll(() => app?.stop());

test('while a round is open, however long, no other asks the same', async () => {
  const opened = await openRoundByHand(app.context, pulseId, { openFor: 20 * DAY });
  if (!opened.ok) throw new Error(opened.code);
  await app.passTo(MONDAY + 16 * DAY);
  expect((await roundTable.open(app.context.store, circle.id)).map(({ id }) => id)).toEqual([
    opened.value.id,
  ]);
  expect(await openRoundByHand(app.context, pulseId)).toMatchObject({ ok: false, code: 'still-open' });
});

test('a round that was cancelled after its digest is told by the next one, and by no other', async () => {
  const [round] = await roundTable.open(app.context.store, circle.id);
  await pulseTable.setNextOpening(app.context.store, pulseId, null);
  await app.passTo(FRIDAY_16 + 2 * WEEK);
  expect(await latest()).toMatchObject({ pulse: 'open', tells: [] });
  expect(await cancelRound(app.context, round?.id ?? '')).toMatchObject({ ok: true });

  await app.passTo(FRIDAY_16 + 3 * WEEK);
  expect(await latest()).toMatchObject({ pulse: 'cancelled', tells: [round?.id] });
  expect((await latest())?.hidden).toMatchObject([{ what: 'cancelled' }]);

  await app.passTo(FRIDAY_16 + 4 * WEEK);
  expect(await latest()).toMatchObject({ pulse: 'nothing-asked', tells: [], hidden: [] });
});

async function latest() {
  const [row] = await digestTable.list(app.context.store, circle.id, 1);
  return row?.digest;
}
