import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_COMMENT_LENGTH } from '../../../src/core/limits.ts';
import { type Answers, applies, type Question } from '../../../src/features/release/rules/question.ts';
import {
  commentsOf,
  countedOf,
  countsOf,
  mergeCounts,
} from '../../../src/features/release/rules/tally/counts.ts';
import { decodeTally, encodeTally } from '../../../src/features/release/rules/tally/encoding.ts';
import {
  COMMENT_AREA_BYTES,
  layoutOf,
  placesOf,
  type TallyLayout,
} from '../../../src/features/release/rules/tally/layout.ts';
import {
  type Ballot,
  count,
  emptyTally,
  isCounted,
  type Tally,
} from '../../../src/features/release/rules/tally/tally.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const random = seededRandom(1);

const QUESTIONS: readonly Question[] = [
  { kind: 'scale', id: 'heard', text: 'I was heard.' },
  {
    kind: 'multiple',
    id: 'needs',
    text: 'What would help?',
    options: [
      { id: 'time', label: 'More time' },
      { id: 'words', label: 'Plain words' },
      { id: 'place', label: 'Another place' },
    ],
  },
  {
    kind: 'yes-no',
    id: 'said',
    text: 'Did you say so?',
    onlyIf: { question: 'needs', chose: ['time', 'words'] },
  },
  { kind: 'text', id: 'more', text: 'Anything else?' },
];
const [, , , MORE] = QUESTIONS as readonly [Question, Question, Question, Question];
const SEATS = 9;
const LAYOUT: TallyLayout = { seats: SEATS, voices: ['staff', 'reps'], questions: QUESTIONS, comments: true };

const answers: fc.Arbitrary<Answers> = fc
  .record(
    {
      heard: fc.constantFrom('1', '2', '3', '4', '5').map((key) => ({ choices: [key] })),
      needs: fc.subarray(['time', 'words', 'place'], { minLength: 1 }).map((choices) => ({ choices })),
      said: fc.constantFrom('yes', 'no').map((key) => ({ choices: [key] })),
      more: fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map((text) => ({ text })),
    },
    { requiredKeys: [] },
  )
  .map((each) => each as Answers);

/** Ballots from distinct seats; the voice follows from the seat, as in a roster. */
const ballots = fc
  .uniqueArray(fc.record({ seat: fc.nat(SEATS - 1), answers }), { selector: (each) => each.seat })
  .map((each) => each.map((one): Ballot => ({ ...one, voice: one.seat % 2 === 0 ? 'staff' : 'reps' })));

