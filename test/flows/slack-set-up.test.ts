import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, MINUTE } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import { homeOf, opens } from '../support/app-on-slack.ts';
import { startSlack } from '../support/slack/slack.ts';
import type { Person, Slack, Submitted } from '../support/slack/types.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, NORTHFIELD } from '../support/test-users.ts';

const TEAM = 'T0NEWTOWN';
const MEADOW = 'C0MEADOW';
const [AMINA, BEX, REP, GUEST, STRANGER, ROBOT] = [
  'U0AMINA',
  'U0BEX',
  'U0REP',
  'U0GUEST',
  'U0FAR',
  'U0ROBOT',
];
const GOOD = {
  'input.organisation': 'Newtown Trust',
  'input.circle': 'Meadow group',
  'input.staff': [BEX],
  'input.reps': [REP],
  'input.steward': REP,
  'input.outside': 'Rosa Lima, advocate',
} as const;
type Filled = Readonly<Record<string, string | readonly string[]>>;

describe('starting a circle in Slack', () => {
  let slack: Slack;
  let app: TestApp;
  let sample: Circle;
  const user = (id: string): Person => slack.user(TEAM, id);
  const circles = () => circleTable.list(app.context.store);
  const words = (who: Person) => who.openModal().words;

  beforeAll(async () => {
    slack = await startSlack({
      workspaces: [{ id: TEAM, name: 'Newtown' }],
      users: [
        { id: AMINA, team: TEAM, name: 'Amina Khan', timezone: 'Europe/Dublin' },
        { id: BEX, team: TEAM, name: 'Bex Turner' },
        { id: REP, team: TEAM, name: 'Gwen Abara' },
        { id: GUEST, team: TEAM, name: 'Asha Rao', guest: 'single-channel' },
        { id: STRANGER, team: TEAM, name: 'Tom Far', strangerFrom: 'T0FAR' },
        { id: ROBOT, team: TEAM, name: 'Robot', bot: true },
      ],
      channels: [{ id: MEADOW, team: TEAM, name: 'meadow', members: [AMINA, BEX, REP] }],
      speed: Number.POSITIVE_INFINITY,
    });
    const settings = {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    };
    app = await startApp({ backend: 'redis+postgres', settings });
    slack.deliverTo(app.address);
    // Another customer's, of another workspace.
    sample = await importCircle(app, NORTHFIELD);
  });
  afterAll(async () => {
    await app?.stop();
    await slack?.stop();
  });

  async function form(who: Person): Promise<void> {
    // So that asking who somebody is has its full pace again.
    app.clock.moveTo(app.clock.now() + MINUTE);
    await homeOf(slack, who);
    const label = who.homeTab()?.buttons.includes('Start a circle') ? 'Start a circle' : null;
    if (label === null) throw new Error('the Home tab offers no circle');
    await opens(slack, who, () => who.press('home', label));
  }

  /** Sends the form, and waits for the outcome where it takes a while. */
  async function send(who: Person, changes: Filled): Promise<Submitted> {
    await form(who);
    await who.fill({ ...GOOD, ...changes });
    const sent = await who.submit();
    await slack.until(() => !words(who).startsWith('Not counted yet'), 'an outcome');
    return sent;
  }

  test('the form knows the time zone of who opens it', async () => {
    await form(user(AMINA));
    expect(JSON.stringify(user(AMINA).openModal().values)).toContain('Europe/Dublin');
    expect(user(AMINA).openModal().values).toMatchObject({
      'input.staff': { value: { type: 'multi_users_select', selected_users: [] } },
      'input.steward': { value: { type: 'users_select', selected_user: null } },
      'input.channel': { value: { type: 'conversations_select', selected_conversation: null } },
    });
  });

  test.each([
    ['no name', { 'input.circle': ' ' }, 'circle', 'Please write a name.'],
    ['nobody for a voice', { 'input.reps': [] }, 'reps', 'Please choose somebody for this voice.'],
    ['one person in two voices', { 'input.staff': [REP] }, 'reps', 'Each person has one.'],
    ['oneself in the other voice', { 'input.reps': [AMINA, REP] }, 'reps', 'Each person has one.'],
    ['a third voice without a name', { 'input.third': [GUEST] }, 'third-name', 'give the third voice a name'],
    ['no second steward', { 'input.steward': [], 'input.reps': [REP] }, 'steward', 'choose a second steward'],
    ['a steward of one’s own voice', { 'input.steward': BEX }, 'steward', 'of another voice than yours'],
    ['a steward who is not in it', { 'input.steward': GUEST }, 'steward', 'choose somebody from above'],
    ['a name that was not listed', { 'input.steward-by-name': 'Joe' }, 'steward-by-name', 'from above'],
    ['a time that is none', { 'input.meeting-on': 'soon' }, 'meeting-on', 'Please write a day and a time'],
    ['a place for a time zone', { 'input.timezone': 'Here' }, 'timezone', 'do not know this time zone'],
    ['a program', { 'input.staff': [BEX, ROBOT] }, 'staff', 'do not find this person'],
    [
      'the name of another customer',
      { 'input.organisation': 'Northfield Community Trust' },
      'organisation',
      'There is another organisation of this name.',
    ],
  ] as const)('%s is told at its input, and nothing is made', async (_, changes, input, sentence) => {
    const amina = user(AMINA);
    const cleared = Object.entries(changes).filter(([, value]) => Array.isArray(value) && value.length === 0);
    await form(amina);
    const rest = Object.entries({ ...GOOD, ...changes }).filter(
      ([name]) => !cleared.some(([none]) => none === name),
    );
    await amina.fill(Object.fromEntries(rest));
    const sent = await amina.submit();
    if (sent.outcome === 'errors') expect(sent.errors[`input.${input}`]).toContain(sentence);
    else await slack.until(() => words(amina).includes(sentence), sentence);
    expect((await circles()).map(({ id }) => id)).toEqual([sample.id]);
    await amina.close({ all: true });
  });

  test('guests and people of other organisations are named as such, and added only where somebody says so', async () => {
    const amina = user(AMINA);
    await send(amina, { 'input.staff': [BEX, STRANGER], 'input.reps': [REP, GUEST] });
    expect(words(amina)).toContain('Add Asha Rao, who is a guest here');
    expect(words(amina)).toContain('Add Tom Far, who is from another organisation');
    await amina.fill({ 'input.sure': [`${TEAM}/${GUEST}`] });
    await amina.submit();
    await slack.until(
      () => !words(amina).startsWith('Not counted yet') && !words(amina).includes('Asha'),
      'again',
    );
    expect(words(amina)).toContain('Add Tom Far');
    expect(await circles()).toHaveLength(1);
    await amina.close({ all: true });
  });

  test('guests and people of other organisations cannot start one, whatever they send', async () => {
    for (const id of [GUEST, STRANGER]) {
      app.clock.moveTo(app.clock.now() + MINUTE);
      expect(await homeOf(slack, user(id))).toContain('Please ask a steward to add you.');
      expect(user(id).homeTab()?.buttons).toEqual(['Type a code']);
    }
    const core = interactionHandler(app.context);
    const inputs = Object.fromEntries(
      Object.entries(GOOD).map(([name, value]) => [name.slice(6), [value].flat()]),
    );
    const ask = (
      platform: 'slack' | 'web',
      externalId: string,
      name: 'circle.set-up' | 'circle.set-up-form',
    ) =>
      core({
        requestId: 'r',
        platform,
        actor: { platform, externalId },
        action: { name, subject: '' },
        inputs,
      });
    for (const name of ['circle.set-up-form', 'circle.set-up'] as const) {
      app.clock.moveTo(app.clock.now() + MINUTE);
      for (const externalId of [`${TEAM}/${GUEST}`, `${TEAM}/${STRANGER}`, 'T0FAR/U0FAR', 'nobody']) {
        const reply = await ask('slack', externalId, name);
        expect(reply.kind === 'refused' && reply.message.summary).toContain('cannot start a circle');
      }
      expect(await ask('web', 'somebody', name)).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
    }
    expect(await circles()).toHaveLength(1);
  });

  test('a Slack that does not answer breaks nothing and enrols nobody', async () => {
    const amina = user(AMINA);
    await form(amina);
    await amina.fill(GOOD);
    const kept = amina.openModal().values;
    slack.fails('users.info', { status: 500 });
    const sent = await amina.submit();
    if (sent.outcome !== 'errors') throw new Error(sent.outcome);
    expect(Object.values(sent.errors).join()).toContain('I could not check who somebody is');
    expect(amina.openModal().values).toEqual(kept);
    expect(await circles()).toHaveLength(1);
    await amina.close({ all: true });
  });

  test('the second circle of a workspace belongs to the same organisation, whoever starts it', async () => {
    const amina = user(AMINA);
    await send(amina, {});
    await slack.until(() => words(amina).includes('Meadow group is nearly ready.'), 'the circle');
    await amina.close({ all: true });
    await app.settle();
    // Whoever is no steward is told of nothing before both stewards have said yes to the list.
    expect(user(BEX).direct()).toEqual([]);
    for (const [id, sentence] of [
      [AMINA, 'Nothing has begun yet.'],
      [REP, 'Meadow group is set up.'],
    ] as const) {
      const who = user(id);
      const letter = who.direct().at(-1);
      expect(JSON.stringify(letter)).toContain('Bex Turner: Slack');
      if (letter === undefined) throw new Error('no letter');
      await opens(slack, who, () => who.press(letter, 'Yes, this is everybody'));
      expect(words(who)).toContain(sentence);
      await who.close({ all: true });
    }
    await app.settle();
    expect(JSON.stringify(user(BEX).direct())).toContain('Welcome, Bex Turner');
    const bex = user(BEX);
    await opens(slack, bex, () => bex.command('/roundtable help'));
    await opens(slack, bex, () => bex.press('modal', 'Start one more circle'));
    expect(words(bex)).toContain('This circle will belong to Newtown Trust.');
    app.clock.moveTo(app.clock.now() + MINUTE);
    const again = { 'input.staff': [AMINA], 'input.reps': [REP], 'input.steward': REP };
    await bex.fill({ ...again, 'input.circle': 'Meadow group' });
    expect(await bex.submit()).toMatchObject({
      outcome: 'errors',
      errors: { 'input.circle': expect.stringContaining('has a circle of this name') },
    });
    await bex.fill({ 'input.circle': 'River group' });
    await bex.submit();
    await slack.until(() => words(bex).includes('River group is nearly ready.'), 'the circle');
    await bex.close({ all: true });
    const theirs = (await circles()).filter(({ organisation }) => organisation === 'Newtown Trust');
    expect(new Set(theirs.map(({ organisationId }) => organisationId)).size).toBe(1);
    expect(theirs.map(({ name }) => name)).toEqual(['Meadow group', 'River group']);
    const outside = theirs.map(({ id }) => circleTable.outside(app.context.store, id));
    expect(await Promise.all(outside)).toEqual(['Rosa Lima, advocate', null]);
  });

  test('a steward adds a guest by the picker, without typing a name, and chooses the channel', async () => {
    const amina = user(AMINA);
    const circle = (await circles()).find(({ name }) => name === 'Meadow group');
    app.clock.moveTo(app.clock.now() + MINUTE);
    // The other circle that she is in is not set up: she reads nothing of it, and need not choose.
    await opens(slack, amina, () => amina.command('/roundtable circle'));
    await opens(slack, amina, () => amina.press('modal', 'Add somebody'));
    await amina.fill({ 'input.slack': GUEST, 'input.voice': 'reps' });
    await amina.submit();
    await slack.until(() => words(amina).includes('Add Asha Rao, who is a guest here'), 'the question');
    await amina.fill({ 'input.sure': [`${TEAM}/${GUEST}`] });
    await amina.submit();
    await slack.until(
      () => words(amina).includes('Asha Rao is in the circle once a steward of another voice says yes too.'),
      'the answer',
    );
    await amina.close({ all: true });
    await opens(slack, amina, () => amina.command('/roundtable circle'));
    await opens(slack, amina, () => amina.press('modal', 'Change the channels'));
    await amina.fill({ 'input.slack-channel': MEADOW });
    expect(await amina.submit()).toMatchObject({ outcome: 'updated' });
    const found = await circleTable.find(app.context.store, circle?.id ?? '');
    expect(found?.channels).toContainEqual({ platform: 'slack', externalId: `${TEAM}/${MEADOW}` });
    await amina.close({ all: true });
  });

  test('a second steward who is in no Slack gets no way in that the founder sees; others by name do', async () => {
    const amina = user(AMINA);
    app.clock.moveTo(app.clock.now() + MINUTE);
    await opens(slack, amina, () => amina.command('/roundtable help'));
    await opens(slack, amina, () => amina.press('modal', 'Start one more circle'));
    await amina.fill({
      'input.staff': [BEX],
      'input.reps-by-name': 'Joe Brady\nIna Moss',
      'input.steward-by-name': 'Joe Brady',
      'input.circle': 'Lake group',
    });
    await amina.submit();
    await slack.until(() => words(amina).includes('Lake group is nearly ready.'), 'the circle');
    expect(words(amina)).toContain('Joe Brady needs a way in that you do not see.');
    expect(words(amina)).toContain('Ina Moss');
    expect(await app.records.table('invitations')).toHaveLength(1);
    await amina.close({ all: true });
  });

  test('one person starts a few circles a day, and more the next day', async () => {
    const bex = user(BEX);
    const start = async (name: string) => {
      app.clock.moveTo(app.clock.now() + MINUTE);
      await opens(slack, bex, () => bex.command('/roundtable help'));
      await opens(slack, bex, () => bex.press('modal', 'Start one more circle'));
      await bex.fill({
        'input.staff': [AMINA],
        'input.reps': [REP],
        'input.steward': REP,
        'input.circle': name,
      });
      await bex.submit();
      await slack.until(() => /nearly ready|lately/.test(words(bex)), 'an outcome');
      const outcome = words(bex).includes('nearly ready');
      await bex.close({ all: true });
      return outcome;
    };
    expect([await start('Third'), await start('Fourth'), await start('Fifth')]).toEqual([true, true, false]);
    app.clock.moveTo(app.clock.now() + DAY);
    expect(await start('Fifth')).toBe(true);
  });
});
