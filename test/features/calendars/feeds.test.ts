import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { feedText } from '../../../adapters/chat/icalendar.ts';
import { type Member, READER } from '../../../src/core/circle.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { erasingTable } from '../../../src/core/tables/erasing.ts';
import { MOST_FEEDS } from '../../../src/features/calendars/rules/feed.ts';
import { feedTable } from '../../../src/features/calendars/tables.ts';
import { feedsOf } from '../../../src/features/calendars/use-cases/feeds.ts';
import { cancelMeeting } from '../../../src/features/meetings/use-cases/cancel.ts';
import { addMeeting, moveMeeting } from '../../../src/features/meetings/use-cases/move.ts';
import { acceptTurn, declineTurn } from '../../../src/features/turns/use-cases/answer.ts';
import { answerOffer } from '../../../src/features/turns/use-cases/chair-offers.ts';
import { contextAt } from '../../support/contexts.ts';
import { askedFor, chairedMeeting, meetingNow, plannedOf, seriesOf } from '../../support/meetings-of.ts';
import { readCalendar } from '../../support/read-calendar.ts';
import { make } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';
import { everyRow, sayIn, tableNames } from '../../support/twins/rows.ts';

let core: TestCore;
let ours: Group;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
  await core.settle();
});

async function made(who: Member, meetings = 'circle', words = 'whole', of = ours): Promise<string> {
  const inputs = { meetings: [meetings], words: [words] };
  const reply = await core.ask(who, 'calendar.make', { subject: of.circle.id, inputs });
  const block = reply.message?.blocks.find(({ kind }) => kind === 'address');
  if (block?.kind !== 'address') throw new Error(`no address: ${plainText(reply.message as never)}`);
  expect(block.url).toMatch(/^https:\/\/roundtable\.test\/feed\/[\w-]{22}\.ics$/);
  return block.url.slice(-26, -4);
}
async function textOf(secret: string, context = core.context): Promise<string | null> {
  const feeds = feedsOf(context);
  const id = await feeds.find(secret);
  const calendar = id === null ? null : await feeds.read(id);
  return calendar === null ? null : feedText(calendar);
}
const read = async (secret: string, context = core.context) =>
  readCalendar((await textOf(secret, context)) ?? '');
const eventAt = async (secret: string, startsAt: number) =>
  (await read(secret)).events.find((event) => event.startsAt === startsAt);
const page = async (who: Member) => {
  const reply = await core.ask(who, 'calendar.show', { subject: ours.circle.id });
  return reply.message === undefined ? '' : plainText(reply.message);
};

