import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { composeLetter } from '../../../src/core/outbox/notifications.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { noticeboard } from '../../../src/core/tables/notices.ts';
import { composeAndSend } from '../../../src/features/digests/use-cases/compose.ts';
import { proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { openRoundByHand } from '../../../src/features/pulses/use-cases/open-round.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { askedMember } from '../../../src/features/turns/rules/asks.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { acceptTurn, declineTurn } from '../../../src/features/turns/use-cases/answer.ts';
import {
  askedFor,
  chairedMeeting,
  meetingNow,
  plannedOf,
  seriesOf,
  toldBy,
} from '../../support/meetings-of.ts';
import * as forms from '../../support/plan-forms.ts';
import { promised, pulseOf } from '../../support/plan-forms.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const iso = (instants: readonly number[]) =>
  instants.map((each) => new Date(each).toISOString().slice(0, 16));

let core: TestCore;
let ours: Group;
beforeEach(async () => {
  core = await startCore();
  ours = await core.group();
});
afterEach(() => core?.stop());

const store = () => core.context.store;
const pulseNow = () => pulseOf(core, ours);
const saveMeetings = (inputs: Record<string, string>) => forms.saveMeetings(core, ours, inputs);
const savePulse = (inputs: Record<string, string>) => forms.savePulse(core, ours, inputs);
const saveDigest = (inputs: Record<string, string>) => forms.saveDigest(core, ours, inputs);

const startsOf = async () => iso((await plannedOf(core, ours)).map(({ startsAt }) => startsAt));

describe('meetings', () => {
  const toldTo = async (name: string, kind: 'turn-retimed' | 'turn-offer') => {
    const member = ours.who(name);
    const letters = await core.letters(ours.circle);
    const letter = letters.findLast((each) => each.kind === kind && each.memberId === member.id);
    if (letter === undefined) throw new Error(`${name} was sent no ${kind}`);
    const words = await composeLetter(core.context, letter, ours.circle, member, 'web');
    if (typeof words === 'string') throw new Error(words);
    return plainText(words);
  };

  test('another time keeps the weeks; whoever chairs is asked again, and all are told', async () => {
    await core.passTo(at('2026-11-19T15:31'));
    const { chair, meeting } = await chairedMeeting(core, ours);
    await core.passTo(at('2026-11-23T09:00'));
    expect(await startsOf()).toEqual(['2026-12-03T14:00', '2026-12-17T14:00', '2026-12-31T14:00']);
    const saved = await saveMeetings({ on: 'Thursday 14:30' });
    expect(promised(saved)).toEqual([
      'Thursday 3 December, 2:30pm',
      'Thursday 17 December, 2:30pm',
      'Thursday 31 December, 2:30pm',
    ]);
    expect(plainText(saved)).toContain('The next dates are:');
    expect(await startsOf()).toEqual(['2026-12-03T14:30', '2026-12-17T14:30', '2026-12-31T14:30']);
    expect(await meetingNow(core, meeting)).toMatchObject({
      startsAt: at('2026-12-03T14:30'),
      endsAt: at('2026-12-03T16:00'),
      plannedFor: at('2026-12-03T14:30'),
      chairId: null,
      asking: { turn: { chair: chair.id }, refused: false },
    });
    await core.settle();
    expect(await toldBy(core, ours, 'meeting-moved')).toHaveLength(11);
    expect(await toldBy(core, ours, 'turn-retimed')).toEqual([chair.name]);
    const told = await toldTo(chair.name, 'turn-retimed');
    expect(told).toContain('“Meeting” now takes place on Thursday 3 December, 2:30pm.');
    expect(told).toContain('You said that you would chair it.');
    expect(told).toContain('[No, not this time]');
    // What the circle was told is put right where it stands.
    const board = await noticeboard(core.context.kept)
      .over(store())
      .read({ kind: 'channel', platform: 'web', externalId: ours.circle.id }, 20, core.clock.now());
    expect(JSON.stringify(board)).toContain('Thursday 3 December, 2:30pm');
    expect(JSON.stringify(board)).toContain('Before, it was on Thursday 3 December, 2pm.');
    expect(JSON.stringify(board)).not.toContain('on Thursday 3 December, 2pm.","tone":"lead"');
    expect(await acceptTurn(core.context, chair, meeting.id)).toMatchObject({ value: { chairId: chair.id } });
    const reminders = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'turn-reminder');
    expect(iso(reminders.map(({ dueAt }) => dueAt))).toEqual(['2026-12-02T14:30']);
    expect(await declineTurn(core.context, chair, meeting.id)).toMatchObject({ ok: true });
    expect((await meetingNow(core, meeting)).chairId).toBeNull();
  });

  test('who is only being asked is told too, and nobody else; who has said no is left in peace', async () => {
    const [meeting] = await plannedOf(core, ours);
    const asked = await askedFor(core, meeting);
    await saveMeetings({ on: 'Wednesday 11:00' });
    expect(await startsOf()).toEqual(['2026-11-18T11:00', '2026-12-02T11:00', '2026-12-16T11:00']);
    expect(await toldBy(core, ours, 'turn-retimed')).toEqual([asked.name]);
    expect(await toldTo(asked.name, 'turn-retimed')).toContain('[Yes, I will chair]');
    expect(await toldTo(asked.name, 'turn-offer')).toContain('Wednesday 18 November, 11am');
    await declineTurn(core.context, asked, meeting.id);
    await saveMeetings({ on: 'Wednesday 12:00' });
    expect(await toldBy(core, ours, 'turn-retimed')).toEqual([asked.name]);
  });

  test('another length moves nothing and tells nobody', async () => {
    const before = await startsOf();
    const saved = await saveMeetings({ lasting: '2 hours' });
    expect(promised(saved)).toHaveLength(3);
    expect(await startsOf()).toEqual(before);
    for (const { startsAt, endsAt } of await plannedOf(core, ours)) expect(endsAt - startsAt).toBe(2 * HOUR);
    expect(await toldBy(core, ours, 'turn-retimed')).toEqual([]);
  });

  test('a date to start with moves the phase, with the meeting that has its chair', async () => {
    const { chair, meeting } = await chairedMeeting(core, ours);
    const saved = await saveMeetings({ starting: '26/11/2026' });
    expect(promised(saved)[0]).toBe('Thursday 26 November, 2pm');
    expect(await startsOf()).toEqual(['2026-11-26T14:00', '2026-12-10T14:00', '2026-12-24T14:00']);
    const moved = await meetingNow(core, meeting);
    expect(moved).toMatchObject({ chairId: null, startsAt: at('2026-11-26T14:00') });
    expect(askedMember(moved)).toBe(chair.id);
    expect(await toldBy(core, ours, 'turn-retimed')).toEqual([chair.name]);
  });

  test('a date to start with gives every 3 months its months, and an edit keeps them', async () => {
    const every = { every: 'quarter', on: 'first Thursday 14:00' };
    expect(promised(await saveMeetings({ ...every, starting: '1/2/2027' }))).toEqual([
      'Thursday 4 February 2027, 2pm',
      'Thursday 6 May 2027, 2pm',
      'Thursday 5 August 2027, 2pm',
    ]);
    const [waiting] = await proposalTable.open(store(), ours.circle.id);
    await approveProposal(core.context, ours.circle, ours.who('Rep1'), waiting?.id ?? '');
    expect((await startsOf()).slice(-3)).toEqual([
      '2027-02-04T14:00',
      '2027-05-06T13:00',
      '2027-08-05T13:00',
    ]);
    const form = await core.ask(ours.who('Staff1'), 'meeting-settings.form', {
      subject: (await seriesOf(core, ours)).id,
    });
    const now = form.message.blocks.flatMap((block) =>
      block.kind === 'choice' && block.name === 'every'
        ? block.options.filter(({ value }) => block.chosen.includes(value))
        : [],
    );
    const label = 'every 3 months (February, May, August and November)';
    expect(now).toEqual([{ value: 'quarter from February', label }]);
    const edited = await saveMeetings({ every: 'quarter from February', on: 'last Friday 14:00' });
    expect(promised(edited)[0]).toBe('Friday 26 February 2027, 2pm');
  });

  test('meetings more often come before the one that has its chair too', async () => {
    await core.passTo(at('2026-11-19T15:31'));
    const { meeting } = await chairedMeeting(core, ours);
    await core.passTo(at('2026-11-23T09:00'));
    await saveMeetings({ every: 'week' });
    expect(await startsOf()).toEqual(['2026-11-26T14:00', '2026-12-03T14:00', '2026-12-10T14:00']);
    const [first] = await plannedOf(core, ours);
    expect(askedMember(first)).not.toBeNull();
    expect((await meetingNow(core, meeting)).startsAt).toBe(at('2026-12-03T14:00'));
    await core.passTo(at('2026-12-11T09:00'));
    expect(await meetingTable.held(store(), ours.circle.id, at('2026-11-23T09:00'))).toHaveLength(3);
  });

  test.each([
    ['a day that has passed', { starting: '2026-11-15' }, 'in-the-past'],
    ['no date', { starting: 'soon' }, 'not-a-date'],
    ['a day years away', { starting: '1/1/2036' }, 'too-far-ahead'],
    ['once', { every: 'once', on: '2026-12-01 10:00', starting: '2026-12-01' }, 'starting-once'],
  ])('a start is refused at its input: %s', async (_what, inputs, _code) => {
    await expect(saveMeetings(inputs)).rejects.toThrow('"starting"');
  });
});

