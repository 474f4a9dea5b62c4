import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import { proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { comeTogether, sharesQuestion } from '../../../src/features/pulses/rules/openings.ts';
import { MOST_PULSES, mayStandBeside } from '../../../src/features/pulses/rules/several.ts';
import { openRoundByHand } from '../../../src/features/pulses/use-cases/open-round.ts';
import type { Question } from '../../../src/features/release/rules/question.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { meetingCheck } from '../../support/packs.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const LONDON = 'Europe/London';
const at = (text: string) => Date.parse(`${text}Z`);
const NOW = at('2026-11-16T09:00');
const weekly = (weekday: 'monday' | 'tuesday', weeks = 1, anchor = '2026-11-16') =>
  ({ kind: 'weekly', weeks, weekday, time: '10:00', anchor }) as const;
const asking = (...texts: string[]): Question[] =>
  texts.map((text, index) => ({ kind: 'yes-no', id: `q${index}`, text }));

describe('the rule', () => {
  test.each([
    ['the same words', 'Did you feel heard?', 'Did you feel heard?', true],
    ['other signs and capitals', 'Did you feel heard?', 'did you  FEEL heard', true],
    ['other words', 'Did you feel heard?', 'Did you feel safe?', false],
    ['signs alone are compared as they are', '?!', '!?', false],
  ])('the same question: %s', (_what, one, other, same) => {
    expect(sharesQuestion(asking('Another.', one), asking(other))).toBe(same);
  });

  test.each([
    ['two that come every week', weekly('tuesday'), weekly('monday'), true],
    ['every other week, in the same weeks', weekly('tuesday', 2), weekly('monday', 2), true],
    ['in turns, seven days apart', weekly('tuesday', 2), weekly('tuesday', 2, '2026-11-23'), false],
    ['in turns, six days apart', weekly('tuesday', 2), weekly('monday', 2, '2026-11-23'), true],
    [
      'one date that is over',
      weekly('tuesday'),
      { kind: 'once', date: '2026-11-10', time: '10:00' } as const,
      false,
    ],
  ])('come together: %s', (_what, one, other, together) => {
    expect(comeTogether(one, other, LONDON, NOW)).toBe(together);
    expect(comeTogether(other, one, LONDON, NOW)).toBe(together);
  });

  test('refuses another of a name, of the same questions, or one too many; an edit that moves nothing is let be', () => {
    const one = {
      title: 'Weekly',
      questions: asking('Heard?'),
      schedule: weekly('tuesday'),
      state: 'running' as 'running' | 'paused',
    };
    const rule = (plan: typeof one, before: typeof one | null, others = [one]) =>
      mayStandBeside(plan, before, others, LONDON, NOW);
    const other = { ...one, title: 'Other', questions: asking('Safe?') };
    expect(rule(other, null)).toMatchObject({ ok: true });
    expect(rule({ ...other, title: 'WEEKLY ' }, null)).toMatchObject({ code: 'pulse-name-taken' });
    expect(rule({ ...one, title: 'Other' }, null)).toMatchObject({ code: 'asked-by-another' });
    expect(rule({ ...other, questions: one.questions }, other)).toMatchObject({ code: 'asked-by-another' });
    const clashing = { ...one, title: 'Was there before' };
    expect(rule({ ...clashing, title: 'Named anew' }, clashing)).toMatchObject({ ok: true });
    expect(rule({ ...clashing, schedule: weekly('monday') }, clashing)).toMatchObject({
      code: 'asked-by-another',
    });
    expect(rule({ ...one, title: 'Other' }, null, [{ ...one, state: 'paused' }])).toMatchObject({ ok: true });
    const many = Array.from({ length: MOST_PULSES }, (_, index) => ({ ...one, title: `${index}` }));
    expect(rule(other, null, many)).toMatchObject({ code: 'too-many-pulses' });
    expect(rule(other, { ...other, title: 'x' }, many)).toMatchObject({ ok: true });
  });
});

describe('a circle', () => {
  let core: TestCore;
  let ours: Group;
  let others: Group;
  beforeAll(async () => {
    core = await startCore();
    others = await core.group();
  });
  afterAll(() => core?.stop());
  beforeEach(async () => {
    ours = await core.group();
  });

  const NEW = { pack: 'meeting-check', every: 'week', on: 'Wednesday 10:00', 'open-for': '1 day' };
  const send = (inputs: Record<string, string>, who = ours.who('Staff1'), subject = ours.circle.id) =>
    core.ask(who, 'pulse-settings.save', {
      subject,
      inputs: Object.fromEntries(Object.entries({ ...NEW, ...inputs }).map(([name, said]) => [name, [said]])),
    });
  const SAME = { pack: 'having-a-voice', on: 'Tuesday 10:00', 'open-for': '2 days', 'remind-after': '1 day' };
  const said = (reply: Reply) => plainText(reply.message).replace(/\s+/g, ' ');
  const pulses = () => pulseTable.list(core.context.store, ours.circle.id);

  test('gets another pulse from one steward alone, and its page tells when each comes', async () => {
    const form = await core.ask(ours.who('Rep1'), 'pulse-settings.form', { subject: ours.circle.id });
    const pack = form.message.blocks.find((block) => block.kind === 'choice' && block.name === 'pack');
    expect(pack).toMatchObject({ chosen: ['meeting-check'] });
    const saved = await send({});
    expect(said(saved)).toContain('Wednesday 18 November, 10am');
    expect((await pulses()).map(({ title }) => title)).toEqual([meetingCheck.name, 'Having a voice']);
    const page = said(await core.ask(ours.who('Rep2'), 'circle.show', { subject: ours.circle.id }));
    expect(page).toContain('Next: Tuesday 17 November, 10am');
    expect(page).toContain('Next: Wednesday 18 November, 10am');
    expect(page).not.toContain('Add another pulse');
    const theirs = said(await core.ask(ours.who('Rep1'), 'circle.show', { subject: ours.circle.id }));
    for (const link of ['Change “After the meeting”', 'Open “Having a voice” now', 'Add another pulse'])
      expect(theirs).toContain(link);
  });

  test('is not asked the same by two pulses: a second press makes no second pulse', async () => {
    expect(said(await send({ name: 'A third' }))).toContain('This holds now');
    expect(said(await send({ name: 'A third' }))).toContain(
      'Another pulse asks one of these questions in the same seven days. Please choose other questions or other weeks.',
    );
    expect(await pulses()).toHaveLength(2);
    const [second] = await pulses();
    const moved = await send({ pack: 'having-a-voice', every: '2 weeks' }, ours.who('Staff1'), second?.id);
    expect(moved).toMatchObject({ kind: 'refused' });
    expect(await send({ pack: 'tlap-ladder', name: 'a THIRD' })).toMatchObject({
      kind: 'refused',
      message: { summary: 'Another pulse of this circle has this name. Please choose another one.' },
    });
  });

  test('may ask the same in turns, and an opening by hand keeps the other back', async () => {
    const [first] = await pulses();
    if (first === undefined) throw new Error('no pulse');
    const { packId, questions, openFor, reminders } = first;
    const slow = { ...first.schedule, weeks: 2 } as typeof first.schedule;
    await pulseTable.save(core.context.store, { ...first, schedule: slow });
    const schedule = weekly('tuesday', 2, '2026-11-23');
    const plan = { title: 'In turns', packId, questions, schedule, openFor, reminders };
    const added = await changeCircle(core.context, ours.circle, ours.who('Staff1'), [
      { kind: 'pulse', pulseId: 'in-turns', plan },
    ]);
    expect(added).toMatchObject({ ok: true });
    expect(await openRoundByHand(core.context, first.id)).toMatchObject({ ok: true });
    expect(await openRoundByHand(core.context, 'in-turns')).toMatchObject({ code: 'still-open' });
    core.clock.moveTo(core.clock.now() + first.openFor + 1);
    expect(await openRoundByHand(core.context, 'in-turns')).toMatchObject({ code: 'asked-lately' });
    expect(await roundTable.since(core.context.store, ours.circle.id, 0)).toHaveLength(1);
  });

  /** What a steward wants of a pulse; a steward of the other voice says yes where that is needed. */
  async function turn(state: string, pulseId: string, more: Record<string, string> = {}): Promise<Reply> {
    return core.ask(ours.who('Staff1'), 'pulse-state.save', {
      subject: pulseId,
      inputs: Object.fromEntries(Object.entries({ state, ...more }).map(([name, what]) => [name, [what]])),
    });
  }
  async function agree() {
    const waiting = await proposalTable.open(core.context.store, ours.circle.id);
    for (const { id } of waiting) await approveProposal(core.context, ours.circle, ours.who('Rep1'), id);
    return waiting.length;
  }
  const onPage = async (name: string) =>
    said(await core.ask(ours.who(name), 'circle.show', { subject: ours.circle.id }));
  const rounds = () => roundTable.since(core.context.store, ours.circle.id, 0);

  test('pauses a pulse with two keys and a reason, and lets it go on with one', async () => {
    const [pulse] = await pulses();
    if (pulse === undefined) throw new Error('no pulse');
    expect(await turn('paused', pulse.id)).toMatchObject({ kind: 'refused', problems: { reason: /why/ } });
    expect(await turn('paused', pulse.id, { reason: 'It is summer.' })).toMatchObject({ kind: 'done' });
    expect((await pulses())[0]).toEqual(pulse);
    expect(await agree()).toBe(1);
    expect((await pulses())[0]).toEqual({ ...pulse, state: 'paused', nextOpensAt: null });
    expect(await onPage('Rep2')).toContain('Next: paused');
    expect(await onPage('Staff1')).not.toContain('Open “Having a voice” now');
    core.clock.moveTo((pulse.nextOpensAt ?? 0) + 1);
    await core.settle();
    expect(await rounds()).toEqual([]);
    expect(await openRoundByHand(core.context, pulse.id)).toMatchObject({ code: 'pulse-paused' });
    const moved = await send(
      { ...SAME, on: 'Wednesday 11:00', reason: 'We meet then.' },
      ours.who('Staff1'),
      pulse.id,
    );
    expect(said(moved)).not.toContain('next dates are');
    await agree();
    expect((await pulses())[0]?.nextOpensAt).toBeNull();
    const on = await turn('running', pulse.id);
    expect(said(on)).toContain('The pulse “Having a voice” goes on.');
    const next = new Date((await pulses())[0]?.nextOpensAt ?? 0);
    expect([next.getUTCDay(), next.getUTCHours(), next.getTime() > core.clock.now()]).toEqual([3, 11, true]);
    expect(said(on)).toContain(`Wednesday ${next.getUTCDate()} `);
    expect(said(await turn('running', pulse.id))).toContain('Nothing was different');
    expect(await turn('stopped', pulse.id)).toMatchObject({ kind: 'refused' });
  });

  test('ends a pulse for good: an open round closes as told, and what waited for it is refused', async () => {
    const [pulse] = await pulses();
    if (pulse === undefined) throw new Error('no pulse');
    const opened = await openRoundByHand(core.context, pulse.id);
    if (!opened.ok) throw new Error(opened.code);
    await turn('ended', pulse.id, { reason: 'We ask other things now.' });
    await send({ ...SAME, every: '4 weeks', reason: 'Less.' }, ours.who('Staff1'), pulse.id);
    const [one, other] = await proposalTable.open(core.context.store, ours.circle.id);
    const yes = (proposal?: { id: string }) =>
      approveProposal(core.context, ours.circle, ours.who('Rep1'), proposal?.id ?? '');
    const ends = one?.change.kind === 'pulse-state' ? one : other;
    expect(await yes(ends)).toMatchObject({ ok: true });
    expect(await yes(ends === one ? other : one)).toMatchObject({ code: 'pulse-ended' });
    expect(await pulses()).toEqual([]);
    expect(await onPage('Staff1')).toContain('This circle asks nothing yet.');
    expect(await openRoundByHand(core.context, pulse.id)).toMatchObject({ code: 'no-such-pulse' });
    for (const action of ['pulse-settings.form', 'pulse-state.form', 'round.open'] as const)
      expect(await core.ask(ours.who('Staff1'), action, { subject: pulse.id })).toMatchObject({
        reason: 'not-found',
      });
    expect((await roundTable.find(core.context.store, opened.value.id))?.state).toBe('open');
    core.clock.moveTo(opened.value.closesAt + 1);
    await core.settle();
    expect((await roundTable.find(core.context.store, opened.value.id))?.state).toBe('closed');
    expect(await send({ ...SAME, name: pulse.title })).toMatchObject({ kind: 'done' });
  });

  test('does not let a pulse go on whose questions another asks by now', async () => {
    const [pulse] = await pulses();
    if (pulse === undefined) throw new Error('no pulse');
    await turn('paused', pulse.id, { reason: 'It is summer.' });
    await agree();
    expect(await send({ ...SAME, name: 'In its place' })).toMatchObject({ kind: 'done' });
    expect(said(await turn('running', pulse.id))).toContain('Another pulse asks one of these questions');
    expect((await pulseTable.find(core.context.store, pulse.id))?.state).toBe('paused');
  });

  test('shows and changes none of it to a stranger, nor by who is no steward', async () => {
    const stranger = others.who('Staff1');
    expect(await send({}, stranger)).toMatchObject({ kind: 'refused', reason: 'not-found' });
    expect(await send({}, ours.who('Rep2'))).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
    expect(await pulses()).toHaveLength(1);
    const [pulse] = await pulses();
    for (const [who, reason] of [
      [stranger, 'not-found'],
      [ours.who('Rep2'), 'not-allowed'],
    ] as const)
      expect(await core.ask(who, 'pulse-state.form', { subject: pulse?.id ?? '' })).toMatchObject({ reason });
  });
});
