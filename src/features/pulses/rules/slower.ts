import type { RoundRelease } from '../../release/rules/release.ts';

/** So many rounds in a row that could show nothing, and the stewards are offered a slower rhythm. */
const SILENT_ROUNDS = 2;

/** A closed round of one pulse, as everybody has read it. */
export interface ToldRound {
  readonly roundId: string;
  readonly release: Pick<RoundRelease, 'questions' | 'comments'>;
}

/**
 * The round with which a slower rhythm is offered: the second in a row that could show nothing. It stays the same while the row
 * grows by one, so that a week in which nobody looked costs nothing; null: nothing is offered. `rounds` oldest first.
 */
export function offersSlower(rounds: readonly ToldRound[]): string | null {
  const heard = rounds.findLastIndex(({ release }) => !showedNothing(release));
  const silent = rounds.slice(heard + 1);
  const isNow = silent.length === SILENT_ROUNDS || silent.length === SILENT_ROUNDS + 1;
  return isNow ? (silent[SILENT_ROUNDS - 1]?.roundId ?? null) : null;
}

function showedNothing({ questions, comments }: ToldRound['release']): boolean {
  return [...questions, ...comments].every(({ outcome }) => outcome === 'withheld');
}
