import { describe, expect, test } from 'vitest';
import { ServerClock } from '../../support/slack/clock.ts';
import { RateLimits } from '../../support/teams/limits.ts';
import { MESSAGE_BYTES, type Payload } from '../../support/teams/teams.ts';
import {
  AMINA,
  activitiesOf,
  attached,
  BEX,
  card,
  connectorOf,
  execute,
  GUY,
  MEETING,
  message,
  NORTH,
  PLANS,
  SOUTH,
  SUE,
  start,
  WARD,
  words,
} from './fake-server.fixtures.ts';

/** Does the local connector take what Teams takes, and refuse what Teams refuses? */

const hello = message(card([words('Hello')]));

const personal = (member: string, tenant = NORTH): Payload => ({
  isGroup: false,
  bot: { id: 'bot' },
  members: [{ id: member }],
  channelData: { tenant: { id: tenant } },
});

describe('conversations', () => {
  test('a personal chat is made for those who have the app', async () => {
    const teams = await start();
    const call = await connectorOf(teams);
    const made = await call('POST', 'conversations', personal(teams.memberIdOf(AMINA)));
    expect(made).toMatchObject({ status: 201, body: { id: teams.personalChatOf(AMINA) } });
    expect(await call('POST', 'conversations', personal(AMINA))).toMatchObject({ body: made.body });
    teams.chatApp.blocks(BEX);
    for (const [body, status, code] of [
      [personal(GUY), 403, 'BotNotInConversationRoster'],
      [personal(BEX), 403, 'ConversationBlockedByUser'],
      [personal('29:nobody'), 404, 'MemberNotFound'],
      [personal(SUE), 403, 'Forbidden'],
      [personal(AMINA, 'nowhere'), 400, 'BadArgument'],
      [{ ...personal(AMINA), channelData: {} }, 400, 'BadArgument'],
      [{ ...personal(AMINA), members: [{ id: AMINA }, { id: BEX }] }, 400, 'BadArgument'],
      ['{', 400, 'BadSyntax'],
    ] as const) {
      expect(await call('POST', 'conversations', body)).toMatchObject({ status, code });
    }
    const blocked = await call('POST', 'conversations', personal(BEX));
    expect(blocked.body).toMatchObject({ subCode: 'MessageWritesBlocked' });
    expect(await call('POST', 'conversations', personal(SUE, SOUTH))).toMatchObject({ status: 201 });
  });

  test('posting, replying, changing and deleting', async () => {
    const teams = await start();
    const call = await connectorOf(teams);
    const chat = activitiesOf(teams.personalChatOf(AMINA));
    const { body } = await call('POST', chat, hello);
    const id = String(body.id);
    await call('POST', `${chat}/${id}`, { type: 'message', text: 'More' });
    const amina = teams.user(AMINA);
    expect(amina.direct().map(({ words: seen }) => seen)).toEqual(['Hello', 'More']);
    expect(await call('PUT', `${chat}/${id}`, message(card([words('Changed')])))).toMatchObject({
      status: 200,
    });
    expect(amina.direct()[0]).toMatchObject({ id, words: 'Changed', edited: true });
    expect(await call('DELETE', `${chat}/${id}`)).toMatchObject({ status: 200 });
    expect(await call('DELETE', `${chat}/${id}`)).toMatchObject({ code: 'ActivityNotFoundInConversation' });
    expect(await call('PUT', `${chat}/1`, hello)).toMatchObject({ status: 404 });
    expect(await call('POST', activitiesOf('19:nowhere@thread.v2'), hello)).toMatchObject({
      status: 404,
      code: 'ConversationNotFound',
    });
    expect(await call('GET', 'nonsense')).toMatchObject({ status: 404 });
    expect(teams.everything().map(({ method, outcome }) => `${method}: ${outcome}`)).toEqual([
      'token: ok',
      'sendToConversation: ok',
      'replyToActivity: ok',
      'updateActivity: ok',
      'deleteActivity: ok',
      'deleteActivity: 404 ActivityNotFoundInConversation',
      'updateActivity: 404 ActivityNotFoundInConversation',
      'sendToConversation: 404 ConversationNotFound',
      'unknown: 404 NotFound',
    ]);
  });

  test('a thread in a channel', async () => {
    const teams = await start();
    const call = await connectorOf(teams);
    const channelData = { channel: { id: PLANS }, tenant: { id: NORTH } };
    const made = await call('POST', 'conversations', { isGroup: true, channelData, activity: hello });
    expect(made.body).toMatchObject({ id: `${PLANS};messageid=${made.body.activityId}` });
    const reply = await call('POST', activitiesOf(String(made.body.id)), hello);
    expect(reply.status).toBe(201);
    expect(teams.messagesIn(PLANS)).toHaveLength(2);
    // Nobody need hear of it.
    teams.deliverTo(teams.url);
    await teams.chatApp.uninstalls(WARD);
    expect(await call('POST', activitiesOf(PLANS), hello)).toMatchObject({
      code: 'BotNotInConversationRoster',
    });
  });
});

