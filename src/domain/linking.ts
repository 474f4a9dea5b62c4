import type { CircleId, Identity, Member, MemberId } from './circle.ts';
import { HOUR, type Instant, MINUTE } from './instant.ts';

/** How long a code can be typed after it was shown. */
export const CODE_LASTS = 15 * MINUTE;
/** So many codes one account may try within `TRIES_WITHIN`, right or wrong. */
export const MOST_TRIES = 5;
export const TRIES_WITHIN = 1 * HOUR;

/** A code that waits to be typed. What is kept is `hash`, never the code. */
export interface LinkCode {
  /** One for each member: a newer one takes its place. */
  readonly memberId: MemberId;
  readonly hash: string;
  /** The account that it was shown to. */
  readonly shownTo: Identity;
  readonly expiresAt: Instant;
}

/** That accounts became a member's, so that it can be told and undone. */
export interface AccountLink {
  readonly id: string;
  readonly circleId: CircleId;
  readonly memberId: MemberId;
  readonly at: Instant;
  readonly gained: readonly Identity[];
  /** Accounts that had to give way on the same platform. */
  readonly replaced: readonly Identity[];
  /** Whose they were before; null: nobody's in this circle. */
  readonly fromId: MemberId | null;
  /** The steward who did it; null: the person themselves, with a code. */
  readonly byId: MemberId | null;
}

/** Who the two accounts are in one circle; null: nobody in it. */
export interface Pair {
  /** The account that the code was shown to. */
  readonly shown: Member | null;
  /** The account that typed it. */
  readonly typed: Member | null;
}

export interface Accounts {
  readonly shown: Identity;
  readonly typed: Identity;
}

/** What a code does in one circle. */
export type Joint =
  | { readonly what: 'nothing' }
  /** `leaves`: a second member who turns out to be the same person; null: there was none. */
  | {
      readonly what: 'gains';
      readonly member: Member;
      readonly gained: readonly Identity[];
      readonly leaves: Member | null;
    }
  /** This circle stays as it is; others may change. */
  | { readonly what: 'left-alone'; readonly why: 'place-taken' | 'link-other-way' }
  /** Nothing may change anywhere. */
  | { readonly what: 'refused' };

/**
 * What becomes of one circle when an account types the code that was shown to another.
 *
 * - Only the one who showed it is a member: the typing account becomes theirs too.
 * - Only the one who typed it is a member: the other account becomes theirs, unless they are a steward or manager. Such a
 *   member gains an account only by showing the code themselves: nobody should be talked into handing over a task.
 * - Both are members: they are one person. Who showed the code stays, the other leaves, and their accounts move. Refused
 *   where the voices differ, where the other is a steward or manager, and where both have an account on one chat
 *   platform. Of two personal links only the one of the member who stays goes on; typing with the other is refused.
 * - One account for each platform: where the place is taken, the circle is left alone.
 */
export function jointOf({ shown, typed }: Pair, accounts: Accounts): Joint {
  if (shown !== null && typed !== null) return onePerson(shown, typed, accounts.typed);
  if (shown !== null) return gains(shown, accounts.typed);
  if (typed === null) return { what: 'nothing' };
  if (typed.steward || typed.manager) return { what: 'left-alone', why: 'link-other-way' };
  return gains(typed, accounts.shown);
}

function gains(member: Member, account: Identity): Joint {
  if (isTaken(member, account)) return { what: 'left-alone', why: 'place-taken' };
  return { what: 'gains', member, gained: [account], leaves: null };
}

function onePerson(member: Member, leaves: Member, typed: Identity): Joint {
  if (member.id === leaves.id) return { what: 'nothing' };
  if (member.voice !== leaves.voice || leaves.steward || leaves.manager) return { what: 'refused' };
  const others = leaves.identities.filter((each) => !sameAccount(each, typed));
  if (isTaken(member, typed)) return { what: 'refused' };
  if (others.some((each) => each.platform !== 'web' && isTaken(member, each))) return { what: 'refused' };
  const gained = [typed, ...others.filter((each) => !isTaken(member, each))];
  return { what: 'gains', member, gained, leaves };
}

function isTaken({ identities }: Member, { platform }: Identity): boolean {
  return identities.some((each) => each.platform === platform);
}

export function sameAccount(one: Identity, other: Identity): boolean {
  return one.platform === other.platform && one.externalId === other.externalId;
}
