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
import { MONDAY, startTown, TOWN_BACKENDS, type Town, type TownBackend } from '../support/town.ts';
import { everybody, importCircle, NORTHFIELD, openRound } from '../support/town-people.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;

let town: Town;
/** The key of every message that was really posted. */
let posted: string[];
afterEach(() => town?.stop());

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

async function circleOn(backend: TownBackend): Promise<Circle> {
  town = await startTown({ backend });
  posted = [];
  watchDoor(town.context);
  const circle = await importCircle(town);
  await everybody(town, circle);
  return circle;
}

/** Nobody and no place got the same letter twice, and nothing that should have gone out stayed. */
async function expectEverythingSentOnce(): Promise<void> {
  const deliveries = await town.records.table('deliveries');
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

test.each(TOWN_BACKENDS)('on %s: what the queue forgot is done all the same, once', async (backend) => {
  await circleOn(backend);
  // The workers of the town stand still in the worst moment: jobs were made, and are lost before anybody takes them.
  town.clock.moveTo(TUESDAY_10);
  for (const pulse of await pulseTable.due(town.context.store, TUESDAY_10)) {
    const forgetful = town.context.queue.enqueue(jobRequest('open-round', { pulse }));
    await Promise.all([forgetful, town.records.jobs().emptyQueue()]);
  }
  await town.settle();
  expect(await town.records.table('rounds')).toHaveLength(1);
  for (const day of [1, 2, 3]) {
    town.clock.moveTo(TUESDAY_10 + day * DAY);
    const ticking = town.context.queue.enqueue(jobRequest('tick', {}));
    await Promise.all([ticking, town.records.jobs().emptyQueue()]);
    await town.settle();
  }
  await town.passTo(FRIDAY_16);
  expect(await town.records.table('ledger')).toHaveLength(1);
  expect(await town.records.table('digests')).toHaveLength(1);
  const invitations = (await town.records.table('deliveries')).filter(
    ({ kind }) => kind === 'pulse-invitation',
  );
  expect(invitations).toHaveLength(12);
  await expectEverythingSentOnce();
});

test('two workers at once send nothing twice', async () => {
  await circleOn('postgres');
  const other = await town.joinWorker();
  watchDoor(other.context);
  try {
    const before = MONDAY + DAY;
    for (let hours = 0; hours <= 4 * 24; hours += 6) {
      town.clock.moveTo(before + hours * HOUR);
      const now = town.clock.now();
      const asked = [
        ...(await roundTable.closingDue(town.context.store, now)).map((round) =>
          jobRequest('close-round', { round }),
        ),
        ...(await circleTable.digestsDue(town.context.store, now)).map((circle) =>
          jobRequest('compose-digest', { circle }),
        ),
        ...(await deliveryTable.due(town.context.store, now, 100)).map((delivery) =>
          jobRequest('deliver', { delivery }),
        ),
        jobRequest('tick', {}),
      ];
      await Promise.all(
        asked.flatMap((job) => [
          town.context.queue.enqueue(job),
          other.context.queue.enqueue({ ...job, id: `${job.id}.again` }),
        ]),
      );
      await town.settle();
    }
    await town.passTo(FRIDAY_16);
  } finally {
    await other.stop();
  }
  expect(await town.records.table('ledger')).toHaveLength(1);
  expect(await town.records.table('digests')).toHaveLength(1);
  await expectEverythingSentOnce();
});

test('messages wait for people on a platform that is not set up, and go out once they have a link', async () => {
  town = await startTown({ backend: 'postgres' });
  const names = [...NORTHFIELD.matchAll(/name: (\w+ \w+), +voice/g)].map(([, name = '']) => name);
  const chatting = names.filter((name) => name !== 'Joe Brady');
  const circle = await importCircle(town, NORTHFIELD, chatting);
  await town.passTo(TUESDAY_10 + HOUR);
  const shown = await town.command({ name: 'circle.show' });
  expect(shown).toContain('Not reachable yet: 11. Their messages wait for them, and no pulse asks them.');
  expect(shown).toContain('Amina Khan (Slack not set up)');
  expect(shown).toContain('Ewan Grant (Slack and Teams not set up)');
  expect(shown).not.toMatch(/Joe Brady \(/);
  expect(shown).toContain(`npm run roundtable -- member link "NAME" --circle ${circle.id}`);

  const [amina] = await memberTable.list(town.context.store, circle.id);
  if (amina === undefined) throw new Error('the circle is empty');
  const handed = await town.command({ name: 'member.link', member: 'Amina Khan' });
  const browser = new HttpClient(town.address);
  await browser.enter(/http\S+\/in#[\w-]{22}/.exec(handed)?.[0] ?? '');
  await town.settle();
  const home = await browser.open('/');
  expect(home.text).toContain('Welcome, Amina Khan');
  // Who could not answer when it opened was not asked.
  expect(home.text).not.toContain('A few short questions for everybody');
  expect(await town.command({ name: 'circle.show' })).toContain('Not reachable yet: 10.');
  await expectAminaGotEach();

  async function expectAminaGotEach(): Promise<void> {
    const hers = (await town.records.table('deliveries')).filter(({ member_id }) => member_id === amina?.id);
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
  await town.passTo(TUESDAY_10 + HOUR);
  const first = await openRound(town, circle);
  // Nothing runs from Tuesday to the Monday but one after; then everything is due together.
  town.clock.moveTo(MONDAY + 2 * WEEK + 3 * HOUR);
  await town.settle();
  expect((await roundTable.find(town.context.store, first.id))?.state).toBe('closed');
  const rounds = await roundTable.since(town.context.store, circle.id, 0);
  expect(rounds.map(({ state }) => state)).toEqual(['closed', 'open']);
  const digests = await digestTable.list(town.context.store, circle.id, 10);
  expect(digests.map(({ week }) => week)).toEqual(['2026-W47']);
  await town.passTo(FRIDAY_16 + 2 * WEEK);
  const weeks = (await digestTable.list(town.context.store, circle.id, 10)).map(({ week }) => week);
  expect(weeks).toEqual(['2026-W49', '2026-W47']);
  await expectEverythingSentOnce();
});
