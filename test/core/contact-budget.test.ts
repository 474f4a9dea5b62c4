import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantAt, localTime } from '../../src/core/calendar/local-time.ts';
import { quietUntil } from '../../src/core/calendar/quiet-hours.ts';
import { WEEKDAYS } from '../../src/core/calendar/weekday.ts';
import { WEEKLY_MOST } from '../../src/core/circle.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/core/instant.ts';
import { type Pace, tellAt, verdictOn, weekOf } from '../../src/core/outbox/contact-budget.ts';
import {
  type Contact,
  DELIVERY_KINDS,
  type DeliveryKind,
  FOR_BUNDLE,
} from '../../src/core/outbox/delivery.ts';
import { byWeight, mayWait, URGENCY } from '../../src/core/outbox/urgency.ts';

const LONDON: Pace = { weeklyMost: 10, ownTime: null, quietHours: null, timezone: 'Europe/London' };
/** A Monday. */
const at = (local: string, timezone = 'Europe/London') => instantAt(local, timezone);
const MONDAY = at('2026-11-16T10:05');

const letter = (
  kind: DeliveryKind,
  given: { note?: string; expiresAt?: Instant; payload?: { before: string } } = {},
) => ({
  kind,
  note: null,
  expiresAt: null,
  payload: null,
  ...given,
});
let ids = 0;
const alone = (kind: DeliveryKind): Contact => {
  ids += 1;
  return { id: `${ids}`, kind, contactId: `${ids}`, sentAt: MONDAY - DAY };
};
const bundle = (): Contact => ({ ...alone('act-told'), contactId: `bundle ${ids}` });
const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe('what cannot wait', () => {
  test('goes at once, whatever was sent', () => {
    const sent = [...times(20, () => alone('digest')), ...times(20, bundle)];
    const pace = { ...LONDON, weeklyMost: 3 } as const;
    for (const kind of DELIVERY_KINDS.filter((each) => URGENCY[each] === 'now'))
      expect(verdictOn(letter(kind), pace, sent, MONDAY)).toBe('at-once');
  });

  test('is also what would run out soon after the bundle that it would wait for', () => {
    const inDays = (days: number) => letter('approval-wanted', { expiresAt: MONDAY + days * DAY });
    expect(verdictOn(inDays(14), LONDON, [], MONDAY)).toBe(at('2026-11-16T11:00'));
    expect(verdictOn(inDays(3), LONDON, [], MONDAY)).toBe('at-once');
    expect(verdictOn(inDays(8), { ...LONDON, weeklyMost: 3 }, [bundle()], MONDAY)).toBe('at-once');
  });
});

describe('what goes at its time', () => {
  test.each([
    [3, 2, 0],
    [5, 3, 1],
    [10, 6, 3],
  ] as const)('of %i a week has %i, and %i reminders of these', (weeklyMost, timed, reminders) => {
    const pace = { ...LONDON, weeklyMost };
    const digests = (count: number) => times(count, () => alone('digest'));
    const told = (kind: DeliveryKind, sent: readonly Contact[]) =>
      verdictOn(letter(kind), pace, sent, MONDAY);
    expect(told('digest', digests(timed - 1))).toBe('alone');
    expect(told('digest', digests(timed))).toBe(at('2026-11-16T11:00'));
    expect(told('pulse-reminder', digests(timed))).toBe('never');
    const reminded = times(reminders, () => alone('pulse-reminder'));
    expect(told('pulse-reminder', reminded)).toBe('never');
    if (reminders > 0) expect(told('pulse-reminder', reminded.slice(1))).toBe('alone');
    // Bundles take nothing from them.
    expect(told('pulse-invitation', [...digests(timed - 1), ...times(9, bundle)])).toBe('alone');
  });

  test('reaches everybody in time: an invitation for which there is no room goes all the same', () => {
    const sent = times(2, () => alone('pulse-invitation'));
    const pace = { ...LONDON, weeklyMost: 3 } as const;
    const open = (days: number) => letter('pulse-invitation', { expiresAt: MONDAY + days * DAY });
    expect(verdictOn(open(2), pace, sent, MONDAY)).toBe('at-once');
    expect(verdictOn(open(7), pace, sent, MONDAY)).toBe(at('2026-11-16T11:00'));
    expect(verdictOn({ ...open(7), note: FOR_BUNDLE }, pace, sent, MONDAY)).toBe('together');
  });
});

