import { describe, expect, test } from 'vitest';
import { refusedForm } from '../../../src/core/actions/handler.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import type { FormInputs } from '../../../src/core/messages/form-inputs.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { NEVER, OWN_QUESTIONS } from '../../../src/features/pulses/messages/settings.ts';
import { readPulseForm } from '../../../src/features/pulses/use-cases/settings.ts';
import type { Level } from '../../../src/features/release/rules/level.ts';
import type { Pulse } from '../../../src/features/release/rules/pulse.ts';
import { accessAndInclusion, havingAVoice } from '../../support/packs.ts';

const FILLED: FormInputs = {
  pack: ['having-a-voice'],
  every: ['week'],
  on: ['Tuesday 10:00'],
  'open-for': ['48 hours'],
  'remind-after': ['24 hours'],
};

const read = (inputs: FormInputs, pulse: Pulse | null = PULSE, level: Level | null = 'together') =>
  readPulseForm(
    { ...FILLED, ...inputs },
    {
      circle: { timezone: 'Europe/London' },
      pulse,
      pulseId: 'p1',
      now: Date.parse('2026-11-16T09:00:00Z'),
      level,
      others: [],
    },
  );

const PULSE: Pulse = (() => {
  const first = read({}, null, null);
  const change = first.ok ? first.value[0] : undefined;
  if (change?.kind !== 'pulse') throw new Error('no pulse');
  const kept = { id: 'p1', circleId: 'c1', comments: false, state: 'running', nextOpensAt: null } as const;
  return { ...change.plan, ...kept, thresholds: { scores: 6, comments: 12 } };
})();

