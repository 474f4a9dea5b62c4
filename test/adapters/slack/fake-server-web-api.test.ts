import { describe, expect, test } from 'vitest';
import { AMINA, BEX, client, plain, refusal, start, TEAM, WARD } from './fake-server.fixtures.ts';

/** Does the local Slack of our tests speak Slack? Asked by Slack's own client. */

describe('the Web API', () => {
  test('posts, edits, deletes, and everybody in the channel reads it', async () => {
    const { slack, web } = await start();
    const { ts = '' } = await web.chat.postMessage({
      channel: WARD,
      text: 'Hello',
      blocks: [
        { type: 'header', text: plain('Hello') },
        { type: 'section', text: { type: 'mrkdwn', text: '*Dear* all' } },
      ],
    });
    expect(slack.user(TEAM, AMINA).messages()).toMatchObject([
      { ts, words: 'Hello\n*Dear* all', edited: false },
    ]);
    await web.chat.update({ channel: WARD, ts, text: 'Changed', blocks: [] });
    expect(slack.user(TEAM, BEX).messages()).toMatchObject([{ words: 'Changed', edited: true }]);
    await web.chat.postEphemeral({ channel: WARD, user: BEX, text: 'Psst' });
    expect(slack.user(TEAM, BEX).messages().at(-1)).toMatchObject({ words: 'Psst', onlyFor: BEX });
    expect(slack.user(TEAM, AMINA).messages()).toHaveLength(1);
    await web.chat.delete({ channel: WARD, ts });
    expect(slack.user(TEAM, AMINA).messages()).toEqual([]);
    expect(slack.everything().map(({ method, outcome }) => `${method} ${outcome}`)).toEqual([
      'chat.postMessage ok',
      'chat.update ok',
      'chat.postEphemeral ok',
      'chat.delete ok',
    ]);
  });

  test('a person has one direct message with the bot, by their id or by its own', async () => {
    const { slack, web } = await start();
    const { channel } = await web.conversations.open({ users: AMINA });
    const byId = await web.chat.postMessage({ channel: AMINA, text: 'One' });
    await web.chat.postMessage({ channel: channel?.id ?? '', text: 'Two' });
    expect(byId.channel).toBe(channel?.id);
    expect(
      slack
        .user(TEAM, AMINA)
        .direct()
        .map(({ text }) => text),
    ).toEqual(['One', 'Two']);
    expect(slack.user(TEAM, BEX).messages()).toEqual([]);
  });

  test('places that cannot be posted to', async () => {
    const { slack, web } = await start();
    const to = (channel: string) => refusal(web.chat.postMessage({ channel, text: 'x' }));
    expect(await to('C99NONE')).toBe('channel_not_found');
    expect(await to('C04HIDDEN')).toBe('channel_not_found');
    expect(await to('C02SHUT')).toBe('is_archived');
    expect(await to('C03OUT')).toBe('not_in_channel');
    expect(await to('U99NONE')).toBe('channel_not_found');
    slack.chatApp.removesBot(WARD);
    expect(await to(WARD)).toBe('not_in_channel');
    expect(await refusal(web.conversations.open({ users: 'U99NONE' }))).toBe('user_not_found');
  });

  test('tokens that are wrong, dead, old, of the wrong kind, or may not', async () => {
    const { slack, web } = await start();
    const test = (token: string | undefined) => refusal(client(slack, token).auth.test());
    expect(await test(undefined)).toBe('not_authed');
    expect(await test('xoxb-wrong')).toBe('invalid_auth');
    expect(await test(slack.appToken)).toBe('not_allowed_token_type');
    expect(await refusal(client(slack, slack.botToken).apps.connections.open())).toBe(
      'not_allowed_token_type',
    );
    slack.chatApp.grants(slack.botToken, ['users:read']);
    expect(await refusal(web.chat.postMessage({ channel: WARD, text: 'x' }))).toBe('missing_scope');
    const { user } = await web.users.info({ user: AMINA });
    expect(user?.profile?.email).toBeUndefined();
    slack.chatApp.expires(slack.botToken);
    expect(await test(slack.botToken)).toBe('token_expired');
    slack.chatApp.revokes(slack.botToken);
    expect(await test(slack.botToken)).toBe('token_revoked');
    expect(JSON.stringify(slack.everything())).not.toContain(slack.botToken);
  });

  test('pages through a large channel, and refuses a cursor of its own making', async () => {
    const members = Array.from({ length: 250 }, (_, index) => `U1${index}`);
    const { slack, web } = await start({ channels: [{ id: WARD, team: TEAM, name: 'ward-7', members }] });
    const found: string[] = [];
    for (let cursor: string | undefined; cursor !== ''; ) {
      const page = await web.conversations.members({
        channel: WARD,
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...(page.members ?? []));
      cursor = page.response_metadata?.next_cursor ?? '';
    }
    expect(found).toEqual([...members, slack.botUserOf(TEAM)]);
    expect(await refusal(web.conversations.members({ channel: WARD, cursor: 'abc' }))).toBe('invalid_cursor');
  });

  test('knows guests, strangers, the deactivated and the away', async () => {
    const { slack, web } = await start({
      users: [
        { id: 'U1GUEST', team: TEAM, name: 'Guest', guest: 'single-channel' },
        { id: 'U2CONNECT', team: TEAM, name: 'Connect', strangerFrom: 'T99OTHER' },
        { id: 'U3GONE', team: TEAM, name: 'Gone', deleted: true },
        { id: 'U4AWAY', team: TEAM, name: 'Away', status: { text: 'On leave', expiration: 1_800_000_000 } },
      ],
      channels: [],
    });
    const info = async (user: string) => (await web.users.info({ user })).user;
    expect(await info('U1GUEST')).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(await info('U2CONNECT')).toMatchObject({ team_id: 'T99OTHER' });
    expect(await info('U3GONE')).toMatchObject({ deleted: true });
    expect(await refusal(web.conversations.open({ users: 'U3GONE' }))).toBe('user_disabled');
    expect((await web.users.profile.get({ user: 'U4AWAY' })).profile?.status_expiration).toBe(1_800_000_000);
    await expect(slack.user(TEAM, 'U3GONE').say('hello')).rejects.toThrow('cannot log in');
  });
});

describe('limits', () => {
  test('one post a second in each channel; 429 says when to come back', async () => {
    const { slack, web } = await start({ speed: 0.001 });
    await web.chat.postMessage({ channel: WARD, text: 'One' });
    await web.chat.postMessage({ channel: AMINA, text: 'Elsewhere' });
    const raw = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: WARD, text: 'Two' }),
    });
    expect([raw.status, raw.headers.get('retry-after')]).toEqual([429, '1000']);
    expect(await raw.json()).toEqual({ ok: false, error: 'ratelimited' });
    slack.advance(1000);
    await web.chat.postMessage({ channel: WARD, text: 'Three' });
    expect(slack.messagesIn(WARD).map(({ text }) => text)).toEqual(['One', 'Three']);
    expect(slack.everything().map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ratelimited', 'ok']);
  });

  test('a client that obeys gets through', async () => {
    const { slack } = await start();
    slack.fails('chat.postMessage', { retryAfter: 1 });
    await client(slack, slack.botToken, false).chat.postMessage({ channel: WARD, text: 'Later' });
    expect(slack.everything().map(({ outcome }) => outcome)).toEqual(['ratelimited', 'ok']);
    const [first, second] = slack.everything();
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test('methods have a minute of their own', async () => {
    const { slack, web } = await start({ speed: 0.001 });
    for (let count = 0; count < 20; count += 1) await web.users.list({});
    await expect(web.users.list({})).rejects.toThrow('retry this request in 3000 seconds');
    await web.users.info({ user: AMINA });
    slack.advance(3000);
    await expect(web.users.list({})).resolves.toMatchObject({ ok: true });
    await expect(web.users.list({})).rejects.toThrow('retry this request in 3000 seconds');
  });

  test('outages on request', async () => {
    const { slack, web } = await start();
    slack.fails('chat.postMessage', { error: 'internal_error' });
    expect(await refusal(web.chat.postMessage({ channel: WARD, text: 'x' }))).toBe('internal_error');
    slack.fails('chat.postMessage', { status: 503 });
    await web.chat.postMessage({ channel: WARD, text: 'x' });
    slack.fails('chat.postMessage', { retryAfter: 7 });
    await expect(web.chat.postMessage({ channel: WARD, text: 'x' })).rejects.toMatchObject({ retryAfter: 7 });
  });
});
