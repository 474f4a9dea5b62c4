import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { isScored } from '../../src/features/release/rules/figures.ts';
import { questionKey } from '../../src/features/release/rules/pool.ts';
import { ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { questionLevelTable } from '../../src/features/release/tables/question-levels.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { askedMember } from '../../src/features/turns/rules/asks.ts';
import type { Meeting } from '../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { SETTLES_AFTER } from '../../src/features/turns/use-cases/settle.ts';
import * as onSlack from '../support/app-on-slack.ts';
import * as onTeams from '../support/app-on-teams.ts';
import { chooseByVoice, type Given, openRound, takeTurn } from '../support/test-users.ts';
import {
  FIXTURE_BACKENDS,
  type Inherited,
  openFixture,
  pressOld,
  REPS,
  STAFF,
  stillToAnswer,
} from '../support/v0-1-0.ts';

const THANKS = /Thank you. Your answer has been counted.|Diolch/;
const BEFORE = 'Your answer was counted before.';
const CLOSED = 'This pulse has closed. New answers can no longer be counted.';
/** Told beside a mean they say how many answered, so they are released no more, also of rounds that were open then. */
const SHARES = ['agree', 'disagree', 'upper', 'lower'];

/** Every suite that upgrades data goes on from here. */
describe.each(FIXTURE_BACKENDS)('what v0.1.0 left behind goes on (%s)', (backend) => {
  let left: Inherited;
  let ended: Meeting;
  const store = () => left.app.context.store;
  const rows = (kind: string) =>
    left.app.records.table('deliveries').then((all) => all.filter((row) => row.kind === kind));

  beforeAll(async () => {
    left = await openFixture(backend);
  });
  afterAll(() => left?.stop());

  test('nothing is lost by opening it: both circles, the open round, the released figures, who is signed in', async () => {
    expect(left.members.map(({ name }) => name)).toHaveLength(12);
    expect((await memberTable.list(store(), left.carers.id)).map(({ name }) => name)).toEqual([
      'Amina Khan',
      'Bex Turner',
      'Gwen Abara',
      'Kasia Nowak',
    ]);
    const round = await openRound(left.app, left.ward);
    expect(round.id).toBe(left.kept.open.id);
    expect((await ledgerTable.find(store(), left.kept.closed.id))?.release).toEqual(left.kept.closed.release);
    const home = await left.browserOf('joe').open('/');
    expect(home.status).toBe(200);
    expect(home.text).toContain('Joe Brady');
  });

  test('letters that waited go out once, when they may', async () => {
    const waiting = (await rows('pulse-invitation')).filter(({ state }) => state === 'due');
    expect(waiting).toHaveLength(2);
    await left.app.passTo(left.kept.now + 3 * HOUR);
    const now = await rows('pulse-invitation');
    for (const { id } of waiting) {
      expect(now.find((row) => row.id === id)).toMatchObject({ state: 'sent', note: null });
    }
    for (const name of STAFF) {
      const invited = left.slack
        .user(onSlack.TEAM, onSlack.STAFF[name])
        .direct()
        .filter(({ words }) => words.includes('Thursday 26 November') || words.includes('26 Tachwedd'));
      expect([name, invited.length]).toEqual([name, 1]);
    }
  });

  test('a button of a pulse that has closed says so; one of the open pulse still counts, once', async () => {
    for (const name of ['Farah Siddiqui', 'Leroy James']) {
      const old = ({ words }: { readonly words: string }) => words.includes('until Thursday 19 November');
      expect(await pressOld(left, name, 'Answer the questions', old)).toContain(CLOSED);
    }
    const { counted } = left.kept.open;
    for (const { name, given } of stillToAnswer(counted)) expect(await answer(name, given)).toMatch(THANKS);
    const again = stillToAnswer([]).find(({ name }) => counted.some((each) => each.name === name));
    if (again === undefined) throw new Error('nobody had answered');
    expect(await answer(again.name, again.given)).toContain(BEFORE);
  });

  test('the open round closes on time, with the means that v0.1.0 would have released and no shares beside them', async () => {
    await left.app.passTo(left.kept.now + 2 * DAY);
    const wouldHaveBeen = JSON.stringify(left.kept.open.release, (name, value) =>
      SHARES.includes(name) ? undefined : value,
    );
    expect((await ledgerTable.find(store(), left.kept.open.id))?.release).toEqual(JSON.parse(wouldHaveBeen));
    expect(await roundTable.open(store(), left.ward.id)).toEqual([]);
  });

  test('who was drawn is asked, by the button of old, and nobody is named before the yes', async () => {
    const drawn = await nextMeeting();
    expect(drawn).toMatchObject({ state: 'planned', turn: expect.anything() });
    const asked = askedMember(drawn);
    expect(drawn.chairId === null ? asked : drawn.chairId).toBe(drawn.turn?.chair);
    if (drawn.chairId === null) {
      // Told to nobody, and what was told is edited.
      const home = (await left.browserOf('joe').open('/')).text;
      const member = left.members.find(({ id }) => id === asked);
      expect(home).toContain('being asked');
      expect(home).not.toContain(`${member?.name} (`);
      for (const { words } of [
        ...left.slack.messagesIn(onSlack.WARD),
        ...left.teams.messagesIn(onTeams.WARD),
      ]) {
        expect(words).not.toMatch(new RegExp(`${member?.name} \\([^)]+\\) chairs`));
      }
    }
    const taken = await takeTurn(left.app, left.ward);
    await left.app.passTo(drawn.endsAt + HOUR);
    expect(await meetingTable.find(store(), drawn.id)).toMatchObject({
      state: 'held',
      chairId: taken.chairId,
    });
    ended = drawn;
  });

  test('the digest of the week tells what waited for it', async () => {
    await left.app.passTo(left.kept.now + 3 * DAY + 6 * HOUR);
    const [digest] = await digestTable.list(store(), left.ward.id, 1);
    const page = await left.browserOf('joe').open(`/digest/${digest?.id}`);
    for (const words of [
      'The ramp is too steep.',
      'Please send papers in large print.',
      'Meetings start too early for the bus.',
    ]) {
      expect(page.text).toContain(words);
    }
  });

  test('its questions are shown together since the upgrade, six and six as they are, and may be by voice with two keys', async () => {
    const keys = (await roundTable.find(store(), left.kept.open.id))?.questions
      .filter(isScored)
      .map(questionKey);
    const levels = async () =>
      (await questionLevelTable.of(store(), left.ward.id, keys ?? [])).map(({ level }) => level);
    expect(await levels()).toEqual(['together', 'together', 'together']);
    await left.app.passTo(left.kept.now + 14 * DAY + HOUR);
    const next = await openRound(left.app, left.ward);
    expect(Object.values(next.levels ?? {})).toEqual(['together', 'together', 'together']);
    const form = await left.browserOf('joe').open(`/pulse/${next.id}`);
    expect(form.text).toContain('Answers are shown for everybody together.');
    await chooseByVoice(left.app, left.ward);
    expect(await levels()).toEqual(['by-voice', 'by-voice', 'by-voice']);
    expect((await openRound(left.app, left.ward)).levels).toEqual(next.levels);
  });

  test('the turn is settled, once it is known that the meeting was held', async () => {
    await left.app.passTo(Math.max(left.app.clock.now(), ended.endsAt + SETTLES_AFTER));
    const [series] = await meetingTable.series(store(), left.ward.id);
    expect(series?.rota.settled).toBe(ended.turn?.ordinal);
  });

  test('nothing was sent twice, nothing failed', async () => {
    const all = await left.app.records.table('deliveries');
    expect(all.filter(({ state }) => state === 'failed' || state === 'claimed')).toEqual([]);
    const sent = all.filter(({ state }) => state === 'sent');
    // What came together stands in one message.
    const messages = new Set(sent.map(({ contact_id: together, id }) => together ?? id));
    expect(new Set(sent.map(({ ref }) => ref)).size).toBe(messages.size);
    expect(left.app.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  async function answer(name: string, { voice, trust }: Given): Promise<string> {
    const staff = STAFF.find((each) => each === name);
    if (staff !== undefined) {
      const person = left.slack.user(onSlack.TEAM, onSlack.STAFF[staff]);
      await onSlack.answer(left.slack, person, String(voice), { 'input.trust': String(trust) });
      const { words } = person.openModal();
      await person.close();
      return words;
    }
    const rep = REPS.find((each) => each === name);
    if (rep === undefined) throw new Error(`nobody is called ${name}`);
    const person = left.teams.user(onTeams.PEOPLE[rep]);
    const values = { 'one.voice': String(voice), 'one.trust': String(trust) };
    const { words } = onTeams.shownBy(await onTeams.answer(person, onTeams.invitationOf(person), values));
    person.closeDialog();
    return words;
  }

  /** The first that is still to come. */
  async function nextMeeting(): Promise<Meeting> {
    const [series] = await meetingTable.series(store(), left.ward.id);
    const [meeting] = await meetingTable.planned(store(), series?.id ?? '');
    if (meeting === undefined) throw new Error('no meeting is planned');
    return meeting;
  }
});
