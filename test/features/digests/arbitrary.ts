import fc from 'fast-check';
import type { ClosedRound, DigestFacts, PoolFact } from '../../../src/features/digests/rules/facts.ts';
import { PROMISE_STATES } from '../../../src/features/promises/rules/promise.ts';
import type { CodedMean } from '../../../src/features/release/rules/coded-mean.ts';
import type { CodedShare } from '../../../src/features/release/rules/coded-share.ts';
import type { CommentRelease } from '../../../src/features/release/rules/comment-release.ts';
import type { Figures } from '../../../src/features/release/rules/figures.ts';
import type { Question } from '../../../src/features/release/rules/question.ts';
import type { QuestionRelease } from '../../../src/features/release/rules/question-release.ts';
import { havingAVoice, tlapLadder } from '../../support/packs.ts';
import { emptyWeek, promiseItem, round } from './northfield.ts';

const questions: readonly Question[] = [...havingAVoice.questions, ...tlapLadder.questions];

const codedMean: fc.Arbitrary<CodedMean> = fc.record({
  value: fc.integer({ min: 3, max: 9 }).map((half) => half / 2),
  end: fc.constantFrom('none', 'or-lower', 'or-higher'),
  step: fc.constantFrom(0.5, 0.2, 0.1),
});
const share: fc.Arbitrary<CodedShare> = fc.oneof(
  fc
    .constantFrom('two-or-fewer' as const, 'in-between' as const, 'all-but-two-or-more' as const)
    .map((value) => ({
      form: 'count' as const,
      value,
    })),
  fc.constantFrom(10, 35, 90, 'few' as const).map((value) => ({ form: 'percent' as const, value })),
);

function figures(question: Question): fc.Arbitrary<Figures> {
  const mean = fc.option(codedMean);
  // v0.1.0 released shares beside means: they stand in its ledgers.
  const once = { requiredKeys: ['kind', 'mean'] as ['kind', 'mean'] };
  if (question.kind === 'scale')
    return fc.record({ kind: fc.constant('scale'), mean, agree: share, disagree: share }, once);
  if (question.kind === 'rating')
    return fc.record({ kind: fc.constant('rating'), mean, upper: share, lower: share }, once);
  return fc.record({
    kind: fc.constant('single'),
    options: fc.array(fc.record({ choice: fc.constantFrom('no-time', 'words'), share }), {
      minLength: 1,
      maxLength: 2,
    }),
  });
}

/** By voice with both voices, or with one alone (the others not invited), overall, or withheld. */
function questionRelease(question: Question): fc.Arbitrary<QuestionRelease> {
  const id = question.id;
  const shown = figures(question);
  const voice = (name: string) => shown.map((each) => ({ voice: name, figures: each }));
  return fc.oneof(
    fc
      .tuple(voice('staff'), voice('reps'))
      .map((voices) => ({ question: id, outcome: 'by-voice' as const, voices })),
    voice('staff').map((each) => ({ question: id, outcome: 'by-voice' as const, voices: [each] })),
    shown.map((each) => ({ question: id, outcome: 'overall' as const, figures: each })),
    fc.constant({ question: id, outcome: 'withheld' as const, reason: 'too-few' as const }),
  );
}

function closedRound(weeks: readonly string[]): fc.Arbitrary<ClosedRound> {
  const band = fc.constantFrom('under-a-third', 'about-half', 'over-two-thirds', 'nearly-all');
  const scored = questions.filter(({ kind }) => kind !== 'text');
  return fc
    .record({
      week: fc.constantFrom(...weeks),
      releases: fc.tuple(...scored.map(questionRelease)),
      participation: fc.oneof(
        fc.tuple(band, band).map(([staff, reps]) => ({
          outcome: 'by-voice' as const,
          voices: [
            { voice: 'staff', band: staff },
            { voice: 'reps', band: reps },
          ],
        })),
        band.map((each) => ({ outcome: 'overall' as const, band: each })),
        fc.constant({ outcome: 'withheld' as const, reason: 'too-few' as const }),
      ),
      comments: fc.constantFrom<CommentRelease[]>(
        { question: 'anything-else', outcome: 'withheld' as const, reason: 'too-few' as const },
        { question: 'anything-else', outcome: 'withheld' as const, reason: 'off' as const },
        { question: 'anything-else', outcome: 'shown' as const, texts: ['One', 'Two'] },
      ),
    })
    .map(({ week, releases, participation, comments }) => ({
      ...round(week, { questions: releases, participation, comments: [comments] }),
      questions: [...questions],
    }));
}

