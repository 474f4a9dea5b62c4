import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/domain/circle.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { SLACK_CALLS } from '../../src/slack-manifest.ts';
import { dealtSources } from '../support/dealt-sources.ts';
import { startSlack } from '../support/slack/slack.ts';
import type { Person, SeenMessage, SeenView, Slack, Submitted } from '../support/slack/types.ts';
import { MONDAY, startTown, type Town } from '../support/town.ts';
import { importCircle, neighbour, openRound } from '../support/town-people.ts';

const TEAM = 'T01TEST';
const WARD = 'C01WARD7';
const ASHA = 'U77ASHA';
const STAFF = {
  Amina: 'U01AMINA',
  Bex: 'U02BEX',
  Chidi: 'U03CHIDI',
  Dilys: 'U04DILYS',
  Ewan: 'U05EWAN',
  Farah: 'U06FARAH',
} as const;
const REPS = ['Gwen', 'Hasan', 'Ines', 'Joe', 'Kasia', 'Leroy'];
const FULL_NAMES: Readonly<Record<string, string>> = { Amina: 'Amina Khan', Bex: 'Bex Turner' };

const TUESDAY_10 = MONDAY + DAY + HOUR;
const THURSDAY_10 = MONDAY + 3 * DAY + HOUR;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const SECRETS = {
  PULSE_PEPPER: 'Qm9yZWQgd2l0aCB0aGlzIHBlcHBlciwgdXNlZCBpbiB0ZXN0cw==',
  LINK_SECRET: 'QW5vdGhlciBzZWNyZXQsIGtub3duIHRvIGV2ZXJ5IHRlc3QgcnVu',
};

/** The sample circle on PostgreSQL, and a Slack with its staff in it. */
async function startTogether(): Promise<{ slack: Slack; town: Town; circle: Circle }> {
  const slack = await startSlack({
    workspaces: [{ id: TEAM, name: 'Northfield' }],
    users: [
      ...Object.entries(STAFF).map(([name, id]) => ({ id, team: TEAM, name: FULL_NAMES[name] ?? name })),
      { id: ASHA, team: TEAM, name: 'Asha Rao', guest: 'single-channel' },
    ],
    channels: [{ id: WARD, team: TEAM, name: 'ward-7', members: Object.values(STAFF) }],
    speed: Number.POSITIVE_INFINITY,
  });
  const { sources } = dealtSources();
  const settings = {
    ...SECRETS,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const town = await startTown({ backend: 'postgres', settings, sources });
  slack.deliverTo(town.address);
  return { slack, town, circle: await importCircle(town) };
}

/** The latest direct message with such a button. */
function letterWith(person: Person, button: string): SeenMessage {
  const found = person.direct().findLast(({ buttons }) => buttons.includes(button));
  if (found === undefined) throw new Error(`no direct message offers «${button}»`);
  return found;
}

/** Does what opens a view, or changes the open one, and waits until it says something of the core's. */
async function opens(slack: Slack, person: Person, work: () => Promise<unknown>): Promise<SeenView> {
  const updates = () => slack.everything().filter(({ method }) => method === 'views.update').length;
  const before = updates();
  await work();
  await slack.until(() => updates() > before, 'an opened view');
  return person.openModal();
}

const INVITATIONS: readonly string[] = ['Answer the questions', 'Ateb y cwestiynau'];

async function openPulse(slack: Slack, person: Person): Promise<SeenView> {
  const letters = person.direct().filter(({ buttons }) => buttons.some((each) => INVITATIONS.includes(each)));
  const letter = letters.at(0);
  const button = letter?.buttons.find((each) => INVITATIONS.includes(each));
  if (letter === undefined || button === undefined) throw new Error(`${person.id} was not invited`);
  return opens(slack, person, () => person.press(letter, button));
}

async function answers(slack: Slack, person: Person, voice: string, trust: string): Promise<Submitted> {
  await openPulse(slack, person);
  await person.fill({ 'input.voice': voice, 'input.trust': trust });
  return person.submit();
}

describe('a week of the sample circle in Slack', () => {
  let slack: Slack;
  let town: Town;
  let circle: Circle;
  const person = (name: keyof typeof STAFF) => slack.user(TEAM, STAFF[name]);
  const inChannel = () => slack.messagesIn(WARD);
  const homeOf = async (who: Person): Promise<string> => {
    const count = () => slack.everything().filter(({ method }) => method === 'views.publish').length;
    const before = count();
    await who.home();
    await slack.until(() => count() > before, 'the Home tab');
    return who.homeTab()?.words ?? '';
  };

  beforeAll(async () => {
    ({ slack, town, circle } = await startTogether());
  });
  afterAll(async () => {
    await town?.stop();
    await slack?.stop();
  });

  test('everybody on Slack is welcomed in a direct message', () => {
    for (const id of Object.values(STAFF)) {
      console.log(id, slack.user(TEAM, id).direct().map(({ words, buttons }) => [words, buttons]));
    }
    console.log(inChannel().map(({ words }) => words));
    expect(circle.name).toContain('Ward 7');
  });

  test('the pulse', async () => {
    await town.passTo(TUESDAY_10);
    const amina = person('Amina');
    const view = await openPulse(slack, amina);
    console.log(view.words, view.inputs, view.submit);
    await amina.fill({ 'input.voice': '4', 'input.trust': '3' });
    console.log(await amina.submit());
    console.log(amina.openModal().words);
    console.log(await answers(slack, amina, '2', '2'), amina.openModal().words);
    console.log(await homeOf(amina));
    for (const name of ['Bex', 'Chidi', 'Dilys', 'Ewan'] as const) await answers(slack, person(name), '4', '3');
    for (const member of await town.context.store.tables.members.list(circle.id)) {
      if (!REPS.some((name) => member.name.startsWith(name))) continue;
      const rep = await neighbour(town, member);
      await rep.answer(await openRound(town, circle), { voice: '4', trust: '3' });
    }
    const farah = person('Farah');
    await openPulse(slack, farah);
    await farah.fill({ 'input.voice': '4' });
    await town.passTo(THURSDAY_10);
    console.log(await farah.submit(), farah.openModal().words);
    console.log(await homeOf(amina));
    await town.passTo(FRIDAY_15);
    console.log(inChannel().map(({ words, blocks }) => [words, blocks.map(({ type }) => type)]));
    console.log(town.log);
    console.log(SLACK_CALLS.say, letterWith.name);
  });
});
