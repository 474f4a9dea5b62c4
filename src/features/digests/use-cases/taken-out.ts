import type { Circle } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Act } from '../../governance/rules/act.ts';
import { isTakingWords, type TakingWords } from '../../governance/rules/change.ts';
import { actTable } from '../../governance/tables/proposals.ts';
import type { TakenOut } from '../rules/digest.ts';

/** More than happens between two digests. */
const ACTS_READ = 500;

/** Who took these words out: who asked, and who said yes. Names, because a digest is kept as it reads. */
export async function takenOutBy(tx: Tx, circle: Circle, change: TakingWords): Promise<string[]> {
  return namesFor(tx, circle, await actTable.list(tx, circle.id, ACTS_READ), change);
}

/** What two stewards took out or held back between two moments: how many, by whom and why, never what. */
export async function takenOutSince(
  tx: Tx,
  circle: Circle,
  { since, until }: { readonly since: Instant; readonly until: Instant },
): Promise<readonly TakenOut[]> {
  const acts = await actTable.list(tx, circle.id, ACTS_READ);
  const told: TakenOut[] = [];
  for (const { what, at, change } of [...acts].reverse()) {
    if (what !== 'approved' || at <= since || at > until || change === null || !isTakingWords(change))
      continue;
    told.push({
      what: change.kind === 'hold-words' ? 'held-back' : 'withdrawn',
      count: change.refs.length,
      why: change.why,
      by: await namesFor(tx, circle, acts, change),
    });
  }
  return told;
}

async function namesFor(
  tx: Tx,
  circle: Circle,
  acts: readonly Act[],
  change: TakingWords,
): Promise<string[]> {
  const same = JSON.stringify([...change.refs].sort());
  const about = acts.filter(
    ({ what, change: other }) =>
      (what === 'asked' || what === 'approved') &&
      other !== null &&
      isTakingWords(other) &&
      JSON.stringify([...other.refs].sort()) === same,
  );
  // Newest first: the yes, and the asking before it.
  const keys = [about.find(({ what }) => what === 'asked'), about.find(({ what }) => what === 'approved')];
  const everybody = await memberTable.everybody(tx, circle.id);
  return keys.flatMap((act) => everybody.find(({ id }) => id === act?.memberId)?.name ?? []);
}
