import { type CircleId, isCandidate, type Member, type MemberId } from './circle.ts';
import { PROPOSAL_LASTS } from './governance/proposal.ts';
import { DAY, HOUR, type Instant, MINUTE } from './instant.ts';

/** How long an invitation can be claimed; one of somebody whom one steward would let in: from the second key on. */
export const INVITATION_LASTS = 7 * DAY;

/** When an invitation that is made now ends. Until the second key can no longer be turned, a slow one costs nobody their way in. */
export function invitationEnds(member: Pick<Member, 'confirmedAt' | 'leftAt'>, now: Instant): Instant {
  return now + (isCandidate(member) ? PROPOSAL_LASTS : 0) + INVITATION_LASTS;
}

/** `own`: this person's alone; `shared`: others use it too, so it is left soon. Said at the claim. */
export type Device = 'own' | 'shared';

/** Who made an invitation: the person themselves, a steward, or whoever runs the server. */
export type Maker = 'self' | 'steward' | 'operator';

/** A way in for one person. What is kept are keyed hashes: neither the secret nor the printed code. */
export interface Invitation {
  readonly id: string;
  readonly circleId: CircleId;
  readonly memberId: MemberId;
  readonly secretHash: string;
  readonly codeHash: string;
  readonly maker: Maker;
  /** The steward; null where nobody else made it, or an operator. */
  readonly makerId: MemberId | null;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  /** It opens nothing any more; null: nobody has come in with it. */
  readonly usedAt: Instant | null;
}

/** Whether an invitation can be claimed now. One that was used stays used, also after its time. */
export function invitationState(
  { usedAt, expiresAt }: Pick<Invitation, 'usedAt' | 'expiresAt'>,
  now: Instant,
): 'open' | 'used' | 'over' {
  if (usedAt !== null) return 'used';
  return now < expiresAt ? 'open' : 'over';
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