describe('what is about something with a date of its own', () => {
  const few = { ...LONDON, weeklyMost: 3 } as const;
  const dated = (hours: number, note?: string) =>
    letter('approval-wanted', {
      payload: { before: `${MONDAY + hours * HOUR}` },
      expiresAt: MONDAY + 14 * DAY,
      ...(note === undefined ? {} : { note }),
    });
  const asked = (minutesAgo: number): Contact => ({
    ...bundle(),
    kind: 'approval-wanted',
    sentAt: MONDAY - minutesAgo * MINUTE,
  });

  test('goes at the end of the hour, with all of that hour, whatever was sent in the week', () => {
    const sent = times(9, bundle);
    expect(verdictOn(dated(24), few, sent, MONDAY)).toBe(at('2026-11-16T11:00'));
    expect(verdictOn(dated(24, FOR_BUNDLE), few, sent, at('2026-11-16T11:00'))).toBe('together');
    const ownTime = { weekday: null, time: '20:00' };
    expect(verdictOn(dated(5), { ...LONDON, ownTime }, [], MONDAY)).toBe(at('2026-11-16T11:00'));
  });

  test('waits like others where the bundle leaves three days', () => {
    expect(verdictOn(dated(24 * 11), few, [bundle()], MONDAY)).toBe(at('2026-11-23T09:00'));
  });

  test('goes at once in the last hour, but three times at most', () => {
    expect(verdictOn(dated(0.5), few, times(9, bundle), MONDAY)).toBe('together');
    expect(verdictOn(dated(0.5), few, [asked(1), asked(2), asked(61)], MONDAY)).toBe('together');
    expect(verdictOn(dated(0.5), few, [asked(1), asked(2), asked(3)], MONDAY)).toBe(at('2026-11-16T11:00'));
  });
});

describe('what can wait', () => {
  const told = (pace: Partial<Pace>, sent: readonly Contact[], now: Instant, note?: string) =>
    verdictOn(letter('act-told', note === undefined ? {} : { note }), { ...LONDON, ...pace }, sent, now);

  test('goes at the end of its hour, with all of that hour; what was held for then, then', () => {
    expect(told({}, [], MONDAY)).toBe(at('2026-11-16T11:00'));
    expect(told({}, [], at('2026-11-16T11:00') - 1)).toBe(at('2026-11-16T11:00'));
    expect(told({}, [], at('2026-11-16T11:00'))).toBe('together');
    expect(told({}, [], MONDAY, 'pace')).toBe('together');
    expect(told({ timezone: 'Asia/Kolkata' }, [], MONDAY)).toBe(MONDAY + 25 * MINUTE);
  });

  test('goes at the hour of their own, by their own clock', () => {
    const ownTime = { weekday: 'friday', time: '18:30' } as const;
    expect(told({ ownTime }, [], MONDAY)).toBe(at('2026-11-16T18:30'));
    expect(told({ ownTime }, [], at('2026-11-16T18:30'))).toBe('together');
    expect(told({ ownTime }, [], at('2026-11-16T18:31'))).toBe(at('2026-11-17T18:30'));
    expect(told({ ownTime, timezone: 'America/New_York' }, [], MONDAY)).toBe(
      at('2026-11-16T18:30', 'America/New_York'),
    );
  });

  test.each([
    [3, 1, '2026-11-23T09:00'],
    [5, 1, '2026-11-19T09:00'],
    [5, 2, '2026-11-23T09:00'],
    [10, 1, '2026-11-17T09:00'],
    [10, 2, '2026-11-19T09:00'],
    [10, 3, '2026-11-21T09:00'],
    [10, 4, '2026-11-23T09:00'],
  ] as const)('of %i a week, after bundle %i waits until %s', (weeklyMost, bundles, until) => {
    const sent = times(bundles, bundle);
    expect(told({ weeklyMost }, sent, MONDAY, FOR_BUNDLE)).toBe(at(until));
    expect(told({ weeklyMost }, sent, at('2026-11-16T23:59'), FOR_BUNDLE)).toBe(at(until));
    if (weeklyMost !== 3) {
      const ownTime = { weekday: null, time: '20:00' };
      expect(told({ weeklyMost, ownTime }, sent, MONDAY, FOR_BUNDLE)).toBe(at(until) + 11 * HOUR);
    }
    expect(told({ weeklyMost: null }, sent, MONDAY, FOR_BUNDLE)).toBe('together');
  });
});

