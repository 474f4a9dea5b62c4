import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle, Member } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { installationTable } from '../../src/core/tables/installations.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { actTable, proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { approveProposal } from '../../src/features/governance/use-cases/decisions.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { answer, homeOf, opens, opensLetter } from '../support/app-on-slack.ts';
import { dealtSources } from '../support/dealt-sources.ts';
import { HttpClient } from '../support/http-client.ts';
import { freePort } from '../support/ports.ts';
import { startSlack } from '../support/slack/slack.ts';
import type { Person, Slack } from '../support/slack/types.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { openRound, wordsOn } from '../support/test-users.ts';

const TEAM = 'T0NEWTOWN';
const MEADOW = 'C0MEADOW';
const STAFF = { Amina: 'U0AMINA', Bex: 'U0BEX', Chidi: 'U0CHIDI', Dilys: 'U0DILYS', Ewan: 'U0EWAN' } as const;
const GWEN = 'U0GWEN';
const NAMED = ['Hasan Ali', 'Ines Costa', 'Joe Brady', 'Kasia Nowak'] as const;

const TUESDAY_10 = MONDAY + DAY + HOUR;
const THURSDAY_10 = MONDAY + 3 * DAY + HOUR;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const WEEK = 7 * DAY;
const secret = () => randomBytes(32).toString('base64');

