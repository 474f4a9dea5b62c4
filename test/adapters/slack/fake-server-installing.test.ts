import { describe, expect, test } from 'vitest';
import type { Slack } from '../../support/slack/slack.ts';
import { AMINA, client, refusal, start, TEAM } from './fake-server.fixtures.ts';

/** The consent page, codes, rotation and removal, through Slack's own client. */

describe('installing', () => {
  const redirect = 'http://localhost/slack/oauth_redirect';
  const visit = async (slack: Slack, more: Readonly<Record<string, string>> = {}) => {
    const query = {
      client_id: slack.clientId,
      scope: 'chat:write,users:read',
      redirect_uri: redirect,
      state: 's1',
      ...more,
    };
    const page = await fetch(`${slack.authorizeUrl}?${new URLSearchParams(query)}`, { redirect: 'manual' });
    return new URL(page.headers.get('location') ?? `about:${page.status}`);
  };
  const exchange = (slack: Slack, code: string, secret = slack.clientSecret) =>
    client(slack, undefined).oauth.v2.access({ client_id: slack.clientId, client_secret: secret, code });

  test('a code becomes a token once; rotation; uninstalling', async () => {
    const { slack } = await start({ workspaces: [{ id: TEAM, installed: false }], rotation: true });
    expect(() => slack.botTokenOf(TEAM)).toThrow('not installed');
    const location = await visit(slack);
    expect(location.searchParams.get('state')).toBe('s1');
    const code = location.searchParams.get('code') ?? '';
    const answer = await exchange(slack, code);
    expect(answer).toMatchObject({ team: { id: TEAM }, scope: 'chat:write,users:read', expires_in: 43_200 });
    expect(await refusal(exchange(slack, code))).toBe('invalid_code');
    const web = client(slack, answer.access_token);
    expect(await web.auth.test()).toMatchObject({ team_id: TEAM, user_id: slack.botUserOf(TEAM) });
    slack.advance(43_200_000);
    expect(await refusal(web.auth.test())).toBe('token_expired');
    const refresh = () =>
      client(slack, undefined).oauth.v2.access({
        client_id: slack.clientId,
        client_secret: slack.clientSecret,
        grant_type: 'refresh_token',
        refresh_token: answer.refresh_token ?? '',
      });
    const { access_token: fresh } = await refresh();
    await client(slack, fresh).auth.test();
    expect(await refusal(refresh())).toBe('invalid_refresh_token');
    const uninstall = { client_id: slack.clientId, client_secret: slack.clientSecret };
    await client(slack, fresh).apps.uninstall(uninstall);
    expect(await refusal(client(slack, fresh).auth.test())).toBe('account_inactive');
  });

  test('a person who says no, a stranger of an app, a wrong secret, an address nobody registered', async () => {
    const { slack } = await start({ redirectUris: [redirect] });
    slack.chatApp.answersConsent({ team: TEAM, user: AMINA, allow: false });
    expect((await visit(slack)).search).toBe('?state=s1&error=access_denied');
    expect((await visit(slack, { client_id: '1.2' })).href).toBe('about:400');
    expect((await visit(slack, { redirect_uri: 'http://evil.example/' })).href).toBe('about:400');
    const code = (await visit(slack)).searchParams.get('code') ?? '';
    expect(await refusal(exchange(slack, code, 'guess'))).toBe('bad_client_secret');
  });
});
