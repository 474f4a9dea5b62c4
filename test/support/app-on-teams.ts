import type { Circle } from '../../src/core/circle.ts';
import { dealtSources } from './dealt-sources.ts';
import { startTeams } from './teams/teams.ts';
import type {
  Person,
  Pressed,
  SeenCard,
  SeenMessage,
  Sent,
  Surface,
  Teams,
  TeamsOptions,
} from './teams/types.ts';
import { startApp, type TestApp } from './test-app.ts';
import { importCircle, NORTHFIELD } from './test-users.ts';

export const TENANT = '10000000-0000-4000-8000-00000000f00d';
export const TEAM = '19:northfield@thread.tacv2';
export const WARD = '19:ward7@thread.tacv2';
/** The chat of a meeting of theirs. The app is not in it yet. */
export const MEETING = '19:meeting_ward7@thread.v2';

const guid = (number: number): string =>
  `20000000-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`;

/** Everybody of the sample circle who can be on Teams: all but Joe Brady. Hasan Ali is a guest, who cannot add the app. */
export const PEOPLE = {
  'Amina Khan': guid(1),
  'Bex Turner': guid(2),
  'Chidi Okafor': guid(3),
  'Dilys Pugh': guid(4),
  'Ewan Grant': guid(5),
  'Farah Siddiqui': guid(6),
  'Gwen Abara': guid(7),
  'Hasan Ali': guid(8),
  'Ines Costa': guid(9),
  'Kasia Nowak': guid(10),
  'Leroy James': guid(11),
} as const;
export type Name = keyof typeof PEOPLE;
export const NAMES = Object.keys(PEOPLE) as readonly Name[];
/** Everybody whose letters come in the personal chat. */
export const REACHED = NAMES.filter((name) => name !== 'Hasan Ali');
/** Of another organisation, in the tenant as a guest and in no team. */
export const ASHA = guid(77);

const guidOf = (first: string): string => {
  const name = NAMES.find((each) => each.toLowerCase().startsWith(`${first.toLowerCase()} `));
  if (name === undefined) throw new Error(`nobody is called ${first}`);
  return PEOPLE[name];
};

/** The sample circle as it is, with object ids of the kind that Entra gives. */
export const MIXED = NORTHFIELD.replaceAll(
  /teams: aad-(\w+)/g,
  (_, first: string) => `teams: ${guidOf(first)}`,
);

/** The sample circle with its staff on Teams too, and nobody on Slack. */
export const ALL_ON_TEAMS = MIXED.replaceAll(/ slack: T01TEST\/U\d\dEWAN,/g, '')
  .replaceAll(/slack: T01TEST\/U\d\d([A-Z]+)/g, (_, first: string) => `teams: ${guidOf(first)}`)
  .replace(/ +slack: T01TEST\/C01WARD7.*\n/, '');

const SECRETS = {
  PULSE_PEPPER: 'Qm9yZWQgd2l0aCB0aGlzIHBlcHBlciwgdXNlZCBpbiB0ZXN0cw==',
  LINK_SECRET: 'QW5vdGhlciBzZWNyZXQsIGtub3duIHRvIGV2ZXJ5IHRlc3QgcnVu',
};

/** A Teams with the people of the sample circle in one team, whose channel is the circle's. The app is nowhere yet. */
export function startNorthfieldTeams(
  names: readonly Name[] = NAMES,
  guestHasChat = false,
  more: Pick<TeamsOptions, 'appId' | 'chats'> = {},
): Promise<Teams> {
  const members = names.map((name) => PEOPLE[name]);
  return startTeams({
    ...(more.appId === undefined ? {} : { appId: more.appId }),
    tenants: [{ id: TENANT, name: 'Northfield' }],
    people: [
      ...names.map((name) => {
        const guest = name === 'Hasan Ali';
        return { aad: PEOPLE[name], tenant: TENANT, name, guest, installed: !guest || guestHasChat };
      }),
      // Somebody has opened the personal chat for her, as an administrator's policy may.
      { aad: ASHA, tenant: TENANT, name: 'Asha Rao', guest: true, installed: true },
    ],
    teams: [
      {
        id: TEAM,
        tenant: TENANT,
        name: 'Northfield',
        members,
        channels: [{ id: WARD, name: 'co-production' }],
        installed: false,
      },
    ],
    chats: [
      { id: MEETING, tenant: TENANT, name: 'Ward 7 meets', members, installed: false },
      ...(more.chats ?? []),
    ],
    speed: Number.POSITIVE_INFINITY,
  });
}

export function teamsSettings(teams: Teams): Readonly<Record<string, string>> {
  return {
    TEAMS_APP_ID: teams.appId,
    TEAMS_APP_PASSWORD: teams.appPassword,
    TEAMS_TENANT_ID: teams.tenantId,
    TEAMS_CLOUD_URL: teams.url,
  };
}

/** Has the app added to the team, and then, where people can, to their personal chats, whom it greets. */
export async function installEverywhere(teams: Teams, names: readonly Name[] = REACHED): Promise<void> {
  await teams.chatApp.installs(TEAM);
  for (const name of names.filter((each) => each !== 'Hasan Ali')) {
    await teams.chatApp.installs(PEOPLE[name]);
    await teams.until(() => teams.user(PEOPLE[name]).direct().length > 0, `a greeting of ${name}`);
  }
}

