import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/core/instant.ts';
import { ABOUT, BANDS, meetingAbout, sidesFrom } from '../../../src/features/attendance/rules.ts';
import { composeDigest, MAX_MEASURES } from '../../../src/features/digests/rules/compose.ts';
import type { MetFact } from '../../../src/features/digests/rules/facts.ts';
import { presenceMeasure } from '../../../src/features/digests/rules/presence.ts';
import type { Meeting } from '../../../src/features/turns/rules/meeting.ts';
import { facts } from '../digests/arbitrary.ts';
import { emptyWeek, northfieldWeek } from '../digests/northfield.ts';

const band = fc.constantFrom(...BANDS);
const least = { none: 0, one: 1, more: 2 } as const;

describe('sides', () => {
  test('from bands by voice are those of the people behind them, in any order of voices', () => {
    const voices = fc.dictionary(fc.constantFrom('staff', 'reps', 'carers', 'youth'), band);
    fc.assert(
      fc.property(voices, (bands) => {
        const entries = Object.entries(bands);
        const reps = entries
          .filter(([voice]) => voice !== 'staff')
          .reduce((sum, [, each]) => sum + least[each], 0);
        const expected = {
          staff: (bands.staff ?? 'none') === 'none' ? 'none' : 'some',
          reps: BANDS[Math.min(reps, 2)],
        };
        expect(sidesFrom(new Map(entries))).toEqual(expected);
        expect(sidesFrom(new Map(entries.reverse()))).toEqual(expected);
      }),
    );
  });
});

describe('the meeting of about now', () => {
  const meeting = (id: string, startsAt: number, state: Meeting['state'] = 'planned'): Meeting =>
    ({ id, startsAt, endsAt: startsAt + HOUR, state }) as Meeting;

  test('is within three hours, the closest to its end, and never a cancelled one', () => {
    const day = [
      meeting('a', 0),
      meeting('b', 2 * HOUR),
      meeting('c', 20 * HOUR),
      meeting('x', HOUR, 'cancelled'),
    ];
    expect(meetingAbout(day, HOUR)?.id).toBe('a');
    expect(meetingAbout(day, 2.5 * HOUR)?.id).toBe('b');
    expect(meetingAbout(day, 20 * HOUR - ABOUT)?.id).toBe('c');
    expect(meetingAbout(day, 20 * HOUR - ABOUT - 1)).toBeNull();
    expect(meetingAbout(day, 21 * HOUR + ABOUT + 1)).toBeNull();
  });
});

describe('presence in the digest', () => {
  test('counts add up, and nothing is said where nothing was recorded', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const measure = presenceMeasure(given);
        if (measure === null) {
          expect(given.met).toEqual([]);
          return;
        }
        expect(measure.meetings).toBe(given.met.length);
        expect(measure.both).toBeLessThanOrEqual(
          measure.meetings - Math.max(measure.noRep + measure.loneRep, measure.noStaff),
        );
        expect(measure.both + measure.noRep + measure.loneRep + measure.noStaff).toBeGreaterThanOrEqual(
          measure.meetings,
        );
      }),
    );
    expect(composeDigest(emptyWeek, () => 0).measures).toEqual([]);
  });

  test('takes the place of taking part where a side was missing, and stays out where all is well', () => {
    const ids = (met: readonly MetFact[]) =>
      composeDigest({ ...northfieldWeek, met }, () => 0.5).measures.map(({ id }) => id);
    const all = northfieldWeek.met.map((each) => ({ ...each, reps: 'more' as const }));
    expect(ids(northfieldWeek.met)).toEqual(['trust', 'voice', 'chairing', 'presence', 'promises']);
    expect(ids(all)).toEqual(['trust', 'voice', 'taking-part', 'chairing', 'promises']);
    expect(ids([])).toEqual(ids(all));
    fc.assert(
      fc.property(facts, (given) => {
        expect(composeDigest(given, () => 0.5).measures.length).toBeLessThanOrEqual(MAX_MEASURES);
      }),
    );
  });

  test('comes first where no rep was at half of the meetings or more', () => {
    const met = northfieldWeek.met.map(
      (each, index) => ({ ...each, reps: index % 2 === 0 ? 'none' : 'more' }) as MetFact,
    );
    const digest = composeDigest({ ...northfieldWeek, met }, () => 0.5);
    expect(digest.lead).toEqual({ kind: 'no-rep', missed: 3, meetings: 5 });
  });
});
