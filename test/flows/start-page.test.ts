import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle, Member } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import type { JobRequest } from '../../src/core/ports/job-queue.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { cancelRound } from '../../src/features/pulses/use-cases/cancel-round.ts';
import { openRoundByHand } from '../../src/features/pulses/use-cases/open-round.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { HttpClient } from '../support/http-client.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, NORTHFIELD, openRound, testUser, vouchFor } from '../support/test-users.ts';

const SMALL = `
organisation: Southfield
circle: Library friends
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ada Lund, voice: staff, steward: true }
  - { name: Bo Reyes, voice: reps, steward: true }
`;

let app: TestApp;
let circle: Circle;
let joe: Member;
let browser: HttpClient;

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  circle = await importCircle(app, NORTHFIELD, ['Joe Brady']);
  const called = async (start: string) => {
    const members = await memberTable.list(app.context.store, circle.id);
    const found = members.find(({ name }) => name.startsWith(start));
    if (found === undefined) throw new Error(`${start} is not there`);
    return found;
  };
  joe = await called('Joe');
  const { out } = await app.ask({ name: 'member.link', member: joe.name });
  browser = new HttpClient(app.address);
  const waits = await browser.enter(out.match(/http\S+#\S+/)?.[0] ?? '');
  await vouchFor(await testUser(app, await called('Gwen')), waits);
  joe = await called('Joe');
  await app.passTo(app.clock.now() + 10 * MINUTE);
});
afterAll(() => app?.stop());

const noticesOf = async () => (await browser.open('/')).text.split('Messages for you')[1] ?? '';

test('letters about a pulse that was cancelled go from the start page', async () => {
  await app.passTo(MONDAY + DAY + HOUR);
  expect(await noticesOf()).toContain('Answer the questions');
  const { id } = await openRound(app, circle);
  const letter = (await deliveryTable.sentAbout(app.context.store, id, ['pulse-invitation'])).find(
    (each) => each.memberId === joe.id,
  );
  // A worker takes one, and makes its words, before the cancelling is there for all to see.
  await deliveryTable.finish(app.context.store, letter?.id ?? '', {
    state: 'due',
    dueAt: app.clock.now() + HOUR,
  });
  const asked: string[] = [];
  const queue = {
    ...app.context.queue,
    enqueue: async (job: JobRequest) => {
      asked.push(job.data.delivery ?? '');
    },
  };
  const cancelled = await cancelRound({ ...app.context, queue }, id);
  await deliveryTable.finish(app.context.store, letter?.id ?? '', { state: 'sent' });
  expect(cancelled.ok).toBe(true);
  expect(await noticesOf()).not.toContain('Answer the questions');
  // Corrections wait for the minute tick, so that nobody waits for them.
  expect(asked).toEqual([]);
});

test('where such letters can be edited they ask for nothing any more, whoever they went to', async () => {
  await app.settle();
  const letters = await app.records.table('deliveries');
  const asked = letters.filter(({ kind }) => kind === 'pulse-invitation').map(({ id }) => id);
  const corrected = letters.filter(({ kind, state }) => kind === 'digest-correction' && state === 'sent');
  expect(corrected.map(({ subject }) => subject)).toEqual(expect.arrayContaining(asked));
  expect(asked.length).toBeGreaterThan(0);
  const notices = (await app.records.table('notices')).filter(({ key }) => asked.includes(key));
  expect(notices.length).toBeGreaterThan(0);
  for (const { message } of notices) {
    expect(JSON.stringify(message)).toMatch(
      /“.+” was cancelled\..+was deleted unread\. Nothing of it is shown\./,
    );
    expect(JSON.stringify(message)).not.toContain('This is settled now');
  }
});

test('what somebody must see for their own safety is not pushed off it while it is new', async () => {
  const board = app.context.platforms.get('web');
  const { externalId } = joe.identities.find(({ platform }) => platform === 'web') ?? {};
  const place = { kind: 'member', platform: 'web', externalId: externalId ?? '' } as const;
  for (let count = 1; count <= 45; count += 1) {
    const message = { summary: `Later ${count}`, language: 'en-GB', blocks: [] };
    await board?.post(place, message, `later-${count}`);
  }
  const made = 'You came in to Ward 7';
  const shown = await noticesOf();
  expect(shown.indexOf(made)).toBeGreaterThan(-1);
  expect(shown.indexOf(made)).toBeLessThan(shown.indexOf('Later 45'));
  app.clock.moveTo(app.clock.now() + 28 * DAY);
  expect(await noticesOf()).not.toContain(made);
});

test('a first pulse is offered by its name: while one comes, the circle is new, and none was ever asked', async () => {
  const fresh = await importCircle(app, SMALL);
  const [ada] = await memberTable.list(app.context.store, fresh.id);
  const [like] = await pulseTable.list(app.context.store, circle.id);
  if (ada === undefined || like === undefined) throw new Error('nobody, or nothing to ask');
  const steward = await testUser(app, ada);
  const home = async () => (await steward.open('/')).text;
  const now = app.clock.now();
  for (const [id, title, days] of [
    ['later', 'Later', 50],
    ['sooner', 'Sooner', 40],
  ] as const)
    await pulseTable.insert(app.context.store, {
      ...like,
      id,
      circleId: fresh.id,
      title,
      state: 'running',
      nextOpensAt: now + days * DAY,
    });
  expect(await home()).toContain('The first pulse, “Sooner”, comes');
  await circleTable.markSetUp(app.context.store, fresh.id, now - 28 * DAY);
  expect(await home()).not.toContain('Open the pulse now');
  await circleTable.markSetUp(app.context.store, fresh.id, now);
  await pulseTable.setNextOpening(app.context.store, 'sooner', null);
  expect(await home()).toContain('The first pulse, “Later”, comes');
  await pulseTable.setNextOpening(app.context.store, 'later', null);
  expect(await home()).not.toContain('Open the pulse now');
  await pulseTable.setNextOpening(app.context.store, 'later', now + 50 * DAY);
  expect(await home()).toContain('Open the pulse now');
  expect((await openRoundByHand(app.context, 'sooner')).ok).toBe(true);
  expect(await home()).not.toContain('Open the pulse now');
});
