import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SlackPlatform } from '../../../adapters/slack/platform.ts';
import { systemClock } from '../../../src/clock.ts';
import { openCommandContext } from '../../../src/compose.ts';
import { readConfig } from '../../../src/config/config.ts';
import type { SlackConfig } from '../../../src/config/slack.ts';
import { SLACK_SCOPES } from '../../../src/config/slack-manifest.ts';
import { createTokenVault } from '../../../src/config/token-vault.ts';
import { answerRequest } from '../../../src/control/requests.ts';
import { HOUR } from '../../../src/core/instant.ts';
import { conversationTable } from '../../../src/core/tables/conversations.ts';
import { installationTable } from '../../../src/core/tables/installations.ts';
import { sendingLaneTable } from '../../../src/core/tables/sending-lanes.ts';
import { type OpenStore, openStore } from '../../../src/store/store.ts';
import { message, said } from '../../contract/chat.fixtures.ts';
import { freePort } from '../../support/ports.ts';
import { createMigrated } from '../../support/servers-shared.ts';
import type { Slack } from '../../support/slack/types.ts';
import {
  configFor,
  GWEN,
  recordingLog,
  type Served,
  serve,
  slackPlatform,
  startFakeServer,
  TEAM,
  WARD,
} from './harness.ts';

const secret = () => randomBytes(32).toString('base64');
const place = { kind: 'channel', platform: 'slack', externalId: `${TEAM}/${WARD}` } as const;
const hello = message('Hello', said('Hello to all of you.'));

const START = Date.UTC(2026, 10, 2, 9);

