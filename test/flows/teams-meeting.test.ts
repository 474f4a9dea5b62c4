import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { HOUR } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { Meeting } from '../../src/features/turns/rules/meeting.ts';
import {
  letterWith,
  MEETING,
  NAMES,
  type Name,
  PEOPLE,
  refusals,
  shownBy,
  startTogether,
  theOne,
} from '../support/app-on-teams.ts';
import type { Person, SeenMessage, Teams } from '../support/teams/types.ts';
import type { TestApp } from '../support/test-app.ts';
import { takeTurn } from '../support/test-users.ts';

describe("the chat of a circle's meeting", () => {
  let teams: Teams;
  let app: TestApp;
  let circle: Circle;
  const person = (name: Name): Person => teams.user(PEOPLE[name]);
  const acts = async () => JSON.stringify(await app.records.table('acts'));

  async function offered(): Promise<SeenMessage> {
    const before = teams.messagesIn(MEETING).length;
    await person('Amina Khan').say('link', MEETING);
    await teams.until(() => teams.messagesIn(MEETING).length > before, 'an answer in the chat');
    return theOne(teams.messagesIn(MEETING).slice(before));
  }

  /** The next meeting, and whoever chairs it, by their first names' account. */
  async function nextMeeting(): Promise<{ meeting: Meeting; chair: Person }> {
    const meeting = await takeTurn(app, circle);
    const member = await memberTable.find(app.context.store, meeting.chairId ?? '');
    const name = NAMES.find((each) => each === member?.name);
    if (name === undefined) throw new Error('nobody chairs');
    return { meeting, chair: person(name) };
  }

  beforeAll(async () => {
    ({ teams, app, circle } = await startTogether());
    await teams.chatApp.installs(MEETING);
  });
  afterAll(async () => {
    await app?.stop();
    await teams?.stop();
  });

  test('a meeting in a chat that nobody linked is none of ours', async () => {
    const { meeting } = await nextMeeting();
    await app.passTo(meeting.startsAt + HOUR);
    await teams.chatApp.endsMeeting(MEETING);
    await app.settle();
    expect(await app.records.table('deliveries')).not.toContainEqual(
      expect.objectContaining({ kind: 'attendance-asked' }),
    );
  });

  test('a steward links it by a word written there; nobody else can, and nothing of it shows in the chat', async () => {
    const card = await offered();
    expect(card.words).toContain('It opens a window that only you see');
    const refused = shownBy(await person('Bex Turner').press(card, 'Open it'));
    expect(refused.words).toContain('steward');
    expect(refused.buttons).not.toContain('Yes, link it');

    const amina = person('Amina Khan');
    const form = shownBy(await amina.press(card, 'Open it'));
    expect(form.words).toContain(`Do meetings of ${circle.name} take place in this chat?`);
    expect(shownBy(await amina.press('dialog', 'Yes, link it')).words).toContain('This chat is linked.');
    expect(await circleTable.meetingChats(app.context.store, circle.id)).toEqual([
      { platform: 'teams', externalId: MEETING },
    ]);
    expect(await acts()).toContain('"meeting-chat"');
    expect(await acts()).not.toContain(MEETING);
  });

  test('when the meeting there ends, the chair notes in one tap who was there, by side alone', async () => {
    const { meeting, chair } = await nextMeeting();
    expect(app.clock.now()).toBeLessThan(meeting.endsAt);
    await teams.chatApp.startsMeeting(MEETING);
    await teams.chatApp.endsMeeting(MEETING);
    await teams.chatApp.endsMeeting(MEETING);
    await app.settle();
    const asked = letterWith(chair, 'Both sides were there');
    expect(shownBy(await chair.press(asked, 'Both sides were there')).words).toContain('Thank you');
    const [noted, ...others] = await app.records.table('attendances');
    expect(others).toEqual([]);
    expect(JSON.stringify(noted)).not.toContain(PEOPLE['Gwen Abara']);
    await app.passTo(meeting.endsAt + HOUR);
    const letters = (await app.records.table('deliveries')).filter((row) =>
      JSON.stringify(row).includes('attendance-asked'),
    );
    expect(letters).toHaveLength(1);
  });

  test('it is taken off again, and Teams was never sent anything wrong', async () => {
    const card = await offered();
    const amina = person('Amina Khan');
    await amina.press(card, 'Open it');
    expect(shownBy(await amina.press('dialog', 'Take it off again')).words).toContain('no longer linked');
    expect(await circleTable.meetingChats(app.context.store, circle.id)).toEqual([]);
    expect(teams.violations()).toEqual([]);
    expect(refusals(teams)).toEqual([]);
  });
});
