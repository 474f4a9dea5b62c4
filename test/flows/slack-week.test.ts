import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SLACK_CALLS } from '../../src/config/slack-manifest.ts';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { approveProposal } from '../../src/features/governance/use-cases/decisions.ts';
import {
  ASHA,
  answer,
  homeOf,
  openPulse,
  opens,
  opensLetter,
  STAFF,
  type Staff,
  startTogether,
  TEAM,
  WARD,
} from '../support/app-on-slack.ts';
import { lookIntoSeal } from '../support/app-tally.ts';
import type { Person, Slack } from '../support/slack/types.ts';
import { MONDAY, type TestApp } from '../support/test-app.ts';
import { openRound, passTurnOn, type TestUser, testUser } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const THURSDAY_10 = MONDAY + 3 * DAY + HOUR;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const WEEK = 7 * DAY;
const NEW_YEAR = Date.parse('2027-01-01T00:00:00Z');
const OPEN_ON_HOME = '“Having a voice” is open until Thursday 19 November, 10am.';

const text = (person: Person): string => person.openModal().words;

describe('a week of the sample circle in Slack', () => {
  let slack: Slack;
  let app: TestApp;
  let circle: Circle;
  let reps: readonly TestUser[];
  const person = (name: Staff) => slack.user(TEAM, STAFF[name]);
  const asha = () => slack.user(TEAM, ASHA);
  const members = () => memberTable.list(app.context.store, circle.id);

  beforeAll(async () => {
    ({ slack, app, circle } = await startTogether());
    const voices = (await members()).filter(({ voice }) => voice === 'reps');
    reps = await Promise.all(voices.map((member) => testUser(app, member)));
  });
  afterAll(async () => {
    await app?.stop();
    await slack?.stop();
  });

  async function repsAnswer(): Promise<void> {
    const round = await openRound(app, circle);
    for (const rep of reps) expect((await rep.answer(round, { voice: '4', trust: '3' })).status).toBe(200);
  }

  test('the staff are welcomed in direct messages; nobody is named as chair who has not said yes', () => {
    for (const id of Object.values(STAFF)) {
      const welcomes = slack
        .user(TEAM, id)
        .direct()
        .filter(({ words }) => words.startsWith('Welcome, '));
      expect([id, welcomes.length]).toEqual([id, 1]);
    }
    expect(slack.messagesIn(WARD)).toEqual([]);
  });

  /** Has the turn move on until somebody on Slack has it. */
  async function drawnOnSlack(): Promise<Person> {
    for (let moves = 0; moves < 12; moves += 1) {
      const offered = Object.values(STAFF)
        .map((id) => slack.user(TEAM, id))
        .find((each) => each.direct().some(({ buttons }) => buttons.includes('Yes, I will chair')));
      if (offered !== undefined) return offered;
      await passTurnOn(app, circle);
    }
    throw new Error('nobody on Slack was drawn');
  }

  test('whoever was drawn accepts their turn in the direct message, which has no buttons then; the channel is told', async () => {
    const drawn = await drawnOnSlack();
    const asked = drawn.direct().length;
    const view = await opensLetter(slack, drawn, 'Yes, I will chair');
    expect(view.words).toContain('Thank you. You chair “Ward 7 co-production meeting”');
    await app.settle();
    const letters = drawn.direct().slice(0, asked);
    expect(letters.map(({ words }) => words).join(' ')).toContain('You chair “Ward 7 co-production meeting”');
    expect(letters.flatMap(({ buttons }) => buttons)).not.toContain('Yes, I will chair');
    const named = 'chairs “Ward 7 co-production meeting” on Thursday 19 November, 2pm.';
    expect(slack.messagesIn(WARD).filter(({ words }) => words.includes(named))).toHaveLength(1);
    expect(await homeOf(slack, drawn)).toContain('You chair “Ward 7 co-production meeting”');
    await drawn.close();
  });

  test('the invitation comes as a direct message; the form opens, is filled and sent, and says thank you', async () => {
    await app.passTo(TUESDAY_10);
    const amina = person('Amina');
    const form = await openPulse(slack, amina);
    expect(form.submit).toBe('Send my answers');
    expect(form.inputs).toHaveLength(3);
    expect(form.words).toContain('It is never stored with your name.');
    await amina.fill({ 'input.voice': '4', 'input.trust': '3' });
    expect(await amina.submit()).toMatchObject({ outcome: 'updated' });
    expect(text(amina)).toBe('Thank you. Your answer has been counted.');
    await amina.close();
  });

  test('a second answer is kindly refused', async () => {
    const amina = person('Amina');
    const round = await openRound(app, circle);
    const before = await lookIntoSeal(app.context, round);
    expect(await answer(slack, amina, '2')).toMatchObject({ outcome: 'updated' });
    expect(text(amina)).toBe(
      'Your answer was counted before. Each person is counted once, so nothing has changed.',
    );
    expect(await lookIntoSeal(app.context, round)).toEqual(before);
    await amina.close();
  });

  test('the Home tab lists the pulse for who answered and who did not', async () => {
    for (const name of ['Amina', 'Farah'] as const) {
      expect(await homeOf(slack, person(name))).toContain(OPEN_ON_HOME);
    }
  });

  test('"Say something" opens a form, and the words wait for the digest', async () => {
    const chidi = person('Chidi');
    const form = await opens(slack, chidi, () => chidi.shortcut(SLACK_CALLS.say));
    expect(form.words).toContain('Your name does not come with it.');
    await chidi.fill({ 'input.words': 'Please mend the ramp by door nine' });
    expect(await chidi.submit()).toMatchObject({ outcome: 'updated' });
    expect(text(chidi)).toContain('Thank you. Your words will appear in the next digest');
    expect(JSON.stringify(slack.everything())).not.toContain('ramp by door nine');
    await chidi.close();
  });

  test('who sends the form too late is told so; then the Home tab lists nothing any more', async () => {
    for (const name of ['Bex', 'Chidi', 'Dilys', 'Ewan'] as const) {
      expect(await answer(slack, person(name), '4')).toMatchObject({ outcome: 'updated' });
    }
    await repsAnswer();
    const farah = person('Farah');
    await openPulse(slack, farah);
    await farah.fill({ 'input.voice': '5' });
    await app.passTo(THURSDAY_10);
    expect(await farah.submit()).toMatchObject({ outcome: 'updated' });
    expect(text(farah)).toContain('This pulse has closed.');
    expect(await homeOf(slack, farah)).not.toContain('Having a voice');
    expect(await homeOf(slack, person('Amina'))).not.toContain('Having a voice');
  });

  test('the digest is in the channel once, and what was said is in it', async () => {
    await app.passTo(FRIDAY_15);
    const digests = slack.messagesIn(WARD).filter(({ words }) => words.includes('things to look at'));
    expect(digests).toHaveLength(1);
    expect(digests[0]?.words).toContain('The first results');
    expect(digests[0]?.words).toContain('Please mend the ramp by door nine');
  });

  test('the digest of the second week has charts, drawn by Slack, with their tables', async () => {
    await app.passTo(TUESDAY_10 + WEEK);
    for (const name of ['Amina', 'Bex', 'Chidi', 'Dilys', 'Ewan'] as const) {
      await answer(slack, person(name), '4');
    }
    await repsAnswer();
    await app.passTo(FRIDAY_15 + WEEK);
    const blocks = slack.messagesIn(WARD).flatMap((each) => each.blocks.map(({ type }) => type));
    expect(blocks).toContain('data_visualization');
    expect(blocks).toContain('data_table');
  });

  test('who joins the channel is welcomed in private and proposed to the stewards, who decide', async () => {
    expect(await slack.chatApp.joins(ASHA, WARD)).toMatchObject({ inTime: true });
    await slack.until(() => asha().direct().length > 0, 'the welcome');
    await app.settle();
    const [welcome, ...more] = asha().direct();
    expect(welcome?.words).toContain('Welcome to the channel of Ward 7 co-production group');
    expect(welcome?.words).toContain('You are a guest here.');
    expect(more).toEqual([]);
    expect(slack.messagesIn(WARD).filter(({ words }) => words.includes('Asha'))).toEqual([]);
    expect(
      person('Bex')
        .direct()
        .filter(({ words }) => words.includes('Asha')),
    ).toEqual([]);
    expect(await members()).toHaveLength(12);

    await asha().command('/roundtable pulse');
    await slack.until(() => asha().modal()?.words.includes('You are not in this circle yet.'));
    expect(text(asha())).toContain('You are not in this circle yet. Please ask a steward to add you.');
    const codes = await opens(slack, asha(), () => asha().press('modal', 'Type a code'));
    expect([codes.inputs, codes.submit]).toEqual([['Code'], 'Join the two']);
    await asha().fill({ Code: '00000-00000' });
    expect(await asha().submit()).toMatchObject({ outcome: 'errors' });
    await asha().close({ all: true });

    const amina = person('Amina');
    const form = await opensLetter(slack, amina, 'Decide about this');
    expect(form.words).toContain('Asha Rao (a guest) has joined the channel of');
    await amina.fill({ 'input.voice': 'reps' });
    expect(await amina.submit()).toMatchObject({ outcome: 'updated' });
    await app.settle();
    expect((await members()).map(({ name }) => name)).not.toContain('Asha Rao');
    // The second key is turned on the web pages: their steward is on no platform.
    const gwen = (await members()).find(({ name }) => name === 'Gwen Abara');
    const [proposal] = await proposalTable.open(app.context.store, circle.id);
    if (gwen === undefined || proposal === undefined) throw new Error('nobody is asked for the second key');
    expect(await approveProposal(app.context, circle, gwen, proposal.id)).toMatchObject({ ok: true });
    await app.settle();
    expect((await members()).map(({ name }) => name)).toContain('Asha Rao');
    await slack.until(() =>
      asha()
        .direct()
        .some(({ words }) => words.startsWith('Welcome, Asha Rao')),
    );
  });

  test('who leaves is asked about, whose account is closed rests, and a status counts for who allows it', async () => {
    const found = async (externalId: string) =>
      (
        await memberTable.findByIdentity(app.context.store, {
          platform: 'slack',
          externalId: `${TEAM}/${externalId}`,
        })
      )[0]?.member;
    const [amina, bex] = [person('Amina'), person('Bex')];
    await opens(slack, bex, () => bex.command('/roundtable me'));
    await bex.fill({ 'input.away-from-status': 'yes' });
    expect(await bex.submit()).toMatchObject({ outcome: 'updated' });

    await slack.chatApp.leaves(STAFF.Ewan, WARD);
    await slack.chatApp.deactivates(STAFF.Farah);
    for (const id of [STAFF.Chidi, STAFF.Bex]) {
      await slack.chatApp.setsStatus(id, { text: 'In hospital', expiration: NEW_YEAR / 1000 });
    }
    await slack.until(() => amina.direct().some(({ words }) => words.includes('Ewan Grant has left')));
    await expect.poll(async () => (await found(STAFF.Farah))?.chairs).toBe('resting');
    const bexId = (await found(STAFF.Bex))?.id;
    await expect
      .poll(async () => [...(await memberTable.awayStatuses(app.context.store, circle.id))])
      .toEqual([[bexId, NEW_YEAR]]);
    expect(await members()).toHaveLength(13);
  });

  test('nothing went wrong', () => {
    expect(app.log).toEqual([]);
    const refused = slack.everything().filter(({ outcome }) => outcome !== 'ok');
    expect(refused).toEqual([]);
  });
});