describe('a feed', () => {
  test('has the dates of the plan for half a year, at the hour that clocks show in the circle', async () => {
    const { events } = await read(await made(ours.who('Rep2')));
    const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/London' });
    const hours = new Set(events.map(({ startsAt }) => clock.format(startsAt)));
    expect(hours.size).toBe(1);
    const offsets = new Set(events.map(({ startsAt }) => new Date(startsAt).getUTCHours()));
    // London changes its clocks in March.
    expect(offsets.size).toBe(2);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
    expect(events.at(-1)?.startsAt).toBeGreaterThan(core.clock.now() + 150 * DAY);
  });

  test('says as much as its owner chose', async () => {
    const rep = ours.who('Rep2');
    const { chair } = await chairedMeeting(core, ours);
    const { name } = await seriesOf(core, ours);
    const least = (await textOf(await made(rep, 'circle', 'least'))) ?? '';
    expect(readCalendar(least).events.map(({ summary }) => summary)).toContain('Meeting');
    for (const word of [ours.circle.name, chair.name, 'chair', 'https:']) expect(least).not.toContain(word);
    const some = (await textOf(await made(rep, 'circle', 'name'))) ?? '';
    expect(some).toContain(ours.circle.name);
    for (const word of [chair.name, 'https:']) expect(some).not.toContain(word);
    const [next] = (await read(await made(rep))).events;
    expect(next?.summary).toBe(`${ours.circle.name}: ${name}`);
    expect(next?.description).toContain(`Chair: ${chair.name} (`);
    expect(next?.property('url')).toContain('https://roundtable.test/chair/');
  });

  test('says the voice only until somebody says yes: nothing in it moves with an ask, a no, or silence', async () => {
    const secrets = [await made(ours.who('Rep2')), await made(ours.who('Rep2'), 'mine')] as const;
    const [next] = await plannedOf(core, ours);
    const texts = () => Promise.all(secrets.map((secret) => textOf(secret)));
    const before = await texts();
    const asked = await askedFor(core, next);
    expect((await eventAt(secrets[0], next.startsAt))?.description).toContain('It is the turn of');
    const answers = [(await made(asked)) as string, await made(asked, 'mine')];
    for (const text of [...before, ...(await Promise.all(answers.map((each) => textOf(each))))])
      for (const name of ['Staff1', 'Staff2', 'Staff3', 'Rep1', 'Rep2', 'Rep3'])
        expect(text).not.toContain(name);
    expect(readCalendar((await textOf(answers[1] ?? '')) ?? '').events).toEqual([]);
    expect(await declineTurn(core.context, asked, next.id)).toMatchObject({ ok: true });
    expect(await texts()).toEqual(before);
  });

  test('names who said yes, tells nothing of when, and takes the name out when they stand down', async () => {
    const secret = await made(ours.who('Rep2'));
    const [next] = await plannedOf(core, ours);
    const before = await eventAt(secret, next.startsAt);
    const chair = await askedFor(core, next);
    await acceptTurn(core.context, chair, next.id);
    const named = await eventAt(secret, next.startsAt);
    expect(named?.description).toContain(chair.name);
    expect(named).toMatchObject({ uid: before?.uid, sequence: before?.sequence });
    for (const property of ['dtstamp', 'last-modified', 'created'])
      expect(named?.property(property)).toBe(before?.property(property));
    await declineTurn(core.context, chair, next.id);
    expect((await eventAt(secret, next.startsAt))?.description).not.toContain(chair.name);
  });

  test('of one’s own has only the turns they said yes to, beside the chair too', async () => {
    const { chair, meeting } = await chairedMeeting(core, ours);
    const others = ['Staff1', 'Staff2', 'Staff3', 'Rep1', 'Rep2', 'Rep3'].filter(
      (name) => name !== chair.name,
    );
    const own = await read(await made(chair, 'mine'));
    expect(own.events.map(({ startsAt }) => startsAt)).toEqual([meeting.startsAt]);
    for (const name of others) expect((await read(await made(ours.who(name), 'mine'))).events).toEqual([]);
    const shadow = (await meetingNow(core, meeting)).turn?.shadow ?? null;
    if (shadow === null) {
      const beside = ours.who(others[0] ?? '');
      await sayIn(core.context.store, (database) =>
        database.execute(
          sql`update roundtable.meetings set co_chair_id = ${beside.id} where id = ${meeting.id}`,
        ),
      );
      const secret = await made(beside, 'mine');
      expect((await read(secret)).events).toEqual([]);
      expect(await answerOffer(core.context, beside, meeting.id, true)).toBe(true);
      expect((await read(secret)).events).toHaveLength(1);
    }
  });

  test('has what was moved under the id of before, with a higher sequence; added; and called off for two weeks', async () => {
    const secret = await made(ours.who('Rep2'));
    const steward = ours.who('Staff1');
    const [next, second] = await plannedOf(core, ours);
    const before = await eventAt(secret, next.startsAt);
    const to = next.startsAt + 3 * HOUR;
    expect(await moveMeeting(core.context, ours.circle, steward, next, to)).toMatchObject({ ok: true });
    expect(await eventAt(secret, next.startsAt)).toBeUndefined();
    expect(await eventAt(secret, to)).toMatchObject({ uid: before?.uid, sequence: 1, status: 'CONFIRMED' });
    const extra = next.startsAt + DAY;
    await addMeeting(core.context, ours.circle, steward, await seriesOf(core, ours), extra);
    expect(await eventAt(secret, extra)).toMatchObject({ sequence: 0 });
    const off = second as NonNullable<typeof second>;
    const count = (await read(secret)).events.length;
    expect(await cancelMeeting(core.context, ours.circle, steward, off, 'Snow')).toMatchObject({ ok: true });
    const cancelled = await eventAt(secret, off.startsAt);
    expect(cancelled).toMatchObject({ sequence: 1, status: 'CANCELLED' });
    expect(cancelled?.description).not.toContain('Snow');
    expect((await read(secret)).events).toHaveLength(count);
    const after = (days: number) => contextAt(core.context, off.endsAt + days * DAY);
    const ids = async (days: number) => (await read(secret, after(days))).events.map(({ uid }) => uid);
    expect(await ids(13)).toContain(cancelled?.uid);
    expect(await ids(15)).not.toContain(cancelled?.uid);
  });

  test('of a circle that is not set up is empty', async () => {
    const outside = await core.group({ staff: 2, reps: 2, setUp: false });
    const secret = await made(outside.who('Staff1'), 'circle', 'whole', outside);
    expect((await read(secret)).events).toEqual([]);
  });
});