const promise = fc
  .record({
    id: fc.uuid(),
    weeks: fc.integer({ min: 38, max: 47 }),
    state: fc.constantFrom(...PROMISE_STATES),
    named: fc.boolean(),
    again: fc.boolean(),
    dueOn: fc.constantFrom(null, '2026-12-24'),
  })
  .map(({ id, weeks, state, named, again, dueOn }) => {
    const by = { memberId: 'gwen', voice: 'reps' };
    const reply = {
      by: { memberId: 'bex', voice: 'staff' },
      outcome: 'we-did',
      words: 'Done',
      week: '2026-W47',
      number: 1,
      askerUntil: null,
      firstYes: null,
    } as const;
    const closed = state === 'kept' || state === 'refused' || state === 'withdrawn';
    const item = promiseItem(id, `Words of ${id}`, {
      raisedBy: named ? by : null,
      raisedIn: `2026-W${weeks}`,
      shownIn: weeks === 47 ? null : `2026-W${weeks}`,
      state,
      reply: state === 'raised' ? null : reply,
      closed: closed ? { by: state === 'withdrawn' ? 'author' : 'reps', week: '2026-W47' } : null,
      reopened: again
        ? {
            by: named ? by : null,
            reason: 'It came back',
            week: '2026-W46',
            was: 'kept',
            closedIn: '2026-W45',
          }
        : null,
      dueOn,
    });
    return {
      item,
      raisedBy: 'Gwen Abara',
      repliedBy: 'Bex Turner',
      owner: dueOn === null ? null : 'Leroy James',
    };
  });

const pool: fc.Arbitrary<PoolFact> = fc
  .constantFrom(...questions.flatMap((question) => (question.kind === 'text' ? [] : [question])))
  .chain((question) =>
    fc.record({
      id: fc.uuid(),
      quarter: fc.constant('2026-Q3'),
      question: fc.constant(question),
      asked: fc.constantFrom(['staff', 'reps'], ['reps', 'staff'], ['staff']),
      released: fc
        .subarray(['reps', 'staff', 'carers'])
        .chain((voices) =>
          fc.tuple(...voices.map((voice) => figures(question).map((each) => ({ voice, figures: each })))),
        ),
    }),
  );

/** A week of any kind, in a circle of two voices. */
export const facts: fc.Arbitrary<DigestFacts> = fc
  .record({
    closed: fc.array(closedRound(['2026-W47']), { maxLength: 2 }),
    history: fc.array(closedRound(['2026-W40', '2026-W45', '2026-W46']), { maxLength: 3 }),
    open: fc.constantFrom([], [{ title: 'Having a voice', closesAt: Date.UTC(2026, 10, 26, 10) }]),
    resting: fc.constantFrom([], ['I could say what I think.']),
    cancelled: fc.constantFrom([], [{ id: 'cancelled', title: 'Meeting check' }]),
    failures: fc.constantFrom([], [], [], [{ job: 'close-round' }]),
    met: fc.array(
      fc.record({
        at: fc.integer({ min: Date.UTC(2026, 8, 1), max: Date.UTC(2026, 10, 22) }),
        staff: fc.constantFrom('none' as const, 'some' as const),
        reps: fc.constantFrom('none' as const, 'one' as const, 'more' as const),
      }),
      { maxLength: 6 },
    ),
    held: fc.array(fc.constantFrom('staff', 'reps'), { maxLength: 8 }),
    pools: fc.array(pool, { maxLength: 3 }),
    promises: fc.uniqueArray(promise, { maxLength: 4, selector: ({ item }) => item.id }),
  })
  .map(({ held, history, ...rest }) => ({
    ...emptyWeek,
    ...rest,
    history: [...history].sort((a, b) => a.closedAt - b.closedAt),
    chairing: {
      ...emptyWeek.chairing,
      held: held.map((voice, index) => ({
        at: Date.UTC(2026, 8, 10 + 7 * index, 14),
        voice,
        chairName: 'Somebody',
      })),
    },
  }));