/** What Slack was sent until a day after Amina answered so, or did not, in no order: workers send several at once. */
async function sentWhileOpen(given: Readonly<Record<string, string>> | null) {
  const { slack, app } = await startTogether();
  try {
    await app.passTo(TUESDAY_10);
    const [amina, bex] = [slack.user(TEAM, STAFF.Amina), slack.user(TEAM, STAFF.Bex)];
    await answer(slack, bex, '3');
    await openPulse(slack, amina);
    if (given !== null) {
      await amina.fill(given);
      expect(await amina.submit()).toMatchObject({ outcome: 'updated' });
    }
    await amina.close();
    for (const each of [amina, bex]) await homeOf(slack, each);
    await app.passTo(TUESDAY_10 + DAY + HOUR);
    for (const each of [amina, bex]) await homeOf(slack, each);
    await openPulse(slack, amina);
    const sent = slack.everything().map(({ method, outcome, args }) => {
      // Slack's own names for one press, one view and one message.
      const { trigger_id: _, view_id: __, hash: ___, ts: ____, ...said } = args;
      return JSON.stringify({ method, outcome, said });
    });
    return sent.sort();
  } finally {
    await app.stop();
    await slack.stop();
  }
}

test('nothing that Slack is sent while a pulse is open depends on an answer, or on whether there is one', async () => {
  const four = await sentWhileOpen({ 'input.voice': '4', 'input.trust': '3' });
  const two = await sentWhileOpen({
    'input.voice': '2',
    'input.trust': '5',
    'input.in-the-way': 'not-safe',
  });
  const silent = await sentWhileOpen(null);
  // Eleven letters at the least: six invitations, and the reminders.
  expect(four.filter((each) => each.includes('chat.postMessage')).length).toBeGreaterThan(11);
  expect(two).toEqual(four);
  // The one thing that differs is the reply to the submit itself.
  const isThanks = (each: string) => each.includes('Your answer has been counted.');
  expect(silent.filter(isThanks)).toHaveLength(1);
  expect(four.filter(isThanks)).toHaveLength(2);
  // One request fewer, so the ids that are dealt out for later letters are others.
  const rest = (sent: readonly string[]) =>
    sent
      .filter((each) => !isThanks(each))
      .map((each) => each.replace(/"client_msg_id":"[^"]*",/, ''))
      .sort();
  expect(rest(silent)).toEqual(rest(four));
});
