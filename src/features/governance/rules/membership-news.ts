import { type MemberId, READER } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Act } from './act.ts';
import { aboutOf, type Change } from './change.ts';

/** What became of a circle's membership between two moments. */
export interface MembershipNews {
  readonly joined: number;
  readonly left: number;
  readonly moved: number;
  /** Ways in that were made for others. */
  readonly waysIn: number;
  /** Whose keys did it, each once. Who left by themselves needed none. */
  readonly keys: readonly MemberId[];
}

/** Told from what is on record, newest first: the same for everybody, whenever it is asked. */
export function membershipNews(acts: readonly Act[], from: Instant, until: Instant): MembershipNews {
  const count = { 'member-added': 0, 'member-left': 0, voice: 0, 'first-way-in': 0, 'new-way-in': 0 };
  const keys = new Set<MemberId>();
  for (const [index, { at, what, change, memberId }] of acts.entries()) {
    if (at < from || at >= until || change === null) continue;
    if (!isCounted(change) || isOfReader(change)) continue;
    if (what !== 'approved' && what !== 'changed') continue;
    count[change.kind] += 1;
    if (what === 'changed') continue;
    const asked = acts
      .slice(index + 1)
      .find((act) => act.what === 'asked' && act.change !== null && aboutOf(act.change) === aboutOf(change));
    for (const key of [asked?.memberId, memberId]) if (key != null) keys.add(key);
  }
  return {
    joined: count['member-added'],
    left: count['member-left'],
    moved: count.voice,
    waysIn: count['first-way-in'] + count['new-way-in'],
    keys: [...keys],
  };
}

/** A new reader comes into no round. */
const isOfReader = (change: Change) => change.kind === 'member-added' && change.voice === READER;

const COUNTED = ['member-added', 'member-left', 'voice', 'first-way-in', 'new-way-in'] as const;

function isCounted(change: Change): change is Extract<Change, { kind: (typeof COUNTED)[number] }> {
  return COUNTED.some((kind) => kind === change.kind);
}
