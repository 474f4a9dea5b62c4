import { type CircleId, isCandidate, type Member, type MemberId } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { hasWayIn, type SetUp } from '../../../core/way-in.ts';
import { holdsKey, type Keyholder } from '../../governance/rules/keys.ts';
import { PROPOSAL_LASTS } from '../../governance/rules/proposal.ts';

/** How long an invitation can be claimed; one of somebody whom one steward would let in: from the second key on. */
export const INVITATION_LASTS = 7 * DAY;

/** How long one can be claimed that somebody made for themselves: who uses shared devices alone comes back by it. */
export const OWN_INVITATION_LASTS = 28 * DAY;

/** How long somebody who has a way in already is told of another one before it opens, on every place they are known at. */
export const TOLD_BEFORE = 7 * DAY;

/** How long a claim waits for the yes of a steward. */
export const CLAIM_LASTS = 14 * DAY;

/**
 * When an invitation that is made now opens and ends. `known`: for somebody who has a way in already, and did not make this
 * one. Until the second key can no longer be turned, a slow one costs nobody their way in.
 */
export function invitationTimes(
  member: Pick<Member, 'confirmedAt' | 'leftAt'>,
  known: boolean,
  now: Instant,
  maker: Maker,
): Pick<Invitation, 'opensAt' | 'expiresAt'> {
  if (maker === 'self') return { opensAt: now, expiresAt: now + OWN_INVITATION_LASTS };
  const opensAt = known ? now + TOLD_BEFORE : now;
  return { opensAt, expiresAt: opensAt + (isCandidate(member) ? PROPOSAL_LASTS : 0) + INVITATION_LASTS };
}

/** Who made an invitation: the person themselves, one steward, stewards of two voices, or whoever runs the server. */
export type Maker = 'self' | 'steward' | 'stewards' | 'operator';

/** A way in for one person. What is kept are keyed hashes: neither the secret nor the printed code. */
export interface Invitation {
  readonly id: string;
  readonly circleId: CircleId;
  readonly memberId: MemberId;
  readonly secretHash: string;
  readonly codeHash: string;
  readonly maker: Maker;
  /** The steward who was shown it; null where nobody else made it, or an operator. */
  readonly makerId: MemberId | null;
  readonly madeAt: Instant;
  /** It cannot be claimed before. */
  readonly opensAt: Instant;
  readonly expiresAt: Instant;
  /** It opens nothing any more; null: nobody has come in with it. */
  readonly usedAt: Instant | null;
  /** The web account of whoever claims it: known from the start for who made it themselves, else from the claim on. */
  readonly webId: string | null;
  /** Whoever claimed it waits for the yes of a steward. */
  readonly waiting: boolean;
  /** The e-mail address it went to, unseen by whoever made it, once stewards of two voices had read that address; else null. */
  readonly sentTo: string | null;
}

/** Whether an invitation can be claimed now. One that was used stays used, also after its time. */
export function invitationState(
  { usedAt, opensAt, expiresAt }: Pick<Invitation, 'usedAt' | 'opensAt' | 'expiresAt'>,
  now: Instant,
): 'open' | 'early' | 'used' | 'over' {
  if (usedAt !== null) return 'used';
  if (now >= expiresAt) return 'over';
  return now < opensAt ? 'early' : 'open';
}

/** Whether somebody may say that it was this member who came in: a steward whose key counts, of another voice than the maker's. */
export function mayVouch(
  steward: Keyholder & Pick<Member, 'identities'>,
  { makerId, memberId }: Pick<Invitation, 'makerId' | 'memberId'>,
  makerVoice: string | null,
  { platforms, now }: { readonly platforms: SetUp; readonly now: Instant },
): boolean {
  if (steward.id === memberId || steward.id === makerId || steward.voice === makerVoice) return false;
  return holdsKey(steward, now) && hasWayIn(steward.identities, platforms);
}