function counted(tally: Tally, ballot: Ballot, layout: TallyLayout = LAYOUT): Tally {
  const result = count(layout, tally, ballot, random);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

/** One more person counted, who wrote `text` and drew this lot. */
function written(layout: TallyLayout, tally: Tally, seat: number, text: string, lot: number): Tally {
  const result = count(layout, tally, { seat, voice: 'staff', answers: { more: { text } } }, () => lot);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

describe('a tally', () => {
  it('is read again after its questions came back from a database, which puts their keys in another order', () => {
    const question: Question = { id: 'a', kind: 'yes-no', text: 'One?' };
    const follow = (onlyIf: Question['onlyIf']): TallyLayout => ({
      seats: 3,
      voices: ['staff'],
      questions: [
        question,
        { id: 'b', kind: 'yes-no', text: 'Two?', ...(onlyIf === undefined ? {} : { onlyIf }) },
      ],
      comments: false,
    });
    const bytes = encodeTally(emptyTally(follow({ question: 'a', chose: ['yes'] })));
    expect(decodeTally(follow({ chose: ['yes'], question: 'a' }), bytes, random).ok).toBe(true);
    expect(decodeTally(follow({ chose: ['no'], question: 'a' }), bytes, random).ok).toBe(false);
    expect(decodeTally(follow(undefined), bytes, random).ok).toBe(false);
  });

  it('equals the multiset of submitted answers, whatever their order and however often they are sent', () => {
    fc.assert(
      fc.property(
        ballots.chain((sent) =>
          fc.tuple(
            fc.constant(sent),
            fc.shuffledSubarray([...sent, ...sent], { minLength: sent.length * 2 }),
          ),
        ),
        ([sent, deliveries]) => {
          let tally = emptyTally(LAYOUT);
          const accepted = new Set<number>();
          for (const ballot of deliveries) {
            const result = count(LAYOUT, tally, ballot, random);
            expect(result.ok).toBe(!accepted.has(ballot.seat));
            if (!result.ok) {
              expect(result.code).toBe('already-counted');
              continue;
            }
            accepted.add(ballot.seat);
            const stored = decodeTally(LAYOUT, encodeTally(result.value).slice(), random);
            if (!stored.ok) throw new Error(stored.code);
            tally = stored.value;
          }
          for (const voice of LAYOUT.voices) {
            const ofVoice = sent.filter((ballot) => ballot.voice === voice);
            expect(countedOf(LAYOUT, tally, voice)).toBe(ofVoice.length);
            for (const question of QUESTIONS)
              expect(countsOf(LAYOUT, tally, question, voice)).toEqual(expectedOf(question, ofVoice));
          }
          const texts = sent.flatMap(({ answers: { more } }) => (more && 'text' in more ? [more.text] : []));
          const [, , , words] = QUESTIONS;
          expect(words && commentsOf(LAYOUT, tally, words).sort()).toEqual(texts.sort());
          for (let seat = 0; seat < SEATS; seat += 1) {
            expect(isCounted(LAYOUT, tally, seat)).toBe(sent.some((ballot) => ballot.seat === seat));
          }
        },
      ),
    );
  });

  it('has one length, whatever is in it', () => {
    const empty = encodeTally(emptyTally(LAYOUT)).length;
    fc.assert(
      fc.property(ballots, (sent) => {
        const full = sent.reduce((tally, ballot) => counted(tally, ballot), emptyTally(LAYOUT));
        expect(encodeTally(full)).toHaveLength(empty);
      }),
    );
  });

  it('keeps the longest comment in the widest characters', () => {
    const text = `\uFEFF${'\u{1F5E3}'.repeat(MAX_COMMENT_LENGTH - 1)}`;
    const tally = counted(emptyTally(LAYOUT), { seat: 8, voice: 'staff', answers: { more: { text } } });
    expect(QUESTIONS.flatMap((question) => commentsOf(LAYOUT, tally, question))).toEqual([text]);
  });

  it('puts comments in the order of lots they draw, so that their order tells nothing', () => {
    const orders = new Set<string>();
    for (const lots of [
      [0.1, 0.5, 0.9],
      [0.9, 0.1, 0.5],
      [0.5, 0.9, 0.1],
    ]) {
      const tally = ['Tea', 'Cake', 'Time'].reduce(
        (sofar, text, seat) => written(LAYOUT, sofar, seat, text, lots[seat] ?? 0),
        emptyTally(LAYOUT),
      );
      orders.add(commentsOf(LAYOUT, tally, MORE).join());
    }
    expect(orders).toEqual(new Set(['Tea,Cake,Time', 'Cake,Time,Tea', 'Time,Tea,Cake']));
  });

  it('writes no words anywhere where the round keeps no comments', () => {
    const silent = { ...LAYOUT, comments: false };
    const ballot = { seat: 0, voice: 'staff', answers: { more: { text: 'Tea' } } };
    const tally = counted(emptyTally(silent), ballot, silent);
    expect(Buffer.from(tally.bytes).includes('Tea')).toBe(false);
    expect(countsOf(silent, tally, QUESTIONS[3] as Question, 'staff').answered).toBe(0);
    expect(tally.bytes.length).toBeLessThan(200);
  });

  it('leaves the tally it was given as it was', () => {
    // Opened from a seal it is a Buffer, whose slices are no copies.
    const before = { bytes: Buffer.from(written(LAYOUT, emptyTally(LAYOUT), 2, 'Tea', 0.5).bytes) };
    const copy = Uint8Array.from(before.bytes);
    const after = counted(before, { seat: 3, voice: 'reps', answers: { more: { text: 'Cake' } } });
    expect(commentsOf(LAYOUT, after, MORE).sort()).toEqual(['Cake', 'Tea']);
    const broken = { seat: 4, voice: 'reps', answers: { heard: { choices: ['6'] } } };
    expect(count(LAYOUT, before, broken, random).ok).toBe(false);
    expect(Uint8Array.from(before.bytes)).toEqual(copy);
  });

  it.each([
    ['not-in-round', { seat: SEATS, voice: 'staff', answers: {} }],
    ['not-in-round', { seat: -1, voice: 'staff', answers: {} }],
    ['not-in-round', { seat: 0.5, voice: 'staff', answers: {} }],
    ['not-in-round', { seat: 0, voice: 'carers', answers: {} }],
    ['unchecked-answers', { seat: 0, voice: 'staff', answers: { heard: { choices: ['6'] } } }],
    ['unchecked-answers', { seat: 0, voice: 'staff', answers: { heard: { choices: ['1', '2'] } } }],
    ['unchecked-answers', { seat: 0, voice: 'staff', answers: { needs: { choices: ['time', 'time'] } } }],
    ['unchecked-answers', { seat: 0, voice: 'staff', answers: { heard: { text: 'four' } } }],
    ['unchecked-answers', { seat: 0, voice: 'staff', answers: { more: { text: 'x'.repeat(2_001) } } }],
    ['unchecked-answers', { seat: 0, voice: 'staff', answers: { other: { choices: ['1'] } } }],
  ])('refuses %s', (code, ballot) => {
    expect(count(LAYOUT, emptyTally(LAYOUT), ballot, random)).toMatchObject({ ok: false, code });
  });

  it('drops a follow-up that does not apply', () => {
    const tally = counted(emptyTally(LAYOUT), {
      seat: 0,
      voice: 'staff',
      answers: { needs: { choices: ['place'] }, said: { choices: ['yes'] } },
    });
    expect(countsOf(LAYOUT, tally, QUESTIONS[2] as Question, 'staff')).toEqual({
      answered: 0,
      applied: 0,
      choices: [0, 0],
    });
  });

  it('is not read by another layout, another version, or cut short', () => {
    const bytes = encodeTally(emptyTally(LAYOUT));
    const renamed = { ...LAYOUT, voices: ['staff', 'carers'] };
    expect(decodeTally(renamed, bytes, random)).toMatchObject({ ok: false, code: 'other-layout' });
    expect(decodeTally(LAYOUT, bytes.subarray(0, -1), random)).toMatchObject({
      ok: false,
      code: 'other-layout',
    });
    expect(decodeTally(LAYOUT, Uint8Array.of(9, ...bytes.subarray(1)), random)).toMatchObject({
      code: 'unknown-version',
    });
    expect(decodeTally(LAYOUT, new Uint8Array(), random)).toMatchObject({ ok: false });
  });

  it('has a seat for everybody invited', () => {
    const voices = [
      { voice: 'staff', invited: 6 },
      { voice: 'reps', invited: 3 },
    ];
    expect(layoutOf({ voices, questions: QUESTIONS, comments: true })).toEqual(LAYOUT);
  });

  it('adds voices up to all', () => {
    const staff = { answered: 3, applied: 4, choices: [1, 2] };
    const reps = { answered: 1, applied: 1, choices: [0, 1] };
    expect(mergeCounts([staff, reps])).toEqual({ answered: 4, applied: 5, choices: [1, 3] });
    expect(mergeCounts([])).toEqual({ answered: 0, applied: 0, choices: [] });
  });
});

describe('the area of comments', () => {
  const crowd: TallyLayout = { ...LAYOUT, seats: 2_000 };

  it('costs a big round bits a seat and a bounded area', () => {
    const bytes = (seats: number, comments = true) =>
      encodeTally(emptyTally({ ...LAYOUT, seats, comments })).length;
    expect(bytes(2_000)).toBeLessThan(12_000);
    expect(bytes(2_000) - bytes(2_000, false)).toBe(COMMENT_AREA_BYTES);
    expect(bytes(5_000) - bytes(2_000)).toBe(3_000 / 8);
    // A small round has room for all, however long.
    expect(bytes(5) - bytes(5, false)).toBe(4 + 5 * 2_007);
  });

  it('keeps those with the smallest lots when it is full, as many as fit, in whatever order they come', () => {
    const one = fc.record({
      lot: fc.double({ min: 0, max: 0.999, noNaN: true }),
      letters: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(
        fc
          .uniqueArray(one, {
            minLength: 40,
            maxLength: 90,
            selector: ({ lot }) => Math.floor(lot * 2 ** 30),
          })
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([some, others]) => {
          const of = (all: typeof some) =>
            all.reduce(
              (tally, { lot, letters }, seat) => written(crowd, tally, seat, 'x'.repeat(letters), lot),
              emptyTally(crowd),
            );
          const sorted = [...some].sort((a, b) => a.lot - b.lot);
          let room = COMMENT_AREA_BYTES - 4;
          const fitting = sorted.findIndex(({ letters }) => {
            room -= 7 + letters;
            return room < 0;
          });
          const kept = (fitting < 0 ? sorted : sorted.slice(0, fitting)).map(({ letters }) => letters);
          expect(commentsOf(crowd, of(some), MORE).map(({ length }) => length)).toEqual(kept);
          const area = (tally: Tally) => tally.bytes.slice(-COMMENT_AREA_BYTES);
          expect(Buffer.compare(area(of(others)), area(of(some)))).toBe(0);
          expect(countsOf(crowd, of(others), MORE, 'staff').answered).toBe(some.length);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('gives the first and the last writer the same chance to stay', () => {
    let [first, last] = [0, 0];
    const runs = 200;
    for (let run = 0; run < runs; run += 1) {
      let tally = emptyTally(crowd);
      for (let seat = 0; seat < 60; seat += 1) {
        tally = written(crowd, tally, seat, `${seat}:`.padEnd(500, 'x'), random());
      }
      const kept = commentsOf(crowd, tally, MORE);
      expect(kept).toHaveLength(22);
      if (kept.some((text) => text.startsWith('0:'))) first += 1;
      if (kept.some((text) => text.startsWith('59:'))) last += 1;
    }
    // 22 of 60: 73 of 200, give or take five standard deviations.
    for (const times of [first, last]) expect(Math.abs(times - 73)).toBeLessThan(36);
  });

  it('has room for more than ten of the longest comments in any script of the circles’ languages', () => {
    for (const letter of ['x', 'ŵ', 'ب', 'ক', 'ਕ', '中']) {
      let tally = emptyTally(crowd);
      const text = letter.repeat(MAX_COMMENT_LENGTH);
      for (let seat = 0; seat < 30; seat += 1) tally = written(crowd, tally, seat, text, random());
      const kept = commentsOf(crowd, tally, MORE);
      expect(kept.length).toBeGreaterThanOrEqual(11);
      expect(kept.every((each) => each === text)).toBe(true);
    }
  });

  it('makes whole text of half a character, which no database would take', () => {
    for (const text of ['\uD800', `${'ক'.repeat(9)}\uDC00`]) {
      const tally = written(crowd, emptyTally(crowd), 0, text, 0.5);
      expect(commentsOf(crowd, tally, MORE)).toEqual([text.replace(/[\uD800-\uDFFF]/, '\uFFFD')]);
    }
  });

  it('keeps two questions’ words apart', () => {
    const layout: TallyLayout = { ...LAYOUT, questions: [...QUESTIONS, { ...MORE, id: 'less' }] };
    const tally = counted(
      emptyTally(layout),
      { seat: 0, voice: 'reps', answers: { less: { text: 'Fewer forms' }, more: { text: 'Tea' } } },
      layout,
    );
    expect(layout.questions.map((each) => commentsOf(layout, tally, each))).toEqual([
      [],
      [],
      [],
      ['Tea'],
      ['Fewer forms'],
    ]);
  });
});

describe('a tally of v0.1.0', () => {
  const SLOT = 2_002;

  /** As it lay then: the same up to the counters, then slots. */
  function first(tally: Tally, slots: Readonly<Record<number, string>>): Uint8Array {
    const start = placesOf(LAYOUT).comments;
    const bytes = new Uint8Array(start + SEATS * SLOT);
    bytes.set(tally.bytes.subarray(0, start));
    bytes[0] = 1;
    for (const [slot, text] of Object.entries(slots)) {
      const words = Buffer.from(text);
      bytes.set([words.length >> 8, words.length & 0xff, ...words], start + Number(slot) * SLOT);
    }
    return bytes;
  }

  it('is read with all that was counted and written, and goes on as one of today', () => {
    const before = counted(emptyTally(LAYOUT), {
      seat: 3,
      voice: 'reps',
      answers: { heard: { choices: ['4'] } },
    });
    const read = decodeTally(LAYOUT, first(before, { 2: 'Tea', 8: 'ক'.repeat(500) }), random);
    if (!read.ok) throw new Error(read.code);
    expect(read.value.bytes).toHaveLength(before.bytes.length);
    expect(countsOf(LAYOUT, read.value, QUESTIONS[0] as Question, 'reps').choices).toEqual([0, 0, 0, 1, 0]);
    expect(commentsOf(LAYOUT, read.value, MORE).sort()).toEqual(['Tea', 'ক'.repeat(500)]);
    expect(isCounted(LAYOUT, read.value, 3)).toBe(true);
    const ballot = { seat: 3, voice: 'reps', answers: {} };
    expect(count(LAYOUT, read.value, ballot, random)).toMatchObject({ code: 'already-counted' });
    const next = counted(read.value, { seat: 4, voice: 'staff', answers: { more: { text: 'Time' } } });
    const again = decodeTally(LAYOUT, encodeTally(next), random);
    expect(again.ok && commentsOf(LAYOUT, again.value, MORE).sort()).toEqual([
      'Tea',
      'Time',
      'ক'.repeat(500),
    ]);
  });

  it('is refused where it was cut short, or is another round’s', () => {
    const bytes = first(emptyTally(LAYOUT), {});
    expect(decodeTally(LAYOUT, bytes, random).ok).toBe(true);
    expect(decodeTally(LAYOUT, bytes.subarray(0, -1), random)).toMatchObject({ code: 'other-layout' });
    const renamed = { ...LAYOUT, voices: ['staff', 'carers'] };
    expect(decodeTally(renamed, bytes, random)).toMatchObject({ code: 'other-layout' });
  });
});

/** What should be counted, worked out the slow way. */
function expectedOf(question: Question, sent: readonly Ballot[]) {
  const meant = sent.filter((ballot) => applies(question, ballot.answers));
  const given = meant.flatMap((ballot) => {
    const answer = ballot.answers[question.id];
    return answer === undefined ? [] : [answer];
  });
  const keys: Record<string, string[]> = {
    heard: ['1', '2', '3', '4', '5'],
    needs: ['time', 'words', 'place'],
    said: ['yes', 'no'],
    more: [],
  };
  const choices = (keys[question.id] ?? []).map(
    (key) => given.filter((answer) => 'choices' in answer && answer.choices.includes(key)).length,
  );
  return { answered: given.length, applied: meant.length, choices };
}
