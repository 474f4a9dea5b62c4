import type { VoiceId } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import type { Round } from '../../src/features/release/rules/pulse.ts';
import { checkAnswers, choicesOf } from '../../src/features/release/rules/question.ts';
import { type RoundRelease, releaseRound } from '../../src/features/release/rules/release.ts';
import { countedOf, countsOf } from '../../src/features/release/rules/tally/counts.ts';
import { layoutOf } from '../../src/features/release/rules/tally/layout.ts';
import { count, emptyTally } from '../../src/features/release/rules/tally/tally.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { openSeal } from '../../src/features/release/use-cases/sealing.ts';
import type { Given } from './test-users.ts';

export interface Counted {
  readonly voice: VoiceId;
  readonly given: Given;
}

/**
 * What a round must release where exactly these answers were counted, once each. Comments come in an order of their own:
 * compare them as sets.
 */
export function releaseOf(round: Round, counted: readonly Counted[]): RoundRelease {
  const layout = layoutOf(round);
  const random = () => 0;
  let tally = emptyTally(layout);
  for (const [seat, { voice, given }] of counted.entries()) {
    const raw = Object.entries(given).map(([question, values]) => [question, [values].flat()]);
    const answers = checkAnswers(round.questions, Object.fromEntries(raw));
    if (!answers.ok) throw new Error(`no answers of this round: ${answers.code}`);
    const next = count(layout, tally, { seat, voice, answers: answers.value }, random);
    if (!next.ok) throw new Error(`cannot be counted: ${next.code}`);
    tally = next.value;
  }
  const terms = { invited: round.voices, thresholds: round.thresholds, levels: round.levels };
  return releaseRound(layout, tally, terms, random).release;
}

/** What stands inside the seal of an open round right now: nobody but a test with the pepper can see it. */
export async function lookIntoSeal(context: Context, round: Round) {
  const seal = await roundTable.seal(context.store, round.id);
  if (seal === null) throw new Error('the round has ended');
  const layout = layoutOf(round);
  const tally = openSeal(context, round.id, seal, layout);
  return Object.fromEntries(
    layout.voices.map((voice) => [
      voice,
      {
        counted: countedOf(layout, tally, voice),
        ...Object.fromEntries(
          layout.questions
            .filter(({ kind }) => kind !== 'text')
            .map((question) => [question.id, countsOf(layout, tally, question, voice).choices]),
        ),
      },
    ]),
  );
}

/** The same for these answers, counted once each. */
export function tallyOf(round: Round, counted: readonly Counted[]) {
  const { voices, questions } = layoutOf(round);
  return Object.fromEntries(
    voices.map((voice) => {
      const own = counted.filter((each) => each.voice === voice);
      const choices = questions
        .filter(({ kind }) => kind !== 'text')
        .map((question) => [
          question.id,
          choicesOf(question).map((key) => own.filter(({ given }) => given[question.id] === key).length),
        ]);
      return [voice, { counted: own.length, ...Object.fromEntries(choices) }];
    }),
  );
}