describe('from installing it to taking it out again', () => {
  let slack: Slack;
  let app: TestApp;
  let circle: Circle;
  const browsers = new Map<string, HttpClient>();
  const person = (name: keyof typeof STAFF): Person => slack.user(TEAM, STAFF[name]);
  const gwen = () => slack.user(TEAM, GWEN);
  const store = () => app.context.store;
  const members = () => memberTable.list(store(), circle.id);
  const words = (who: Person) => who.openModal().words;
  const browser = (name: string): HttpClient => {
    const found = browsers.get(name);
    if (found === undefined) throw new Error(`${name} has no link`);
    return found;
  };

  beforeAll(async () => {
    slack = await startSlack({
      workspaces: [{ id: TEAM, name: 'Newtown', installed: false }],
      users: [
        ...Object.entries(STAFF).map(([name, id]) => ({ id, team: TEAM, name: `${name} of the ward` })),
        { id: GWEN, team: TEAM, name: 'Gwen Abara', guest: 'multi-channel' },
      ],
      channels: [
        { id: MEADOW, team: TEAM, name: 'meadow', members: [...Object.values(STAFF), GWEN], private: true },
      ],
      speed: Number.POSITIVE_INFINITY,
    });
    const port = await freePort();
    const settings = {
      PORT: String(port),
      BASE_URL: `http://127.0.0.1:${port}`,
      TOKEN_KEY: secret(),
      SLACK_CLIENT_ID: slack.clientId,
      SLACK_CLIENT_SECRET: slack.clientSecret,
      SLACK_STATE_SECRET: secret(),
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      SLACK_AUTHORIZE_URL: slack.authorizeUrl,
    };
    app = await startApp({ backend: 'redis+postgres', settings, sources: dealtSources().sources });
    slack.deliverTo(app.address);
  });
  afterAll(async () => {
    await app?.stop();
    await slack?.stop();
  });

  test('an admin installs it from its own page', async () => {
    slack.chatApp.answersConsent({ team: TEAM, user: STAFF.Amina });
    const begin = await fetch(`${app.address}/slack/install`);
    const cookie = begin.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const link = /href="([^"]+)"/.exec(await begin.text())?.[1]?.replaceAll('&#38;', '&') ?? '';
    const consent = await fetch(link, { redirect: 'manual' });
    const back = await fetch(consent.headers.get('location') ?? '', { headers: { cookie } });
    expect(await back.text()).toContain('Roundtable is in your workspace');
    expect(await installationTable.list(store())).toHaveLength(1);
  });

  test('the Home tab of a member offers to start a circle, that of a guest does not', async () => {
    expect(await homeOf(slack, person('Amina'))).toContain('You are not in a circle yet.');
    expect(person('Amina').homeTab()?.buttons).toEqual(['Start a circle']);
    expect(await homeOf(slack, gwen())).toContain('Please ask a steward to add you.');
    expect(gwen().homeTab()?.buttons).toEqual(['Type a code']);
  });

  test('the form asks before it adds a guest, and makes nothing until it is whole', async () => {
    const amina = person('Amina');
    const form = await opens(slack, amina, () => amina.press('home', 'Start a circle'));
    expect(form.submit).toBe('Start the circle');
    expect(form.words).toContain('It takes two, so that no side can change the rules alone.');
    await amina.fill({
      'input.organisation': 'Newtown Trust',
      'input.circle': 'Meadow group',
      'input.channel': MEADOW,
      'input.staff': Object.values(STAFF),
      'input.reps': [GWEN],
      'input.reps-by-name': NAMED.join('\n'),
      'input.steward': GWEN,
    });
    expect(await amina.submit()).toMatchObject({ outcome: 'updated' });
    expect(words(amina)).toContain('Nobody was added yet. Some are guests');
    expect(words(amina)).toContain('Add Gwen Abara, who is a guest here');
    expect(await circleTable.list(store())).toEqual([]);

    // So that asking who somebody is has its full pace again.
    app.clock.moveTo(app.clock.now() + MINUTE);
    await amina.fill({ 'input.sure': [`${TEAM}/${GWEN}`] });
    expect(await amina.submit()).toMatchObject({ outcome: 'updated' });
    // After two seconds the form says that it takes a while, and the outcome follows.
    await slack.until(() => words(amina).includes('Meadow group is nearly ready.'), 'the circle');
    const links = [...words(amina).matchAll(/(\S+ \S+): (http:\S+\/in#[\w-]+)/g)];
    expect(links.map(([, name]) => name)).toEqual(NAMED);
    for (const [, name = '', address = ''] of links) {
      const client = new HttpClient(app.address);
      expect((await client.enter(address)).text).toContain(`Welcome, ${name}`);
      browsers.set(name, client);
    }
    await amina.close();
    const [made] = await circleTable.list(store());
    if (made === undefined) throw new Error('no circle was made');
    circle = made;
  });

  test('it is the circle that was described', async () => {
    expect(circle).toMatchObject({
      name: 'Meadow group',
      organisation: 'Newtown Trust',
      timezone: 'Europe/London',
      voices: [
        { id: 'staff', name: 'Staff' },
        { id: 'reps', name: 'Service-user reps' },
      ],
    });
    expect(circle.channels).toContainEqual({ platform: 'slack', externalId: `${TEAM}/${MEADOW}` });
    const all = await members();
    expect(all.map(({ name }) => name)).toEqual([
      ...Object.keys(STAFF).map((name) => `${name} of the ward`),
      'Gwen Abara',
      ...NAMED,
    ]);
    const stewards = all.filter(({ steward }) => steward);
    expect(stewards.map(({ name, voice }) => [name, voice])).toEqual([
      ['Amina of the ward', 'staff'],
      ['Gwen Abara', 'reps'],
    ]);
    const [act, ...more] = await actTable.list(store(), circle.id, 10);
    expect([act?.what, act?.memberId, more]).toEqual(['set-up', all[0]?.id, []]);
  });

  test('once both stewards have said yes, everybody is welcomed, and Home shows the circle', async () => {
    await app.settle();
    for (const [id, who] of [
      [STAFF.Amina, person('Amina')],
      [GWEN, gwen()],
    ] as const) {
      expect(slack.user(TEAM, STAFF.Bex).direct()).toEqual([]);
      await opensLetter(slack, who, 'Yes, this is everybody');
      expect([id, words(who)]).toEqual([id, expect.stringMatching(/Your yes is kept|is set up/)]);
      await who.close();
    }
    // The founder handed the ways in over, so the steward of the other voice says who came in.
    for (const [name, browser] of browsers) {
      await opensLetter(slack, gwen(), `Say whether it is ${name}`);
      await gwen().fill({ 'input.words': wordsOn(await browser.open('/')) });
      await gwen().submit();
      await slack.until(() => words(gwen()).includes(`${name} is in now.`), name);
      await gwen().close();
    }
    await app.settle();
    for (const id of [...Object.values(STAFF), GWEN]) {
      const welcomes = slack
        .user(TEAM, id)
        .direct()
        .filter((letter) => letter.words.startsWith('Welcome, '));
      expect([id, welcomes.length]).toEqual([id, 1]);
    }
    const told = (id: string) =>
      slack
        .user(TEAM, id)
        .direct()
        .filter(({ text }) => text.includes('Meadow group is set up.'));
    expect([GWEN, STAFF.Amina, STAFF.Bex].map((id) => told(id).length)).toEqual([1, 1, 0]);
    await slack.until(() => person('Amina').homeTab()?.words.includes('Hello, Amina of the ward'), 'Home');
    expect((await browser('Joe Brady').open('/messages')).status).not.toBe(500);
  });

  test('a turn is accepted by whoever was drawn, and only then announced in the channel', async () => {
    const announced = () =>
      slack.messagesIn(MEADOW).filter(({ words: said }) => said.includes('chairs “Meadow group”'));
    expect(announced()).toEqual([]);
    const [series] = await meetingTable.series(store(), circle.id);
    const [meeting] = await meetingTable.planned(store(), series?.id ?? '');
    const chair = (await members()).find(({ id }) => id === meeting?.asking?.turn?.chair);
    if (chair === undefined) throw new Error('nobody was drawn');
    const seat = chair.identities.find(({ platform }) => platform === 'slack')?.externalId.split('/')[1];
    if (seat === undefined) {
      const home = await browser(chair.name).open('/');
      await browser(chair.name).press(home, 'Yes, I will chair');
    } else {
      await opensLetter(slack, slack.user(TEAM, seat), 'Yes, I will chair');
      await slack.user(TEAM, seat).close();
    }
    expect(await meetingTable.find(store(), meeting?.id ?? '')).toMatchObject({ chairId: chair.id });
    await app.settle();
    expect(announced()).toHaveLength(1);
  });

  test('the pulse comes on its day, is answered in modals and on pages, and closes', async () => {
    await app.passTo(TUESDAY_10);
    for (const name of ['Amina', 'Bex', 'Chidi', 'Dilys', 'Ewan'] as const) {
      expect(await answer(slack, person(name), '4')).toMatchObject({ outcome: 'updated' });
      expect(words(person(name))).toBe('Thank you. Your answer has been counted.');
      await person(name).close();
    }
    await answer(slack, gwen(), '2', { 'input.in-the-way': 'not-safe' });
    const { id } = await openRound(app, circle);
    for (const name of NAMED) await answerOnPage(name, id);
    await app.passTo(THURSDAY_10);
    expect(await roundTable.open(store(), circle.id)).toEqual([]);
  });

  async function answerOnPage(name: string, round: string): Promise<void> {
    const form = await browser(name).open(`/pulse/${round}`);
    const thanks = await browser(name).press(form, 'Send my answers', { voice: '3', trust: '3' });
    expect(thanks.text).toContain('Your answer has been counted.');
  }

  test('the digest is in the channel on its day, with results', async () => {
    await app.passTo(FRIDAY_15);
    const digests = slack.messagesIn(MEADOW).filter(({ words: said }) => said.includes('The first results'));
    expect(digests).toHaveLength(1);
  });

  test('what could tilt the balance takes both stewards', async () => {
    const amina = person('Amina');
    const [pulse] = await pulseTable.list(store(), circle.id);
    await opens(slack, amina, () => amina.command('/roundtable circle'));
    await opens(slack, amina, () => amina.press('modal', 'Change “Having a voice”'));
    await amina.fill({ 'input.scores-from': '6' });
    expect(await amina.submit()).toMatchObject({ outcome: 'updated' });
    expect((await pulseTable.find(store(), pulse?.id ?? ''))?.thresholds.scores).toBe(5);
    await app.settle();
    await opensLetter(slack, gwen(), 'Look at it', 'Yes, change it');
    if (gwen().openModal().buttons.includes('Yes, change it')) {
      await gwen().press('modal', 'Yes, change it');
    }
    await slack.until(() => words(gwen()).includes('The change is made.'), 'the change');
    expect((await pulseTable.find(store(), pulse?.id ?? ''))?.thresholds.scores).toBe(6);
  });

  test('another pulse is written, looked at and saved in one window', async () => {
    const amina = person('Amina');
    const written =
      'Did you feel heard?\n\nWhat got in the way?\nonly if 1 or 2 in question 1\n- Time\n- Words';
    await opens(slack, amina, () => amina.command('/roundtable circle'));
    await opens(slack, amina, () => amina.press('modal', 'Add another pulse'));
    await amina.fill({
      'input.pack': 'own',
      'input.name': 'Our own',
      'input.every': 'quarter',
      'input.on': 'last Tuesday 10:00',
      'input.questions': written,
    });
    await amina.press('modal', 'See how it looks');
    await slack.until(() => amina.openModal().words.includes('2. What got in the way?'), 'the preview');
    expect(await pulseTable.list(store(), circle.id)).toHaveLength(1);
    expect(await amina.submit()).toMatchObject({ outcome: 'updated' });
    const [waits] = await proposalTable.open(store(), circle.id);
    const gwenNow = (await members()).find(({ name }) => name === 'Gwen Abara');
    if (waits === undefined || gwenNow === undefined) throw new Error('nothing waits');
    expect(await approveProposal(app.context, circle, gwenNow, waits.id)).toMatchObject({ ok: true });
    const [, second] = await pulseTable.list(store(), circle.id);
    expect(second).toMatchObject({ title: 'Our own', questions: [{ kind: 'scale' }, { kind: 'single' }] });
  });

  test('meetings are ended in a window with a reason, and a steward of another voice agrees', async () => {
    const amina = person('Amina');
    await opens(slack, amina, () => amina.command('/roundtable circle'));
    const [end = ''] = amina.openModal().buttons.filter((label) => label.startsWith('End the meetings “'));
    await opens(slack, amina, () => amina.press('modal', end));
    await amina.fill({ 'input.reason': 'We meet as a working group.' });
    expect(await amina.submit()).toMatchObject({ outcome: 'updated' });
    expect(await meetingTable.series(store(), circle.id)).toHaveLength(1);
    await app.settle();
    await opensLetter(slack, gwen(), 'Look at it', 'Yes, change it');
    if (gwen().openModal().buttons.includes('Yes, change it')) {
      expect(words(gwen())).toContain('We meet as a working group.');
      await gwen().press('modal', 'Yes, change it');
    }
    await slack.until(() => words(gwen()).includes('The change is made.'), 'the change');
    expect(await meetingTable.series(store(), circle.id)).toEqual([]);
    // When each goes is a matter of their contact budgets.
    const letters = (await app.records.table('deliveries')).filter(
      ({ kind }) => kind === 'measuring-changed',
    );
    expect(letters.map(({ member_id }) => member_id).sort()).toEqual(
      (await members()).map(({ id }) => id).sort(),
    );
  });

  test('taken out of the workspace, its token is gone and letters wait; who has a link goes on', async () => {
    expect(app.log.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(slack.everything().filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    // What is under way may still reach Slack after it has taken the app out.
    await app.settle();
    await slack.chatApp.uninstalls(TEAM);
    await expect.poll(() => installationTable.list(store())).toEqual([]);
    const before = slack.everything().length;

    await app.passTo(TUESDAY_10 + WEEK);
    const { id } = await openRound(app, circle);
    for (const name of NAMED) await answerOnPage(name, id);
    const unsent = await deliveryTable.unsent(store(), circle.id);
    const waiting = unsent.filter(({ kind }) => kind === 'pulse-invitation');
    const inSlack = (await members()).filter(isInSlack).map((member) => member.id);
    expect(new Set(waiting.map(({ memberId }) => memberId))).toEqual(new Set(inSlack));
    expect(new Set(waiting.map(({ note }) => note))).toEqual(new Set(['not-installed']));
    expect(slack.everything().slice(before)).toEqual([]);
    expect(await circleTable.organisationAt(store(), { platform: 'slack', workspace: TEAM })).toMatchObject({
      name: 'Newtown Trust',
    });
  });
});

function isInSlack({ identities }: Member): boolean {
  return identities.some(({ platform }) => platform === 'slack');
}
