import type { RoundRelease } from '../../release/rules/release.ts';

/** A closed round of one pulse, as everybody has read it. */
export interface ToldRound {
  readonly roundId: string;
  readonly release: Pick<RoundRelease, 'questions' | 'comments'>;
}

/**
 * The round with which a slower rhythm is offered: the first that could show nothing right after another such one. It stays the
 * same while their row grows by one, so that a week in which nobody looked costs nothing; null: nothing is offered. `rounds`
 * oldest first: a second row among them is no second reason.
 */
export function offersSlower(rounds: readonly ToldRound[]): string | null {
  const silent = rounds.map(({ release }) => showedNothing(release));
  const second = silent.findIndex((each, at) => each && silent[at - 1] === true);
  const goesOn = silent.at(-1) === true && rounds.length - second <= 2;
  return goesOn ? (rounds[second]?.roundId ?? null) : null;
}

function showedNothing({ questions, comments }: ToldRound['release']): boolean {
  return [...questions, ...comments].every(({ outcome }) => outcome === 'withheld');
}