interface Due {
  readonly kind: DeliveryKind;
  readonly dueAt: Instant;
  readonly expiresAt: Instant | null;
}
interface Sent extends Due, Contact {
  readonly at: Instant;
  readonly counts: boolean;
}

/** What becomes of letters, each looked at when its moment has come, in whatever order those of one moment are taken. */
function live(letters: readonly Due[], pace: Pace) {
  let waiting = letters.map((each, index) => ({ ...each, id: `${index}`, at: each.dueAt, note: '' }));
  const sent: Sent[] = [];
  const never: Due[] = [];
  for (let looks = 0; waiting.length > 0; looks += 1) {
    if (looks > 50 * letters.length) throw new Error('They go round in circles.');
    const now = Math.min(...waiting.map((each) => each.at));
    const next = waiting.find((each) => each.at === now);
    if (next === undefined) break;
    const note = next.note === '' ? null : next.note;
    const counted = sent.filter((each) => each.counts && each.at >= weekOf(pace, now).from);
    const verdict = verdictOn({ ...next, note, payload: null }, pace, counted, now);
    if (typeof verdict === 'number') {
      expect(verdict).toBeGreaterThan(now);
      waiting = waiting.map((each) => (each === next ? { ...each, at: verdict, note: FOR_BUNDLE } : each));
      continue;
    }
    const isWith = (each: typeof next) =>
      each === next ||
      (verdict === 'together' && ((mayWait(each) && each.at <= now) || each.note === FOR_BUNDLE));
    const goes = verdict === 'never' ? [] : byWeight(waiting.filter(isWith));
    if (verdict === 'never') never.push(next);
    const contactId = verdict === 'together' ? `bundle ${sent.length}` : next.id;
    const counts = verdict !== 'at-once';
    sent.push(...goes.map((each) => ({ ...each, at: now, sentAt: now, contactId, counts })));
    waiting = waiting.filter((each) => each !== next && !goes.includes(each));
  }
  return { sent, never };
}

function grouped(sent: readonly Sent[], by: (each: Sent) => unknown): Sent[][] {
  return [...new Set(sent.map(by))].map((group) => sent.filter((each) => by(each) === group));
}

const ZONES = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Apia'];
/** Clocks change in the weeks from here on: in London on 25 October, in New York on 1 November. */
const START = Date.parse('2026-10-19T00:00:00Z');

const aPace = fc.record({
  weeklyMost: fc.constantFrom(...WEEKLY_MOST),
  ownTime: fc.option(
    fc.record({
      weekday: fc.constantFrom(null, ...WEEKDAYS),
      time: fc.constantFrom('00:00', '01:30', '09:00', '18:30', '23:45'),
    }),
  ),
  quietHours: fc.constant(null),
  timezone: fc.constantFrom(...ZONES),
});
const aLetter = fc
  .record({
    kind: fc.constantFrom(...DELIVERY_KINDS),
    after: fc.integer({ min: 0, max: 21 * 24 * 60 }),
    lasts: fc.option(fc.integer({ min: 1, max: 20 })),
  })
  .map(({ kind, after, lasts }): Due => {
    const dueAt = START + after * MINUTE;
    return { kind, dueAt, expiresAt: lasts === null ? null : dueAt + lasts * DAY };
  });
const letters = fc.array(aLetter, { maxLength: 60 });

