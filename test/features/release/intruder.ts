/**
 * The attacker of the intruder test: somebody who knows their own answer, how many answered, and everything released.
 * For every release they list all the answers the others can have given, and look for what holds in each of them.
 */

/** `counts[i]` people gave answer i. */
export type CountVector = readonly number[];

/** Something about the others that nobody must be able to conclude. */
export interface Conclusion {
  readonly name: string;
  readonly holds: (others: CountVector) => boolean;
}

/** A conclusion that holds in every set of answers that fits a release and an own answer. */
export interface Certainty {
  readonly release: string | number;
  /** Index of the attacker's own answer; -1 for somebody whose answer is not among these. */
  readonly own: number;
  readonly conclusion: string;
}

/** Every way in which n people can give `width` answers. The array is reused: copy what you keep. */
export function* vectors(n: number, width: number, at = 0, counts: number[] = []): Generator<CountVector> {
  if (at === width - 1) {
    counts[at] = n;
    yield counts;
    return;
  }
  for (let here = 0; here <= n; here += 1) {
    counts[at] = here;
    yield* vectors(n - here, width, at + 1, counts);
  }
}

/**
 * All certain conclusions over these sets of answers. A set rules a conclusion out for its release and own answer where the
 * conclusion does not hold in it; what nothing rules out is certain. One pass, so its cost is that of listing the sets.
 */
export function certainties(
  sets: Iterable<CountVector>,
  release: (counts: CountVector) => string | number,
  conclusions: readonly Conclusion[],
): Certainty[] {
  const complete = (1 << conclusions.length) - 1;
  const ruledOut = new Map<string | number, Map<number, number>>();
  const others: number[] = [];
  for (const counts of sets) {
    const key = release(counts);
    let byOwn = ruledOut.get(key);
    if (byOwn === undefined) {
      byOwn = new Map();
      ruledOut.set(key, byOwn);
    }
    for (let own = -1; own < counts.length; own += 1) {
      if (own >= 0 && counts[own] === 0) continue;
      const before = byOwn.get(own) ?? 0;
      if (before === complete) continue;
      for (let each = 0; each < counts.length; each += 1)
        others[each] = (counts[each] ?? 0) - (each === own ? 1 : 0);
      others.length = counts.length;
      let after = before;
      for (const [bit, conclusion] of conclusions.entries()) {
        if (!conclusion.holds(others)) after |= 1 << bit;
      }
      byOwn.set(own, after);
    }
  }
  const found: Certainty[] = [];
  for (const [key, byOwn] of ruledOut) {
    for (const [own, mask] of byOwn) {
      for (const [bit, { name }] of conclusions.entries()) {
        if ((mask & (1 << bit)) === 0) found.push({ release: key, own, conclusion: name });
      }
    }
  }
  return found;
}

export const ALL_ALIKE: Conclusion = {
  name: 'all others gave one answer',
  holds: (others) => others.reduce((kinds, count) => kinds + (count > 0 ? 1 : 0), 0) === 1,
};

/** Everybody else's answer is one of these. */
export function allWithin(name: string, answers: readonly number[]): Conclusion {
  return {
    name,
    holds: (others) => others.every((count, answer) => count === 0 || answers.includes(answer)),
  };
}

/** The conclusions about a scale of 1 to 5. */
export const ABOUT_A_SCALE: readonly Conclusion[] = [
  ALL_ALIKE,
  allWithin('all others agreed', [3, 4]),
  allWithin('all others disagreed', [0, 1]),
];

/** One way in which a round may have gone: how many took part, what was shown, and which answers somebody gave. */
export interface World {
  readonly took: number;
  readonly shown: string | number;
  readonly owns: readonly number[];
}

const OUTSIDER = -1;
export const SILENT = -2;

/** What was looked through, and what told an attacker that everybody, or everybody but themselves, took part. */
export interface TurnoutSearch {
  worlds: number;
  releases: number;
  readonly found: { readonly shown: string | number; readonly attacker: number }[];
}

/**
 * Looks for releases that occur only where everybody took part: as an outsider sees it, as those who gave each answer do,
 * and as one sees it who knows that they stayed silent. `everybody` could have taken part.
 */
export function loneTurnouts(worlds: Iterable<World>, everybody: number): TurnoutSearch {
  const least = new Map<string | number, Map<number, number>>();
  const search: TurnoutSearch = { worlds: 0, releases: 0, found: [] };
  const note = (byAttacker: Map<number, number>, attacker: number, took: number) => {
    byAttacker.set(attacker, Math.min(took, byAttacker.get(attacker) ?? took));
  };
  for (const { took, shown, owns } of worlds) {
    search.worlds += 1;
    const byAttacker = least.get(shown) ?? new Map<number, number>();
    least.set(shown, byAttacker);
    note(byAttacker, OUTSIDER, took);
    for (const own of owns) note(byAttacker, own, took);
    if (took < everybody) note(byAttacker, SILENT, took);
  }
  search.releases = least.size;
  for (const [shown, byAttacker] of least) {
    for (const [attacker, took] of byAttacker) {
      if (took === (attacker === SILENT ? everybody - 1 : everybody)) search.found.push({ shown, attacker });
    }
  }
  return search;
}
