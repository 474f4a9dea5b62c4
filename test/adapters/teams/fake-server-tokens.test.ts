import { beforeEach, describe, expect, test } from 'vitest';
import type { TokenFault } from '../../support/teams/teams.ts';
import {
  AMINA,
  activitiesOf,
  askToken,
  card,
  connectorOf,
  message,
  NORTH,
  quiet,
  SOUTH,
  start,
  startBot,
  tokenOf,
  words,
} from './fake-server.fixtures.ts';

/** Does the local Teams issue and check tokens as Microsoft does, and does the SDK believe it? */

const hello = message(card([words('Hello')]));

describe('login', () => {
  test('gives a token for the right secret, and says why not otherwise', async () => {
    const teams = await start();
    const good = await askToken(teams);
    expect(good.status).toBe(200);
    expect(await good.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    for (const [changes, status, error, number] of [
      [{ client_secret: 'guess' }, 401, 'invalid_client', 'AADSTS7000215'],
      [{ client_id: 'somebody' }, 400, 'unauthorized_client', 'AADSTS700016'],
      [{ scope: 'https://graph.microsoft.com/.default' }, 400, 'invalid_scope', 'AADSTS70011'],
      [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 'AADSTS70003'],
    ] as const) {
      const refused = await askToken(teams, changes);
      expect(refused.status).toBe(status);
      expect(await refused.json()).toMatchObject({
        error,
        error_description: expect.stringContaining(number),
      });
    }
    expect((await askToken(teams, {}, SOUTH)).status).toBe(200);
    expect((await askToken(teams, {}, 'nowhere')).status).toBe(400);
    expect(teams.everything()[0]).toMatchObject({ method: 'token', tenant: NORTH, outcome: 'ok' });
    expect(JSON.stringify(teams.everything())).not.toContain(teams.appPassword);
  });

  test('the connector takes no token but a living one of its own', async () => {
    const teams = await start();
    const token = await tokenOf(teams);
    const [head, , signature] = token.split('.');
    const others = Buffer.from(JSON.stringify({ aud: 'https://api.botframework.com' })).toString('base64url');
    const path = activitiesOf(teams.personalChatOf(AMINA));
    for (const wrong of ['', 'nonsense', `${head}.${others}.${signature}`]) {
      const call = await connectorOf(teams, wrong);
      expect(await call('POST', path, hello)).toMatchObject({ status: 401, code: 'Unauthorized' });
    }
    const call = await connectorOf(teams, token);
    expect(await call('POST', path, hello)).toMatchObject({ status: 201 });
    teams.advance(3_600_000);
    expect(await call('POST', path, hello)).toMatchObject({ status: 401 });
    const again = await connectorOf(teams);
    expect(await again('POST', path, hello)).toMatchObject({ status: 201 });
    teams.chatApp.expiresTokens();
    expect(await again('POST', path, hello)).toMatchObject({ status: 401 });
    expect(teams.user(AMINA).direct()).toHaveLength(2);
  });

  test('publishes its keys with their endorsements', async () => {
    const teams = await start();
    const get = async <T>(path: string) => (await (await fetch(path)).json()) as T;
    const metadata = await get<{ issuer: string; jwks_uri: string }>(
      `${teams.url}/v1/.well-known/openidconfiguration`,
    );
    expect(metadata.issuer).toBe('https://api.botframework.com');
    const { keys } = await get<{ keys: { kty: string; endorsements: string[] }[] }>(metadata.jwks_uri);
    expect(keys.map(({ kty }) => kty)).toEqual(['RSA', 'RSA']);
    expect(keys.map(({ endorsements }) => endorsements)).toContainEqual(['msteams']);
  });
});

describe('activities to a bot on the SDK', () => {
  beforeEach(() => quiet());

  test('the right token is taken, every wrong one refused', async () => {
    const teams = await start();
    const { app } = await startBot(teams);
    const heard: string[] = [];
    app.message(/.*/, async (context) => void heard.push(context.activity.text));
    const amina = teams.user(AMINA);
    expect(await amina.say('right')).toMatchObject({ status: 200, inTime: true, kind: 'message' });
    const faults: readonly TokenFault[] = [
      'missing',
      'expired',
      'not-yet',
      'foreign-key',
      'unknown-key',
      'unendorsed',
      'wrong-audience',
      'wrong-issuer',
      'other-service-url',
      'unsigned',
    ];
    for (const token of faults) {
      const { status } = await amina.say(token, undefined, { token });
      // Faults that the SDK's JWT library finds are 500 there, though refused all the same.
      expect([401, 500], token).toContain(status);
    }
    expect(heard).toEqual(['right']);
  });

  test('a foreign service URL, another tenant, raw bytes and repeats arrive as asked', async () => {
    const teams = await start();
    const { app } = await startBot(teams);
    const heard: unknown[] = [];
    app.message(/.*/, async ({ activity }) => {
      heard.push([
        activity.id,
        activity.serviceUrl,
        activity.conversation.tenantId,
        activity.channelData.tenant.id,
      ]);
    });
    const amina = teams.user(AMINA);
    const serviceUrl = 'http://127.0.0.1:9/teams/';
    expect(await amina.say('foreign', undefined, { serviceUrl })).toMatchObject({ status: 200 });
    expect(await amina.say('moved', undefined, { tenant: SOUTH, times: 2 })).toMatchObject({ status: 200 });
    expect(heard).toEqual([
      [expect.any(String), serviceUrl, NORTH, NORTH],
      [expect.any(String), teams.serviceUrl, SOUTH, SOUTH],
      [expect.any(String), teams.serviceUrl, SOUTH, SOUTH],
    ]);
    expect(heard[1]).toEqual(heard[2]);
    expect(await teams.raw(new Uint8Array([0, 255, 1]), 'application/json')).toMatchObject({ status: 400 });
    expect(await teams.raw('{"type":"message"}', 'application/json', { token: 'missing' })).toMatchObject({
      status: 401,
    });
  });
});
