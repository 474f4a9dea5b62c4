import type { MemberId } from '../circle.ts';
import type { Instant } from '../instant.ts';
import type { Act } from './act.ts';
import { aboutOf } from './change.ts';

/** What became of a circle's membership between two moments. */
export interface MembershipNews {
  readonly joined: number;
  readonly left: number;
  readonly moved: number;
  /** Whose keys did it, each once. Who left by themselves needed none. */
  readonly keys: readonly MemberId[];
}

/** Told from what is on record, newest first: the same for everybody, whenever it is asked. */
export function membershipNews(acts: readonly Act[], from: Instant, until: Instant): MembershipNews {
  const count = { 'member-added': 0, 'member-left': 0, voice: 0 };
  const keys = new Set<MemberId>();
  for (const [index, { at, what, change, memberId }] of acts.entries()) {
    if (at < from || at >= until || change === null) continue;
    if (change.kind !== 'member-added' && change.kind !== 'member-left' && change.kind !== 'voice') continue;
    if (what !== 'approved' && what !== 'changed') continue;
    count[change.kind] += 1;
    if (what === 'changed') continue;
    const asked = acts
      .slice(index + 1)
      .find((act) => act.what === 'asked' && act.change !== null && aboutOf(act.change) === aboutOf(change));
    for (const key of [asked?.memberId, memberId]) if (key != null) keys.add(key);
  }
  return { joined: count['member-added'], left: count['member-left'], moved: count.voice, keys: [...keys] };
}
