import { assert as check, constantFrom, oneof, property, string, tuple, webUrl } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.ts';
import { isLoopbackHost } from '../../src/config/loopback.ts';
import { allowsServiceUrl, readTeamsConfig, type TeamsConfig } from '../../src/config/teams.ts';

const APP_ID = '11111111-2222-3333-4444-5555555555AB';
const TENANT = '99999999-8888-7777-6666-555555555555';
const OTHER_TENANT = '12345678-1234-1234-1234-1234567890ab';
const SET_UP = {
  TEAMS_APP_ID: APP_ID,
  TEAMS_APP_PASSWORD: 'hunter2~hunter2~hunter2',
  TEAMS_TENANT_ID: TENANT,
};
const NO_PASSWORD = { TEAMS_APP_ID: APP_ID, TEAMS_TENANT_ID: TENANT, TEAMS_AUTH: 'none' };
const PLAYED = { ...NO_PASSWORD, TEAMS_CLOUD_URL: 'http://127.0.0.1:3978' };
const PRODUCTION = {
  NODE_ENV: 'production',
  BASE_URL: 'https://roundtable.example.org',
  PULSE_PEPPER: 'v8ZQ2w4r6y9B1d3f5h7j0K2m4p6s8u1x3z5C7e9g1iA=',
  LINK_SECRET: 'x7ZQ2w4r6y9B1d3f5h7j0K2m4p6s8u1x3z5C7e9g1iB=',
};

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function teamsOf(environment: Record<string, string>): TeamsConfig {
  const { teams } = readConfig(environment);
  if (teams === null) throw new Error('Teams is not set up');
  return teams;
}

