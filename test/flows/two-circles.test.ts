import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SLACK_CALLS } from '../../src/config/slack-manifest.ts';
import { TEAMS_CALLS } from '../../src/config/teams-manifest.ts';
import type { Circle } from '../../src/core/circle.ts';
import {
  homeOf,
  opens,
  STAFF,
  slackSettings,
  startNorthfieldSlack,
  TEAM,
  WARD,
} from '../support/app-on-slack.ts';
import * as onTeams from '../support/app-on-teams.ts';
import type { SeenView, Slack, Person as SlackPerson } from '../support/slack/types.ts';
import type { Teams, Person as TeamsPerson } from '../support/teams/types.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { importCircle } from '../support/test-users.ts';

const CARERS = 'C02CARERS';
const LOUNGE = 'C03LOUNGE';
const CARERS_CHAT = '19:carers@thread.v2';
const LOUNGE_CHAT = '19:lounge@thread.v2';
const SAID = 'Nobody told the carers about the new visiting hours.';
const SAID_ON_TEAMS = 'Nobody told the carers where to park.';

/** Both circles have Amina and Bex on Slack, and Gwen and Kasia on Teams. Ward 7 is the first that is found. */
const circleFile = (circle: string, slack: string, teams: string): string => `
organisation: Northfield
circle: ${circle}
timezone: Europe/London
voices:
  - { id: staff, name: Staff }
  - { id: reps, name: Reps }
channels: { slack: ${TEAM}/${slack}, teams: '${teams}' }
members:
  - { name: Amina Khan,  voice: staff, slack: ${TEAM}/${STAFF.Amina}, steward: true }
  - { name: Bex Turner,  voice: staff, slack: ${TEAM}/${STAFF.Bex} }
  - { name: Gwen Abara,  voice: reps,  teams: ${onTeams.PEOPLE['Gwen Abara']}, steward: true }
  - { name: Kasia Nowak, voice: reps,  teams: ${onTeams.PEOPLE['Kasia Nowak']} }
`;

