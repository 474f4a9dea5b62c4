import type { Hidden } from './digest.ts';
import type { ClosedRound, DigestFacts } from './facts.ts';
import { hiddenPools } from './pooled.ts';
import { groupsOf } from './question-history.ts';

/**
 * What the week did not show, and why, in the fewest lines. It is read off the releases, so it says no more than they do:
 * "not every voice had enough", never which; one reason for every cause of a follow-up's silence.
 */
export function hiddenOf(facts: DigestFacts): Hidden[] {
  const found = facts.closed.flatMap((round) => hiddenIn(round, facts));
  const cancelled: Hidden[] = facts.cancelled.map(({ title }) => ({
    what: 'cancelled',
    questions: [title],
    from: null,
  }));
  const resting: Hidden[] =
    facts.resting.length === 0 ? [] : [{ what: 'resting', questions: [...facts.resting], from: null }];
  return [...merged(found), ...hiddenPools(facts), ...cancelled, ...resting];
}

function hiddenIn(round: ClosedRound, { circle }: DigestFacts): Hidden[] {
  const { scores, comments } = round.thresholds;
  const asked = new Map(round.questions.map((question) => [question.id, question]));
  const hidden: Hidden[] = round.release.questions.flatMap((release): Hidden[] => {
    const question = asked.get(release.question);
    if (question === undefined) return [];
    const questions = [question.text];
    if (release.outcome === 'withheld') {
      const what = round.levels?.[question.id] === 'by-voice' ? 'by-voice' : 'scores';
      return [{ what: question.onlyIf === undefined ? what : 'follow-up', questions, from: scores }];
    }
    if (groupsOf(release, circle) === null) return [{ what: 'one-voice', questions, from: null }];
    // Of v0.1.0: what was shown together could have been by voice.
    return release.outcome === 'overall' && round.levels === null
      ? [{ what: 'split', questions, from: scores }]
      : [];
  });
  for (const release of round.release.comments) {
    const question = asked.get(release.question);
    if (question === undefined || release.outcome === 'shown' || release.reason === 'off') continue;
    hidden.push({ what: 'comments', questions: [question.text], from: comments });
  }
  if (round.release.participation.outcome === 'withheld') {
    hidden.push({ what: 'participation', questions: [], from: null });
  }
  return hidden;
}

/** One line for each reason, with all the questions it concerns. */
function merged(hidden: readonly Hidden[]): Hidden[] {
  const lines = new Map<string, Hidden>();
  for (const each of hidden) {
    const key = `${each.what} ${each.from}`;
    const line = lines.get(key);
    const questions = [...new Set([...(line?.questions ?? []), ...each.questions])];
    lines.set(key, { ...each, questions });
  }
  return [...lines.values()];
}