describe('setting Teams up', () => {
  test('nothing set: there is no Teams, and where its cloud is alone begins nothing', () => {
    expect(readConfig({}).teams).toBeNull();
    expect(readConfig({ TEAMS_CLOUD_URL: 'http://127.0.0.1:3978' }).teams).toBeNull();
  });

  test("the usual way: one tenant, Microsoft's public cloud, ids in the case that tokens use", () => {
    expect(teamsOf({ ...PRODUCTION, ...SET_UP })).toMatchObject({
      appId: APP_ID.toLowerCase(),
      access: { kind: 'password', appPassword: SET_UP.TEAMS_APP_PASSWORD },
      tenantIds: [TENANT],
      cloud: {
        loginUrl: 'https://login.microsoftonline.com/',
        openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
        tokenIssuer: 'https://api.botframework.com',
        scope: 'https://api.botframework.com/.default',
      },
    });
  });

  test('several tenants keep their order, each once', () => {
    const text = ` ${OTHER_TENANT.toUpperCase()} ,${TENANT},, ${OTHER_TENANT}`;
    expect(teamsOf({ ...SET_UP, TEAMS_TENANT_ID: text }).tenantIds).toEqual([OTHER_TENANT, TENANT]);
  });

  test('everything that is missing is told at once', () => {
    expect(problemsOf({ TEAMS_APP_ID: APP_ID })).toEqual([
      expect.stringMatching(/^TEAMS_TENANT_ID is missing: copy/),
      expect.stringMatching(/^TEAMS_APP_PASSWORD is missing: make/),
    ]);
    expect(problemsOf({ TEAMS_TENANT_ID: TENANT })).toEqual([
      expect.stringMatching(/^TEAMS_APP_PASSWORD is missing/),
      expect.stringMatching(/^TEAMS_APP_ID is missing/),
    ]);
  });

  test.each([
    ['TEAMS_APP_ID', 'topsecret'],
    ['TEAMS_APP_PASSWORD', 'topsecret'],
    ['TEAMS_APP_PASSWORD', '00000000-aaaa-bbbb-cccc-dddddddddddd'],
    ['TEAMS_TENANT_ID', 'topsecret.onmicrosoft.com'],
    ['TEAMS_TENANT_ID', `${TENANT};${OTHER_TENANT}`],
    ['TEAMS_TENANT_ID', `${TENANT},common`],
    ['TEAMS_AUTH', 'topsecret'],
    ['TEAMS_CLOUD_URL', 'topsecret'],
    ['TEAMS_CLOUD_URL', 'http://topsecret.example.org'],
    ['TEAMS_CLOUD_URL', 'https://user:topsecret@example.org'],
    ['TEAMS_CLOUD_URL', 'https://example.org/?topsecret'],
  ])('%s=%s is refused by name in one sentence, never by value', (name, value) => {
    const problems = problemsOf({ ...SET_UP, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} .*\\.$`));
    for (const part of [value, 'topsecret', 'hunter2']) expect(problems[0]).not.toContain(part);
  });

  test('another cloud is below one address', () => {
    for (const base of ['http://127.0.0.1:3978', 'http://127.0.0.1:3978/']) {
      expect(teamsOf({ ...SET_UP, TEAMS_CLOUD_URL: base }).cloud).toMatchObject({
        loginUrl: 'http://127.0.0.1:3978/',
        openIdUrl: 'http://127.0.0.1:3978/v1/.well-known/openidconfiguration',
        serviceUrls: ['http://127.0.0.1:3978/teams/'],
      });
    }
    expect(problemsOf({ ...PRODUCTION, ...SET_UP, TEAMS_CLOUD_URL: 'http://127.0.0.1:3978' })).toEqual([
      expect.stringContaining('TEAMS_CLOUD_URL starts with http://'),
    ]);
    expect(problemsOf({ ...PRODUCTION, ...SET_UP, TEAMS_CLOUD_URL: 'https://proxy.example.org' })).toEqual(
      [],
    );
  });

  describe('without proof of who anybody is', () => {
    test('only among processes of this machine', () => {
      expect(teamsOf(PLAYED).access).toEqual({ kind: 'none' });
      expect(teamsOf({ ...PLAYED, HOST: '::1', TEAMS_CLOUD_URL: 'http://[::1]:3978' }).access.kind).toBe(
        'none',
      );
    });

    test.each([
      [
        'production',
        { ...PLAYED, ...PRODUCTION, TEAMS_CLOUD_URL: 'https://127.0.0.1:3978' },
        'production refuses it',
      ],
      ['a public host', { ...PLAYED, HOST: '0.0.0.0' }, 'set HOST to 127.0.0.1'],
      ['a host that looks local', { ...PLAYED, HOST: '127.0.0.1.example.org' }, 'set HOST to 127.0.0.1'],
      ["Microsoft's cloud", NO_PASSWORD, 'set TEAMS_CLOUD_URL'],
      ['a cloud elsewhere', { ...PLAYED, TEAMS_CLOUD_URL: 'https://127.example.org' }, 'set TEAMS_CLOUD_URL'],
      ['a password as well', { ...PLAYED, ...SET_UP }, 'keep one of the two'],
    ])('refused with %s', (_with, environment, advice) => {
      expect(problemsOf(environment)).toEqual([expect.stringContaining(advice)]);
    });
  });

  test('what is missing and what is wrong never crosses over into a set-up', () => {
    const some = (...values: readonly string[]) => constantFrom(undefined, ...values);
    check(
      property(
        some(APP_ID),
        some('hunter2~hunter2~hunter2', OTHER_TENANT),
        some(TENANT, 'common', ',', `${TENANT},x`),
        constantFrom(undefined, 'none' as const),
        some('http://127.0.0.1:1', 'https://evil.example', 'http://evil.example'),
        constantFrom('127.0.0.1', '0.0.0.0', 'localhost'),
        constantFrom(true, false),
        (
          TEAMS_APP_ID,
          TEAMS_APP_PASSWORD,
          TEAMS_TENANT_ID,
          TEAMS_AUTH,
          TEAMS_CLOUD_URL,
          HOST,
          production,
        ) => {
          const values = {
            HOST,
            TEAMS_APP_ID,
            TEAMS_APP_PASSWORD,
            TEAMS_TENANT_ID,
            TEAMS_AUTH,
            TEAMS_CLOUD_URL,
          };
          const { config, problems } = readTeamsConfig(values, production);
          if (config === null) return;
          expect(problems).toEqual([]);
          expect(config.tenantIds).toEqual([TENANT]);
          expect(config.access.kind === 'none').toBe(TEAMS_AUTH === 'none');
          if (config.access.kind === 'none') {
            expect(production).toBe(false);
            expect(isLoopbackHost(HOST)).toBe(true);
            expect(isLoopbackHost(new URL(config.cloud.openIdUrl).hostname)).toBe(true);
          }
          if (production) expect(config.cloud.loginUrl).toMatch(/^https:/);
        },
      ),
    );
  });
});

describe('where our token may go', () => {
  const real = teamsOf(SET_UP);
  const played = teamsOf(PLAYED);
  const HOSTS = [
    'smba.trafficmanager.net',
    'smba.onyx.prod.teams.trafficmanager.net',
    'smba.infra.gcc.teams.microsoft.com',
  ];

  test.each([
    'https://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net/teams',
    `https://smba.trafficmanager.net/uk/${TENANT}/`,
    'https://SMBA.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net:443/amer/',
    'https://smba.infra.gcc.teams.microsoft.com/gcc/',
  ])('%s', (url) => expect(allowsServiceUrl(real, url)).toBe(true));

  test.each([
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net:8443/emea/',
    'https://evil.trafficmanager.net/',
    'https://trafficmanager.net/',
    'https://evil-smba.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://smba.trafficmanager.net./emea/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://evil.example@smba.trafficmanager.net/',
    'https://evil.example/smba.trafficmanager.net/',
    'https://evil.example#smba.trafficmanager.net/',
    'https://evil.example?smba.trafficmanager.net/',
    'https://evil.example\\@smba.trafficmanager.net/',
    'https:\\\\smba.trafficmanager.net/',
    'https://smba.trafficmanager.net\\.evil.example/',
    'https://smba.trafficmanager.net\n.evil.example/',
    ' https://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net/emea/?x=1',
    'https://smba.trafficmanager.net/emea/#x',
    'https://smba.trafficmanager.net/%2e%2e/',
    'https://smba.trafficmanager.net/../',
    'https://smba.traffıcmanager.net/',
    'https://smba.infra.gov.teams.microsoft.us/',
    'https://127.0.0.1:3978/teams/',
    'http://127.0.0.1:3978/teams/',
    'http://169.254.169.254/latest/meta-data/',
    'javascript://smba.trafficmanager.net/',
    'file://smba.trafficmanager.net/',
    '//smba.trafficmanager.net/',
    'smba.trafficmanager.net',
    '',
  ])('not %j', (url) => expect(allowsServiceUrl(real, url)).toBe(false));

  test('in tests only what lies below the played cloud', () => {
    for (const url of [
      'http://127.0.0.1:3978/teams',
      'http://127.0.0.1:3978/teams/',
      'http://127.0.0.1:3978/teams/uk/',
    ])
      expect(allowsServiceUrl(played, url), url).toBe(true);
    for (const url of [
      'http://127.0.0.1:3978/',
      'http://127.0.0.1:3978/teamsters/',
      'http://127.0.0.1:3978/teams/../v1/',
      'http://127.0.0.1:39780/teams/',
      'https://127.0.0.1:3978/teams/',
      'http://127.0.0.1.evil.example:3978/teams/',
      'http://localhost:3978/teams/',
      'https://smba.trafficmanager.net/teams/',
    ])
      expect(allowsServiceUrl(played, url), url).toBe(false);
  });

  test('a suffix that starts with a dot takes the hosts below it, and neither itself nor a look-alike', () => {
    const below = { cloud: { ...real.cloud, serviceUrls: ['.teams.example'] } };
    expect(allowsServiceUrl(below, 'https://a.b.teams.example/x/')).toBe(true);
    for (const host of ['teams.example', 'evilteams.example', 'teams.example.evil', 'a..teams.example'])
      expect(allowsServiceUrl(below, `https://${host}/`), host).toBe(false);
  });

  test('whatever is allowed leads to one of the hosts, however it was written', () => {
    const piece = oneof(
      string(),
      constantFrom(
        ...HOSTS,
        'https://',
        'http://',
        '@',
        '\\',
        '.',
        '/',
        '#',
        '?',
        ':',
        '%2e',
        '\t',
        'evil.example',
      ),
    );
    check(
      property(
        oneof(
          webUrl(),
          tuple(piece, piece, piece, piece, piece).map((all) => all.join('')),
        ),
        (url) => {
          if (!allowsServiceUrl(real, url)) return;
          const { protocol, hostname, username, password, port } = new URL(url);
          expect([protocol, username, password, port]).toEqual(['https:', '', '', '']);
          expect(HOSTS).toContain(hostname);
          // A second, simpler reader comes to the same host.
          expect(HOSTS).toContain(/^https:\/\/([^/:]+)/i.exec(url)?.[1]?.toLowerCase());
        },
      ),
      { numRuns: 5000 },
    );
  });
});