export interface Together {
  readonly teams: Teams;
  readonly app: TestApp;
  readonly circle: Circle;
  /** Of the dealt sources. */
  readonly dealFor: (step: string) => void;
}

/**
 * The sample circle on PostgreSQL and, all but Joe Brady, on Teams. `file`: its circle file. `guestHasChat`: the guest can be
 * written to in private like the others.
 */
export async function startTogether(file: string = ALL_ON_TEAMS, guestHasChat = false): Promise<Together> {
  const teams = await startNorthfieldTeams(NAMES, guestHasChat);
  const { sources, dealFor } = dealtSources();
  const settings = { ...SECRETS, ...teamsSettings(teams) };
  const app = await startApp({ backend: 'postgres', settings, sources });
  teams.deliverTo(app.address);
  await installEverywhere(teams);
  return { teams, app, circle: await importCircle(app, file), dealFor };
}

/** The newest message in the personal chat that has one of these buttons, as it stands when Teams is opened anew. */
export function letterWith(person: Person, ...labels: readonly string[]): SeenMessage {
  person.reload();
  const found = person.direct().findLast(({ buttons }) => buttons.some((each) => labels.includes(each)));
  if (found === undefined) throw new Error(`${person.aad} has no ${labels.join(' or ')}`);
  return found;
}

/** What stands on the screen after a press: in place of the card, or in a dialog. */
export function shownBy(pressed: Pressed): SeenCard {
  if (pressed.outcome === 'card') return pressed.shown;
  if (pressed.outcome === 'dialog') return pressed.dialog;
  throw new Error(`${pressed.outcome}${'why' in pressed ? `: ${pressed.why}` : ''}`);
}

/** Where to go on after a press. */
export const placeOf = (pressed: Pressed, letter: SeenMessage): Surface =>
  pressed.outcome === 'dialog' ? 'dialog' : letter;

export const OPEN = ['Answer the questions', 'Ateb y cwestiynau'] as const;
const SEND = ['Send my answers', 'Anfon fy atebion'] as const;

/** The letter with which a pulse is opened: the newest, in whatever language. */
export const invitationOf = (person: Person): SeenMessage => letterWith(person, ...OPEN);

/** The message with which a person opens the pulse: a guest, who has no chat with the app, the card in the channel. */
export function letterFor(teams: Teams, name: Name): SeenMessage {
  if (name !== 'Hasan Ali') return invitationOf(teams.user(PEOPLE[name]));
  const card = teams.messagesIn(WARD).findLast(({ buttons }) => buttons.includes(OPEN[0]));
  if (card === undefined) throw new Error('the channel has no card of a pulse');
  return card;
}

/** Opens the pulse from a message, fills it in and sends it. `values`: by the ids of the inputs. */
export async function answer(
  person: Person,
  letter: SeenMessage,
  values: Readonly<Record<string, string>>,
): Promise<Pressed> {
  const opened = await person.press(letter, oneOf(letter, OPEN));
  const where = placeOf(opened, letter);
  person.fill(where, values);
  return person.press(where, oneOf(shownBy(opened), SEND));
}

function oneOf({ buttons }: SeenCard, labels: readonly string[]): string {
  const found = buttons.find((each) => labels.includes(each));
  if (found === undefined) throw new Error(`none of ${labels.join()} among ${buttons.join()}`);
  return found;
}

/** The only one there is. */
export function theOne<T>(items: readonly T[]): T {
  const [first, ...others] = items;
  if (first === undefined || others.length > 0) throw new Error(`${items.length} where one should be`);
  return first;
}

/** Writes to the bot in the personal chat, and gives the message that answers. */
export async function writes(teams: Teams, who: Person, word: string): Promise<SeenMessage> {
  const before = who.direct().length;
  await who.say(word);
  await teams.until(() => who.direct().length > before, `an answer to ${word}`);
  return theOne(who.direct().slice(before));
}

/** Mentions the bot in the channel, and gives the message that answers. */
export async function writesInChannel(teams: Teams, who: Person, words: string): Promise<SeenMessage> {
  const before = teams.messagesIn(WARD).length;
  await who.say(words, WARD);
  await teams.until(() => teams.messagesIn(WARD).length > before, `an answer to ${words}`);
  return theOne(teams.messagesIn(WARD).slice(before));
}

/** Whether a message leads to a pulse, in whatever language. */
export const isInvitation = ({ buttons }: SeenMessage): boolean =>
  buttons.some((each) => OPEN.some((label) => each === label));

/** What Teams refused, but for a guest who has no chat with the app. */
export function refusals(teams: Teams): readonly Sent[] {
  const fine = ['ok', '403 BotNotInConversationRoster'];
  return teams.everything().filter(({ outcome }) => !fine.includes(outcome));
}

/** What the log says, each kind of line once. */
export function toldIn({ log }: TestApp): readonly string[] {
  return [...new Set(log.map(({ event, fields }) => `${event} ${fields.why ?? fields.what ?? ''}`))].sort();
}
