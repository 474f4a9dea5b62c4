import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import {
  answer,
  invitationOf,
  isInvitation,
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
} from '../support/app-on-teams.ts';
import { lookIntoSeal } from '../support/app-tally.ts';
import { HttpClient } from '../support/http-client.ts';
import type { Person, SeenMessage, Teams } from '../support/teams/types.ts';
import { MONDAY, type TestApp } from '../support/test-app.ts';
import { openRound } from '../support/test-users.ts';

const TUESDAY_10 = MONDAY + DAY + HOUR;
const OPEN = 'Answer the questions';
const SEND = 'Send my answers';
const THANKS = 'Thank you. Your answer has been counted.';
const ANSWERS = { 'one.voice': '4', 'one.trust': '3' };

describe('a pulse in Teams', () => {
  let teams: Teams;
  let app: TestApp;
  let circle: Circle;
  const person = (name: Name): Person => teams.user(PEOPLE[name], { oldClient: name === 'Leroy James' });
  const _members = () => memberTable.list(app.context.store, circle.id);
  const counts = async () => lookIntoSeal(app.context, await openRound(app, circle));
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

  test('"me": whoever writes it chooses how to be asked', async () => {
    const kasia = person('Kasia Nowak');
    const page = await writes(teams, kasia, 'me');
    kasia.fill(page, { 'one.one-at-a-time': 'yes', 'text.quiet-from': '21:00' });
    const refused = shownBy(await kasia.press(page, 'Save'));
    expect(refused.words).toContain('Please fill in both times, or leave both empty.');
    expect(refused.values).toMatchObject({
      'one.one-at-a-time': 'yes',
      'text.quiet-from': '21:00',
    });
    kasia.fill(page, { 'text.quiet-from': '21:00', 'text.quiet-to': '08:00' });
    expect(shownBy(await kasia.press(page, 'Save')).words).toBe('Saved. Thank you for telling us.');
  });

  test('the invitation is answered in place; the thanks are not kept, and the letter is never edited', async () => {
    await app.passTo(TUESDAY_10);
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
    const before = await counts();
    const again = shownBy(await answer(gwen, invitationOf(gwen), { 'one.voice': '2' }));
    expect(again.words).toContain('Each person is counted once, so nothing has changed.');
    expect(await counts()).toEqual(before);

    bex.fill(letter, ANSWERS);
    const twice = await bex.press(letter, SEND, { times: 2 });
    expect(shownBy(twice).words).toBe(THANKS);
    const afterwards = await counts();
    expect(afterwards).not.toEqual(before);
    expect(shownBy(await answer(bex, invitationOf(bex), ANSWERS)).words).toContain('counted once');
    expect(await counts()).toEqual(afterwards);
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
    kasia.fill(letter, { 'one.in-the-way': theOne(kasia.look(letter).cards.flatMap(firstChoice)) });
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
    const browser = new HttpClient(app.address);
    const path = address.replace(/^https?:\/\/[^/]+/, '');
    const home = await browser.enter(`${app.address}${path}`);
    expect([home.status, home.text]).toEqual([200, expect.stringContaining('Hasan Ali')]);
    const round = await openRound(app, circle);
    const page = await browser.open(`/pulse/${round.id}`);
    expect(page.status).toBe(200);
    const second = await browser.press(page, SEND, { voice: '2' });
    expect(second.text).toContain('Your answer was counted before.');
    const posted = teams.everything().filter(({ method }) => method !== 'answer');
    expect(JSON.stringify(posted)).not.toContain(path);
  });

  test('a personal card that somebody else presses, and one that was tampered with, do nothing', async () => {
    const before = await counts();
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
    expect(await counts()).toEqual(before);
  });

  test('nothing went wrong', () => {
    expect(teams.violations()).toEqual([]);
    expect(refusals(teams)).toEqual([]);
    expect(toldIn(app)).toEqual([
      'delivery.unreachable BotNotInConversationRoster',
      'teams.refused forged',
      'teams.refused not-yours',
    ]);
  });
});

function firstChoice(card: unknown): readonly string[] {
  const found = /"id":"one\.in-the-way".*?"choices":\[\{"title":"[^"]*","value":"([^"]*)"/.exec(
    JSON.stringify(card),
  );
  return found?.[1] === undefined ? [] : [found[1]];
}
