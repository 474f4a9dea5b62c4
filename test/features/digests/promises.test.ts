import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { digestPage } from '../../../src/features/digests/messages/digest.ts';
import { composeDigest } from '../../../src/features/digests/rules/compose.ts';
import { type Digest, digestSchema } from '../../../src/features/digests/rules/digest.ts';
import type { PromiseFact } from '../../../src/features/digests/rules/facts.ts';
import { promiseMeasure } from '../../../src/features/digests/rules/promises.ts';
import { isOpen, type PromiseItem } from '../../../src/features/promises/rules/promise.ts';
import { reader } from '../../messages/samples.ts';
import { facts } from './arbitrary.ts';
import { emptyWeek, promiseItem } from './northfield.ts';

const WEEK = '2026-W47';
const closed = (state: 'kept' | 'refused' | 'withdrawn', week = WEEK): Partial<PromiseItem> => ({
  state,
  words: state === 'withdrawn' ? '' : `This was ${state}`,
  closed: { by: 'reps', week },
});
const fact = (id: string, more: Partial<PromiseItem> = {}): PromiseFact => ({
  item: promiseItem(id, `Words of ${id}`, { raisedIn: '2026-W42', shownIn: '2026-W42', ...more }),
  raisedBy: null,
  repliedBy: null,
  owner: null,
});
const measured = (...promises: PromiseFact[]) => promiseMeasure({ ...emptyWeek, week: WEEK, promises });
const compose = (...promises: PromiseFact[]) =>
  composeDigest({ ...emptyWeek, week: WEEK, promises }, () => 0.5);
const page = (digest: Digest) => plainText(digestPage(digest, reader)).replace(/\s+/g, ' ');

describe('a refusal', () => {
  test('never makes a measure better, whatever else there is', () => {
    const better = ['up', 'same', 'down'];
    let compared = 0;
    fc.assert(
      fc.property(facts, fc.nat(), (given, at) => {
        const open = given.promises.filter(({ item }) => isOpen(item));
        const refused = open[at % Math.max(1, open.length)];
        const before = promiseMeasure(given);
        if (refused === undefined || before === null) return;
        const item = { ...refused.item, ...closed('refused', given.week) };
        const after = promiseMeasure({
          ...given,
          promises: given.promises.map((each) => (each === refused ? { ...each, item } : each)),
        });
        compared += 1;
        expect(after?.closed).toEqual({ ...before.closed, refused: (before.closed?.refused ?? 0) + 1 });
        expect(after?.longest).toBe(before.longest);
        expect(better.indexOf(after?.direction ?? '')).toBeLessThanOrEqual(better.indexOf(before.direction));
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  test('is told as one, and nobody reads “none open” as good news', () => {
    const digest = compose(fact('no', closed('refused')));
    expect(digest.measures).toMatchObject([
      {
        open: 0,
        closed: { kept: 0, refused: 1, withdrawn: 0 },
        longest: 5,
        direction: 'same',
        advice: 'talk-about-the-no',
      },
    ]);
    expect(page(digest)).toContain('none open, none kept, 1 refused, none taken back');
    expect(page(digest)).toContain('A no does not count as kept.');
    expect(page(digest)).toMatch(/Refused this week - “This was refused”/);
    expect(page(digest)).not.toContain('Kept this week');
  });
});

test('kept, refused and taken back stand apart, and of what was taken back no words', () => {
  const digest = compose(
    fact('a', closed('kept')),
    fact('b', closed('refused')),
    fact('c', closed('withdrawn')),
  );
  const { kept, refused, withdrawn } = digest.promises;
  expect([kept?.length, refused?.length, withdrawn]).toEqual([1, 1, 1]);
  expect(page(digest)).toMatch(/Kept this week.*Refused this week.*Taken back this week One was taken back/);
  const earlier = compose(fact('a', closed('kept', '2026-W46')), fact('b', closed('withdrawn', '2026-W46')));
  expect(earlier.promises).toMatchObject({ kept: [], refused: [], withdrawn: 0 });
  expect(measured(fact('a', closed('kept', '2026-W35')), fact('b'))?.closed?.kept).toBe(0);
});

test('only what was kept makes fewer, and what is open again makes more', () => {
  const direction = (...promises: PromiseFact[]) => measured(fact('open'), ...promises)?.direction;
  expect(direction(fact('kept', closed('kept')))).toBe('down');
  expect(direction(fact('kept', closed('kept', '2026-W46')))).toBe('same');
  expect(direction(fact('gone', closed('withdrawn')))).toBe('same');
  expect(direction(fact('gone', { ...closed('withdrawn'), raisedIn: WEEK }))).toBe('same');
  expect(direction(fact('new', { raisedIn: WEEK }))).toBe('up');
  const reopened = { by: null, reason: 'It broke', was: 'kept', closedIn: '2026-W46' } as const;
  expect(direction(fact('again', { reopened: { ...reopened, week: WEEK } }))).toBe('up');
  expect(direction(fact('again', { reopened: { ...reopened, week: '2026-W46' } }))).toBe('same');
  expect(page(compose(fact('again', { reopened: { ...reopened, week: WEEK } })))).toContain(
    'Opened again, because: “It broke”',
  );
});

test('says who looks after an open one, and until when', () => {
  const owned = fact('mine', { state: 'in-progress', ownerId: 'amina', dueOn: '2026-12-24' });
  expect(page(compose({ ...owned, owner: 'Amina Khan' }))).toContain(
    'In progress. Amina Khan looks after it, until 24 December 2026.',
  );
  expect(page(compose(owned))).not.toContain('until 24');
});

test('a digest of v0.1.0 says what it always said', () => {
  const { promises, ...digest } = compose(fact('old'));
  const entry = { words: 'Ramps', raisedBy: null, weeks: 3, reply: null };
  const old = digestSchema.parse({
    ...digest,
    measures: [
      {
        id: 'promises',
        open: 1,
        oldest: 3,
        waitForReply: 1,
        waitForRep: 0,
        confirmed: 2,
        direction: 'down',
        advice: 'ask-a-rep',
      },
    ],
    promises: {
      raised: [],
      open: [{ ...entry, state: 'reopened' }],
      confirmed: [{ ...entry, words: 'Tea', state: 'confirmed' }],
    },
  });
  const told = page(old);
  expect(told).toContain(
    'Now: 1 open, the oldest for 3 weeks; 2 confirmed Change: fewer open than last week',
  );
  expect(told).toContain('Confirmed this week - “Tea” (no name given).');
  expect(told).toContain('A rep said “not yet”.');
});
