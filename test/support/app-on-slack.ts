import type { Circle } from '../../src/core/circle.ts';
import { dealtSources } from './dealt-sources.ts';
import { startSlack } from './slack/slack.ts';
import type { Person, SeenMessage, SeenView, Slack, SlackOptions, Submitted } from './slack/types.ts';
import { type AppBackend, startApp, type TestApp } from './test-app.ts';
import { importCircle } from './test-users.ts';

export const TEAM = 'T01TEST';
export const WARD = 'C01WARD7';
export const ASHA = 'U77ASHA';
export const STAFF = {
  Amina: 'U01AMINA',
  Bex: 'U02BEX',
  Chidi: 'U03CHIDI',
  Dilys: 'U04DILYS',
  Ewan: 'U05EWAN',
  Farah: 'U06FARAH',
} as const;
export type Staff = keyof typeof STAFF;

const SECRETS = {
  PULSE_PEPPER: 'Qm9yZWQgd2l0aCB0aGlzIHBlcHBlciwgdXNlZCBpbiB0ZXN0cw==',
  LINK_SECRET: 'QW5vdGhlciBzZWNyZXQsIGtub3duIHRvIGV2ZXJ5IHRlc3QgcnVu',
};

export interface Together {
  readonly backend?: AppBackend;
  /** How Slack speaks to us: over HTTP where left out. */
  readonly over?: 'http' | 'socket';
  /** The circle's file: the sample where left out. */
  readonly file?: string;
}

/** A Slack with the staff of the sample circle in one workspace, whose channel is the circle's. */
export function startNorthfieldSlack(
  more: { readonly channels?: SlackOptions['channels'] } = {},
): Promise<Slack> {
  return startSlack({
    workspaces: [{ id: TEAM, name: 'Northfield' }],
    users: [
      ...Object.entries(STAFF).map(([name, id]) => ({ id, team: TEAM, name })),
      { id: ASHA, team: TEAM, name: 'Asha Rao', guest: 'single-channel' },
    ],
    channels: [
      { id: WARD, team: TEAM, name: 'ward-7', members: Object.values(STAFF) },
      ...(more.channels ?? []),
    ],
    speed: Number.POSITIVE_INFINITY,
  });
}

export function slackSettings(
  slack: Slack,
  over: 'http' | 'socket' = 'http',
): Readonly<Record<string, string>> {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    ...(over === 'http'
      ? { SLACK_SIGNING_SECRET: slack.signingSecret }
      : { SLACK_APP_TOKEN: slack.appToken }),
    SLACK_API_URL: slack.apiUrl,
  };
}

/** The sample circle on PostgreSQL, and a Slack with its staff in it. */
export async function startTogether({
  backend = 'postgres',
  over = 'http',
  file,
}: Together = {}): Promise<{ slack: Slack; app: TestApp; circle: Circle }> {
  const slack = await startNorthfieldSlack();
  const { sources } = dealtSources();
  const settings = { ...SECRETS, ...slackSettings(slack, over) };
  const app = await startApp({ backend, settings, sources });
  if (over === 'http') slack.deliverTo(app.address);
  return { slack, app, circle: await importCircle(app, file) };
}

/** Does what opens a view, or changes the open one, and waits until it says something of the core's. */
export async function opens(slack: Slack, person: Person, work: () => Promise<unknown>): Promise<SeenView> {
  const updates = () => slack.everything().filter(({ method }) => method === 'views.update').length;
  const before = updates();
  await work();
  await slack.until(() => updates() > before, 'an opened view');
  return person.openModal();
}

/** Opens the newest direct message that has one of these buttons. */
export async function opensLetter(
  slack: Slack,
  person: Person,
  ...labels: readonly string[]
): Promise<SeenView> {
  const offered = (letter: SeenMessage) => letter.buttons.find((each) => labels.includes(each));
  const letter = person.direct().findLast((each) => offered(each) !== undefined);
  const button = letter === undefined ? undefined : offered(letter);
  if (letter === undefined || button === undefined) throw new Error(`${person.id} has no ${labels.join()}`);
  return opens(slack, person, () => person.press(letter, button));
}

export const openPulse = (slack: Slack, person: Person): Promise<SeenView> =>
  opensLetter(slack, person, 'Answer the questions', 'Ateb y cwestiynau');

/** Opens the pulse from its newest letter, fills it in and sends it. */
export async function answer(
  slack: Slack,
  person: Person,
  voice: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Submitted> {
  await openPulse(slack, person);
  await person.fill({ 'input.voice': voice, 'input.trust': '3', ...more });
  return person.submit();
}

/** Opens the Home tab, and reads it when the bot has put it up to date. */
export async function homeOf(slack: Slack, person: Person): Promise<string> {
  const published = () => slack.everything().filter(({ method }) => method === 'views.publish').length;
  const before = published();
  await person.home();
  await slack.until(() => published() > before, 'the Home tab');
  return person.homeTab()?.words ?? '';
}
