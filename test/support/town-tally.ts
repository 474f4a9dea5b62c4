import type { VoiceId } from '../../src/domain/circle.ts';
import type { Round } from '../../src/domain/pulse.ts';
import { checkAnswers } from '../../src/domain/question.ts';
import { type RoundRelease, releaseRound } from '../../src/domain/release/release.ts';
import { layoutOf } from '../../src/domain/tally/layout.ts';
import { count, emptyTally } from '../../src/domain/tally/tally.ts';
import type { Given } from './town-people.ts';

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
  const terms = { invited: round.voices, thresholds: round.thresholds };
  return releaseRound(layout, tally, terms, random).release;
}