describe('somebody in two circles', () => {
  let slack: Slack;
  let teams: Teams;
  let app: TestApp;
  let ward: Circle;
  let carers: Circle;
  const bex = (): SlackPerson => slack.user(TEAM, STAFF.Bex);
  const kasia = (): TeamsPerson => teams.user(onTeams.PEOPLE['Kasia Nowak']);
  const promises = () => app.records.table('promises');

  beforeAll(async () => {
    const members = [STAFF.Amina, STAFF.Bex];
    slack = await startNorthfieldSlack({
      channels: [
        { id: CARERS, team: TEAM, name: 'carers', members },
        { id: LOUNGE, team: TEAM, name: 'lounge', members },
      ],
    });
    const people = ['Gwen Abara', 'Kasia Nowak'] as const;
    const chats = [CARERS_CHAT, LOUNGE_CHAT].map((id) => ({
      id,
      tenant: onTeams.TENANT,
      name: id,
      members: people.map((name) => onTeams.PEOPLE[name]),
    }));
    teams = await onTeams.startNorthfieldTeams(people, false, { chats });
    app = await startApp({
      backend: 'redis+postgres',
      settings: { ...slackSettings(slack), ...onTeams.teamsSettings(teams) },
    });
    slack.deliverTo(app.address);
    teams.deliverTo(app.address);
    await onTeams.installEverywhere(teams, people);
    for (const chat of [CARERS_CHAT, LOUNGE_CHAT]) await teams.chatApp.installs(chat);
    ward = await importCircle(app, circleFile('Ward 7', WARD, onTeams.WARD));
    carers = await importCircle(app, circleFile('Carers forum', CARERS, CARERS_CHAT));
  });
  afterAll(async () => {
    await app?.stop();
    await teams?.stop();
    await slack?.stop();
  });

  /** What Bex sees who turns a message of a channel into a promise. */
  async function turnedOnSlack(channel: string): Promise<SeenView> {
    await bex().say(SAID, channel);
    const message = slack.messagesIn(channel).at(-1);
    if (message === undefined) throw new Error('no message');
    return opens(slack, bex(), () => bex().shortcut(SLACK_CALLS.youSaid, message));
  }

  async function turnedOnTeams(chat: string) {
    const { activity } = await kasia().say(SAID_ON_TEAMS, chat);
    const [seen] = kasia().messages();
    if (seen === undefined) throw new Error('no message');
    const pressed = await kasia().command(TEAMS_CALLS.youSaid, {
      ...seen,
      conversation: chat,
      id: String(activity?.id),
    });
    return onTeams.shownBy(pressed);
  }

  test('Slack: a message of the Carers channel becomes a promise of the Carers, and the form says so', async () => {
    const form = await turnedOnSlack(CARERS);
    expect(form.words).toContain('Circle: Carers forum');
    expect(form.words).not.toContain('Ward 7');
    await bex().fill({ 'input.named': 'named' });
    await bex().submit();
    await bex().close();
    expect(await promises()).toMatchObject([{ words: SAID, circle_id: carers.id }]);
  });

  test('Slack: where the channel is no circle’s, the form asks, and sends nothing before it knows', async () => {
    const form = await turnedOnSlack(LOUNGE);
    expect(form.inputs).toContain('For which circle is this?');
    expect(form.words).not.toContain('Circle:');
    const early = await bex().submit();
    expect(early.outcome).not.toBe('closed');
    expect(await promises()).toHaveLength(1);
    await bex().fill({ 'input.circle': ward.id });
    await bex().submit();
    await bex().close();
    expect((await promises()).map(({ circle_id }) => circle_id)).toEqual([carers.id, ward.id]);
  });

  test('Slack: a command goes by its channel, and asks where none is', async () => {
    const inCarers = await opens(slack, bex(), () => bex().command('/roundtable say', CARERS));
    expect(inCarers.words).toContain('Write what Carers forum should hear.');
    await bex().close();
    const asked = await opens(slack, bex(), () => bex().command('/roundtable say'));
    expect(asked.buttons).toEqual(['Ward 7', 'Carers forum']);
    const chosen = await opens(slack, bex(), () => bex().press('modal', 'Carers forum'));
    expect(chosen.words).toContain('Write what Carers forum should hear.');
    await bex().fill({ 'input.words': 'Thank you for the tea.' });
    await bex().submit();
    await bex().close({ all: true });
    expect(await app.records.table('unnamed_words')).toMatchObject([{ circle_id: carers.id }]);
  });

  test('Slack: the start page lists what waits in both', async () => {
    const home = await homeOf(slack, slack.user(TEAM, STAFF.Amina));
    for (const words of ['Ward 7', 'Carers forum']) expect(home).toContain(words);
    expect(home.split('Waiting for you')).toHaveLength(3);
  });

  test('Teams: the same by the conversation', async () => {
    const form = await turnedOnTeams(CARERS_CHAT);
    expect(form.words).toContain('Circle: Carers forum');
    kasia().fill('dialog', { 'one.named': 'named' });
    onTeams.shownBy(await kasia().submit());
    kasia().closeDialog();
    expect((await promises()).at(-1)).toMatchObject({ words: SAID_ON_TEAMS, circle_id: carers.id });
  });

  test('Teams: where the conversation is no circle’s, the form asks', async () => {
    const before = (await promises()).length;
    const form = await turnedOnTeams(LOUNGE_CHAT);
    expect(form.inputs).toContain('For which circle is this?');
    const early = await kasia().submit();
    expect(early.outcome).not.toBe('closed');
    expect(await promises()).toHaveLength(before);
    kasia().fill('dialog', { 'one.circle': ward.id });
    onTeams.shownBy(await kasia().submit());
    kasia().closeDialog();
    expect((await promises()).slice(before)).toMatchObject([{ circle_id: ward.id }]);
  });

  test('Teams: a word in the personal chat asks; every letter names its circle', async () => {
    const asked = await onTeams.writes(teams, kasia(), 'say');
    expect(asked.buttons).toEqual(['Ward 7', 'Carers forum']);
    const welcomes = kasia()
      .direct()
      .filter(({ words }) => words.startsWith('Welcome, '));
    expect(welcomes.map(({ words }) => /Ward 7|Carers forum/.exec(words)?.[0])).toEqual([
      'Ward 7',
      'Carers forum',
    ]);
  });
});
