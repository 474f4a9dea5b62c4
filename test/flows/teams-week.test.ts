import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/domain/circle.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { TEAMS_CALLS } from '../../src/teams-manifest.ts';
import { HttpClient } from '../support/http-client.ts';
import type { Person, SeenCard, SeenMessage, Teams } from '../support/teams/types.ts';
import { MONDAY, type Town } from '../support/town.ts';
import { neighbour, openRound } from '../support/town-people.ts';
import {
  ASHA,
  answer,
  invitationOf,
  letterWith,
  NAMES,
  type Name,
  PEOPLE,
  shownBy,
  startTogether,
  TEAM,
  WARD,
} from '../support/town-teams.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const THURSDAY_10 = MONDAY + 3 * DAY + HOUR;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const WEEK = 7 * DAY;
const OPEN = 'Answer the questions';
const SEND = 'Send my answers';
const THANKS = 'Thank you. Your answer has been counted.';
const ANSWERS = { 'one.voice': '4', 'one.trust': '3' };
/** Everybody whose letters come in the personal chat. */
const REACHED = NAMES.filter((name) => name !== 'Hasan Ali');

describe('a week of the sample circle in Teams', () => {
  let teams: Teams;
  let town: Town;
  let circle: Circle;
  const person = (name: Name): Person => teams.user(PEOPLE[name], { oldClient: name === 'Leroy James' });
  const members = () => town.context.store.tables.members.list(circle.id);
  const seals = () => town.records.table('seals');
  const inChannel = (words: string): readonly SeenMessage[] =>
    teams.messagesIn(WARD).filter((message) => message.words.includes(words));
  const channelCard = (): SeenMessage => one(inChannel('Give me a personal link instead'));

  beforeAll(async () => {
    ({ teams, town, circle } = await startTogether());
  });
  afterAll(async () => {
    await town?.stop();
    await teams?.stop();
  });

  test('everybody is welcomed in their personal chat, but for a guest who has none; the channel is told who chairs', async () => {
    for (const name of REACHED) {
      const welcomes = person(name)
        .direct()
        .filter(({ words }) => words.startsWith('Welcome, '));
      expect([name, welcomes.length]).toEqual([name, 1]);
    }
    expect(person('Hasan Ali').direct()).toEqual([]);
    const [hasan] = (await members()).filter(({ name }) => name === 'Hasan Ali');
    const letters = (await town.records.table('deliveries')).filter(
      ({ member_id }) => member_id === hasan?.id,
    );
    expect(letters).toMatchObject([{ kind: 'welcome', state: 'failed', note: 'BotNotInConversationRoster' }]);
    const [announced, ...more] = teams.messagesIn(WARD);
    expect(announced?.words).toContain(
      'Gwen Abara (Service-user reps) chairs “Ward 7 co-production meeting”',
    );
    expect(more).toEqual([]);
  });

  test('a turn is explained, swapped, declined and accepted by buttons; letters stay as they were', async () => {
    const [gwen, kasia, leroy] = [person('Gwen Abara'), person('Kasia Nowak'), person('Leroy James')];
    const offer = letterWith(gwen, 'Yes, I will chair');
    expect(shownBy(await gwen.press(offer, 'Why me?')).words).toContain('We choose the voice first');
    await asks(gwen, offer, 'Kasia Nowak');
    await town.settle();
    const asked = letterWith(kasia, 'Yes, I will chair');
    expect(asked.words).toContain('Gwen Abara asks you to chair');
    expect(shownBy(await kasia.press(asked, 'No, not this time')).words).toContain(
      'Only the person who asked',
    );
    await town.settle();
    const refusal = letterWith(gwen, 'Open the turn');
    expect(refusal.words).toContain('Kasia Nowak cannot take');
    await gwen.press(refusal, 'Open the turn');
    await asks(gwen, refusal, 'Leroy James (Service-user reps)');
    await town.settle();
    const agreed = await leroy.press(letterWith(leroy, 'Yes, I will chair'), 'Yes, I will chair');
    expect(agreed.outcome).toBe('dialog');
    expect(shownBy(agreed).words).toContain('Thank you. You chair');
    leroy.closeDialog();
    await town.settle();

    const moved = inChannel('This has changed: somebody else chairs this meeting now.');
    expect(moved.map(({ edited }) => edited)).toEqual([true]);
    expect(inChannel('Leroy James (Service-user reps) chairs')).toHaveLength(1);
    gwen.reload();
    expect(shownBy(await gwen.press(offer, 'Yes, I will chair')).words).toContain('somebody else now');
    gwen.reload();
    expect(gwen.look(offer)).toEqual(offer);

    const turn = await leroy.press(
      one(inChannel('Leroy James (Service-user reps) chairs')),
      'Why Leroy James?',
    );
    expect(shownBy(turn).buttons).toContain('No, not this time');
    expect(shownBy(await leroy.press('dialog', 'No, not this time')).words).toContain('You keep your place.');
    leroy.closeDialog();
    await town.settle();
    const [name, offered] = await drawnOnTeams();
    expect(shownBy(await person(name).press(offered, 'Yes, I will chair')).words).toContain('You chair');
    await town.settle();
    expect(inChannel(`${name} (`).at(-1)?.words).toContain(' chairs “Ward 7 co-production meeting”');
  });

  test('places beside the chair are taken and left in one press', async () => {
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

  test('"me": whoever writes it chooses how to be asked', async () => {
    const kasia = person('Kasia Nowak');
    const page = await writes(kasia, 'me');
    kasia.fill(page, { 'one.one-at-a-time': 'yes', 'text.quiet-from': '9 pm' });
    const refused = shownBy(await kasia.press(page, 'Save'));
    expect(refused.words).toContain('Please write the time like 21:00.');
    expect(refused.values).toMatchObject({
      'one.one-at-a-time': 'yes',
      'text.quiet-from': '9 pm',
    });
    kasia.fill(page, { 'text.quiet-from': '21:00', 'text.quiet-to': '08:00' });
    expect(shownBy(await kasia.press(page, 'Save')).words).toBe('Saved. Thank you for telling us.');
  });

  test('the invitation is answered in place; the thanks are not kept, and the letter is never edited', async () => {
    await town.passTo(TUESDAY_10);
    for (const name of REACHED) {
      expect([name, person(name).direct().filter(isInvitation).length]).toEqual([name, 1]);
    }
    const gwen = person('Gwen Abara');
    const letter = invitationOf(gwen);
    expect(letter.words).toContain('It is never stored with your name.');
    const form = shownBy(await gwen.press(letter, OPEN));
    expect(form.inputs).toHaveLength(3);
    expect(form.words).toContain('What happens to your answer');
    gwen.fill(letter, ANSWERS);
    expect(shownBy(await gwen.press(letter, SEND)).words).toBe(THANKS);
    gwen.reload();
    expect(gwen.look(letter)).toEqual(letter);
    expect(letter.edited).toBe(false);
  });

  test('an empty form comes back with a kind word, a second answer is refused, a repeated invoke counts once', async () => {
    const [gwen, bex] = [person('Gwen Abara'), person('Bex Turner')];
    const letter = invitationOf(bex);
    const empty = shownBy(await answer(bex, letter, {}));
    expect(empty.words).toContain('No answer was chosen.');
    expect(empty.inputs).toHaveLength(3);
    const before = await seals();
    const again = shownBy(await answer(gwen, invitationOf(gwen), { 'one.voice': '2' }));
    expect(again.words).toContain('Each person is counted once, so nothing has changed.');
    expect(await seals()).toEqual(before);

    bex.fill(letter, ANSWERS);
    const twice = await bex.press(letter, SEND, { times: 2 });
    expect(shownBy(twice).words).toBe(THANKS);
    const afterwards = await seals();
    expect(afterwards).not.toEqual(before);
    expect(shownBy(await answer(bex, invitationOf(bex), ANSWERS)).words).toContain('counted once');
    expect(await seals()).toEqual(afterwards);
  });

  test('an old client opens the same form in a window', async () => {
    const leroy = person('Leroy James');
    const letter = invitationOf(leroy);
    const opened = await leroy.press(letter, OPEN);
    expect(opened.outcome).toBe('dialog');
    leroy.fill('dialog', ANSWERS);
    const sent = await leroy.press('dialog', SEND);
    expect([sent.outcome, shownBy(sent).words]).toEqual(['dialog', THANKS]);
    leroy.closeDialog();
    expect(leroy.look(letter)).toEqual(letter);
  });

  test('one question at a time, for who wished it: nothing is sent before the one button at the end', async () => {
    const kasia = person('Kasia Nowak');
    const letter = invitationOf(kasia);
    const first = shownBy(await kasia.press(letter, OPEN));
    expect(first.words).toContain('Question 1 of 3');
    expect(first.inputs).toHaveLength(1);
    const deliveries = teams.deliveries().length;
    kasia.fill(letter, { 'one.voice': '1' });
    expect(await kasia.press(letter, 'Next')).toEqual({ outcome: 'toggled' });
    kasia.fill(letter, { 'one.in-the-way': one(kasia.look(letter).cards.flatMap(firstChoice)) });
    await kasia.press(letter, 'Next');
    expect(kasia.look(letter).words).toContain('Question 3 of 3');
    kasia.fill(letter, { 'one.trust': '3' });
    expect(teams.deliveries()).toHaveLength(deliveries);
    expect(shownBy(await kasia.press(letter, SEND)).words).toBe(THANKS);
    kasia.reload();
    expect(kasia.look(letter)).toEqual(letter);
  });

  test('the card in the channel opens a window for whoever presses, each their own, and stays as it is', async () => {
    const card = channelCard();
    expect(card.buttons).toEqual([OPEN, 'Give me a personal link instead']);
    const [hasan, dilys] = [person('Hasan Ali'), person('Dilys Pugh')];
    const easy = shownBy(await hasan.press(card, OPEN));
    const usual = shownBy(await dilys.press(card, OPEN));
    expect(easy.words).not.toBe(usual.words);
    expect(usual.buttons).toEqual([SEND]);
    hasan.fill('dialog', ANSWERS);
    expect(shownBy(await hasan.press('dialog', SEND)).words).toBe(THANKS);
    for (const name of NAMES) expect(person(name).look(card)).toEqual(card);
    hasan.closeDialog();
    dilys.closeDialog();
  });

  test('a guest takes a personal link instead: shown to them alone, and it leads to their own pages', async () => {
    const hasan = person('Hasan Ali');
    const shown = shownBy(await hasan.press(channelCard(), 'Give me a personal link instead'));
    const address = /https?:\/\/\S+/.exec(shown.words.replaceAll('\u2060', ''))?.[0] ?? '';
    hasan.closeDialog();
    const browser = new HttpClient(town.address);
    const path = address.replace(/^https?:\/\/[^/]+/, '');
    const home = await browser.enter(`${town.address}${path}`);
    expect([home.status, home.text]).toEqual([200, expect.stringContaining('Hasan Ali')]);
    const round = await openRound(town, circle);
    const page = await browser.open(`/pulse/${round.id}`);
    expect(page.status).toBe(200);
    const second = await browser.press(page, SEND, { voice: '2' });
    expect(second.text).toContain('Your answer was counted before.');
    const posted = teams.everything().filter(({ method }) => method !== 'answer');
    expect(JSON.stringify(posted)).not.toContain(path);
  });

  test('a personal card that somebody else presses, and one that was tampered with, do nothing', async () => {
    const before = await seals();
    const card = JSON.stringify(invitationOf(person('Gwen Abara')).cards);
    const rt = /"rt":"([^"]+)"/.exec(card)?.[1] ?? '';
    const farah = person('Farah Siddiqui');
    const press = (stolen: string) =>
      farah.invoke('adaptiveCard/action', {
        action: { type: 'Action.Execute', verb: 'pulse.show', data: { rt: stolen } },
        trigger: 'manual',
      });
    expect(JSON.stringify((await press(rt)).body)).toContain('was made for somebody else');
    expect(JSON.stringify((await press(`${rt}x`)).body)).toContain('was made for somebody else');
    expect(JSON.stringify((await press('{"name":"pulse.answer"}')).body)).toContain('does not work any more');
    expect(await seals()).toEqual(before);
  });

  test('who comes into the team is welcomed in private, is not invited, and proposed to the stewards, who decide', async () => {
    const asha = teams.user(ASHA);
    expect(await teams.office.joins(ASHA, TEAM)).toMatchObject({ inTime: true });
    await teams.until(() => asha.direct().length > 0, 'the welcome');
    await town.settle();
    const welcome = one(asha.direct());
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
    await town.settle();
    expect((await members()).map(({ name }) => name)).toContain('Asha Rao');
    expect(asha.direct().some(({ words }) => words.startsWith('Welcome, Asha Rao'))).toBe(true);
    expect(shownBy(await asha.press(channelCard(), OPEN)).words).toContain('You will be asked next time.');
    asha.closeDialog();
  });

  test('"say" opens a form, in a window where others read; the words are posted nowhere before the digest', async () => {
    const chidi = person('Chidi Okafor');
    const opener = await writesInChannel(chidi, 'say the lift is broken again');
    expect(shownBy(await chidi.press(opener, 'Open it')).words).toContain('Your name does not come with it.');
    chidi.fill('dialog', { 'text.words': 'Please mend the ramp by door nine' });
    expect(shownBy(await chidi.press('dialog', 'Say it without my name')).words).toContain('the next digest');
    chidi.closeDialog();

    const bex = person('Bex Turner');
    expect(shownBy(await bex.command(TEAMS_CALLS.say)).words).toContain('Your name does not come with it.');
    bex.fill('dialog', { 'text.words': 'The kettle wants a new lead' });
    await bex.press('dialog', 'Say it without my name');
    bex.closeDialog();
    const turned = shownBy(await bex.command(TEAMS_CALLS.youSaid, opener));
    expect(turned.words).toContain('Nothing is kept until you press the button.');
    bex.closeDialog();

    const sent = JSON.stringify(teams.everything());
    for (const words of ['ramp by door nine', 'lift is broken', 'kettle wants'])
      expect(sent).not.toContain(words);
  });

  test('every word that can be written opens what it says, and every other one the help', async () => {
    const ines = person('Ines Costa');
    const heard: Record<string, string> = {
      help: 'What',
      pulse: 'Having a voice',
      chair: 'Who chairs next',
      say: 'Your name does not come with it.',
      digest: 'digest',
      circle: 'Who is in it',
      'good morning': 'What',
    };
    for (const [word, words] of Object.entries(heard)) {
      expect([word, ines.look(await writes(ines, word)).words]).toEqual([
        word,
        expect.stringContaining(words),
      ]);
    }
    expect(ines.direct().at(-1)?.suggestions).toHaveLength(6);
  });

  test('who sends the form too late is told so', async () => {
    for (const name of ['Amina Khan', 'Chidi Okafor', 'Dilys Pugh', 'Ewan Grant', 'Ines Costa'] as const) {
      expect(shownBy(await answer(person(name), invitationOf(person(name)), ANSWERS)).words).toMatch(
        name === 'Dilys Pugh' ? /Diolch/ : THANKS,
      );
    }
    const [joe] = (await members()).filter(({ name }) => name === 'Joe Brady');
    if (joe === undefined) throw new Error('no Joe');
    const given = { voice: '4', trust: '3' };
    expect((await (await neighbour(town, joe)).answer(await openRound(town, circle), given)).status).toBe(
      200,
    );
    const farah = person('Farah Siddiqui');
    const letter = invitationOf(farah);
    await farah.press(letter, OPEN);
    farah.fill(letter, ANSWERS);
    await town.passTo(THURSDAY_10);
    expect(shownBy(await farah.press(letter, SEND)).words).toContain('This pulse has closed.');
    expect(shownBy(await farah.press(channelCard(), OPEN)).words).toContain('This pulse has closed.');
    farah.closeDialog();
  });

  test('the digest is in the channel once; what was said is in it; reps and managers hear of it in person', async () => {
    await town.passTo(FRIDAY_15);
    const digest = one(inChannel('things to look at'));
    expect(digest.words).toContain('The first results');
    const gwen = person('Gwen Abara');
    const notices = (name: Name) =>
      person(name)
        .direct()
        .filter(({ buttons }) => buttons.includes('Read the digest'));
    for (const name of ['Gwen Abara', 'Ines Costa', 'Chidi Okafor'] as const) {
      expect([name, notices(name).length]).toEqual([name, 1]);
    }
    const notice = one(notices('Gwen Abara'));
    const whole = shownBy(await gwen.press(notice, 'Read the digest'));
    expect(whole.words).toContain('Please mend the ramp by door nine');
    expect(whole.words).toContain('The kettle wants a new lead');
  });

  test('the digest of the second week has charts drawn by Teams, with a text in their place and their tables', async () => {
    await town.passTo(TUESDAY_10 + WEEK);
    // Kasia goes through it one by one.
    for (const name of REACHED.filter((each) => each !== 'Kasia Nowak')) {
      await answer(person(name), invitationOf(person(name)), ANSWERS);
    }
    await answer(person('Hasan Ali'), one(inChannel('Give me a personal link instead').slice(-1)), ANSWERS);
    person('Hasan Ali').closeDialog();
    await joeAnswers();
    await town.passTo(FRIDAY_15 + WEEK);
    const digest = one(inChannel('things to look at').slice(-1));
    const elements = JSON.stringify(digest.cards);
    expect(elements).toMatch(/"type":"Chart\.[A-Za-z.]+"/);
    expect(elements).toContain('"type":"Table"');
    expect(elements).toContain('"fallback"');
  });

  test('a steward changes the circle in a window, and a steward of another voice says yes on a card', async () => {
    const [gwen, amina] = [person('Gwen Abara'), person('Amina Khan')];
    const opener = await writesInChannel(gwen, 'circle');
    expect(shownBy(await gwen.press(opener, 'Open it')).words).toContain('Who is in it');
    await gwen.press('dialog', 'Change the pulse');
    gwen.fill('dialog', { 'text.open-for': 'a while' });
    const refused = shownBy(await gwen.press('dialog', 'Save'));
    expect(refused.values).toMatchObject({ 'text.open-for': 'a while' });
    gwen.fill('dialog', { 'text.open-for': '3 days', 'text.scores-from': '6' });
    await gwen.press('dialog', 'Save');
    gwen.closeDialog();
    await town.settle();
    const [pulse] = await town.context.store.tables.pulses.list(circle.id);
    expect(pulse).toMatchObject({ openFor: 3 * DAY, thresholds: { scores: 5 } });
    const wanted = letterWith(amina, 'Look at it', 'Yes, change it');
    expect(wanted.words).toContain('Gwen Abara');
    if (wanted.buttons.includes('Look at it')) await amina.press(wanted, 'Look at it');
    expect(shownBy(await amina.press(wanted, 'Yes, change it')).words).toContain('The change is made.');
    const [changed] = await town.context.store.tables.pulses.list(circle.id);
    expect(changed?.thresholds.scores).toBe(6);
  });

  test('where the app is taken out nothing is sent any more, and where it is added again it goes on', async () => {
    const [farah, refusedBefore] = [person('Farah Siddiqui'), refusals()];
    await teams.office.uninstalls(PEOPLE['Farah Siddiqui']);
    await teams.office.uninstalls(TEAM);
    const [letters, posts] = [farah.direct().length, teams.messagesIn(WARD).length];
    await town.passTo(TUESDAY_10 + 2 * WEEK);
    expect([farah.direct().length, teams.messagesIn(WARD).length]).toEqual([letters, posts]);
    expect(refusals()).toEqual(refusedBefore);
    expect(person('Gwen Abara').direct().filter(isInvitation).length).toBeGreaterThan(0);

    await teams.office.installs(PEOPLE['Farah Siddiqui']);
    await teams.office.installs(TEAM);
    await town.passTo(TUESDAY_10 + 3 * WEEK);
    expect(farah.direct().slice(letters).some(isInvitation)).toBe(true);
    expect(teams.messagesIn(WARD).slice(posts).some(isInvitation)).toBe(true);
  });

  test('nothing went wrong', () => {
    expect(teams.violations()).toEqual([]);
    expect(refusals()).toEqual([]);
    const told = town.log.map(({ event, fields }) => `${event} ${fields.why ?? fields.what ?? ''}`);
    expect([...new Set(told)].sort()).toEqual([
      'delivery.unreachable BotNotInConversationRoster',
      'delivery.unreachable removed',
      'teams.refused forged',
      'teams.refused not-yours',
    ]);
  });

  function refusals() {
    // A guest has no chat with the app.
    const fine = ['ok', '403 BotNotInConversationRoster'];
    return teams.everything().filter(({ outcome }) => !fine.includes(outcome));
  }

  async function joeAnswers(): Promise<void> {
    const joe = one((await members()).filter(({ name }) => name === 'Joe Brady'));
    const browser = await neighbour(town, joe);
    const round = await openRound(town, circle);
    expect((await browser.answer(round, { voice: '4', trust: '3' })).status).toBe(200);
  }

  /** Has the turn move on until somebody has it who has a card for it, and gives the card. */
  async function drawnOnTeams(): Promise<readonly [Name, SeenMessage]> {
    const [series] = await town.context.store.tables.meetings.series(circle.id);
    for (let moves = 0; moves < NAMES.length; moves += 1) {
      const [meeting] = await town.context.store.tables.meetings.planned(series?.id ?? '');
      const chair = (await members()).find(({ id }) => id === meeting?.chairId);
      const name = REACHED.find((each) => each === chair?.name);
      if (chair === undefined || meeting === undefined) break;
      const offered = name === undefined ? undefined : person(name).direct().findLast(isOffer);
      if (name !== undefined && offered !== undefined) return [name, offered];
      const left = await (await neighbour(town, chair)).send(`/chair-no/${meeting.id}`, {});
      expect(left.status, left.text).toBe(200);
      await town.settle();
    }
    throw new Error('nobody on Teams was drawn');
  }

  async function asks(who: Person, letter: SeenMessage, whom: string): Promise<void> {
    const label = one(buttonsLike(who.look(letter), /^(Ask somebody else|Hand this turn over)/));
    const form = shownBy(await who.press(letter, label));
    const choice = choicesOf(form).find((title) => title.startsWith(whom));
    if (choice === undefined) throw new Error(`nobody of ${choicesOf(form).join()}`);
    who.fill(letter, { 'one.to': choice });
    expect(shownBy(await who.press(letter, 'Ask this person')).words).toContain('We have asked');
  }

  /** Writes to the bot in the personal chat, and gives the message that answers. */
  async function writes(who: Person, word: string): Promise<SeenMessage> {
    const before = who.direct().length;
    await who.say(word);
    await teams.until(() => who.direct().length > before, `an answer to ${word}`);
    return one(who.direct().slice(before));
  }

  /** Mentions the bot in the channel, and gives the message that answers. */
  async function writesInChannel(who: Person, words: string): Promise<SeenMessage> {
    const before = teams.messagesIn(WARD).length;
    await who.say(words, WARD);
    await teams.until(() => teams.messagesIn(WARD).length > before, `an answer to ${words}`);
    return one(teams.messagesIn(WARD).slice(before));
  }
});

const isOffer = ({ words }: SeenMessage): boolean => words.startsWith('Your turn to chair');
const isInvitation = ({ buttons }: SeenMessage): boolean =>
  buttons.some((each) => each === OPEN || each === 'Ateb y cwestiynau');

function buttonsLike({ buttons }: SeenCard, pattern: RegExp): readonly string[] {
  return buttons.filter((each) => pattern.test(each));
}

/** The titles of everything that can be chosen on a card. */
function choicesOf({ cards }: SeenCard): readonly string[] {
  return [...JSON.stringify(cards).matchAll(/"title":"([^"]*)","value":/g)].map(([, title = '']) => title);
}

function firstChoice(card: unknown): readonly string[] {
  const found = /"id":"one\.in-the-way".*?"choices":\[\{"title":"[^"]*","value":"([^"]*)"/.exec(
    JSON.stringify(card),
  );
  return found?.[1] === undefined ? [] : [found[1]];
}

function one<T>(items: readonly T[]): T {
  const [first, ...others] = items;
  if (first === undefined || others.length > 0) throw new Error(`${items.length} where one should be`);
  return first;
}
