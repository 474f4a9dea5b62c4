import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeDigest, MAX_MEASURES } from '../../../src/features/digests/rules/compose.ts';
import { type Digest, digestSchema } from '../../../src/features/digests/rules/digest.ts';
import type { DigestFacts } from '../../../src/features/digests/rules/facts.ts';
import { entriesOf } from '../../../src/features/digests/rules/promises.ts';
import { facts } from './arbitrary.ts';
import { emptyWeek, mean, northfieldWeek, promiseItem, round, scale, split, voices } from './northfield.ts';

const half = () => 0.5;
const compose = (more: Partial<DigestFacts>): Digest => composeDigest({ ...emptyWeek, ...more }, half);

const tooFew = round('2026-W47', {
  questions: [{ question: 'trust', outcome: 'withheld', reason: 'too-few' }],
});
const open = [{ title: 'Having a voice', closesAt: Date.UTC(2026, 10, 26, 10) }];

/** Every coded figure anywhere in a value, as text: a mean, or a share. */
function figuresIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'end' in value || 'form' in value ? [JSON.stringify(value)] : [];
  return [...own, ...Object.values(value).flatMap(figuresIn)];
}

describe('any digest', () => {
  test('has its shape, survives JSON, and holds at most five measures and two charts', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const digest = composeDigest(given, half);
        expect(digestSchema.parse(JSON.parse(JSON.stringify(digest)))).toEqual(digest);
        expect(digest.measures.length).toBeLessThanOrEqual(MAX_MEASURES);
        expect(new Set(digest.measures.map(({ id }) => id)).size).toBe(digest.measures.length);
      }),
    );
  });

  test('shows both voices or none', () => {
    const ids = voices.map(({ id }) => id);
    fc.assert(
      fc.property(facts, (given) => {
        const digest = composeDigest(given, half);
        const told = [...digest.measures, ...digest.results, ...digest.pooled].flatMap((each) =>
          'groups' in each ? [each.groups] : [],
        );
        const lead = 'groups' in digest.lead ? [digest.lead.groups] : [];
        for (const groups of [...told, ...lead]) {
          const named = groups.map(({ voice }) => voice);
          expect([[null], ids]).toContainEqual(named);
        }
        for (const chart of digest.charts) {
          if (chart.kind !== 'trust') continue;
          const lines = chart.series.filter(({ voice }) => voice !== null);
          expect([0, 2]).toContain(lines.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('holds no figure that was not released', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const released = new Set(
          figuresIn([[...given.history, ...given.closed].map(({ release }) => release), given.pools]),
        );
        const { lead, ...digest } = composeDigest(given, half);
        for (const figure of figuresIn([lead, digest])) expect(released).toContain(figure);
      }),
      { numRuns: 300 },
    );
  });

  test('is a function of what it is given, and order of rows in the store changes nothing', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const turned = { ...given, promises: [...given.promises].reverse() };
        expect(composeDigest(turned, half)).toEqual(composeDigest(given, half));
      }),
    );
  });

  test('never says which voice had too few', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { hidden } = composeDigest(given, half);
        expect(JSON.stringify(hidden)).not.toMatch(/staff|reps/i);
      }),
    );
  });

  test('shows no unnamed promise with a name', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const unnamed = given.promises
          .filter(({ item }) => item.raisedBy === null)
          .map(({ item }) => item.words);
        for (const entry of entriesOf(composeDigest(given, half))) {
          if (unnamed.includes(entry.words)) expect(entry.raisedBy).toBeNull();
        }
      }),
    );
  });
});

describe('the one sentence', () => {
  const old = {
    item: promiseItem('p', 'Ramps', { raisedIn: '2026-W42' }),
    raisedBy: null,
    repliedBy: null,
    owner: null,
  };
  const held = Array.from({ length: 4 }, (_, index) => ({
    at: Date.UTC(2026, 9, 1 + 14 * index, 14),
    voice: 'staff',
    chairName: 'Bex Turner',
  }));
  const chairing = { ...emptyWeek.chairing, held };
  const fell = {
    history: [round('2026-W46', { questions: [split('trust', mean(3.5), mean(3.5))] })],
    closed: [round('2026-W47', { questions: [split('trust', mean(3.5), mean(2.5))] })],
  };
  const everything = { ...fell, chairing, promises: [old], failures: [{ job: 'deliver' }] };

  test('puts our failure first, then an old promise, the chair, a change, and silence', () => {
    expect(compose(everything).lead.kind).toBe('failure');
    expect(compose({ ...everything, failures: [] }).lead).toEqual({ kind: 'old-promise', weeks: 5, old: 1 });
    expect(compose({ ...everything, failures: [], promises: [] }).lead).toEqual({
      kind: 'chairing',
      name: 'Service-user reps',
      turns: 0,
      meetings: 4,
      target: 0.5,
    });
    expect(compose(fell).lead).toMatchObject({
      kind: 'change',
      groups: [{ direction: 'same' }, { direction: 'down' }],
    });
    expect(compose({ closed: [tooFew] }).lead.kind).toBe('too-few');
    expect(compose({ closed: fell.history }).lead).toMatchObject({ kind: 'standing', since: 'first' });
    const same = round('2026-W47', { questions: [split('trust', mean(3.5), mean(3.5))] });
    expect(compose({ ...fell, closed: [same] }).lead).toMatchObject({ kind: 'standing', since: 'same' });
  });

  test('a promise of four weeks is not old yet', () => {
    const item = promiseItem('p', 'Ramps', { raisedIn: '2026-W43' });
    expect(compose({ promises: [{ ...old, item }] }).lead.kind).toBe('nothing-asked');
  });

  test('one rounding step is no change', () => {
    const closed = [round('2026-W47', { questions: [split('trust', mean(3.5), mean(3))] })];
    expect(compose({ ...fell, closed }).lead).toMatchObject({ kind: 'standing', since: 'same' });
  });
});

