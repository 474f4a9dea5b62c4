import {
  type CircleId,
  type Identity,
  isCandidate,
  type Member,
  type MemberId,
  type PlatformName,
} from '../../../core/circle.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../../core/instant.ts';
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

/** `own`: this person's alone; `shared`: others use it too, so it is left soon. Said at the claim. */
export type Device = 'own' | 'shared';

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

/** The platforms that are set up on this server. */
export type SetUp = Pick<ReadonlySet<PlatformName>, 'has'>;

/** Whether one of these accounts is where somebody can come in. Who has none cannot answer, so they count in no round that opens. */
export function hasWayIn(accounts: readonly Identity[], platforms: SetUp): boolean {
  return accounts.some(({ platform }) => platforms.has(platform));
}

/** Those of some people who can come in, and so can say yes to anything. */
export function withWayIn<M extends Pick<Member, 'identities'>>(
  members: readonly M[],
  platforms: SetUp,
): readonly M[] {
  return members.filter(({ identities }) => hasWayIn(identities, platforms));
}

/** A browser that is signed in. The row is written at the claim and deleted at the end; using it writes nothing. */
export interface WebSession {
  readonly id: string;
  readonly webId: string;
  readonly device: Device;
  readonly beganAt: Instant;
}

/**
 * How long a browser stays signed in after its last new cookie, and how old a cookie gets before a page gives it the
 * next. Somebody who looks in twice a year is never shut out; a shared device is left after an hour without a page.
 */
export const SESSION_LASTS: Readonly<
  Record<Device, { readonly lasts: number; readonly renewedAfter: number }>
> = {
  own: { lasts: 200 * DAY, renewedAfter: 7 * DAY },
  shared: { lasts: HOUR, renewedAfter: 10 * MINUTE },
};

/** A shared device's session is nobody's any more after so long, used or not. */
export const SHARED_AT_MOST = 12 * HOUR;

/**
 * Who is known on web pages alone. Whether they are signed in anywhere is not looked at: who is not cannot have answered, and
 * that is nobody's business.
 */
export function onWebAlone<Who extends Pick<Member, 'identities'>>(members: readonly Who[]): readonly Who[] {
  return members.filter(({ identities }) => identities.every(({ platform }) => platform === 'web'));
}

/** v0.1.0 gave cookies for so long, and kept no list of them. */
export const OLD_COOKIE_LASTED = 30 * DAY;
