import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { manifestSlack } from '../../../src/commands/manifest.ts';
import { type Application, start } from '../../../src/compose.ts';
import { ConfigError, readConfig } from '../../../src/config/config.ts';
import { SLACK_SCOPES } from '../../../src/config/slack-manifest.ts';
import { message } from '../../contract/chat.fixtures.ts';
import type { TemporaryFolder } from '../../support/folders.ts';
import { copyEmbedded, embeddedFolder } from '../../support/servers-shared.ts';
import type { Slack } from '../../support/slack/types.ts';
import { GWEN, recordingLog, startFakeServer, TEAM } from './harness.ts';

const BASE_URL = 'https://roundtable.example.org';
const secret = () => randomBytes(32).toString('base64');
const token = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a'.repeat(32) };
const oauth = {
  BASE_URL,
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'b'.repeat(32),
  SLACK_STATE_SECRET: secret(),
  SLACK_SIGNING_SECRET: 'a'.repeat(32),
};

function problems(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the variables of Slack', () => {
  test('none: Slack is not set up; an address alone sets nothing up', () => {
    expect(readConfig({}).slack).toBeNull();
    expect(readConfig({ SLACK_API_URL: 'http://127.0.0.1:1/api' }).slack).toBeNull();
  });

  test.each([
    ['one workspace over HTTP', token, 'token', 'http'],
    [
      'one workspace over a socket',
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' },
      'token',
      'socket',
    ],
    ['many workspaces over HTTP', oauth, 'oauth', 'http'],
    ['many workspaces over a socket', { ...oauth, SLACK_APP_TOKEN: 'xapp-1' }, 'oauth', 'socket'],
  ])('%s', (_, environment, access, listening) => {
    const { slack } = readConfig(environment);
    expect(slack?.access.kind).toBe(access);
    expect(slack?.listening.kind).toBe(listening);
    expect(slack?.apiUrl).toBe('https://slack.com/api/');
  });

  test.each<[string, Record<string, string>, readonly string[]]>([
    ['no token', { SLACK_SIGNING_SECRET: 'a'.repeat(32) }, ['SLACK_BOT_TOKEN']],
    ['nowhere to listen', { SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_SIGNING_SECRET']],
    ['both ways in', { ...oauth, ...token }, ['Keep one of the two']],
    [
      'half of OAuth and nowhere to listen',
      { SLACK_CLIENT_ID: '1.2' },
      ['SLACK_CLIENT_SECRET and SLACK_STATE_SECRET and BASE_URL', 'SLACK_APP_TOKEN'],
    ],
    ['a weak state secret', { ...oauth, SLACK_STATE_SECRET: 'secret' }, ['SLACK_STATE_SECRET is too weak']],
    [
      'a token of another kind',
      { ...token, SLACK_BOT_TOKEN: 'xoxp-1' },
      ['SLACK_BOT_TOKEN starts with xoxb-'],
    ],
    [
      'a production of many workspaces without a key',
      { ...oauth, NODE_ENV: 'production', PULSE_PEPPER: secret(), LINK_SECRET: secret() },
      ['TOKEN_KEY is missing'],
    ],
  ])('%s: told, all at once', (_, environment, words) => {
    const told = problems(environment);
    expect(told).toHaveLength(words.length);
    for (const [index, word] of words.entries()) expect(told[index]).toContain(word);
  });
});

describe('roundtable manifest slack', () => {
  const manifest = (environment: Record<string, string>) =>
    JSON.parse(manifestSlack(readConfig(environment)).out) as {
      oauth_config: { scopes: { bot: string[] }; redirect_urls?: string[] };
      settings: { socket_mode_enabled: boolean; interactivity: { request_url?: string } };
    };

  test('has the scopes that are explained, and the addresses that are served', () => {
    const { oauth_config, settings } = manifest(oauth);
    expect(oauth_config.scopes.bot).toEqual(Object.keys(SLACK_SCOPES));
    expect(oauth_config.redirect_urls).toEqual([`${BASE_URL}/slack/oauth_redirect`]);
    expect(settings.interactivity.request_url).toBe(`${BASE_URL}/slack/events`);
  });

  test('for a socket has no address at all', () => {
    const environment = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
    expect(manifest(environment).settings).toMatchObject({ socket_mode_enabled: true });
    expect(JSON.stringify(manifest(environment))).not.toContain('request_url');
  });
});

describe('the whole bot with Slack', () => {
  let slack: Slack;
  let folder: TemporaryFolder;
  let application: Application;
  afterEach(async () => {
    await application?.stop();
    await slack.stop();
    folder.remove();
  });

  test('serves Slack and the pages on one port, and speaks from the embedded database', async () => {
    slack = await startFakeServer();
    folder = embeddedFolder('slack');
    await copyEmbedded(`${folder.path}/data`);
    const log = recordingLog();
    const config = readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      DATA_DIR: `${folder.path}/data`,
      PULSE_PEPPER: secret(),
      LINK_SECRET: secret(),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    application = await start({ config, role: 'all', log });
    slack.deliverTo(application.address);
    expect(await slack.verifyUrl()).toBe(true);
    expect((await fetch(`${application.address}/healthz`)).status).toBe(200);
    const platform = application.context.platforms.get('slack');
    const place = { kind: 'member', platform: 'slack', externalId: `${TEAM}/${GWEN}` } as const;
    for (const key of ['one', 'two']) {
      expect(await platform?.post(place, message(`Hello ${key}`), key)).toMatchObject({ outcome: 'posted' });
    }
    await slack.user(TEAM, GWEN).command('/roundtable help');
    await slack.until(() => slack.user(TEAM, GWEN).modal()?.words.includes('ask a steward'));
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
