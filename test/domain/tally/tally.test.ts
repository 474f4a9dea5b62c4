import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answers, applies, MAX_COMMENT_LENGTH, type Question } from '../../../src/domain/question.ts';
import { commentsOf, countedOf, countsOf, mergeCounts } from '../../../src/domain/tally/counts.ts';
import { decodeTally, encodeTally } from '../../../src/domain/tally/encoding.ts';
import { layoutOf, type TallyLayout } from '../../../src/domain/tally/layout.ts';
import { type Ballot, count, emptyTally, isCounted, type Tally } from '../../../src/domain/tally/tally.ts';

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
  const result = count(layout, tally, ballot, Math.random);
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
    expect(decodeTally(follow({ chose: ['yes'], question: 'a' }), bytes).ok).toBe(true);
    expect(decodeTally(follow({ chose: ['no'], question: 'a' }), bytes).ok).toBe(false);
    expect(decodeTally(follow(undefined), bytes).ok).toBe(false);
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
            const result = count(LAYOUT, tally, ballot, Math.random);
            expect(result.ok).toBe(!accepted.has(ballot.seat));
            if (!result.ok) {
              expect(result.code).toBe('already-counted');
              continue;
            }
            accepted.add(ballot.seat);
            const stored = decodeTally(LAYOUT, encodeTally(result.value).slice());
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

  it('puts a comment into any free slot, so that slots tell nothing about order', () => {
    const write = (draw: number): number => {
      const result = count(
        LAYOUT,
        emptyTally(LAYOUT),
        { seat: 0, voice: 'staff', answers: { more: { text: 'Tea' } } },
        () => draw,
      );
      return result.ok ? Buffer.from(result.value.bytes).indexOf('Tea') : -1;
    };
    expect(new Set([write(0), write(0.34), write(0.67), write(0.99)]).size).toBe(4);
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
    const before = emptyTally(LAYOUT);
    const copy = before.bytes.slice();
    counted(before, { seat: 3, voice: 'reps', answers: { heard: { choices: ['4'] } } });
    expect(before.bytes).toEqual(copy);
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
    expect(count(LAYOUT, emptyTally(LAYOUT), ballot, Math.random)).toMatchObject({ ok: false, code });
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
    expect(decodeTally(renamed, bytes)).toMatchObject({ ok: false, code: 'other-layout' });
    expect(decodeTally(LAYOUT, bytes.subarray(0, -1))).toMatchObject({ ok: false, code: 'other-layout' });
    expect(decodeTally(LAYOUT, Uint8Array.of(9, ...bytes.subarray(1)))).toMatchObject({
      code: 'unknown-version',
    });
    expect(decodeTally(LAYOUT, new Uint8Array())).toMatchObject({ ok: false });
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
