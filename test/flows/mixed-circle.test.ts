import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, PlatformName } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import * as onSlack from '../support/app-on-slack.ts';
import * as onTeams from '../support/app-on-teams.ts';
import { type Counted, lookIntoSeal, releaseOf } from '../support/app-tally.ts';
import type { Slack, Person as SlackPerson } from '../support/slack/types.ts';
import type { Teams, Person as TeamsPerson } from '../support/teams/types.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { type Given, importCircle, openRound, type TestUser, testUser } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const THURSDAY_10 = MONDAY + 3 * DAY + HOUR;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const WEEK = 7 * DAY;
const THANKS = /Thank you. Your answer has been counted.|Diolch/;
const BEFORE = 'Your answer was counted before. Each person is counted once, so nothing has changed.';

const STAFF: readonly onSlack.Staff[] = ['Amina', 'Bex', 'Chidi', 'Dilys', 'Farah'];
const REPS: readonly onTeams.Name[] = ['Gwen Abara', 'Ines Costa', 'Kasia Nowak', 'Leroy James'];
/** Ewan is known on both. */
const ON_TEAMS: readonly onTeams.Name[] = ['Ewan Grant', 'Hasan Ali', ...REPS];

describe('one circle over Slack, Teams and web pages', () => {
  let slack: Slack;
  let teams: Teams;
  let app: TestApp;
  let circle: Circle;
  let joe: TestUser;
  let round: Round;
  const counted: Counted[] = [];
  const given: Given = { voice: '4', trust: '3' };
  const staff = (name: onSlack.Staff): SlackPerson => slack.user(onSlack.TEAM, onSlack.STAFF[name]);
  const rep = (name: onTeams.Name): TeamsPerson => teams.user(onTeams.PEOPLE[name]);
  const members = () => memberTable.list(app.context.store, circle.id);
  const counts = async () => lookIntoSeal(app.context, await openRound(app, circle));

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
    const [member] = (await members()).filter(({ name }) => name === 'Joe Brady');
    if (member === undefined) throw new Error('no Joe');
    joe = await testUser(app, member);
  });
  afterAll(async () => {
    await app?.stop();
    await teams?.stop();
    await slack?.stop();
  });

  /** Sends the form of whoever is on Slack, and gives the words that come back. */
  async function answerOnSlack(name: onSlack.Staff, voice: string): Promise<string> {
    await onSlack.answer(slack, staff(name), voice);
    const words = staff(name).openModal().words;
    await staff(name).close();
    return words;
  }

  async function answerOnTeams(name: onTeams.Name, voice: string): Promise<string> {
    const values = { 'one.voice': voice, 'one.trust': '3' };
    // A guest has no chat with the app, and Ewan's letters go to Slack: the card in the channel is theirs.
    const inPrivate = name !== 'Hasan Ali' && name !== 'Ewan Grant';
    const letter = inPrivate ? onTeams.invitationOf(rep(name)) : channelCard();
    const { words } = onTeams.shownBy(await onTeams.answer(rep(name), letter, values));
    rep(name).closeDialog();
    return words;
  }

  function channelCard() {
    const card = teams.messagesIn(onTeams.WARD).findLast(({ buttons }) => buttons.includes(onTeams.OPEN[0]));
    if (card === undefined) throw new Error('the channel has no card');
    return card;
  }

  test('everybody is invited in one place, at the same minute; who is on two platforms, on one of them', async () => {
    await app.passTo(TUESDAY_10);
    round = await openRound(app, circle);
    for (const name of [...STAFF, 'Ewan'] as const) {
      expect([
        name,
        staff(name)
          .direct()
          .filter(({ buttons }) => buttons.some(isOpen)).length,
      ]).toEqual([name, 1]);
    }
    for (const name of REPS) {
      expect([
        name,
        rep(name)
          .direct()
          .filter(({ buttons }) => buttons.some(isOpen)).length,
      ]).toEqual([name, 1]);
    }
    // Ewan added the app in Teams, and is greeted there for that; every letter goes to Slack, the first of his platforms.
    expect(
      rep('Ewan Grant')
        .direct()
        .map(({ words }) => words),
    ).toEqual([expect.stringContaining('You are not in this circle yet.')]);
    // Only where not everybody can be written to in private is the pulse in the channel too.
    expect(channelCard().buttons).toEqual([onTeams.OPEN[0], 'Give me a personal link instead']);
    expect(slack.messagesIn(onSlack.WARD).filter(({ buttons }) => buttons.some(isOpen))).toEqual([]);
    expect(await letters('pulse-invitation')).toEqual({ slack: 6, teams: 4, web: 1, none: 1, channels: 1 });
  });

  test('one round is answered in all three places; Ewan once, wherever he answers, and is told so kindly', async () => {
    for (const name of STAFF) expect(await answerOnSlack(name, '4')).toMatch(THANKS);
    for (const name of REPS) expect(await answerOnTeams(name, '3')).toMatch(THANKS);
    expect(await answerOnTeams('Hasan Ali', '2')).toMatch(THANKS);
    expect((await joe.answer(round, given)).text).toMatch(THANKS);
    expect(await answerOnTeams('Ewan Grant', '5')).toMatch(THANKS);
    const before = await counts();
    expect(await answerOnSlack('Ewan', '1')).toBe(BEFORE);
    expect(await answerOnTeams('Ewan Grant', '2')).toBe(BEFORE);
    const [ewan] = (await members()).filter(({ name }) => name === 'Ewan Grant');
    if (ewan === undefined) throw new Error('no Ewan');
    expect((await (await testUser(app, ewan)).answer(round, given)).text).toContain(BEFORE);
    expect(await counts()).toEqual(before);
    counted.push(
      ...STAFF.map(() => ({ voice: 'staff', given: { voice: '4', trust: '3' } })),
      { voice: 'staff', given: { voice: '5', trust: '3' } },
      ...REPS.map(() => ({ voice: 'reps', given: { voice: '3', trust: '3' } })),
      { voice: 'reps', given: { voice: '2', trust: '3' } },
      { voice: 'reps', given },
    );
  });

  test('what is released is right: twelve people, each of them once', async () => {
    await app.passTo(THURSDAY_10);
    expect((await ledgerTable.find(app.context.store, round.id))?.release).toEqual(releaseOf(round, counted));
  });

  test('the digest comes out everywhere, and reps and managers hear of it at the same minute', async () => {
    await app.passTo(FRIDAY_15);
    const inSlack = slack.messagesIn(onSlack.WARD).filter(({ words }) => words.includes('things to look at'));
    const inTeams = teams.messagesIn(onTeams.WARD).filter(({ words }) => words.includes('things to look at'));
    expect([inSlack.length, inTeams.length]).toEqual([1, 1]);
    const sent = (await app.records.table('deliveries')).filter(({ kind }) => kind === 'digest');
    const told = sent.filter(({ state }) => state === 'sent');
    expect(new Set(told.map(({ due_at }) => due_at)).size).toBe(1);
    expect(new Set(told.map(({ sent_at }) => sent_at)).size).toBe(1);
    const names = new Map((await members()).map(({ id, name }) => [id, name]));
    const people = told.flatMap(({ member_id }) => names.get(String(member_id)) ?? []);
    // Joe reads it on the board of the web pages, which everybody there shares.
    expect([...people].sort()).toEqual(['Chidi Okafor', ...REPS]);
    expect((await joe.open('/')).text).toContain('Ward 7 co-production group, the week of 16 November 2026');
    expect(
      staff('Chidi')
        .direct()
        .filter(({ buttons }) => buttons.includes('Read the digest')),
    ).toHaveLength(1);
    expect(
      rep('Gwen Abara')
        .direct()
        .filter(({ buttons }) => buttons.includes('Read the digest')),
    ).toHaveLength(1);
  });

  test('who wishes so is told in Teams from now on, and in one place only', async () => {
    const ewan = rep('Ewan Grant');
    const before = ewan.direct().length;
    await ewan.say('me');
    await teams.until(() => ewan.direct().length > before, 'the page');
    const page = ewan.direct()[before];
    if (page === undefined) throw new Error('no page');
    ewan.fill(page, { 'one.reach-on': 'teams' });
    await ewan.press(page, 'Save');
    const [inSlack, inTeams] = [staff('Ewan').direct().length, ewan.direct().length];
    await app.passTo(TUESDAY_10 + WEEK);
    expect(staff('Ewan').direct()).toHaveLength(inSlack);
    expect(
      ewan
        .direct()
        .slice(inTeams)
        .filter(({ buttons }) => buttons.some(isOpen)),
    ).toHaveLength(1);
    const next = await openRound(app, circle);
    expect(next.voices).toEqual([
      { voice: 'staff', invited: 6 },
      { voice: 'reps', invited: 6 },
    ]);
  });

  test('nothing went wrong on either side', () => {
    expect(teams.violations()).toEqual([]);
    const refused = teams.everything().filter(({ outcome }) => outcome !== 'ok');
    expect(new Set(refused.map(({ outcome }) => outcome))).toEqual(
      new Set(['403 BotNotInConversationRoster']),
    );
    expect(slack.everything().filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    const told = new Set(app.log.map(({ event, fields }) => `${event} ${fields.why ?? ''}`));
    expect([...told]).toEqual(['delivery.unreachable BotNotInConversationRoster']);
  });

  /** How many letters of a kind were sent where. */
  async function letters(
    kind: string,
  ): Promise<Readonly<Record<PlatformName | 'none' | 'channels', number>>> {
    const found = { slack: 0, teams: 0, web: 0, none: 0, channels: 0 };
    for (const row of await app.records.table('deliveries')) {
      if (row.kind !== kind) continue;
      if (row.channel !== null) found.channels += 1;
      else if (row.state !== 'sent') found.none += 1;
      else found[platformOf(String(row.ref))] += 1;
    }
    return found;
  }
});

const isOpen = (label: string): boolean => onTeams.OPEN.some((each) => each === label);

/** A reference of Slack's names a workspace, one of Teams' a member, one of the web's is an id of ours. */
function platformOf(ref: string): PlatformName {
  if (ref.startsWith('["member/')) return 'teams';
  return ref.includes(onSlack.TEAM) ? 'slack' : 'web';
}