describe('installing over OAuth', () => {
  let databaseUrl: string;
  let store: OpenStore;
  let slack: Slack;
  let server: Served;
  let platform: SlackPlatform;
  let access: Extract<SlackConfig['access'], { kind: 'oauth' }>;
  let ahead: number;
  let log: ReturnType<typeof recordingLog>;
  const tokenKey = secret();
  const clock = { ...systemClock, now: () => Date.now() + ahead };

  beforeAll(async () => {
    databaseUrl = await createMigrated();
    store = await openStore({ kind: 'postgres', url: databaseUrl, poolSize: 4 });
  });
  afterAll(() => store.close());

  function makePlatform(): SlackPlatform {
    return slackPlatform(slack, {
      config: configFor(slack, { access }),
      installations: installationTable.over(store),
      lanes: sendingLaneTable.over(store),
      tokens: createTokenVault(tokenKey, []),
      clock,
      log,
    });
  }

  async function start(rotation = false): Promise<void> {
    slack = await startFakeServer({ workspaces: [{ id: TEAM, installed: false }], rotation });
    const port = await freePort();
    access = {
      kind: 'oauth',
      clientId: slack.clientId,
      clientSecret: slack.clientSecret,
      stateSecret: secret(),
      redirectUri: `http://127.0.0.1:${port}/slack/oauth_redirect`,
    };
    platform = makePlatform();
    server = await serve(platform, port);
    await platform.start(async () => ({ kind: 'shown', message: message('Your start page') }));
    slack.deliverTo(server.address);
  }

  beforeEach(() => {
    ahead = 0;
    log = recordingLog();
  });
  afterEach(async () => {
    await installationTable.remove(store, 'slack', TEAM);
    await sendingLaneTable.forget(store, Date.now() + 1_000 * HOUR);
    await platform.stop();
    await server.close();
    await slack.stop();
  });

  /** Up to where Slack sends the browser back to us. */
  async function consent(): Promise<{ readonly back: URL; readonly cookie: string }> {
    const begin = await fetch(`${server.address}/slack/install`);
    const cookie = begin.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = await begin.text();
    const link = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#38;', '&') ?? '';
    const answer = await fetch(link, { redirect: 'manual' });
    return { back: new URL(answer.headers.get('location') ?? ''), cookie };
  }
  const comeBack = (back: URL, cookie: string) => fetch(back, { headers: { cookie } });
  async function install() {
    const { back, cookie } = await consent();
    return comeBack(back, cookie);
  }
  const row = () => installationTable.find(store, 'slack', TEAM);

  test('a workspace installs us, and we can speak there', async () => {
    await start();
    expect(await platform.post(place, hello, 'before')).toMatchObject({
      outcome: 'later',
      why: 'not-installed',
    });
    const done = await install();
    expect(done.status).toBe(200);
    expect(await done.text()).toContain('Roundtable is in your workspace');
    expect(done.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await platform.post(place, hello, 'after')).toMatchObject({ outcome: 'posted' });
  });

  test('it asks for the scopes of the manifest and no more', async () => {
    await start();
    const page = await (await fetch(`${server.address}/slack/install`)).text();
    const link = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#38;', '&') ?? '';
    expect(new URL(link).searchParams.get('scope')?.split(',')).toEqual(Object.keys(SLACK_SCOPES));
  });

  test('the token lies sealed in the database, for this workspace alone', async () => {
    await start();
    await install();
    const kept = await row();
    expect(Buffer.from(kept?.sealed ?? []).toString('latin1')).not.toContain('xoxb');
    if (kept === null) throw new Error('nothing was kept');
    const vault = createTokenVault(tokenKey, []);
    expect(vault.open(kept, `slack/${TEAM}`)).toContain(slack.botTokenOf(TEAM));
    expect(vault.open(kept, 'slack/T0OTHER')).toBeNull();
    expect(createTokenVault(secret(), []).open(kept, `slack/${TEAM}`)).toBeNull();
  });

  test('a state from another browser, a changed one, none: nothing is installed', async () => {
    await start();
    const { back, cookie } = await consent();
    const changed = new URL(back);
    const state = back.searchParams.get('state') ?? '';
    changed.searchParams.set('state', `${state.slice(0, -6)}AAAAAA`);
    const without = new URL(back);
    without.searchParams.delete('state');
    const tries = [
      await comeBack(back, ''),
      await comeBack(changed, cookie),
      await comeBack(changed, `slack-app-oauth-state=${changed.searchParams.get('state')}`),
      await comeBack(without, cookie),
    ];
    for (const answer of tries) {
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('Nothing was installed');
    }
    expect(await row()).toBeNull();
    expect(slack.everything().filter(({ method }) => method === 'oauth.v2.access')).toEqual([]);
  });

  test('whoever presses "Cancel" is told so, and not that something broke', async () => {
    await start();
    slack.chatApp.answersConsent({ team: TEAM, user: GWEN, allow: false });
    const done = await install();
    expect(done.status).toBe(200);
    expect(await done.text()).toContain('Nothing was installed');
    expect(await row()).toBeNull();
  });

  test('uninstalling leaves nothing of theirs', async () => {
    await start();
    await install();
    await platform.post(place, hello, 'one');
    await slack.chatApp.uninstalls(TEAM);
    await expect.poll(row).toBeNull();
    expect(await platform.post(place, hello, 'two')).toMatchObject({
      outcome: 'later',
      why: 'not-installed',
    });
  });

  test('a revoked token: letters wait, and go out once it is installed again', async () => {
    await start();
    await install();
    slack.chatApp.revokes(slack.botTokenOf(TEAM));
    expect(await platform.post(place, hello, 'one')).toMatchObject({
      outcome: 'later',
      why: 'token_revoked',
    });
    expect((await row())?.shutOutAt).not.toBeNull();
    expect(await platform.post(place, hello, 'one')).toMatchObject({ outcome: 'later', why: 'shut-out' });
    await install();
    expect(await platform.post(place, hello, 'one')).toMatchObject({ outcome: 'posted' });
  });

  test('tokens that end are renewed before they do, once, whoever asks', async () => {
    await start(true);
    await install();
    const first = slack.botTokenOf(TEAM);
    await platform.post(place, hello, 'one');
    slack.advance(11 * HOUR);
    ahead = 11 * HOUR;
    const others = [makePlatform(), makePlatform()];
    const outcomes = await Promise.all(others.map((each, index) => each.post(place, hello, `two-${index}`)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['posted', 'posted']);
    expect(slack.botTokenOf(TEAM)).not.toBe(first);
    const renewals = slack
      .everything()
      .filter(({ method, args }) => method === 'oauth.v2.access' && args.grant_type === 'refresh_token');
    expect(renewals.map(({ outcome }) => outcome)).toEqual(['ok']);
    slack.advance(2 * HOUR);
    ahead = 13 * HOUR;
    expect(await makePlatform().post(place, hello, 'three')).toMatchObject({ outcome: 'posted' });
  });

  test('`keys rotate` seals every token and conversation anew, says what it could not open, and is done the second time', async () => {
    await start();
    await install();
    const conversation = {
      platform: 'teams',
      name: 'member/20000000-0000-4000-8000-000000000001',
      parent: null,
      ...createTokenVault(tokenKey, []).seal(
        'how to reach her',
        'teams/member/20000000-0000-4000-8000-000000000001',
      ),
      closedAt: START,
    } as const;
    await conversationTable.save(store, conversation);
    const next = secret();
    const rotate = async (retired: string) => {
      const environment = {
        NODE_ENV: 'test',
        DATABASE_URL: databaseUrl,
        PULSE_PEPPER: secret(),
        LINK_SECRET: secret(),
      };
      const desk = await openCommandContext(
        readConfig({ ...environment, TOKEN_KEY: next, TOKEN_KEY_RETIRED: retired }),
      );
      try {
        return await answerRequest(desk, { name: 'keys.rotate' });
      } finally {
        await desk.close();
      }
    };
    const before = await row();
    expect(await rotate('')).toMatchObject({ code: 1, out: expect.stringContaining(before?.keyId ?? '?') });
    expect(await row()).toEqual(before);
    expect(await conversationTable.list(store)).toEqual([conversation]);
    expect(await rotate(tokenKey)).toMatchObject({ code: 0, out: expect.stringContaining(': 2.') });
    expect(await rotate('')).toMatchObject({ code: 0, out: expect.stringContaining(': 0.') });
    const kept = await row();
    if (kept === null) throw new Error('nothing was kept');
    expect(createTokenVault(next, []).open(kept, `slack/${TEAM}`)).toContain(slack.botTokenOf(TEAM));
    expect(createTokenVault(tokenKey, []).open(kept, `slack/${TEAM}`)).toBeNull();
    const [renewed] = await conversationTable.list(store);
    if (renewed === undefined) throw new Error('no conversation was kept');
    expect(renewed).toMatchObject({ name: conversation.name, closedAt: START });
    expect(createTokenVault(next, []).open(renewed, `teams/${conversation.name}`)).toBe('how to reach her');
    expect(createTokenVault(tokenKey, []).open(renewed, `teams/${conversation.name}`)).toBeNull();
  });
});
