import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import type { PromiseItem } from '../../src/features/promises/rules/promise.ts';
import { promiseTable } from '../../src/features/promises/tables.ts';
import * as onSlack from '../support/app-on-slack.ts';
import * as onTeams from '../support/app-on-teams.ts';
import type { Slack } from '../support/slack/types.ts';
import type { Teams } from '../support/teams/types.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, type TestUser, testUser } from '../support/test-users.ts';

const ON_TEAMS: readonly onTeams.Name[] = ['Gwen Abara', 'Kasia Nowak'];
const ASKED = 'A ramp at door nine';
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;

/** What staff wrote "we cannot" of was once confirmed by somebody else, and the one who had asked was told nothing. */
describe('who asked is asked first, over Teams, Slack and web pages', () => {
  let slack: Slack;
  let teams: Teams;
  let app: TestApp;
  let circle: Circle;
  let joe: TestUser;
  const gwen = () => teams.user(onTeams.PEOPLE['Gwen Abara']);
  const kasia = () => teams.user(onTeams.PEOPLE['Kasia Nowak']);
  const amina = () => slack.user(onSlack.TEAM, onSlack.STAFF.Amina);
  const promise = async (): Promise<PromiseItem> => {
    const [item] = await promiseTable.list(app.context.store, circle.id);
    if (item === undefined) throw new Error('nobody has raised a promise');
    return item;
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
    const [member] = (await memberTable.list(app.context.store, circle.id)).filter(
      ({ name }) => name === 'Joe Brady',
    );
    if (member === undefined) throw new Error('no Joe');
    joe = await testUser(app, member);
  });
  afterAll(async () => {
    await app?.stop();
    await teams?.stop();
    await slack?.stop();
  });

  /** The list of promises in Slack, by its Home tab. */
  async function list() {
    await onSlack.homeOf(slack, amina());
    const link = amina()
      .homeTab()
      ?.buttons.find((label) => label.startsWith('Promises: you said'));
    return onSlack.opens(slack, amina(), () => amina().press('home', link ?? ''));
  }

  /** In Slack, by Amina. */
  async function replies(choice: string, words: string): Promise<string> {
    await list();
    await onSlack.opens(slack, amina(), () => amina().press('modal', 'Reply to this'));
    await amina().fill({ 'input.outcome': choice, 'input.words': words });
    await amina().submit();
    const told = amina().openModal().words;
    await amina().close({ all: true });
    await app.settle();
    return told;
  }

  test('raised in Teams, looked after in Slack, by a day that is not over', async () => {
    app.clock.moveTo(app.clock.now() + MINUTE);
    const card = await onTeams.writes(teams, gwen(), 'help');
    const where = onTeams.placeOf(await gwen().press(card, 'Raise a promise'), card);
    gwen().fill(where, { 'text.words': ASKED, 'one.named': 'named' });
    await gwen().press(where, 'Raise it');
    await list();
    await onSlack.opens(slack, amina(), () => amina().press('modal', 'Who looks after this?'));
    await amina().fill({ 'input.who': 'I do', 'input.due': '2026-11-01' });
    expect(await amina().submit()).toEqual({
      outcome: 'errors',
      errors: { 'input.due': 'This day is over; please write today or a later day.' },
    });
    await amina().fill({ 'input.due': '2026-11-24' });
    await amina().submit();
    expect(amina().openModal().words).toBe('Thank you. You look after it now, and the list says so.');
    await amina().close({ all: true });
    expect(await promise()).toMatchObject({ words: ASKED, dueOn: '2026-11-24', state: 'raised' });
    expect((await joe.open('/promises')).text).toContain(
      'Looked after by Amina Khan, with a reply by 24 November 2026',
    );
  });

  test('a no goes to who asked, nobody else closes it, and it counts as a no', async () => {
    expect(await replies('We cannot do it', 'The door is listed.')).toContain('is asked first');
    const { id } = await promise();
    const early = await joe.send(`/promise-accept/${id}`, {});
    expect([early.status, early.text]).toEqual([
      403,
      expect.stringContaining('Who asked for this has seven days to answer first'),
    ]);
    expect((await joe.open('/')).text).not.toContain('Is the reason good enough?');
    const letter = onTeams.letterWith(gwen(), 'I accept the reason');
    expect(letter.words).toContain('Amina Khan says that what you asked for cannot be done');
    expect(letter.words).toContain('You are asked first, until Monday 23 November, 9:01am.');
    const pressed = await gwen().press(letter, 'I accept the reason');
    expect(onTeams.shownBy(pressed).words).toContain('The promise is closed with a no');
    expect(await promise()).toMatchObject({ state: 'refused', closed: { by: 'asker' } });
    await app.passTo(FRIDAY_16);
    const [row] = await digestTable.list(app.context.store, circle.id, 1);
    const page = (await joe.open(`/digest/${row?.id}`)).text;
    expect(page).toContain('none open, none kept, 1 refused, none taken back');
    expect(page).toMatch(/Refused this week\s+“A ramp at door nine” \(Gwen Abara\)/);
    expect((await joe.open('/promises-closed')).text).toContain('Refused. Who asked accepts the reason');
  });

  test('anybody opens it again, once; its owner hears of it; then it is who asked again, and two reps', async () => {
    const { id } = await promise();
    const reason = 'A side door is not listed.';
    expect((await joe.send(`/promise-again/${id}`, { reason: '' })).status).toBe(422);
    expect((await joe.send(`/promise-again/${id}`, { reason })).text).toContain('is open again');
    const twice = await joe.send(`/promise-again/${id}`, { reason });
    expect([twice.status, twice.text]).toEqual([409, expect.stringContaining('This promise is open')]);
    await app.settle();
    const nudge = amina().direct().at(-1);
    expect(nudge?.words).toContain('A promise that you look after is open again');
    expect(nudge?.words).toContain(reason);
    await replies('We did it', 'There is a ramp at the side door.');
    await app.passTo(app.clock.now() + 7 * DAY);
    expect((await joe.open('/')).text).toContain('Has this promise been kept?');
    const one = await joe.send(`/promise-kept/${id}`, {});
    expect(one.text).toContain('One more rep has to say the same.');
    const letter = onTeams.letterWith(kasia(), 'Yes, this is done');
    const two = await kasia().press(letter, 'Yes, this is done');
    expect(onTeams.shownBy(two).words).toContain('The promise is closed as kept');
    expect(await promise()).toMatchObject({ state: 'kept', closed: { by: 'reps' } });
    expect((await joe.send(`/promise-kept/${id}`, {})).status).toBe(409);
    expect((await joe.send(`/promise-again/${id}`, { reason })).text).toContain(
      'was opened again once before',
    );
  });
});