describe('rosters', () => {
  test('people page by page, guests without an address', async () => {
    const crowd = Array.from({ length: 60 }, (_, at) => ({
      aad: `p${at}`,
      tenant: NORTH,
      name: `Person ${at}`,
    }));
    const teams = await start({
      people: [{ aad: GUY, tenant: NORTH, name: 'Guy Moss', guest: true }, ...crowd],
      teams: [{ id: WARD, tenant: NORTH, name: 'Ward 7', members: [GUY, ...crowd.map(({ aad }) => aad)] }],
      chats: [],
    });
    const call = await connectorOf(teams);
    const path = `conversations/${encodeURIComponent(WARD)}/pagedmembers?pageSize=1`;
    const first = await call('GET', path);
    const token = encodeURIComponent(String(first.body.continuationToken));
    const second = await call('GET', `${path}&continuationToken=${token}`);
    expect([first, second].map(({ body }) => (body.members as unknown[]).length)).toEqual([50, 11]);
    expect(second.body).not.toHaveProperty('continuationToken');
    expect(await call('GET', `${path}&continuationToken=x`)).toMatchObject({ status: 400 });
    const [guest, member] = first.body.members as readonly Payload[];
    expect(guest).toMatchObject({ aadObjectId: GUY, userRole: 'guest', tenantId: NORTH, givenName: 'Guy' });
    expect(guest).not.toHaveProperty('email');
    expect(member).toMatchObject({
      id: teams.memberIdOf('p0'),
      userRole: 'user',
      email: 'person.0@example.org',
    });
  });

  test('one member, a team and its channels', async () => {
    const teams = await start();
    const call = await connectorOf(teams);
    const chat = `conversations/${encodeURIComponent(MEETING)}/members`;
    expect(await call('GET', `${chat}/${BEX}`)).toMatchObject({ body: { name: 'Bex Turner' } });
    expect(await call('GET', `${chat}/${teams.memberIdOf(BEX)}`)).toMatchObject({ status: 200 });
    expect(await call('GET', `${chat}/${GUY}`)).toMatchObject({ code: 'MemberNotFoundInConversation' });
    const team = `teams/${encodeURIComponent(WARD)}`;
    expect((await call('GET', team)).body).toMatchObject({ name: 'Ward 7', channelCount: 2, memberCount: 2 });
    expect((await call('GET', `${team}/conversations`)).body).toEqual({
      conversations: [{ id: WARD }, { id: PLANS, name: 'Plans' }],
    });
    expect(await call('GET', 'teams/19:nowhere')).toMatchObject({ status: 404 });
  });
});