describe('the pulse', () => {
  test('moved to an earlier day it leaves a week out, says so on saving, and takes a second key', async () => {
    await core.passTo(at('2026-11-20T09:00'));
    await expect(savePulse({ on: 'Monday 10:00' })).rejects.toThrow('"reason"');
    const saved = await savePulse({ on: 'Monday 10:00', reason: 'We meet on Mondays.' });
    expect(promised(saved)).toEqual([
      'Monday 30 November, 10am',
      'Monday 7 December, 10am',
      'Monday 14 December, 10am',
    ]);
    expect(plainText(saved).replace(/\s+/g, ' ')).toContain(
      'We leave out Monday 23 November. We asked the same on Tuesday 17 November, which is less than seven days before.',
    );
    const [waiting] = await proposalTable.open(store(), ours.circle.id);
    await approveProposal(core.context, ours.circle, ours.who('Rep1'), waiting?.id ?? '');
    expect(iso([(await pulseNow()).nextOpensAt ?? 0])).toEqual(['2026-11-30T10:00']);
    await core.passTo(at('2026-12-15T09:00'));
    const rounds = await roundTable.since(store(), ours.circle.id, at('2026-11-20T09:00'));
    expect(iso(rounds.map(({ openedAt }) => openedAt))).toEqual([
      '2026-11-30T10:00',
      '2026-12-07T10:00',
      '2026-12-14T10:00',
    ]);
    expect(core.log).toEqual([]);
  });

  test('what waits for a second yes shows its dates with that yes', async () => {
    await core.passTo(at('2026-11-18T09:00'));
    const asked = await savePulse({ every: '4 weeks', reason: 'We are asked a lot.' });
    expect(plainText(asked)).toContain('With a yes today, the next dates are:');
    expect(promised(asked)).toEqual([
      'Tuesday 24 November, 10am',
      'Tuesday 22 December, 10am',
      'Tuesday 19 January 2027, 10am',
    ]);
    expect((await pulseNow()).schedule).toMatchObject({ weeks: 1 });
  });

  test('an opening by hand counts', async () => {
    expect(await openRoundByHand(core.context, (await pulseNow()).id)).toMatchObject({ ok: true });
    const saved = await savePulse({ 'open-for': '3 days' });
    expect(promised(saved)[0]).toBe('Tuesday 24 November, 10am');
    expect(plainText(saved)).toContain('We leave out Tuesday 17 November.');
  });

  test('a circle that is not set up is promised no dates', async () => {
    ours = await core.group({ setUp: false });
    expect(plainText(await savePulse({ on: 'Monday 10:00' }))).not.toContain('The next dates');
    expect((await pulseNow()).nextOpensAt).toBeNull();
  });
});

describe('the digest', () => {
  test('a week whose digest is out gets no second one', async () => {
    await core.passTo(at('2026-11-18T09:00'));
    await composeAndSend(core.context, ours.circle);
    const saved = await saveDigest({ on: 'Thursday 12:00' });
    expect(promised(saved)[0]).toBe('Thursday 26 November, midday');
    expect(plainText(saved)).toContain('We leave out Thursday 19 November.');
    const settings = await circleTable.digestSettings(store(), ours.circle.id);
    expect(iso([settings?.nextAt ?? 0])).toEqual(['2026-11-26T12:00']);
  });

  test('moved on its day it comes next week, and not twice in this one', async () => {
    await core.passTo(at('2026-11-20T16:00'));
    const saved = await saveDigest({ on: 'Saturday 16:00', reason: 'We read it at the weekend.' });
    expect(promised(saved)[0]).toBe('Saturday 28 November, 4pm');
  });
});
