import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SlackPlatform } from '../../../adapters/slack/platform.ts';
import type { Place } from '../../../src/domain/circle.ts';
import { HOUR, SECOND } from '../../../src/domain/instant.ts';
import { migratePostgres } from '../../../src/store/postgres/migrate.ts';
import { type OpenStore, openStore } from '../../../src/store/store.ts';
import { EVERY_BLOCK, message, said } from '../../contract/chat-platform.suite.ts';
import { createDatabase } from '../../support/servers-shared.ts';
import type { ChannelSeed, Slack, UserSeed } from '../../support/slack/types.ts';
import { GWEN, recordingLog, slackPlatform, startPeer, TEAM, WARD } from './harness.ts';

const channel = (id: string): Place => ({ kind: 'channel', platform: 'slack', externalId: `${TEAM}/${id}` });
const member = (id: string): Place => ({ kind: 'member', platform: 'slack', externalId: `${TEAM}/${id}` });
const hello = message('Hello', said('Hello to all of you.'));

describe('sending to Slack', () => {
  let databaseUrl: string;
  let stores: readonly [OpenStore, OpenStore];
  let slack: Slack;
  let now: number;
  let log: ReturnType<typeof recordingLog>;
  const clock = { now: () => now };

  beforeAll(async () => {
    databaseUrl = await createDatabase();
    await migratePostgres(databaseUrl);
    const open = () => openStore({ kind: 'postgres', url: databaseUrl, poolSize: 4 });
    stores = [await open(), await open()];
  });
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  beforeEach(async () => {
    now = Date.now();
    log = recordingLog();
    await stores[0].tables.sendingLanes.forget(now + 1_000 * HOUR);
  });
  afterEach(() => slack?.stop());

  const worker = (index: 0 | 1): SlackPlatform =>
    slackPlatform(slack, { lanes: stores[index].tables.sendingLanes, clock, log });
  const posts = () => slack.everything().filter(({ method }) => method === 'chat.postMessage');

  test('two workers that book at once get places one after the other, none twice', async () => {
    const lane = { lane: 'a lane', every: 250, burst: 1 };
    const booked = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        stores[index % 2 === 0 ? 0 : 1].tables.sendingLanes.book(lane, now, HOUR),
      ),
    );
    const places = booked.map(({ at }) => at - now).sort((a, b) => a - b);
    expect(places).toEqual(Array.from({ length: 40 }, (_, index) => index * 250));
  });

  test('a burst goes at once, and no further than patience is booked', async () => {
    const { book } = stores[0].tables.sendingLanes;
    const lane = { lane: 'bursts', every: 1000, burst: 3 };
    const places: [boolean, number][] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      const { booked, at } = await book(lane, now, 2000);
      places.push([booked, at - now]);
    }
    expect(places).toEqual([
      [true, 0],
      [true, 0],
      [true, 0],
      [true, 1000],
      [true, 2000],
      [false, 3000],
      [false, 3000],
    ]);
    expect(await book(lane, now + 60_000, 0)).toEqual({ booked: true, at: now + 60_000 });
  });

  test('two workers keep one pace: everything arrives once, and Slack never says "too fast"', async () => {
    slack = await startPeer({ speed: 4 });
    const real = { now: () => Date.now() };
    const paces = {
      place: { every: 400, burst: 1 },
      method: Object.fromEntries(
        (
          [
            'chat.postMessage',
            'chat.update',
            'conversations.open',
            'conversations.members',
            'users.info',
          ] as const
        ).map((method) => [method, { every: 50, burst: 10 }]),
      ) as never,
    };
    const workers = [0, 1].map((index) =>
      slackPlatform(slack, { lanes: stores[index as 0 | 1].tables.sendingLanes, clock: real, paces, log }),
    );
    const outcomes = await Promise.all(
      workers.flatMap((platform, which) =>
        [1, 2, 3, 4].map((each) =>
          platform.post(channel(WARD), message(`Note ${which}${each}`), `note-${which}-${each}`),
        ),
      ),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 8 }, () => 'posted'));
    expect(posts().filter(({ outcome }) => outcome === 'ratelimited')).toEqual([]);
    expect(new Set(slack.messagesIn(WARD).map(({ text }) => text)).size).toBe(8);
  });

  test('429: later, when Slack wants it, for every worker', async () => {
    slack = await startPeer();
    slack.fails('chat.postMessage', { retryAfter: 30 });
    const first = await worker(0).post(channel(WARD), hello, 'one');
    expect(first).toEqual({ outcome: 'later', retryAt: now + 30 * SECOND, why: 'rate-limited' });
    const second = await worker(1).post(channel(WARD), hello, 'two');
    expect(second).toMatchObject({ outcome: 'later', why: 'pace' });
    expect(posts()).toHaveLength(1);
    now += 31 * SECOND;
    expect(await worker(1).post(channel(WARD), hello, 'two')).toMatchObject({ outcome: 'posted' });
  });

  test('429 rests one channel; a second one in the same while, the workspace', async () => {
    slack = await startPeer({
      channels: ['C0A', 'C0B', 'C0C'].map((id) => ({ id, team: TEAM, name: id.toLowerCase(), members: [] })),
    });
    slack.fails('chat.postMessage', { retryAfter: 30 });
    const platform = worker(0);
    expect(await platform.post(channel('C0A'), hello, 'a')).toMatchObject({ why: 'rate-limited' });
    expect(await platform.post(channel('C0B'), hello, 'b')).toMatchObject({ outcome: 'posted' });
    slack.fails('chat.postMessage', { retryAfter: 30 });
    now += 2 * SECOND;
    expect(await platform.post(channel('C0B'), hello, 'b2')).toMatchObject({ why: 'rate-limited' });
    expect(await platform.post(channel('C0C'), hello, 'c')).toMatchObject({ outcome: 'later', why: 'pace' });
  });

  test('whoever is sent away comes back one after the other', async () => {
    slack = await startPeer();
    slack.fails('chat.postMessage', { retryAfter: 30 });
    const platform = worker(0);
    await platform.post(channel(WARD), hello, 'first');
    const again: number[] = [];
    for (const key of ['one', 'two', 'three', 'four']) {
      const outcome = await platform.post(channel(WARD), hello, key);
      if (outcome.outcome === 'later') again.push(outcome.retryAt - now);
    }
    expect(again).toHaveLength(4);
    const gaps = again.slice(1).map((at, index) => at - (again[index] ?? 0));
    expect(gaps).toEqual([1_100, 1_100, 1_100]);
    // Early enough to wait for the lane, not so early as to be sent away once more.
    expect(again[0]).toBeGreaterThan(25 * SECOND);
    expect(again[0]).toBeLessThanOrEqual(30 * SECOND);
  });

  test.each([
    ['channel_not_found', 'gone'],
    ['not_in_channel', 'not-invited'],
    ['is_archived', 'archived'],
  ])('%s: this place cannot be reached, and why: %s', async (error, bar) => {
    slack = await startPeer();
    slack.fails('chat.postMessage', { error });
    const outcome = await worker(0).post(channel(WARD), hello, 'k');
    expect(outcome).toEqual({ outcome: 'unreachable', why: error, bar });
  });

  test.each(['user_not_found', 'user_disabled'])('%s: this person cannot be reached', async (error) => {
    slack = await startPeer();
    slack.fails('conversations.open', { error });
    const outcome = await worker(0).post(member(GWEN), hello, 'k');
    expect(outcome).toEqual({ outcome: 'unreachable', why: error, bar: 'account-closed' });
  });

  test.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    '%s: letters wait, Slack is left alone for an hour, then tried again',
    async (error) => {
      slack = await startPeer();
      const platform = worker(0);
      slack.fails('chat.postMessage', { error });
      expect(await platform.post(channel(WARD), hello, 'k')).toEqual({
        outcome: 'later',
        retryAt: now + HOUR,
        why: error,
        shutOut: true,
      });
      expect(await platform.post(channel(WARD), hello, 'k')).toMatchObject({
        outcome: 'later',
        why: 'shut-out',
      });
      expect(posts()).toHaveLength(1);
      expect(log.lines.map(({ event }) => event)).toEqual(['slack.shut-out']);
      now += HOUR;
      expect(await platform.post(channel(WARD), hello, 'k')).toMatchObject({ outcome: 'posted' });
    },
  );

  test.each([{ status: 500 }, { status: 503 }, { error: 'internal_error' }])(
    'a Slack that is unwell (%o): later, one call',
    async (how) => {
      slack = await startPeer();
      slack.fails('chat.postMessage', how);
      expect(await worker(0).post(channel(WARD), hello, 'k')).toMatchObject({ outcome: 'later' });
      expect(posts()).toHaveLength(1);
    },
  );

  test('a Slack without charts gets the same words without them', async () => {
    slack = await startPeer({ charts: false });
    const blocks = EVERY_BLOCK.flatMap(([block]) => (block.kind === 'chart' ? [block] : []));
    expect(await worker(0).post(channel(WARD), message('Charts', ...blocks), 'k')).toMatchObject({
      outcome: 'posted',
    });
    expect(posts().map(({ outcome }) => outcome)).toEqual(['invalid_blocks', 'ok']);
    expect(slack.messagesIn(WARD)[0]?.words).toContain('Trust rose a little since March.');
  });

  test.each([
    ['T0NORTH/X1', 'not-a-slack-address'],
    ['nobody', 'not-a-slack-address'],
  ])('%s is no place', async (externalId, why) => {
    slack = await startPeer();
    const place = { kind: 'member', platform: 'slack', externalId } as const;
    expect(await worker(0).post(place, hello, 'k')).toEqual({ outcome: 'unreachable', why });
  });

  test('a workspace that has not installed us: letters wait', async () => {
    slack = await startPeer();
    const place = { kind: 'channel', platform: 'slack', externalId: `T0OTHER/${WARD}` } as const;
    expect(await worker(0).post(place, hello, 'k')).toMatchObject({ outcome: 'later', why: 'not-installed' });
  });

  test('inside a transaction it refuses', async () => {
    slack = await startPeer();
    const platform = worker(0);
    await expect(stores[0].transact(async () => platform.post(channel(WARD), hello, 'k'))).rejects.toThrow(
      'inside transact',
    );
    expect(posts()).toEqual([]);
  });

  test('everybody in a large channel, page by page, without ourselves; guests and strangers by name', async () => {
    const users: UserSeed[] = Array.from({ length: 450 }, (_, index) => ({
      id: `U0P${index}`,
      team: TEAM,
      name: `Person ${index}`,
    }));
    const guests: UserSeed[] = [
      { id: 'U0GUEST', team: TEAM, name: 'Guest', guest: 'single-channel' },
      { id: 'U0STRANGER', team: TEAM, name: 'Stranger', strangerFrom: 'T0OTHER' },
      { id: 'U0GONE', team: TEAM, name: 'Gone', deleted: true },
      { id: GWEN, team: TEAM, name: 'Gwen Abara' },
    ];
    const channels: ChannelSeed[] = [
      { id: 'C0LARGE', team: TEAM, name: 'large', members: users.map(({ id }) => id) },
      { id: 'C0SMALL', team: TEAM, name: 'small', members: guests.map(({ id }) => id) },
    ];
    slack = await startPeer({ users: [...users, ...guests], channels });
    const platform = worker(0);
    const large = await platform.members({ platform: 'slack', externalId: `${TEAM}/C0LARGE` });
    expect(new Set(large.map(({ externalId }) => externalId))).toEqual(
      new Set(users.map(({ id }) => `${TEAM}/${id}`)),
    );
    expect(slack.everything().filter(({ method }) => method === 'conversations.members')).toHaveLength(3);
    const small = await platform.people({ platform: 'slack', externalId: `${TEAM}/C0SMALL` });
    expect(small.map(({ name, kind, deactivated }) => [name, kind, deactivated])).toEqual(
      expect.arrayContaining([
        ['Guest', 'guest', false],
        ['Stranger', 'stranger', false],
        ['Gwen Abara', 'member', false],
      ]),
    );
  });
});