describe('the form of a pulse', () => {
  test('makes a new one from a pack, and nothing else of it yet', () => {
    expect(read({ 'scores-from': ['9'], comments: ['yes'] }, null)).toMatchObject({
      value: [
        {
          kind: 'pulse',
          pulseId: 'p1',
          plan: {
            title: havingAVoice.name,
            packId: havingAVoice.id,
            questions: havingAVoice.questions,
            openFor: 2 * DAY,
            reminders: [DAY],
          },
        },
      ],
    });
    expect(read({ comments: ['yes'] }, null)).toMatchObject({ value: [{}] });
  });

  test('changes nothing where it is sent as it was, or where inputs were left out', () => {
    expect(read({})).toEqual({ ok: true, value: [] });
    const same = { 'scores-from': ['6'], 'comments-from': ['12'], comments: ['no'], level: ['together'] };
    expect(read(same)).toEqual({ ok: true, value: [] });
    expect(read({ level: ['neither'], comments: ['perhaps'] })).toEqual({ ok: true, value: [] });
  });

  test.each<[FormInputs, object]>([
    [
      { 'open-for': ['24 hours'], 'remind-after': [NEVER] },
      { kind: 'pulse', plan: { openFor: DAY } },
    ],
    [{ 'remind-after': [''] }, { kind: 'pulse', plan: { reminders: [] } }],
    [{ 'remind-after': [NEVER] }, { kind: 'pulse', plan: { reminders: [] } }],
    [
      { 'remind-after': ['40 hours, 1 day and 2 hours'] },
      { plan: { reminders: [2 * HOUR, DAY, 40 * HOUR] } },
    ],
    [{ on: ['Wednesday 10:00'] }, { kind: 'pulse' }],
    [{ every: ['2 weeks'] }, { kind: 'pulse' }],
    [{ pack: [accessAndInclusion.id] }, { kind: 'pulse', plan: { title: accessAndInclusion.name } }],
    [{ 'scores-from': ['7'] }, { kind: 'thresholds', thresholds: { scores: 7, comments: 12 } }],
    [{ 'comments-from': ['10'] }, { kind: 'thresholds', thresholds: { scores: 6, comments: 10 } }],
    [{ comments: ['yes'] }, { kind: 'comments', comments: true }],
    [{ level: ['by-voice'] }, { kind: 'level', level: 'by-voice' }],
  ])('wants one change for what differs: %j', (inputs, change) => {
    const wanted = read(inputs);
    expect(wanted).toMatchObject({ value: [change] });
    expect(wanted.ok && wanted.value).toHaveLength(1);
  });

  test('leaves a title of the circle’s own, and questions of its own, where the pack stays', () => {
    const own = { ...PULSE, title: 'Ours', packId: null };
    expect(read({ pack: [OWN_QUESTIONS] }, own)).toEqual({ ok: true, value: [] });
    expect(read({}, { ...PULSE, title: 'Ours' })).toEqual({ ok: true, value: [] });
    expect(read({}, own)).toMatchObject({ value: [{ plan: { title: havingAVoice.name } }] });
  });

  test('takes questions of the circle’s own, and leaves them as they are where nothing was written', () => {
    const questions = 'Did you feel heard?\r\nyes or no\r\n';
    const own = read({ pack: [OWN_QUESTIONS], name: ['Ours'], questions: [questions] }, null);
    expect(own).toMatchObject({
      value: [{ plan: { title: 'Ours', packId: null, questions: [{ text: 'Did you feel heard?' }] } }],
    });
    expect(read({ pack: [OWN_QUESTIONS], questions: [questions] }, null)).toMatchObject({
      code: 'no-name',
      details: { input: 'name' },
    });
    const change = own.ok ? own.value[0] : undefined;
    if (change?.kind !== 'pulse') throw new Error('no pulse');
    const pulse = { ...PULSE, ...change.plan };
    expect(read({ pack: [OWN_QUESTIONS] }, pulse)).toEqual({ ok: true, value: [] });
    expect(read({ pack: [OWN_QUESTIONS], questions: [questions] }, pulse)).toEqual({ ok: true, value: [] });
    const edited = read({ pack: [OWN_QUESTIONS], questions: [`${questions}\r\nWhy?\r\nown words`] }, pulse);
    expect(edited).toMatchObject({
      value: [{ plan: { title: 'Ours', questions: [...pulse.questions, { kind: 'text', text: 'Why?' }] } }],
    });
  });

  test.each<[string, string, FormInputs]>([
    ['no-such-pack', 'pack', { pack: ['cats'] }],
    ['no-questions', 'questions', { pack: [OWN_QUESTIONS] }],
    ['question-answers', 'questions', { pack: [OWN_QUESTIONS], questions: ['Who?\n- Me'] }],
    ['open-too-short', 'open-for', { 'open-for': ['59 minutes'], 'remind-after': [NEVER] }],
    ['open-too-long', 'open-for', { 'open-for': ['8 days'] }],
    ['reminder-too-late', 'remind-after', { 'remind-after': ['48 hours'] }],
    ['reminder-too-late', 'remind-after', { 'remind-after': ['24 hours, 2 days'] }],
    ['too-many-reminders', 'remind-after', { 'remind-after': ['1 hour, 13 hours, 25 hours, 37 hours'] }],
    ['reminders-too-close', 'remind-after', { 'remind-after': ['24 hours, 35 hours'] }],
    ['not-a-duration', 'remind-after', { 'remind-after': ['24 hours, soon'] }],
    ['below-floor-scores', 'scores-from', { 'scores-from': ['4'] }],
    ['below-floor-comments', 'comments-from', { 'comments-from': ['9'] }],
    ['not-whole', 'scores-from', { 'scores-from': ['five'] }],
    ['not-whole', 'comments-from', { 'comments-from': ['-1'] }],
  ])('%s: says at which input', (code, input, inputs) => {
    expect(read(inputs)).toMatchObject({ code, details: { input } });
  });

  test('may be open for an hour at least, and to the next time at most', () => {
    expect(read({ 'open-for': ['1 hour'], 'remind-after': [NEVER] })).toMatchObject({
      value: [{ plan: { openFor: HOUR } }],
    });
    // A week in which the clocks go forward has an hour less.
    expect(read({ 'open-for': ['167 hours'] })).toMatchObject({ value: [{ plan: { openFor: 167 * HOUR } }] });
    expect(read({ 'open-for': ['7 days'] })).toMatchObject({ code: 'open-too-long' });
  });
});

test('all that is wrong is told at once, each at its input', () => {
  const refused = read({ on: ['someday'], 'open-for': ['long'], 'scores-from': ['1'] });
  if (refused.ok) throw new Error('taken');
  const faults = [refused, ...(refused.others ?? [])];
  expect(faults.map(({ details }) => details?.input)).toEqual(['on', 'open-for', 'scores-from']);
  const form: Message = { summary: 'Form', language: 'en-GB', blocks: [] };
  const reader = { language: 'en-GB', easyRead: false, oneAtATime: false, timezone: 'Europe/London' };
  const { problems = {} } = refusedForm(refused, reader, form);
  expect(Object.keys(problems).sort()).toEqual(['on', 'open-for', 'scores-from']);
  expect(problems['scores-from']).toContain('Please use 5 or more.');
});
