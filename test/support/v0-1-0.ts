import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import type { Circle, Member } from '../../src/core/circle.ts';
import type { Instant } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { RoundRelease } from '../../src/features/release/rules/release.ts';
import * as onSlack from './app-on-slack.ts';
import * as onTeams from './app-on-teams.ts';
import type { Counted } from './app-tally.ts';
import { HttpClient } from './http-client.ts';
import type { KeptMessage as KeptOnSlack, Slack } from './slack/types.ts';
import type { KeptMessage as KeptOnTeams, Teams } from './teams/types.ts';
import { startApp, type TestApp } from './test-app.ts';

/** What v0.1.0 left behind, opened by the program as it is now. Made by `test/fixtures/v0.1.0/make.ts`, which tells its story. */

const folder = new URL('../fixtures/v0.1.0/', import.meta.url);

export type FixtureBackend = 'embedded' | 'postgres';
export const FIXTURE_BACKENDS: readonly FixtureBackend[] = ['embedded', 'postgres'];

export const SECRETS = JSON.parse(readFileSync(new URL('secrets.json', folder), 'utf8')) as Readonly<
  Record<'PULSE_PEPPER' | 'LINK_SECRET', string>
>;

/** In both of whose circles Amina, Bex, Gwen and Kasia are. */
export const CARERS_CHANNEL = 'C02CARERS';
export const CARERS_FILE = `
organisation: Northfield Community Trust
circle: Carers forum
timezone: Europe/London
voices:
  - { id: staff, name: Staff }
  - { id: reps, name: Carers }
channels: { slack: ${onSlack.TEAM}/${CARERS_CHANNEL} }
members:
  - { name: Amina Khan,  voice: staff, slack: ${onSlack.TEAM}/${onSlack.STAFF.Amina}, steward: true, easy-read: true }
  - { name: Bex Turner,  voice: staff, slack: ${onSlack.TEAM}/${onSlack.STAFF.Bex} }
  - { name: Gwen Abara,  voice: reps,  teams: ${onTeams.PEOPLE['Gwen Abara']} }
  - { name: Kasia Nowak, voice: reps,  teams: ${onTeams.PEOPLE['Kasia Nowak']} }
pulse: { pack: having-a-voice, every: 4 weeks, on: 'Friday 16:00' }
`;

/** `name`: as the maker calls them: "Chidi", "Gwen Abara". */
export interface KeptAnswer extends Counted {
  readonly name: string;
}

/** What of v0.1.0 is not in its database: what platforms, browsers and people hold. */
export interface Kept {
  readonly now: Instant;
  readonly teamsAppId: string;
  /** Posted messages, with the signed values of their buttons. */
  readonly slack: readonly KeptOnSlack[];
  readonly teams: readonly KeptOnTeams[];
  /** The round of Ward 7 that was released, with its figures. */
  readonly closed: { readonly id: string; readonly release: RoundRelease };
  /** The one that is open: who has answered what, and what v0.1.0 would release once {@link stillToAnswer} have too. */
  readonly open: {
    readonly id: string;
    readonly counted: readonly KeptAnswer[];
    readonly release: RoundRelease;
  };
  /** The address of a personal link, and the cookies of a browser that it signed in. */
  readonly web: Readonly<
    Record<'joe' | 'bex', { readonly link: string; readonly cookies: Readonly<Record<string, string>> }>
  >;
}

/** The Slack of the sample circle's staff, with a channel of each circle. */
export const slackOf = (): Promise<Slack> =>
  onSlack.startNorthfieldSlack({
    channels: [
      {
        id: CARERS_CHANNEL,
        team: onSlack.TEAM,
        name: 'carers',
        members: [onSlack.STAFF.Amina, onSlack.STAFF.Bex],
      },
    ],
  });

export const STAFF: readonly onSlack.Staff[] = ['Amina', 'Bex', 'Chidi', 'Dilys', 'Ewan', 'Farah'];
export const REPS: readonly onTeams.Name[] = [
  'Gwen Abara',
  'Hasan Ali',
  'Ines Costa',
  'Kasia Nowak',
  'Leroy James',
];

/** Ewan is known on both. */
export const ON_TEAMS: readonly onTeams.Name[] = ['Ewan Grant', ...REPS];

