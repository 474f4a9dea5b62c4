import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TeamsOptions } from '../../../adapters/teams/options.ts';
import { RATE_LIMITS } from '../../../adapters/teams/outbound/rate-limiter.ts';
import type { TeamsPlatform } from '../../../adapters/teams/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import type { Place } from '../../../src/core/circle.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/instant.ts';
import { conversationTable } from '../../../src/core/tables/conversations.ts';
import { sendingLaneTable } from '../../../src/core/tables/sending-lanes.ts';
import { type OpenStore, openStore } from '../../../src/store/store.ts';
import { message, said } from '../../contract/chat.fixtures.ts';
import { createMigrated } from '../../support/servers-shared.ts';
import type { Teams } from '../../support/teams/types.ts';
import { sendLetter } from '../letter.ts';
import {
  AMINA,
  configFor,
  GWEN,
  HASAN,
  memoryConversations,
  recordingLog,
  startFakeServer,
  TEAM,
  TENANT,
  teamsPlatform,
  WARD,
} from './harness.ts';

const channel = (externalId: string): Place => ({ kind: 'channel', platform: 'teams', externalId });
const member = (externalId: string): Place => ({ kind: 'member', platform: 'teams', externalId });
const hello = message('Hello', said('Hello to all of you.'));

describe('sending to Teams', () => {
  let databaseUrl: string;
  let stores: readonly [OpenStore, OpenStore];
  let teams: Teams;
  let now: number;
  let log: ReturnType<typeof recordingLog>;
  let conversations: ReturnType<typeof memoryConversations>;
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
    conversations = memoryConversations();
    await sendingLaneTable.forget(stores[0], now + 1_000 * HOUR);
  });
  afterEach(() => teams?.stop());

  /** None of them is ever started. */
  const worker = (index: 0 | 1, changes: Partial<TeamsOptions> = {}): TeamsPlatform =>
    teamsPlatform(teams, {
      lanes: sendingLaneTable.over(stores[index]),
      conversations,
      clock,
      log,
      random: () => 0.25,
      ...changes,
    });
  const calls = (name: string) => teams.everything().filter(({ method }) => method === name);
  const events = () => log.lines.map(({ event }) => event);

  test('a worker that does not listen opens a chat once, posts, and changes what it posted', async () => {
    teams = await startFakeServer();
    const platform = worker(0);
    const first = await platform.post(member(GWEN), hello, 'one');
    if (first.outcome !== 'posted') throw new Error(first.why);
    expect(await platform.post(member(GWEN), hello, 'two')).toMatchObject({ outcome: 'posted' });
    expect(await worker(1).post(member(GWEN), hello, 'three')).toMatchObject({ outcome: 'posted' });
    expect(calls('createConversation')).toHaveLength(1);
    expect(teams.user(GWEN).direct()).toHaveLength(3);
    // The other worker knows nothing of the first one's message but its reference.
    const changed = message('Changed', said('The new words.'));
    expect(await worker(1).update(first.ref, changed)).toEqual({ outcome: 'posted', ref: first.ref });
    expect(teams.user(GWEN).direct()[0]).toMatchObject({ edited: true });
    expect(teams.user(GWEN).direct()[0]?.words).toContain('The new words.');
    expect(calls('token')).toHaveLength(3);
    expect(teams.violations()).toEqual([]);
  });

  test('a key that comes again posts nothing', async () => {
    teams = await startFakeServer();
    const platform = worker(0);
    const first = await platform.post(channel(WARD), hello, 'k');
    expect(await platform.post(channel(WARD), hello, 'k')).toEqual(first);
    expect(teams.messagesIn(WARD)).toHaveLength(1);
  });

  test.each([408, 412, 500, 502, 503, 504])(
    '%i: later, after one call, and not all at once',
    async (status) => {
      teams = await startFakeServer();
      teams.fails('sendToConversation', { status }, 3);
      const outcome = await worker(0).post(channel(WARD), hello, 'k');
      expect(outcome).toMatchObject({ outcome: 'later', retryAt: now + 1.25 * MINUTE });
      expect(calls('sendToConversation')).toHaveLength(1);
      const other = await worker(1, { random: () => 0.75 }).post(channel(WARD), hello, 'k');
      expect(other).toMatchObject({ outcome: 'later', retryAt: now + 1.75 * MINUTE });
      expect(log.lines).toEqual([]);
    },
  );

  test.each([
    ['with Retry-After', 30, 30 * SECOND],
    ['without', undefined, 5 * SECOND],
    ['for very long', 86_400, HOUR],
  ])('429 %s: nobody of ours writes there until then', async (_, retryAfter, wait) => {
    teams = await startFakeServer();
    teams.fails(
      'sendToConversation',
      retryAfter === undefined ? { status: 429 } : { status: 429, retryAfter },
    );
    const first = await worker(0).post(channel(WARD), hello, 'one');
    expect(first).toEqual({ outcome: 'later', retryAt: now + wait, why: 'rate-limited' });
    expect(await worker(0).post(channel(TEAM), hello, 'elsewhere')).toMatchObject({ outcome: 'posted' });
    const impatient = worker(1, { rateLimits: { ...RATE_LIMITS, waiting: 0 } });
    const second = await impatient.post(channel(WARD), hello, 'two');
    if (second.outcome !== 'later') throw new Error(second.outcome);
    expect(second).toMatchObject({ why: 'pace', slotKept: true });
    expect(second.retryAt).toBeGreaterThanOrEqual(now + wait);
    expect(calls('sendToConversation')).toHaveLength(2);
    now = second.retryAt;
    expect(await worker(1).post(channel(WARD), hello, 'two', second.retryAt)).toMatchObject({
      outcome: 'posted',
    });
  });

  test('blocked, and let in again without a word: tried with each letter', async () => {
    teams = await startFakeServer();
    const platform = worker(0);
    await platform.post(member(GWEN), hello, 'one');
    teams.chatApp.blocks(GWEN);
    expect(await platform.post(member(GWEN), hello, 'two')).toEqual({
      outcome: 'unreachable',
      why: 'ConversationBlockedByUser',
      bar: 'not-let-in',
    });
    teams.chatApp.unblocks(GWEN);
    expect(await platform.post(member(GWEN), hello, 'two')).toMatchObject({ outcome: 'posted' });
  });

  test('a guest who cannot have the app, a team without it, a channel that is gone', async () => {
    teams = await startFakeServer({
      teams: [{ id: TEAM, tenant: TENANT, name: 'Ward 7', members: [GWEN, AMINA, HASAN], installed: false }],
    });
    const platform = worker(0);
    const outcomes = [
      await platform.post(member(HASAN), hello, '1'),
      await platform.post(member('20000000-0000-4000-8000-0000000000ff'), hello, '2'),
      await platform.post(channel(TEAM), hello, '3'),
      await platform.post(channel('19:gone@thread.tacv2'), hello, '4'),
    ];
    expect(outcomes).toEqual([
      { outcome: 'unreachable', why: 'BotNotInConversationRoster', bar: 'not-let-in' },
      { outcome: 'unreachable', why: 'MemberNotFound', bar: 'not-let-in' },
      { outcome: 'unreachable', why: 'BotNotInConversationRoster', bar: 'not-invited' },
      { outcome: 'unreachable', why: 'ConversationNotFound', bar: 'gone' },
    ]);
    expect(await platform.check([{ platform: 'teams', externalId: TEAM }], [])).toContainEqual({
      is: 'barred',
      channel: { platform: 'teams', externalId: TEAM },
      bar: 'not-invited',
    });
    expect(log.lines).toEqual([]);
  });

  test('a chat that is gone is opened anew, once', async () => {
    teams = await startFakeServer();
    const platform = worker(0);
    await platform.post(member(GWEN), hello, 'one');
    teams.fails('sendToConversation', { status: 404 });
    expect(await platform.post(member(GWEN), hello, 'two')).toMatchObject({ outcome: 'posted' });
    expect(calls('createConversation')).toHaveLength(2);
    teams.fails('sendToConversation', { status: 404 }, 5);
    expect(await platform.post(member(GWEN), hello, 'three')).toEqual({
      outcome: 'unreachable',
      why: 'ConversationNotFound',
      bar: 'not-let-in',
    });
    expect(calls('createConversation')).toHaveLength(3);
    expect(calls('sendToConversation')).toHaveLength(5);
  });

  test('a token that ends early is replaced, without anybody noticing', async () => {
    teams = await startFakeServer();
    const platform = worker(0);
    await platform.post(channel(WARD), hello, 'one');
    teams.chatApp.expiresTokens();
    expect(await platform.post(channel(WARD), hello, 'two')).toMatchObject({ outcome: 'posted' });
    expect(calls('token')).toHaveLength(2);
    // One that is about to end is not used any more.
    now += 56 * MINUTE;
    expect(await platform.post(channel(WARD), hello, 'three')).toMatchObject({ outcome: 'posted' });
    expect(calls('token')).toHaveLength(3);
    expect(log.lines).toEqual([]);
  });

  test('refused with a new token too: Teams is left alone for an hour, in one line', async () => {
    teams = await startFakeServer();
    const platform = worker(0);
    const before = await platform.post(channel(WARD), hello, 'zero');
    if (before.outcome !== 'posted') throw new Error(before.why);
    teams.fails('sendToConversation', { status: 401, code: 'Unauthorized' }, 2);
    expect(await platform.post(channel(WARD), hello, 'one')).toEqual({
      outcome: 'later',
      retryAt: now + HOUR,
      why: 'Unauthorized',
      shutOut: true,
    });
    const asked = teams.everything().length;
    const parked = { outcome: 'later', retryAt: now + HOUR, why: 'shut-out', shutOut: true };
    expect(await platform.post(channel(WARD), hello, 'one')).toEqual(parked);
    expect(await platform.update(before.ref, hello)).toEqual(parked);
    expect(teams.everything()).toHaveLength(asked);
    expect(events()).toEqual(['teams.shut-out']);
    now += HOUR;
    expect(await platform.post(channel(WARD), hello, 'one')).toMatchObject({ outcome: 'posted' });
  });

  test.each([
    [401, 'shut-out'],
    [400, 'shut-out'],
    [429, 'unwell'],
    [503, 'unwell'],
  ])('a sign-in that answers %i: %s', async (status, what) => {
    teams = await startFakeServer();
    teams.fails('token', { status }, 2);
    const outcome = await worker(0).post(channel(WARD), hello, 'one');
    const retryAt = now + (what === 'shut-out' ? HOUR : 1.25 * MINUTE);
    expect(outcome).toMatchObject({ outcome: 'later', retryAt, why: `sign-in-${status}` });
    expect('shutOut' in outcome).toBe(what === 'shut-out');
    expect(events()).toEqual(what === 'shut-out' ? ['teams.shut-out'] : []);
    expect(await worker(0).check([], [])).toMatchObject([{ is: what === 'shut-out' ? what : 'unknown' }]);
    expect(calls('sendToConversation')).toEqual([]);
  });

  test.each([
    ['drops the line', 'busy', (response: ServerResponse) => void response.destroy()],
    ['never answers', 'busy', () => {}],
    ['sends us elsewhere', 'refused', redirect],
    [
      'answers in riddles',
      'refused',
      (response: ServerResponse) => void response.writeHead(418).end('<html>'),
    ],
  ])(
    'a Teams that %s: one call',
    async (_, what, behave) => {
      teams = await startFakeServer();
      let requests = 0;
      let elsewhere = 0;
      const server = createServer((request, response) => {
        if (request.url === '/elsewhere') elsewhere += 1;
        else requests += 1;
        behave(response);
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const usualServiceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/teams/`;
      const config = configFor(teams);
      const platform = worker(0, { config: { ...config, cloud: { ...config.cloud, usualServiceUrl } } });
      const outcome = await platform.post(channel(WARD), hello, 'k');
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      if (what === 'busy') {
        expect(outcome).toMatchObject({ outcome: 'later', retryAt: now + 1.25 * MINUTE });
        expect(log.lines).toEqual([]);
      } else {
        expect(outcome).toMatchObject({ outcome: 'unreachable', why: expect.stringMatching(/^http-\d+$/) });
        expect(events()).toEqual(['teams.refused']);
      }
      expect([requests, elsewhere]).toEqual([1, 0]);
    },
    30_000,
  );

  test('two workers keep one pace: everything arrives once, and Teams never says "too fast"', async () => {
    const speed = 4;
    teams = await startFakeServer({ speed });
    const paces = {
      conversation: {
        every: Math.ceil(RATE_LIMITS.conversation.every / speed),
        burst: RATE_LIMITS.conversation.burst,
      },
      tenant: { every: Math.ceil(RATE_LIMITS.tenant.every / speed), burst: RATE_LIMITS.tenant.burst },
      waiting: RATE_LIMITS.waiting,
    };
    const real = systemClock;
    const workers = ([0, 1] as const).map((index) => worker(index, { clock: real, rateLimits: paces }));
    const notes = Array.from({ length: 12 }, (_, index) => index);
    const outcomes = await Promise.all(
      notes.flatMap((note) =>
        [channel(WARD), channel(TEAM), member(GWEN)].map((place, at) =>
          sendLetter(workers[(note + at) % 2] ?? worker(0), place, message(`Note ${note}`), `${note}-${at}`),
        ),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome !== 'posted')).toEqual([]);
    expect(teams.everything().filter(({ outcome }) => outcome.startsWith('429'))).toEqual([]);
    for (const messages of [teams.messagesIn(WARD), teams.messagesIn(TEAM), teams.user(GWEN).direct()]) {
      expect(new Set(messages.map(({ words }) => words)).size).toBe(12);
      expect(messages).toHaveLength(12);
    }
  });

  test('no place of ours, and no message of ours', async () => {
    teams = await startFakeServer();
    const platform = worker(0);
    expect(await platform.post({ ...member('x'), platform: 'slack' }, hello, 'k')).toMatchObject({
      outcome: 'unreachable',
    });
    for (const value of ['', 'x', '[]', '["a","b"]', '{"a":1}']) {
      expect(await platform.update({ platform: 'teams', value }, hello)).toEqual({
        outcome: 'unreachable',
        why: 'not-a-teams-message',
      });
    }
    const gone = JSON.stringify([`channel/${WARD}`, WARD, '12345']);
    expect(await platform.update({ platform: 'teams', value: gone }, hello)).toEqual({
      outcome: 'unreachable',
      why: 'ActivityNotFoundInConversation',
    });
    expect(calls('sendToConversation')).toEqual([]);
  });

  test('inside a transaction it refuses', async () => {
    teams = await startFakeServer();
    const platform = worker(0, { conversations: conversationTable.over(stores[0]) });
    await expect(stores[0].transact(async () => platform.post(channel(WARD), hello, 'k'))).rejects.toThrow(
      'inside transact',
    );
    expect(teams.everything()).toEqual([]);
  });
});

function redirect(response: ServerResponse): void {
  response.writeHead(307, { location: '/elsewhere' }).end();
}
