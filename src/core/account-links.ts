import type { Identity, Member, MemberId, PersonId } from './circle.ts';
import { HOUR, type Instant, MINUTE } from './instant.ts';

/** How long a code can be typed after it was shown. */
export const CODE_LASTS = 15 * MINUTE;
/** So many codes one account may try within `TRIES_WITHIN`, right or wrong. */
export const MOST_TRIES = 5;
export const TRIES_WITHIN = 1 * HOUR;

/** A code that waits to be typed. What is kept is `hash`, never the code. */
export interface LinkCode {
  /** One for each person: a newer one takes its place. */
  readonly personId: PersonId;
  readonly hash: string;
  /** The account that it was shown to. */
  readonly shownTo: Identity;
  readonly expiresAt: Instant;
}

/** That accounts became a person's, with all that was another person's where both are one, so that it can be told and undone. */
export interface AccountLink {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: PersonId;
  readonly at: Instant;
  readonly gained: readonly EarlierAccount[];
  /** Accounts that had to give way. */
  readonly replaced: readonly EarlierAccount[];
  /** Whose the gained accounts were before; null: nobody's in this organisation. */
  readonly fromId: PersonId | null;
  /** Who that person was in circles, and this person is from now on. */
  readonly members: readonly EarlierMember[];
  /** Of these, who left by it, because this person is in the circle already. */
  readonly left: readonly MemberId[];
  /** The steward who did it; null: the person themselves, with a code. */
  readonly byId: MemberId | null;
}

/** `since`: what stood there before, and stands there again when the link is undone. */
export interface EarlierAccount extends Identity {
  readonly since: Instant | null;
}

export interface EarlierMember {
  readonly memberId: MemberId;
  readonly since: Instant | null;
}

/** What a code goes by: somebody in an organisation, with who they are in its circles now. */
export interface Individual {
  readonly id: PersonId;
  readonly members: readonly Seated[];
}

type Seated = Pick<Member, 'id' | 'circleId' | 'voice' | 'steward' | 'manager'>;

/** Who the two accounts are in one organisation; null: nobody in it. */
export interface Pair {
  /** The account that the code was shown to. */
  readonly shown: Individual | null;
  /** The account that typed it. */
  readonly typed: Individual | null;
}

/** What a code does in one organisation. */
export type Joint =
  | { readonly what: 'nothing' }
  /** An account of nobody becomes a person's. */
  | { readonly what: 'gains'; readonly personId: PersonId; readonly account: 'shown' | 'typed' }
  /** `leaves`: who goes, because the one who stays is in that circle already. */
  | {
      readonly what: 'one-person';
      readonly stays: PersonId;
      readonly joins: PersonId;
      readonly leaves: readonly MemberId[];
    }
  /** This organisation stays as it is; others may change. */
  | { readonly what: 'left-alone'; readonly why: 'link-other-way' }
  /** Nothing may change anywhere. */
  | { readonly what: 'refused' };

/**
 * What becomes of one organisation when an account types the code that was shown to another.
 *
 * - Only the one who showed it is known: the typing account becomes theirs too.
 * - Only the one who typed it is known: the other account becomes theirs, unless they are a steward or manager anywhere.
 *   Such a person gains an account only by showing the code themselves: nobody should be talked into handing over a task.
 * - Both are known: they are one person in all circles. Who showed the code stays; in a circle where both are, the other
 *   leaves. Refused where both are with different voices, and where the one who typed is a steward or manager there; or
 *   anywhere, if the one who showed it is one too, for then it fits in neither direction.
 */
export function jointOf({ shown, typed }: Pair): Joint {
  if (shown !== null && typed !== null) return onePerson(shown, typed);
  if (shown !== null) return { what: 'gains', personId: shown.id, account: 'typed' };
  if (typed === null) return { what: 'nothing' };
  if (typed.members.some(hasTask)) return { what: 'left-alone', why: 'link-other-way' };
  return { what: 'gains', personId: typed.id, account: 'shown' };
}

function onePerson(shown: Individual, typed: Individual): Joint {
  if (shown.id === typed.id) return { what: 'nothing' };
  const twice = typed.members.flatMap((goes) => {
    const stays = shown.members.find(({ circleId }) => circleId === goes.circleId);
    return stays === undefined ? [] : [{ goes, stays }];
  });
  if (twice.some(({ goes, stays }) => goes.voice !== stays.voice || hasTask(goes)))
    return { what: 'refused' };
  if (typed.members.some(hasTask)) {
    return shown.members.some(hasTask) ? { what: 'refused' } : { what: 'left-alone', why: 'link-other-way' };
  }
  return { what: 'one-person', stays: shown.id, joins: typed.id, leaves: twice.map(({ goes }) => goes.id) };
}

function hasTask({ steward, manager }: Seated): boolean {
  return steward || manager;
}

export function sameAccount(one: Identity, other: Identity): boolean {
  return one.platform === other.platform && one.externalId === other.externalId;
}

/** Whose an account was at a moment. `links`: those made since, oldest first; null: nobody's. */
export function ownerAt(
  { account, since, personId }: { account: Identity; since: Instant | null; personId: PersonId },
  moment: Instant,
  links: readonly AccountLink[],
): PersonId | null {
  const moved = links.find(({ gained }) => gained.some((each) => sameAccount(each, account)));
  if (moved !== undefined) return moved.fromId;
  return since !== null && since >= moment ? null : personId;
}

/** Which person a member was at the moment from which on `links` were made, oldest first. */
export function personBefore(
  { id, personId }: Pick<Member, 'id' | 'personId'>,
  links: readonly AccountLink[],
): PersonId | null {
  const moved = links.find(({ members }) => members.some(({ memberId }) => memberId === id));
  return moved === undefined ? personId : moved.fromId;
}
