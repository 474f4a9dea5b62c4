import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEAMS_CALLS } from '../../src/config/teams-manifest.ts';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import {
  answer,
  invitationOf,
  letterFor,
  NAMES,
  type Name,
  PEOPLE,
  REACHED,
  refusals,
  shownBy,
  startTogether,
  theOne,
  toldIn,
  WARD,
  writes,
  writesInChannel,
} from '../support/app-on-teams.ts';
import type { Person, SeenMessage, Teams } from '../support/teams/types.ts';
import { MONDAY, type TestApp } from '../support/test-app.ts';
import { openRound, takeTurn, testUser } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const THURSDAY_10 = MONDAY + 3 * DAY + HOUR;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const WEEK = 7 * DAY;
const OPEN = 'Answer the questions';
const SEND = 'Send my answers';
const THANKS = 'Thank you. Your answer has been counted.';
const ANSWERS = { 'one.voice': '4', 'one.trust': '3' };

describe('a week of the sample circle in Teams', () => {
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
  });
  afterAll(async () => {
    await app?.stop();
    await teams?.stop();
  });

  test('everybody is welcomed in their personal chat, but for a guest who has none; the channel is told who chairs after a yes', async () => {
    for (const name of REACHED) {
      const welcomes = person(name)
        .direct()
        .filter(({ words }) => words.startsWith('Welcome, '));
      expect([name, welcomes.length]).toEqual([name, 1]);
    }
    expect(person('Hasan Ali').direct()).toEqual([]);
    const [hasan] = (await members()).filter(({ name }) => name === 'Hasan Ali');
    const letters = (await app.records.table('deliveries')).filter(
      ({ member_id }) => member_id === hasan?.id,
    );
    expect(letters).toMatchObject([{ kind: 'welcome', state: 'due', note: 'BotNotInConversationRoster' }]);
    expect(teams.messagesIn(WARD)).toEqual([]);
    await takeTurn(app, circle);
    const [announced, ...more] = teams.messagesIn(WARD);
    expect(announced?.words).toMatch(/ \((Staff|Service-user reps)\) chairs “Ward 7 co-production meeting”/);
    expect(more).toEqual([]);
  });

  test('"say" opens a form, in a window where others read; the words are posted nowhere before the digest', async () => {
    await app.passTo(TUESDAY_10);
    const chidi = person('Chidi Okafor');
    const opener = await writesInChannel(teams, chidi, 'say the lift is broken again');
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
      // Nobody writes eight words in one moment, which is more than Teams takes.
      app.clock.moveTo(app.clock.now() + MINUTE);
      expect([word, ines.look(await writes(teams, ines, word)).words]).toEqual([
        word,
        expect.stringContaining(words),
      ]);
    }
    expect(ines.direct().at(-1)?.suggestions).toHaveLength(3);
  });

  test('who sends the form too late is told so', async () => {
    await everybodyAnswers('Farah Siddiqui');
    const farah = person('Farah Siddiqui');
    const letter = invitationOf(farah);
    await farah.press(letter, OPEN);
    farah.fill(letter, ANSWERS);
    await app.passTo(THURSDAY_10);
    expect(shownBy(await farah.press(letter, SEND)).words).toContain('This pulse has closed.');
    expect(shownBy(await farah.press(channelCard(), OPEN)).words).toContain('This pulse has closed.');
    farah.closeDialog();
  });

  test('the digest is in the channel once; what was said is in it; reps and managers hear of it in person', async () => {
    await app.passTo(FRIDAY_15);
    const digest = theOne(inChannel('things to look at'));
    expect(digest.words).toContain('The first results');
    const gwen = person('Gwen Abara');
    const notices = (name: Name) =>
      person(name)
        .direct()
        .filter(({ buttons }) => buttons.includes('Read the digest'));
    for (const name of ['Gwen Abara', 'Ines Costa', 'Chidi Okafor'] as const) {
      expect([name, notices(name).length]).toEqual([name, 1]);
    }
    const notice = theOne(notices('Gwen Abara'));
    const whole = shownBy(await gwen.press(notice, 'Read the digest'));
    expect(whole.words).toContain('Please mend the ramp by door nine');
    expect(whole.words).toContain('The kettle wants a new lead');
  });

  test('the digest of the second week has charts drawn by Teams, with a text in their place and their tables', async () => {
    await app.passTo(TUESDAY_10 + WEEK);
    await everybodyAnswers(null);
    await app.passTo(FRIDAY_15 + WEEK);
    const digest = theOne(inChannel('things to look at').slice(-1));
    const elements = JSON.stringify(digest.cards);
    expect(elements).toMatch(/"type":"Chart\.[A-Za-z.]+"/);
    expect(elements).toContain('"type":"Table"');
    expect(elements).toContain('"fallback"');
  });

  test('nothing went wrong', () => {
    expect(teams.violations()).toEqual([]);
    expect(refusals(teams)).toEqual([]);
    expect(toldIn(app)).toEqual(['delivery.unreachable BotNotInConversationRoster']);
  });

  /** All twelve but one, each where they are asked. */
  async function everybodyAnswers(silent: Name | null): Promise<void> {
    for (const name of NAMES.filter((each) => each !== silent)) {
      const said = shownBy(await answer(person(name), letterFor(teams, name), ANSWERS)).words;
      expect([name, said]).toEqual([
        name,
        name === 'Dilys Pugh' ? expect.stringContaining('Diolch') : THANKS,
      ]);
      person(name).reload();
    }
    const joe = theOne((await members()).filter(({ name }) => name === 'Joe Brady'));
    const browser = await testUser(app, joe);
    const round = await openRound(app, circle);
    expect((await browser.answer(round, { voice: '4', trust: '3' })).status).toBe(200);
  }
});