describe('what a message may be', () => {
  const input = { type: 'Input.Text', id: 'a', label: 'A' };
  const chart = { type: 'Chart.Donut', title: 'Voices', data: [] };
  const refused: readonly (readonly [string, Payload, string])[] = [
    ['nothing at all', { type: 'message' }, 'BadArgument'],
    ['no message', { type: 'event', text: 'x' }, 'BadArgument'],
    ['attachments that are no list', { type: 'message', attachments: {} }, 'BadArgument'],
    ['another attachment', { type: 'message', attachments: [{ contentType: 'text/html' }] }, 'BadArgument'],
    ['no card', message('x'), 'BadSyntax'],
    ['a card of 1.6', message({ ...card([words('x')]), version: '1.6' }), 'BadSyntax'],
    ['a card without a version', message({ ...card([words('x')]), version: undefined }), 'BadSyntax'],
    ['an unknown element', message(card([{ type: 'Nope' }])), 'BadSyntax'],
    [
      'an unknown element in a column',
      message(card([{ type: 'ColumnSet', columns: [{ items: [{ type: 'Nope' }] }] }])),
      'BadSyntax',
    ],
    ['an unknown action', message(card([words('x')], [{ type: 'Action.Nope', title: 'x' }])), 'BadSyntax'],
    ['a chart without a fallback', message(card([chart])), 'BadSyntax'],
    ['a chart whose fallback is nothing', message(card([{ ...chart, fallback: 'drop' }])), 'BadSyntax'],
    ['two inputs of one id', message(card([input, input])), 'BadSyntax'],
    ['a required input that does not say so', message(card([{ ...input, isRequired: true }])), 'BadSyntax'],
    ['an input without an id', message(card([{ type: 'Input.Text', label: 'A' }])), 'BadSyntax'],
    ['a wrong word for a size', message(card([{ ...words('x'), size: 'gigantic' }])), 'BadSyntax'],
    [
      'seven buttons',
      message(
        card(
          [words('x')],
          Array.from({ length: 7 }, (_, at) => execute(`${at}`, 'v')),
        ),
      ),
      'BadSyntax',
    ],
    [
      'a stray mention',
      { type: 'message', text: 'x', entities: [{ type: 'mention', text: '<at>Y</at>' }] },
      'BadArgument',
    ],
    ['more than 100 KB', message(card([words('x'.repeat(MESSAGE_BYTES))])), 'MessageSizeTooBig'],
  ];

  test('is refused otherwise', async () => {
    const teams = await start();
    const call = await connectorOf(teams);
    const path = activitiesOf(teams.personalChatOf(AMINA));
    for (const [what, body, code] of refused) expect((await call('POST', path, body)).code, what).toBe(code);
    expect(teams.user(AMINA).messages()).toEqual([]);
    expect(await call('POST', path, message(card([words('x'.repeat(90_000))])))).toMatchObject({
      status: 201,
    });
  });

  test('charts, tables and people pickers with what older clients need', async () => {
    const teams = await start();
    const call = await connectorOf(teams);
    const cells = ['Reps', '3'].map((text) => ({ type: 'TableCell', items: [words(text)] }));
    const table = {
      type: 'Table',
      columns: [{ width: 1 }, { width: 1 }],
      rows: [{ type: 'TableRow', cells }],
    };
    const picker = {
      ...input,
      type: 'Input.ChoiceSet',
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    };
    const content = card([{ ...chart, fallback: words('Reps: 3') }, table, picker], [execute('Go', 'go')]);
    expect(await call('POST', activitiesOf(PLANS), message(content))).toMatchObject({ status: 201 });
    expect(teams.user(GUY).messages()[0]?.words).toBe('Voices Reps: 3\nReps 3\nA\nGo');
    expect(teams.violations()).toEqual([]);
  });

  test('what Teams lets pass is kept as a violation', async () => {
    const teams = await start();
    const call = await connectorOf(teams);
    const bare = card([words('x')], [{ type: 'Action.Execute', title: 'Go', verb: 'go' }]);
    await call('POST', activitiesOf(MEETING), {
      type: 'message',
      text: 'Beside',
      attachments: [attached(bare)],
    });
    expect(teams.violations()).toEqual(['Action.Execute «Go» has no fallback', 'text stands beside a card']);
  });
});

