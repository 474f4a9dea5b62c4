import { afterEach, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { jobRequest } from '../../src/core/jobs/job-request.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { HttpClient } from '../support/http-client.ts';
import { APP_BACKENDS, type AppBackend, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, NORTHFIELD, openRound } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;

let app: TestApp;
/** The key of every message that was really posted. */
let posted: string[];
afterEach(() => app?.stop());

/** The noticeboard shows one message for one key: only at the door can a second posting be seen. */
function watchDoor({ platforms }: Context): void {
  const web = platforms.get('web');
  if (web === undefined) throw new Error('there are no web pages');
  const post = web.post;
  Object.assign(web, {
    post: (...given: Parameters<typeof post>) => {
      posted.push(given[2]);
      return post(...given);
    },
  });
}

async function circleOn(backend: AppBackend): Promise<Circle> {
  app = await startApp({ backend });
  posted = [];
  watchDoor(app.context);
  const circle = await importCircle(app);
  await everybody(app, circle);
  return circle;
}

/** Nobody and no place got the same letter twice, and nothing that should have gone out stayed. */
async function expectEverythingSentOnce(): Promise<void> {
  const deliveries = await app.records.table('deliveries');
  const stuck = deliveries.filter(
    ({ state, channel }) => channel === null && !['sent', 'dropped', 'due'].includes(String(state)),
  );
  expect(stuck).toEqual([]);
  // A correction edits what was posted before.
  const sent = deliveries.filter(({ state, kind }) => state === 'sent' && kind !== 'digest-correction');
  expect(new Set(posted).size).toBe(posted.length);
  // Letters that asked somebody to chair are deleted when their meeting is over.
  const kept = new Set(deliveries.map(({ id }) => String(id)));
  expect(posted.filter((id) => kept.has(id)).sort()).toEqual(sent.map(({ id }) => String(id)).sort());
}

test.each(APP_BACKENDS)('on %s: what the queue forgot is done all the same, once', async (backend) => {
  await circleOn(backend);
  // The workers of the app stand still in the worst moment: jobs were made, and are lost before anybody takes them.
  app.clock.moveTo(TUESDAY_10);
  for (const pulse of await pulseTable.due(app.context.store, TUESDAY_10)) {
    const forgetful = app.context.queue.enqueue(jobRequest('open-round', { pulse }));
    await Promise.all([forgetful, app.records.jobs().emptyQueue()]);
  }
  await app.settle();
  expect(await app.records.table('rounds')).toHaveLength(1);
  for (const day of [1, 2, 3]) {
    app.clock.moveTo(TUESDAY_10 + day * DAY);
    const ticking = app.context.queue.enqueue(jobRequest('tick', {}));
    await Promise.all([ticking, app.records.jobs().emptyQueue()]);
    await app.settle();
  }
  await app.passTo(FRIDAY_16);
  expect(await app.records.table('ledger')).toHaveLength(1);
  expect(await app.records.table('digests')).toHaveLength(1);
  const invitations = (await app.records.table('deliveries')).filter(
    ({ kind }) => kind === 'pulse-invitation',
  );
  expect(invitations).toHaveLength(12);
  await expectEverythingSentOnce();
});

test('two workers at once send nothing twice', async () => {
  await circleOn('postgres');
  const other = await app.joinWorker();
  watchDoor(other.context);
  try {
    const before = MONDAY + DAY;
    for (let hours = 0; hours <= 4 * 24; hours += 6) {
      app.clock.moveTo(before + hours * HOUR);
      const now = app.clock.now();
      const asked = [
        ...(await roundTable.closingDue(app.context.store, now)).map((round) =>
          jobRequest('close-round', { round }),
        ),
        ...(await circleTable.digestsDue(app.context.store, now)).map((circle) =>
          jobRequest('compose-digest', { circle }),
        ),
        ...(await deliveryTable.due(app.context.store, now, 100)).map((delivery) =>
          jobRequest('deliver', { delivery }),
        ),
        jobRequest('tick', {}),
      ];
      await Promise.all(
        asked.flatMap((job) => [
          app.context.queue.enqueue(job),
          other.context.queue.enqueue({ ...job, id: `${job.id}.again` }),
        ]),
      );
      await app.settle();
    }
    await app.passTo(FRIDAY_16);
  } finally {
    await other.stop();
  }
  expect(await app.records.table('ledger')).toHaveLength(1);
  expect(await app.records.table('digests')).toHaveLength(1);
  await expectEverythingSentOnce();
});

test('messages wait for people on a platform that is not set up, and go out once they have a link', async () => {
  app = await startApp({ backend: 'redis+postgres' });
  const names = [...NORTHFIELD.matchAll(/name: (\w+ \w+), +voice/g)].map(([, name = '']) => name);
  const chatting = names.filter((name) => name !== 'Joe Brady');
  const circle = await importCircle(app, NORTHFIELD, chatting);
  await app.passTo(TUESDAY_10 + HOUR);
  const shown = await app.command({ name: 'circle.show' });
  expect(shown).toContain('Not reachable yet: 11. Their messages wait for them, and no pulse asks them.');
  expect(shown).toContain('Amina Khan (Slack not set up)');
  expect(shown).toContain('Ewan Grant (Slack and Teams not set up)');
  expect(shown).not.toMatch(/Joe Brady \(/);
  expect(shown).toContain(`npm run roundtable -- member link "NAME" --circle ${circle.id}`);

  const [amina] = await memberTable.list(app.context.store, circle.id);
  if (amina === undefined) throw new Error('the circle is empty');
  const handed = await app.command({ name: 'member.link', member: 'Amina Khan' });
  const browser = new HttpClient(app.address);
  await browser.enter(/http\S+\/in#[\w-]{22}/.exec(handed)?.[0] ?? '');
  await app.settle();
  const home = await browser.open('/');
  expect(home.text).toContain('Welcome, Amina Khan');
  // Who could not answer when it opened was not asked.
  expect(home.text).not.toContain('A few short questions for everybody');
  expect(await app.command({ name: 'circle.show' })).toContain('Not reachable yet: 10.');
  await expectAminaGotEach();

  async function expectAminaGotEach(): Promise<void> {
    const hers = (await app.records.table('deliveries')).filter(({ member_id }) => member_id === amina?.id);
    expect(hers.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
      expect.arrayContaining(['welcome sent', 'link-made sent']),
    );
    // The circle is set up, so the letter that asked her to look at its people says nothing any more.
    const gone = hers.filter(({ state }) => state !== 'sent' && state !== 'due').map(({ kind }) => kind);
    expect(gone).toEqual(['roster-waits']);
  }
});

test('after weeks of silence one round is opened, not many, and the digest comes late but once', async () => {
  const circle = await circleOn('postgres');
  await app.passTo(TUESDAY_10 + HOUR);
  const first = await openRound(app, circle);
  // Nothing runs from Tuesday to the Monday but one after; then everything is due together.
  app.clock.moveTo(MONDAY + 2 * WEEK + 3 * HOUR);
  await app.settle();
  expect((await roundTable.find(app.context.store, first.id))?.state).toBe('closed');
  const rounds = await roundTable.since(app.context.store, circle.id, 0);
  expect(rounds.map(({ state }) => state)).toEqual(['closed', 'open']);
  const digests = await digestTable.list(app.context.store, circle.id, 10);
  expect(digests.map(({ week }) => week)).toEqual(['2026-W47']);
  await app.passTo(FRIDAY_16 + 2 * WEEK);
  const weeks = (await digestTable.list(app.context.store, circle.id, 10)).map(({ week }) => week);
  expect(weeks).toEqual(['2026-W49', '2026-W47']);
  await expectEverythingSentOnce();
});
