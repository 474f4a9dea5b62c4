import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RATE_LIMITS } from '../../../adapters/slack/outbound/rate-limiter.ts';
import type { SlackPlatform } from '../../../adapters/slack/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import type { Place } from '../../../src/core/circle.ts';
import { HOUR, SECOND } from '../../../src/core/instant.ts';
import { sendingLaneTable } from '../../../src/core/tables/sending-lanes.ts';
import { type OpenStore, openStore } from '../../../src/store/store.ts';
import { EVERY_BLOCK, message, said } from '../../contract/chat.fixtures.ts';
import { createMigrated } from '../../support/servers-shared.ts';
import type { ChannelSeed, Slack, UserSeed } from '../../support/slack/types.ts';
import { sendLetter } from '../letter.ts';
import { GWEN, recordingLog, slackPlatform, startFakeServer, TEAM, WARD } from './harness.ts';

const channel = (id: string): Place => ({ kind: 'channel', platform: 'slack', externalId: `${TEAM}/${id}` });
const member = (id: string): Place => ({ kind: 'member', platform: 'slack', externalId: `${TEAM}/${id}` });
const hello = message('Hello', said('Hello to all of you.'));

describe('sending to Slack', () => {
  let databaseUrl: string;
  let stores: readonly [OpenStore, OpenStore];
  let slack: Slack;
  let now: number;
  let log: ReturnType<typeof recordingLog>;
  const clock = { ...systemClock, now: () => now };

  beforeAll(async () => {
    databaseUrl = await createMigrated();
    const open = () => openStore({ kind: 'postgres', url: databaseUrl, poolSize: 4 });
    stores = [await open(), await open()];
  });
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  beforeEach(async () => {
    now = Date.now();
    log = recordingLog();
    await sendingLaneTable.forget(stores[0], now + 1_000 * HOUR);
  });
  afterEach(() => slack?.stop());

  /** Nobody waits in it, because its clock stands still. */
  const worker = (index: 0 | 1, waiting = 0): SlackPlatform => {
    const paces = { ...RATE_LIMITS, waiting };
    return slackPlatform(slack, {
      lanes: sendingLaneTable.over(stores[index]),
      clock,
      log,
      rateLimits: paces,
    });
  };
  const posts = () => slack.everything().filter(({ method }) => method === 'chat.postMessage');

  test('two workers that book at once get places one after the other, none twice', async () => {
    const lane = { lane: 'a lane', every: 250, burst: 1 };
    const booked = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        sendingLaneTable.book(stores[index % 2 === 0 ? 0 : 1], lane, now, HOUR),
      ),
    );
    const places = booked.map(({ at }) => at - now).sort((a, b) => a - b);
    expect(places).toEqual(Array.from({ length: 40 }, (_, index) => index * 250));
  });

  test('a burst goes at once, and no further than patience is booked', async () => {
    const { book } = sendingLaneTable.over(stores[0]);
    const lane = { lane: 'bursts', every: 1000, burst: 3 };
    const places: [boolean, number][] = [];
    for (let each = 0; each < 7; each += 1) {
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
    slack = await startFakeServer({ speed: 4 });
    const real = systemClock;
    const paces = {
      place: { every: 400, burst: 1 },
      waiting: 1,
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
      slackPlatform(slack, {
        lanes: sendingLaneTable.over(stores[index as 0 | 1]),
        clock: real,
        rateLimits: paces,
        log,
      }),
    );
    const outcomes = await Promise.all(
      workers.flatMap((platform, which) =>
        [1, 2, 3, 4].map((each) =>
          sendLetter(platform, channel(WARD), message(`Note ${which}${each}`), `note-${which}-${each}`),
        ),
      ),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 8 }, () => 'posted'));
    expect(posts().filter(({ outcome }) => outcome === 'ratelimited')).toEqual([]);
    expect(new Set(slack.messagesIn(WARD).map(({ text }) => text)).size).toBe(8);
  });

  test('429: later, when Slack wants it, for every worker', async () => {
    slack = await startFakeServer();
    slack.fails('chat.postMessage', { retryAfter: 30 });
    const first = await worker(0).post(channel(WARD), hello, 'one');
    const until = now + 30 * SECOND;
    expect(first).toEqual({ outcome: 'later', retryAt: until, why: 'rate-limited', slotKept: true });
    const second = await worker(1).post(channel(WARD), hello, 'two');
    expect(second).toEqual({ outcome: 'later', retryAt: until, why: 'pace', slotKept: true });
    // Too early, and with a slot that nobody has kept.
    expect(await worker(1).post(channel(WARD), hello, 'two', now)).toMatchObject({ outcome: 'later' });
    expect(posts()).toHaveLength(1);
    now = until;
    expect(await worker(1).post(channel(WARD), hello, 'one', until)).toMatchObject({ outcome: 'posted' });
  });

  test('429 rests one channel; a second one in the same while, the workspace', async () => {
    slack = await startFakeServer({
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

  describe('letters that have to wait', () => {
    /** Sends so many to one channel at once. Gives when each of the others may come again. */
    async function waiting(platform: SlackPlatform, count: number): Promise<number[]> {
      const moments: number[] = [];
      for (let each = 0; each < count; each += 1) {
        const outcome = await platform.post(channel(WARD), hello, `letter ${each}`);
        if (outcome.outcome === 'later') moments.push(outcome.retryAt - now);
      }
      return moments;
    }

    test('each has a slot of its own, in the order in which they came, and goes when it is there', async () => {
      slack = await startFakeServer();
      const platform = worker(0);
      expect(await waiting(platform, 4)).toEqual([1_100, 2_200, 3_300]);
      const slot = now + 2_200;
      expect(await worker(1).post(channel(WARD), hello, 'letter 2', slot)).toEqual({
        outcome: 'later',
        retryAt: slot,
        why: 'pace',
        slotKept: true,
      });
      now = slot + 20 * SECOND;
      expect(await worker(1).post(channel(WARD), hello, 'letter 2', slot)).toMatchObject({
        outcome: 'posted',
      });
    });

    test('a few wait in the worker for a slot that is near, unless their channel has to rest meanwhile', async () => {
      slack = await startFakeServer();
      const platform = worker(0, 2);
      const posted = (key: string) => platform.post(channel(WARD), hello, key);
      await posted('first');
      const waiting = posted('second');
      await pause(300);
      const far = Array.from({ length: 2 }, (_, index) => posted(`another ${index}`));
      expect(await Promise.race([...far, waiting])).toMatchObject({ outcome: 'later', slotKept: true });
      expect(posts()).toHaveLength(1);
      await sendingLaneTable.hold(
        stores[0],
        { lane: `slack ${TEAM} ${WARD}`, every: 1_100, burst: 1 },
        now + 10 * SECOND,
      );
      expect(await waiting).toMatchObject({ outcome: 'later', retryAt: now + 10 * SECOND });
      expect(posts()).toHaveLength(1);
      await Promise.all(far);
    });

    test('who comes much too late has lost it, and waits behind the others', async () => {
      slack = await startFakeServer();
      const platform = worker(0);
      const slots = (await waiting(platform, 60)).map((wait) => now + wait);
      const last = Math.max(...slots);
      now += 45 * SECOND;
      expect(await platform.post(channel(WARD), hello, 'letter 1', slots[0])).toMatchObject({
        outcome: 'later',
        retryAt: last + 1_100,
      });
    });

    test('a slot while the channel rests is lost, one after it is not', async () => {
      slack = await startFakeServer();
      const platform = worker(0);
      const slots = (await waiting(platform, 20)).map((wait) => now + wait);
      slack.fails('chat.postMessage', { retryAfter: 10 });
      now += 1_100;
      expect(await platform.post(channel(WARD), hello, 'letter 1', slots[0])).toMatchObject({
        outcome: 'later',
        retryAt: now + 10 * SECOND,
        slotKept: true,
      });
      now += 5 * SECOND;
      expect(await platform.post(channel(WARD), hello, 'letter 4', slots[3])).toMatchObject({
        outcome: 'later',
        retryAt: Math.max(...slots) + 1_100,
      });
      now = slots[15] ?? 0;
      expect(await platform.post(channel(WARD), hello, 'letter 16', slots[15])).toMatchObject({
        outcome: 'posted',
      });
    });

    test('ten letters to each of thirty strangers open thirty direct messages, and lose no time by it', async () => {
      const start = now;
      const users = Array.from({ length: 30 }, (_, index) => ({
        id: `U0P${index}`,
        team: TEAM,
        name: `Person ${index}`,
      }));
      slack = await startFakeServer({ users });
      const platform = worker(0);
      const slots = new Map<string, number | null>();
      const sent = new Map<string, number[]>(users.map(({ id }) => [id, []]));
      for (let each = 0; each < 10; each += 1) {
        for (const { id } of users) slots.set(`${id} ${each}`, null);
      }
      while (slots.size > 0) {
        now = Math.max(now, Math.min(...[...slots.values()].map((slot) => slot ?? now)));
        for (const [key, slot] of slots) {
          if (slot !== null && slot > now) continue;
          const [id = ''] = key.split(' ');
          const outcome = await platform.post(member(id), hello, key, slot);
          if (outcome.outcome === 'unreachable') throw new Error(outcome.why);
          if (outcome.outcome === 'later') slots.set(key, outcome.retryAt);
          else {
            slots.delete(key);
            sent.get(id)?.push(now);
          }
        }
      }
      const opened = slack.everything().filter(({ method }) => method === 'conversations.open');
      expect(opened).toHaveLength(30);
      expect(posts()).toHaveLength(300);
      const gaps = [...sent.values()].flatMap((moments) =>
        moments.slice(1).map((at, index) => at - (moments[index] ?? 0)),
      );
      // All but the first sixty at the workspace's own pace. Few come faster to one person than Slack likes.
      expect(now - start).toBe(240 * 200);
      expect(gaps.filter((gap) => gap < 1_100).length).toBeLessThan(40);
    });
  });

  test.each([
    ['channel_not_found', 'gone'],
    ['not_in_channel', 'not-invited'],
    ['is_archived', 'archived'],
  ])('%s: this place cannot be reached, and why: %s', async (error, bar) => {
    slack = await startFakeServer();
    slack.fails('chat.postMessage', { error });
    const outcome = await worker(0).post(channel(WARD), hello, 'k');
    expect(outcome).toEqual({ outcome: 'unreachable', why: error, bar });
  });

  test.each(['user_not_found', 'user_disabled'])('%s: this person cannot be reached', async (error) => {
    slack = await startFakeServer();
    slack.fails('conversations.open', { error });
    const outcome = await worker(0).post(member(GWEN), hello, 'k');
    expect(outcome).toEqual({ outcome: 'unreachable', why: error, bar: 'account-closed' });
  });

  test.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    '%s: letters wait, Slack is left alone for an hour, then tried again',
    async (error) => {
      slack = await startFakeServer();
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
      slack = await startFakeServer();
      slack.fails('chat.postMessage', how);
      expect(await worker(0).post(channel(WARD), hello, 'k')).toMatchObject({ outcome: 'later' });
      expect(posts()).toHaveLength(1);
    },
  );

  test('a Slack without charts gets the same words without them', async () => {
    slack = await startFakeServer({ charts: false });
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
    slack = await startFakeServer();
    const place = { kind: 'member', platform: 'slack', externalId } as const;
    expect(await worker(0).post(place, hello, 'k')).toEqual({ outcome: 'unreachable', why });
  });

  test('a workspace that has not installed us: letters wait', async () => {
    slack = await startFakeServer();
    const place = { kind: 'channel', platform: 'slack', externalId: `T0OTHER/${WARD}` } as const;
    expect(await worker(0).post(place, hello, 'k')).toMatchObject({ outcome: 'later', why: 'not-installed' });
  });

  test('inside a transaction it refuses', async () => {
    slack = await startFakeServer();
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
    slack = await startFakeServer({ users: [...users, ...guests], channels });
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