/** Everybody on a platform who has not answered in the open round, and what they are going to say. */
export function stillToAnswer(counted: readonly KeptAnswer[]): readonly KeptAnswer[] {
  const all = [
    ...STAFF.map((name) => ({ name, voice: 'staff', given: { voice: '4', trust: '2' } })),
    ...REPS.map((name) => ({ name, voice: 'reps', given: { voice: '3', trust: '4' } })),
  ];
  return all.filter(({ name }) => !counted.some((each) => each.name === name));
}

export const teamsOf = (appId?: string): Promise<Teams> =>
  onTeams.startNorthfieldTeams(ON_TEAMS, true, appId === undefined ? {} : { appId });

/** An app that goes on from v0.1.0, with the platforms and browsers as it left them. */
export interface Inherited {
  readonly kept: Kept;
  readonly slack: Slack;
  readonly teams: Teams;
  readonly app: TestApp;
  readonly ward: Circle;
  readonly carers: Circle;
  readonly members: readonly Member[];
  /** The browser of somebody who was signed in. */
  browserOf(who: keyof Kept['web']): HttpClient;
  stop(): Promise<void>;
}

/** Opens a copy of the fixture, migrated to the tables as they are now. Its clock stands where v0.1.0 was left. */
export async function openFixture(backend: FixtureBackend): Promise<Inherited> {
  const kept = JSON.parse(await readFile(new URL(`${backend}.json`, folder), 'utf8')) as Kept;
  const slack = await slackOf();
  const teams = await teamsOf(kept.teamsAppId);
  slack.recalls(kept.slack);
  teams.recalls(kept.teams);
  const app = await startApp({
    backend,
    now: kept.now,
    settings: { ...SECRETS, ...onSlack.slackSettings(slack), ...onTeams.teamsSettings(teams) },
    inherit: ({ dataDir, databaseUrl }) => (backend === 'embedded' ? unpack(dataDir) : restore(databaseUrl)),
  });
  slack.deliverTo(app.address);
  teams.deliverTo(app.address);
  // Microsoft's addresses stay; the local Teams has another port in every run, and says so by what it sends.
  await onTeams.installEverywhere(teams, ON_TEAMS);
  await teams.chatApp.installs(onTeams.PEOPLE['Hasan Ali']);
  const circles = await circleTable.list(app.context.store);
  const called = (start: string): Circle => {
    const found = circles.find(({ name }) => name.startsWith(start));
    if (found === undefined) throw new Error(`no circle ${start}`);
    return found;
  };
  const ward = called('Ward 7');
  return {
    kept,
    slack,
    teams,
    app,
    ward,
    carers: called('Carers'),
    members: await memberTable.list(app.context.store, ward.id),
    browserOf(who) {
      const browser = new HttpClient(app.address);
      for (const [name, value] of Object.entries(kept.web[who].cookies)) browser.cookies.set(name, value);
      return browser;
    },
    async stop() {
      await app.stop();
      await teams.stop();
      await slack.stop();
    },
  };
}

const run = promisify(execFile);

async function unpack(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await run('tar', ['-xzf', new URL('embedded.tar.gz', folder).pathname, '-C', dataDir]);
}

/** The dump is plain SQL without a command of psql's, so that every PostgreSQL from 15 on takes it over any client. */
async function restore(databaseUrl: string): Promise<void> {
  const sql = gunzipSync(await readFile(new URL('postgres.sql.gz', folder))).toString('utf8');
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Has somebody press a button of a message that v0.1.0 posted to them, and gives the words that come back. */
export async function pressOld(
  { slack, teams }: Inherited,
  name: string,
  label: string,
  isIt: (message: { readonly words: string }) => boolean = () => true,
): Promise<string> {
  const onTeamsToo = REPS.find((each) => each === name);
  if (onTeamsToo !== undefined) {
    const person = teams.user(onTeams.PEOPLE[onTeamsToo]);
    const message = person.direct().find((each) => each.buttons.includes(label) && isIt(each));
    if (message === undefined) throw new Error(`${name} has no ${label}`);
    const pressed = await person.press(message, label);
    person.closeDialog();
    return pressed.outcome === 'toast' ? pressed.text : onTeams.shownBy(pressed).words;
  }
  const staff = STAFF.find((each) => name.startsWith(`${each} `));
  if (staff === undefined) throw new Error(`${name} is on neither platform`);
  const person = slack.user(onSlack.TEAM, onSlack.STAFF[staff]);
  const message = person.direct().find((each) => each.buttons.includes(label) && isIt(each));
  if (message === undefined) throw new Error(`${name} has no ${label}`);
  const { words } = await onSlack.opens(slack, person, () => person.press(message, label));
  await person.close();
  return words;
}