test('the one sentence is never made of what somebody wrote', () => {
  const secret = 'Nurse Zed is a drunk';
  fc.assert(
    fc.property(facts, (given) => {
      const promises = given.promises.map((fact) => ({ ...fact, item: { ...fact.item, words: secret } }));
      const { lead } = compose({ ...given, promises, said: [secret] });
      expect(JSON.stringify(lead)).not.toContain(secret);
    }),
  );
});

describe('quiet weeks', () => {
  test('are told apart', () => {
    expect(compose({}).pulse).toBe('nothing-asked');
    expect(compose({ open }).pulse).toBe('open');
    expect(compose({ cancelled: [{ id: 'r', title: 'Meeting check' }] }).pulse).toBe('cancelled');
    expect(compose({ closed: [tooFew] }).pulse).toBe('too-few');
    expect(compose({ failures: [{ job: 'close-round' }] }).pulse).toBe('failed');
    expect(compose({ failures: [{ job: 'announce-chair' }] }).pulse).toBe('nothing-asked');
    expect(composeDigest(northfieldWeek, half).pulse).toBe('results');
  });
});

describe('measures', () => {
  test('begins anew where the level changed: together and by voice are never compared, nor in one chart', () => {
    const overall = { question: 'trust', outcome: 'overall' as const, figures: scale(mean(3)) };
    const digest = compose({
      history: [round('2026-W46', { questions: [overall] })],
      closed: [round('2026-W47', { questions: [split('trust', mean(3.5), mean(2.5))] })],
    });
    expect(digest.measures[0]).toMatchObject({ id: 'trust', direction: 'first' });
    expect(digest.charts).toEqual([]);
  });

  test('how many took part is of one pulse, which is named where several closed', () => {
    const shown = { outcome: 'overall', band: 'half-or-more' } as const;
    const weekly = round('2026-W47', { participation: shown });
    const ladder = { ...round('2026-W47', {}), id: 'ladder', title: 'The ladder' };
    const takingPart = (closed: DigestFacts['closed']) =>
      compose({ closed }).measures.find(({ id }) => id === 'taking-part');
    expect(takingPart([weekly])).not.toHaveProperty('pulse');
    expect(takingPart([weekly, ladder])).toMatchObject({ participation: shown, pulse: weekly.title });
    const both = { ...ladder, release: { ...ladder.release, participation: shown } };
    expect(takingPart([weekly, both])).toMatchObject({ pulse: 'The ladder' });
    expect(takingPart([ladder])).toBeUndefined();
  });

  test('a gap stands in the chart where nothing was shown', () => {
    const digest = compose({
      history: [round('2026-W45', { questions: [split('trust', mean(3), mean(2.5))] })],
      closed: [round('2026-W47', { questions: [split('trust', mean(3.5), mean(2.5))] })],
    });
    expect(digest.charts[0]).toMatchObject({ weeks: ['2026-W45', '2026-W46', '2026-W47'] });
    expect(digest.charts[0]).toMatchObject({
      series: [{ points: [mean(3), null, mean(3.5)] }, { voice: 'reps' }],
    });
  });

  test('new unnamed promises stand in the order the dice say', () => {
    const promises = ['a', 'b', 'c'].map((id) => ({
      item: promiseItem(id, id, { raisedIn: '2026-W47', shownIn: null }),
      raisedBy: null,
      repliedBy: null,
      owner: null,
    }));
    const order = (random: () => number) =>
      composeDigest({ ...emptyWeek, promises }, random).promises.raised.map(({ words }) => words);
    expect(order(() => 0)).toEqual(['b', 'c', 'a']);
    expect(order(() => 0.99)).toEqual(['a', 'b', 'c']);
  });
});
