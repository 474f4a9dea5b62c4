import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { approveProposal } from '../../src/features/governance/use-cases/decisions.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { askedMember } from '../../src/features/turns/rules/asks.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import {
  ASHA,
  isInvitation,
  letterWith,
  NAMES,
  type Name,
  PEOPLE,
  REACHED,
  refusals,
  shownBy,
  startTogether,
  TEAM,
  theOne,
  toldIn,
  WARD,
  writesInChannel,
} from '../support/app-on-teams.ts';
import type { Person, SeenCard, SeenMessage, Teams } from '../support/teams/types.ts';
import { MONDAY, type TestApp } from '../support/test-app.ts';
import { nextMeeting, passTurnOn, takeTurn } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const WEEK = 7 * DAY;
const OPEN = 'Answer the questions';

const OWN = 'Did you feel heard?\n\nWhat got in the way?\nonly if 1 or 2 in question 1\n- Time\n- Words';

describe('how a circle runs in Teams', () => {
  let teams: Teams;
  let app: TestApp;
  let circle: Circle;
  const person = (name: Name): Person => teams.user(PEOPLE[name], { oldClient: name === 'Leroy James' });
  const members = () => memberTable.list(app.context.store, circle.id);
  const inChannel = (words: string): readonly SeenMessage[] =>
    teams.messagesIn(WARD).filter((message) => message.words.includes(words));
  const channelCard = (): SeenMessage => theOne(inChannel('Give me a personal link instead'));

  beforeAll(async () => {
    ({ teams, app, circle } = await startTogether());
    // People who wish for everything: what can wait goes at the full hour, and at one of these all of it happens here.
    for (const { id, preferences, chairs } of await members()) {
      await memberTable.savePreferences(app.context.store, id, { ...preferences, weeklyMost: null }, chairs);
    }
  });
  afterAll(async () => {
    await app?.stop();
    await teams?.stop();
  });

  test('a turn is explained, swapped, declined and accepted by buttons, which go once it is decided', async () => {
    const [first, offer] = await drawnOnTeams();
    const second = first === 'Kasia Nowak' ? 'Gwen Abara' : 'Kasia Nowak';
    const [chair, unwilling, leroy] = [person(first), person(second), person('Leroy James')];
    expect(shownBy(await chair.press(offer, 'Why me?')).words).toContain('We choose the voice first');
    expect(buttonsLike(chair.look(offer), /^(Ask somebody else|Hand this turn over)/)).toEqual([]);
    expect(inChannel('chairs “Ward 7')).toEqual([]);
    // All that was said in these seconds has used up their chat's pace.
    app.clock.moveTo(app.clock.now() + MINUTE);
    await takeTurn(app, circle);
    expect(inChannel(`${first} (`)).toHaveLength(1);
    chair.reload();
    const standing = () => chair.direct().find(({ id }) => id === offer.id);
    expect(standing()).toMatchObject({ buttons: [], edited: true });
    expect(standing()?.words).toContain('You chair');
    await chair.say('chair');
    const start = await teams.until(
      () => chair.direct().findLast(({ buttons }) => buttons.includes('Why me?')),
      'the start page',
    );
    await chair.press(start, 'Why me?');
    await asks(chair, start, second);
    await app.settle();
    const asked = letterWith(unwilling, 'Yes, I will chair');
    expect(asked.words).toContain(`${first} asks you to chair`);
    expect(shownBy(await unwilling.press(asked, 'No, not this time')).words).toContain(
      'Only the person who asked',
    );
    await app.settle();
    const refusal = letterWith(chair, 'Open the turn');
    expect(refusal.words).toContain(`${second} cannot take`);
    await chair.press(refusal, 'Open the turn');
    await asks(chair, refusal, 'Leroy James (Service-user reps)');
    await app.settle();
    const agreed = await leroy.press(letterWith(leroy, 'Yes, I will chair'), 'Yes, I will chair');
    expect(agreed.outcome).toBe('dialog');
    expect(shownBy(agreed).words).toContain('Thank you. You chair');
    leroy.closeDialog();
    await app.settle();

    const moved = inChannel('This has changed: somebody else chairs this meeting now.');
    expect(moved.map(({ edited }) => edited)).toEqual([true]);
    expect(inChannel('Leroy James (Service-user reps) chairs')).toHaveLength(1);
    chair.reload();
    expect(standing()).toMatchObject({ buttons: [], edited: true });
    expect(standing()?.words).not.toContain('You chair');

    const turn = await leroy.press(
      theOne(inChannel('Leroy James (Service-user reps) chairs')),
      'Why Leroy James?',
    );
    expect(shownBy(turn).buttons).toContain('No, not this time');
    expect(shownBy(await leroy.press('dialog', 'No, not this time')).words).toContain('You keep your place.');
    leroy.closeDialog();
    await app.settle();
    const [name, offered] = await drawnOnTeams();
    expect(shownBy(await person(name).press(offered, 'Yes, I will chair')).words).toContain('You chair');
    await app.settle();
    expect(inChannel(`${name} (`).at(-1)?.words).toContain(' chairs “Ward 7 co-production meeting”');
  });

  test('places beside the chair are taken and left in one press', async () => {
    await app.passTo(Math.ceil(app.context.clock.now() / HOUR) * HOUR);
    const beside = REACHED.flatMap((name) =>
      person(name)
        .direct()
        .filter(({ buttons }) => buttons.includes('Yes, I would like that'))
        .map((letter) => [person(name), letter] as const),
    );
    expect(beside.length).toBeGreaterThan(1);
    const said = await Promise.all(
      beside.map(async ([who, letter]) => shownBy(await who.press(letter, 'Yes, I would like that')).words),
    );
    expect(said.some((words) => words.includes('We look forward to it'))).toBe(true);
  });

  test('who comes into the team is welcomed in private, is not invited, and proposed to the stewards, who decide', async () => {
    await app.passTo(TUESDAY_10);
    const asha = teams.user(ASHA);
    expect(await teams.chatApp.joins(ASHA, TEAM)).toMatchObject({ inTime: true });
    await teams.until(() => asha.direct().length > 0, 'the welcome');
    await app.settle();
    const welcome = theOne(asha.direct());
    expect(welcome.words).toContain('Welcome to the channel of Ward 7 co-production group');
    expect(welcome.words).toContain('You are a guest here.');
    expect(await members()).toHaveLength(12);
    expect(shownBy(await asha.press(channelCard(), OPEN)).words).toContain('You are not in this circle yet.');
    asha.closeDialog();

    const gwen = person('Gwen Abara');
    const proposal = letterWith(gwen, 'Decide about this');
    expect(shownBy(await gwen.press(proposal, 'Decide about this')).words).toContain('Asha Rao (a guest)');
    gwen.fill(proposal, { 'one.voice': 'reps' });
    expect((await gwen.press(proposal, 'Add them to the circle')).outcome).toBe('card');
    await app.settle();
    expect((await members()).map(({ name }) => name)).not.toContain('Asha Rao');
    const amina = person('Amina Khan');
    const wanted = letterWith(amina, 'Look at it');
    expect(shownBy(await amina.press(wanted, 'Look at it')).words).toContain('Asha Rao is in the circle.');
    expect(shownBy(await amina.press(wanted, 'Yes, change it')).words).toContain('The change is made.');
    await app.settle();
    expect((await members()).map(({ name }) => name)).toContain('Asha Rao');
    expect(asha.direct().some(({ words }) => words.startsWith('Welcome, Asha Rao'))).toBe(true);
    expect(shownBy(await asha.press(channelCard(), OPEN)).words).toContain('You will be asked next time.');
    asha.closeDialog();
  });

  test('a steward changes the circle in a window, and a steward of another voice says yes on a card', async () => {
    const [gwen, amina] = [person('Gwen Abara'), person('Amina Khan')];
    const opener = await writesInChannel(teams, gwen, 'circle');
    expect(shownBy(await gwen.press(opener, 'Open it')).words).toContain('Who is in it');
    await gwen.press('dialog', 'Change “Having a voice”');
    gwen.fill('dialog', { 'text.open-for': 'a while' });
    const refused = shownBy(await gwen.press('dialog', 'Save'));
    expect(refused.values).toMatchObject({ 'text.open-for': 'a while' });
    gwen.fill('dialog', { 'text.open-for': '3 days', 'text.scores-from': '6' });
    await gwen.press('dialog', 'Save');
    gwen.closeDialog();
    await app.settle();
    const [pulse] = await pulseTable.list(app.context.store, circle.id);
    expect(pulse).toMatchObject({ openFor: 3 * DAY, thresholds: { scores: 5 } });
    const wanted = letterWith(amina, 'Look at it', 'Yes, change it');
    expect(wanted.words).toContain('Gwen Abara');
    if (wanted.buttons.includes('Look at it')) await amina.press(wanted, 'Look at it');
    expect(shownBy(await amina.press(wanted, 'Yes, change it')).words).toContain('The change is made.');
    const [changed] = await pulseTable.list(app.context.store, circle.id);
    expect(changed?.thresholds.scores).toBe(6);

    await gwen.press(opener, 'Open it');
    await gwen.press('dialog', 'Add another pulse');
    gwen.fill('dialog', { 'one.pack': 'own', 'text.questions': OWN, 'text.name': 'Our own' });
    const preview = shownBy(await gwen.press('dialog', 'See how it looks'));
    expect(preview.words).toContain('2. What got in the way?');
    expect(preview.values).toMatchObject({ 'one.pack': 'own', 'text.questions': OWN });
    await gwen.press('dialog', 'Save');
    gwen.closeDialog();
    const [waits] = await proposalTable.open(app.context.store, circle.id);
    const aminaNow = (await members()).find(({ name }) => name === 'Amina Khan');
    if (waits === undefined || aminaNow === undefined) throw new Error('nothing waits');
    expect(await approveProposal(app.context, circle, aminaNow, waits.id)).toMatchObject({ ok: true });
    const pulses = await pulseTable.list(app.context.store, circle.id);
    expect(pulses.map(({ title }) => title)).toEqual(['Having a voice', 'Our own']);
  });

  test('where the app is taken out nothing is sent any more, and where it is added again it goes on', async () => {
    const [farah, refusedBefore] = [person('Farah Siddiqui'), refusals(teams)];
    await teams.chatApp.uninstalls(PEOPLE['Farah Siddiqui']);
    await teams.chatApp.uninstalls(TEAM);
    const [letters, posts] = [farah.direct().length, teams.messagesIn(WARD).length];
    await app.passTo(TUESDAY_10 + 2 * WEEK);
    expect([farah.direct().length, teams.messagesIn(WARD).length]).toEqual([letters, posts]);
    expect(refusals(teams)).toEqual(refusedBefore);
    expect(person('Gwen Abara').direct().filter(isInvitation).length).toBeGreaterThan(0);

    await teams.chatApp.installs(PEOPLE['Farah Siddiqui']);
    await teams.chatApp.installs(TEAM);
    await app.passTo(TUESDAY_10 + 3 * WEEK);
    expect(farah.direct().slice(letters).some(isInvitation)).toBe(true);
    expect(teams.messagesIn(WARD).slice(posts).some(isInvitation)).toBe(true);
  });

  test('meetings are ended in a window with a reason, agreed to on a card, and everybody is told once', async () => {
    const [gwen, amina] = [person('Gwen Abara'), person('Amina Khan')];
    const opener = await writesInChannel(teams, gwen, 'circle');
    const page = shownBy(await gwen.press(opener, 'Open it'));
    // Teams cuts titles of buttons.
    const [end = ''] = buttonsLike(page, /^End the meetings “Ward 7/);
    const asked = shownBy(await gwen.press('dialog', end));
    expect(asked.words).toContain('A steward of another voice has to say yes too.');
    const early = shownBy(await gwen.press('dialog', 'End them'));
    expect(early.words).toContain('Please write why');
    gwen.fill('dialog', { 'text.reason': 'We meet as a working group from now on.' });
    await gwen.press('dialog', 'End them');
    gwen.closeDialog();
    await app.settle();
    expect(await meetingTable.series(app.context.store, circle.id)).toHaveLength(1);
    const wanted = letterWith(amina, 'Look at it', 'Yes, change it');
    if (wanted.buttons.includes('Look at it')) {
      expect(shownBy(await amina.press(wanted, 'Look at it')).words).toContain('We meet as a working group');
    }
    expect(shownBy(await amina.press(wanted, 'Yes, change it')).words).toContain('The change is made.');
    await app.settle();
    expect(await meetingTable.series(app.context.store, circle.id)).toEqual([]);
    const meetings = await app.records.table('meetings');
    expect(meetings.filter(({ state }) => state === 'planned')).toEqual([]);
    for (const name of REACHED) {
      const letters = person(name)
        .direct()
        .filter(({ words }) =>
          /How often we meet, how we ask.*co-production meeting” have ended/su.test(words),
        );
      expect([name, letters.length]).toEqual([name, 1]);
      expect(letters[0]?.words).toContain('We meet as a working group from now on.');
    }
  });

  test('nothing went wrong', () => {
    expect(teams.violations()).toEqual([]);
    expect(refusals(teams)).toEqual([]);
    expect(toldIn(app)).toEqual([
      'delivery.unreachable BotNotInConversationRoster',
      'delivery.unreachable removed',
    ]);
  });

  /** Has the turn move on until somebody has it who has a card for it, and gives the card. */
  async function drawnOnTeams(): Promise<readonly [Name, SeenMessage]> {
    for (let moves = 0; moves < NAMES.length; moves += 1) {
      const meeting = await nextMeeting(app, circle);
      const asked = askedMember(meeting);
      const chair = (await members()).find(({ id }) => id === asked);
      const name = REACHED.find((each) => each === chair?.name);
      if (chair === undefined) break;
      const offered = name === undefined ? undefined : person(name).direct().findLast(isOffer);
      if (name !== undefined && offered !== undefined) return [name, offered];
      await passTurnOn(app, circle);
    }
    throw new Error('nobody on Teams was drawn');
  }

  async function asks(who: Person, letter: SeenMessage, whom: string): Promise<void> {
    const label = theOne(buttonsLike(who.look(letter), /^(Ask somebody else|Hand this turn over)/));
    const form = shownBy(await who.press(letter, label));
    const choice = choicesOf(form).find((title) => title.startsWith(whom));
    if (choice === undefined) throw new Error(`nobody of ${choicesOf(form).join()}`);
    who.fill(letter, { 'one.to': choice });
    expect(shownBy(await who.press(letter, 'Ask this person')).words).toContain('We have asked');
  }
});

const isOffer = ({ words }: SeenMessage): boolean => words.startsWith('Your turn to chair');

function buttonsLike({ buttons }: SeenCard, pattern: RegExp): readonly string[] {
  return buttons.filter((each) => pattern.test(each));
}

/** The titles of everything that can be chosen on a card. */
function choicesOf({ cards }: SeenCard): readonly string[] {
  return [...JSON.stringify(cards).matchAll(/"title":"([^"]*)","value":/g)].map(([, title = '']) => title);
}