describe('how often', () => {
  test('a conversation takes so many in each window, and no more', async () => {
    const teams = await start({ speed: 1e-6 });
    const call = await connectorOf(teams);
    const send = async () => (await call('POST', activitiesOf(MEETING), hello)).status;
    const burst = async (count: number) => {
      for (let sent = 0; sent < count; sent += 1) expect(await send()).toBe(201);
    };
    await burst(7);
    expect(await send()).toBe(429);
    expect(await call('POST', activitiesOf(PLANS), hello)).toMatchObject({ status: 201 });
    teams.advance(1001);
    await burst(1);
    expect(await send()).toBe(429);
    for (let sent = 8; sent < 60; sent += 4) {
      teams.advance(2001);
      await burst(4);
    }
    teams.advance(2001);
    expect(await send()).toBe(429);
    teams.advance(30_000);
    expect(await send()).toBe(201);
  });

  test('an hour takes 1,800', () => {
    const clock = new ServerClock(1e-6);
    const limits = new RateLimits(clock);
    const sent = Array.from({ length: 1800 }, () => {
      clock.advance(1990);
      return limits.refusal('writes', NORTH, MEETING);
    });
    expect(sent.filter((refused) => refused !== undefined)).toEqual([]);
    clock.advance(10_000);
    expect(limits.refusal('writes', NORTH, MEETING)).toBeDefined();
    expect(limits.refusal('writes', NORTH, PLANS)).toBeUndefined();
    clock.advance(10_000);
    expect(limits.refusal('writes', NORTH, MEETING)).toBeUndefined();
  });

  test('a tenant takes 50 a second', async () => {
    const teams = await start({ speed: 1e-6 });
    const call = await connectorOf(teams);
    const read = async (at: number) =>
      (await call('GET', `teams/${encodeURIComponent(at % 2 ? WARD : '19:x')}`)).status;
    const chats = [MEETING, WARD, PLANS].map(activitiesOf);
    const all = [teams.personalChatOf(AMINA), teams.personalChatOf(BEX)].map(activitiesOf).concat(chats);
    for (const path of all) {
      for (let sent = 0; sent < 7; sent += 1)
        expect(await call('POST', path, hello)).toMatchObject({ status: 201 });
    }
    for (let sent = 0; sent < 14; sent += 1) expect(await read(1)).toBe(200);
    // 35 writes and 14 reads are the tenant's; unknown places count for nobody.
    expect(await read(0)).toBe(404);
    const roster = `conversations/${encodeURIComponent(MEETING)}/pagedmembers`;
    expect(await call('GET', roster)).toMatchObject({ status: 200 });
    const { status, retryAfter, code } = await call('GET', roster);
    expect({ status, code }).toEqual({ status: 429, code: 'TooManyRequests' });
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
    expect(await call('POST', 'conversations', personal(SUE, SOUTH))).toMatchObject({ status: 201 });
  });

  test('errors are given as often as asked', async () => {
    const teams = await start();
    const call = await connectorOf(teams);
    const path = activitiesOf(MEETING);
    teams.fails('sendToConversation', { status: 429, retryAfter: 7 });
    teams.fails('*', { status: 502 }, 2);
    teams.fails('sendToConversation', { status: 403, code: 'BotDisabledByAdmin' });
    expect(await call('POST', path, hello)).toMatchObject({ status: 429, retryAfter: '7' });
    expect(await call('GET', 'teams/x')).toMatchObject({ status: 502, code: 'BadGateway' });
    expect(await call('POST', path, hello)).toMatchObject({ status: 403, code: 'BotDisabledByAdmin' });
    expect(await call('POST', path, hello)).toMatchObject({ status: 502 });
    expect(await call('POST', path, hello)).toMatchObject({ status: 201 });
  });
});
