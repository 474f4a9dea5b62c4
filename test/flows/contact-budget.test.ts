import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, Preferences } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { addToOutbox, enqueueDeliveries, toMember } from '../../src/core/outbox/outbox.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { actTable } from '../../src/features/governance/tables/proposals.ts';
import * as onSlack from '../support/app-on-slack.ts';
import * as onTeams from '../support/app-on-teams.ts';
import type { Slack } from '../support/slack/types.ts';
import type { Teams } from '../support/teams/types.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, type TestUser, testUser } from '../support/test-users.ts';

const ON_TEAMS: readonly onTeams.Name[] = [
  'Ewan Grant',
  'Hasan Ali',
  'Gwen Abara',
  'Ines Costa',
  'Kasia Nowak',
  'Leroy James',
];
const LINK = 'Choose how often, and at what time';
const SAVED = 'Saved. Thank you for telling us.';

describe('how often people hear from us, over Slack, Teams and web pages', () => {
  let slack: Slack;
  let teams: Teams;
  let app: TestApp;
  let circle: Circle;
  let joe: TestUser;
  const amina = () => slack.user(onSlack.TEAM, onSlack.STAFF.Amina);
  const gwen = () => teams.user(onTeams.PEOPLE['Gwen Abara']);
  const who = async (name: string) => {
    const found = (await memberTable.list(app.context.store, circle.id)).find((each) => each.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const wish = async (name: string, wished: Partial<Preferences>) => {
    const { id, preferences, chairs } = await who(name);
    await memberTable.savePreferences(app.context.store, id, { ...preferences, ...wished }, chairs);
  };

  beforeAll(async () => {
    slack = await onSlack.startNorthfieldSlack();
    teams = await onTeams.startNorthfieldTeams(ON_TEAMS);
    app = await startApp({
      backend: 'redis+postgres',
      settings: { ...onSlack.slackSettings(slack), ...onTeams.teamsSettings(teams) },
    });
    slack.deliverTo(app.address);
    teams.deliverTo(app.address);
    await onTeams.installEverywhere(teams, ON_TEAMS);
    circle = await importCircle(app, onTeams.MIXED);
    joe = await testUser(app, await who('Joe Brady'));
    await wish('Amina Khan', { weeklyMost: null });
    await wish('Gwen Abara', { weeklyMost: null, ownTime: { weekday: null, time: '11:30' } });
    await app.settle();
  });
  afterAll(async () => {
    await app?.stop();
    await teams?.stop();
    await slack?.stop();
  });

  test('what can wait comes in one message, at the full hour or at their own time; the board has it at once', async () => {
    await app.passTo(MONDAY + 10 * MINUTE);
    const acts = (await actTable.list(app.context.store, circle.id, 2)).map(({ id }) => id);
    expect(acts).toHaveLength(2);
    const members = await Promise.all(['Amina Khan', 'Gwen Abara', 'Joe Brady'].map(who));
    const told = { kind: 'act-told', dueAt: app.clock.now(), expiresAt: null } as const;
    const letters = members.flatMap((member) =>
      acts.map((subject) => toMember(app.context, circle, member, { ...told, subject })),
    );
    await app.context.store.transact((tx) => addToOutbox(tx, letters));
    await enqueueDeliveries(app.context, letters);
    await app.settle();
    const [before, cards] = [amina().direct().length, gwen().direct().length];
    const sent = async () =>
      (await app.records.table('deliveries'))
        .filter(({ id }) => letters.some((letter) => letter.id === id))
        .filter(({ state }) => state === 'sent').length;
    expect(await sent()).toBe(2);

    await app.passTo(MONDAY + HOUR);
    expect(amina().direct().length).toBe(before + 1);
    expect(amina().direct().at(-1)?.words).toContain('2 things for you');
    expect(gwen().direct().length).toBe(cards);
    await app.passTo(MONDAY + 2.5 * HOUR);
    expect(gwen().direct().length).toBe(cards + 1);
    expect(gwen().direct().at(-1)?.words).toContain('2 things for you');
    expect(await sent()).toBe(6);
  });

  test('the pulse reaches all three; of three a week none is a reminder', async () => {
    await wish('Gwen Abara', { weeklyMost: 3 });
    await app.passTo(MONDAY + 3 * DAY);
    const about = (await app.records.table('deliveries')).filter(({ member_id }) => member_id !== null);
    const state = async (name: string, kind: string) => {
      const { id } = await who(name);
      return about.filter((row) => row.member_id === id && row.kind === kind).map((row) => row.state);
    };
    for (const name of ['Amina Khan', 'Gwen Abara', 'Joe Brady'])
      expect([name, await state(name, 'pulse-invitation')]).toEqual([name, ['sent']]);
    expect(await state('Amina Khan', 'pulse-reminder')).toEqual(['sent']);
    expect(await state('Gwen Abara', 'pulse-reminder')).toEqual(['dropped']);
    expect(await state('Joe Brady', 'pulse-reminder')).toEqual(['sent']);
  });

  test('is chosen by a form in each place', async () => {
    await onSlack.opens(slack, amina(), () => amina().command('/roundtable me'));
    await onSlack.opens(slack, amina(), () => amina().press('modal', LINK));
    await amina().fill({ 'input.most': '5', 'input.zone': 'Paris' });
    await amina().submit();
    expect(amina().openModal().words).toContain(SAVED);
    await amina().close();

    const page = await onTeams.writes(teams, gwen(), 'me');
    expect(onTeams.shownBy(await gwen().press(page, LINK)).words).toContain('How often');
    gwen().fill(page, { 'one.most': '3', 'text.time': '11:30' });
    expect(onTeams.shownBy(await gwen().press(page, 'Save')).words).toBe(SAVED);

    const refused = await joe.send('/me-times', { most: '10', time: 'late', day: 'any', zone: '' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Please write the time')]);
    expect((await joe.send('/me-times', { most: 'none', time: '', day: 'any', zone: '' })).text).toContain(
      SAVED,
    );
    const wished = async (name: string) => (await who(name)).preferences;
    expect(await wished('Amina Khan')).toMatchObject({ weeklyMost: 5, timezone: 'Europe/Paris' });
    expect(await wished('Gwen Abara')).toMatchObject({
      weeklyMost: 3,
      ownTime: { weekday: null, time: '11:30' },
    });
    expect(await wished('Joe Brady')).toMatchObject({ weeklyMost: null });
  });
});