describe('whatever comes due', () => {
  test('never more than wished in a local week; each goes once, in time, what matters most first', () => {
    fc.assert(
      fc.property(letters, aPace, (due, pace) => {
        const { sent, never } = live(due, pace);
        expect(sent.length + never.length).toBe(due.length);
        expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
        expect(never.every(({ kind }) => kind === 'pulse-reminder')).toBe(true);
        const counted = sent.filter(({ counts }) => counts);
        for (const week of grouped(counted, (each) => weekOf(pace, each.at).from))
          expect(new Set(week.map(({ contactId }) => contactId)).size).toBeLessThanOrEqual(pace.weeklyMost);
        for (const each of sent) {
          expect(each.at - each.dueAt).toBeLessThanOrEqual(7 * DAY + HOUR);
          if (each.expiresAt !== null) expect(each.at).toBeLessThan(each.expiresAt);
          if (URGENCY[each.kind] === 'now') expect([each.at, each.counts]).toEqual([each.dueAt, false]);
          if (each.kind === 'pulse-reminder') expect(each.at).toBe(each.dueAt);
        }
        for (const message of grouped(sent, ({ contactId }) => contactId))
          expect(message).toEqual(byWeight(message));
      }),
      { numRuns: 300 },
    );
  });

  test('what somebody did takes the place of no invitation, reminder or digest', () => {
    fc.assert(
      fc.property(letters, aPace, (due, pace) => {
        const isTimed = ({ kind }: Due) => URGENCY[kind] === 'timed';
        const outcome = (all: readonly Due[]) => {
          const { sent, never } = live(all, pace);
          const alone = sent.filter((each) => isTimed(each) && each.counts && each.id === each.contactId);
          return [
            ...alone.map(({ kind, at }) => `${kind} ${at}`),
            ...never.map(({ dueAt }) => `no ${dueAt}`),
          ];
        };
        expect(outcome(due)).toEqual(outcome(due.filter(isTimed)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the time of their own', () => {
  test.each([
    ['2026-11-17T10:00', 48, { weekday: null, time: '18:00' }, '2026-11-17T18:00'],
    ['2026-11-17T10:00', 48, { weekday: 'wednesday', time: '09:00' }, '2026-11-18T09:00'],
    // Later than half of it is too late.
    ['2026-11-17T10:00', 48, { weekday: 'wednesday', time: '10:30' }, '2026-11-17T10:00'],
    ['2026-11-17T10:00', 48, { weekday: 'monday', time: '10:00' }, '2026-11-17T10:00'],
    ['2026-11-17T10:00', 14 * 24, { weekday: 'monday', time: '09:00' }, '2026-11-23T09:00'],
    ['2026-11-17T10:00', 14 * 24, { weekday: 'tuesday', time: '09:00' }, '2026-11-24T09:00'],
    ['2026-11-17T10:00', 48, { weekday: null, time: '10:00' }, '2026-11-17T10:00'],
    ['2026-11-17T10:00', 48, null, '2026-11-17T10:00'],
  ] as const)('of what opens %s for %i hours', (opens, hours, ownTime, told) => {
    const from = at(opens);
    expect(tellAt({ ...LONDON, ownTime }, { from, to: from + hours * HOUR })).toBe(at(told));
  });

  test('never leaves less than half, falls on their hour and outside their night, or is the first moment', () => {
    const night = fc.option(
      fc.record({
        from: fc.constantFrom('18:00', '21:00'),
        to: fc.constantFrom('07:00', '23:50'),
        timezone: fc.constantFrom(...ZONES),
      }),
    );
    const open = fc.tuple(
      fc.integer({ min: 0, max: 30 * 24 * 60 }),
      fc.integer({ min: 60, max: 20 * 24 * 60 }),
    );
    fc.assert(
      fc.property(aPace, night, open, (pace, quietHours, [after, lasts]) => {
        const from = START + after * MINUTE;
        const told = tellAt({ ...pace, quietHours }, { from, to: from + lasts * MINUTE });
        if (told === from) return;
        expect(quietUntil(quietHours, told) ?? told).toBeLessThanOrEqual(from + (lasts * MINUTE) / 2);
        expect(told).toBeGreaterThan(from);
        const { weekday, time } = localTime(told, pace.timezone);
        expect([time, weekday]).toEqual([pace.ownTime?.time, pace.ownTime?.weekday ?? weekday]);
      }),
      { numRuns: 300 },
    );
  });
});