describe('an address', () => {
  test('ends with one press, and then finds nothing, like one that nobody made', async () => {
    const rep = ours.who('Rep2');
    const secret = await made(rep, 'circle', 'least');
    expect(await page(rep)).toContain('Only “Meeting”. Made on');
    const [feed] = await feedTable.of(core.context.store, rep.id);
    const stranger = await core.ask(ours.who('Staff1'), 'calendar.stop', { subject: feed?.id ?? '' });
    expect(stranger).toMatchObject({ kind: 'refused', reason: 'not-found' });
    expect(await textOf(secret)).not.toBeNull();
    expect(await core.ask(rep, 'calendar.stop', { subject: feed?.id ?? '' })).toMatchObject({ kind: 'done' });
    expect(await textOf(secret)).toBeNull();
    expect(await textOf('A'.repeat(22))).toBeNull();
    expect(await page(rep)).not.toContain('Made on');
  });

  test('is kept nowhere: not in a row, and not on the page that lists it', async () => {
    const rep = ours.who('Rep2');
    const secret = await made(rep);
    expect(await page(rep)).not.toContain(secret);
    const { store } = core.context;
    const rows = await everyRow(store, await tableNames(store));
    expect(rows.some(({ text }) => text.includes(secret))).toBe(false);
    expect(JSON.stringify(core.log)).not.toContain(secret);
  });

  test('ends for good with whoever made it leaves, and is gone with their data', async () => {
    const rep = ours.who('Rep2');
    const secret = await made(rep);
    await make(core, ours, 'Rep2', { leftAt: core.clock.now() });
    expect(await textOf(secret)).toBeNull();
    await core.settle();
    await make(core, ours, 'Rep2', { leftAt: null });
    expect(await textOf(secret)).toBeNull();
    const again = await made(rep);
    const { store } = core.context;
    await store.transact((tx) => erasingTable.member(tx, core.context.kept, rep.id, core.clock.now()));
    expect(await textOf(again)).toBeNull();
    expect(await feedTable.of(store, rep.id)).toEqual([]);
  });

  test('shows nothing of another circle, also of the same organisation', async () => {
    const theirs = await core.group({ staff: 3, reps: 3, organisation: ours.circle.organisation });
    await core.settle();
    await chairedMeeting(core, theirs);
    const before = await textOf(await made(ours.who('Rep2')));
    expect(before).not.toContain(theirs.circle.name);
    const inputs = { meetings: ['circle'], words: ['whole'] };
    const reply = await core.ask(ours.who('Rep2'), 'calendar.make', { subject: theirs.circle.id, inputs });
    expect(reply).toMatchObject({ kind: 'refused', reason: 'not-found' });
  });

  test('of a reader has all meetings: they are not asked which', async () => {
    await make(core, ours, 'Rep3', { voice: READER });
    expect(await page(await ours.now('Rep3'))).not.toContain('Which meetings?');
    const inputs = { words: ['name'] };
    const reply = await core.ask(ours.who('Rep3'), 'calendar.make', { subject: ours.circle.id, inputs });
    expect(reply).toMatchObject({ kind: 'done' });
    const [feed] = await feedTable.of(core.context.store, ours.who('Rep3').id);
    expect(feed?.meetings).toBe('circle');
  });

  test('is one of eight at most, and a form that says nothing is refused at the field', async () => {
    const rep = ours.who('Rep3');
    for (let count = 0; count < MOST_FEEDS; count += 1) await made(rep, 'mine', 'name');
    const inputs = { meetings: ['mine'], words: ['name'] };
    const ninth = await core.ask(rep, 'calendar.make', { subject: ours.circle.id, inputs });
    expect(ninth).toMatchObject({ kind: 'refused', reason: 'conflict' });
    const empty = await core.ask(rep, 'calendar.make', {
      subject: ours.circle.id,
      inputs: { words: ['all'] },
    });
    expect(empty).toMatchObject({ kind: 'refused', problems: { meetings: expect.any(String) } });
  });
});
