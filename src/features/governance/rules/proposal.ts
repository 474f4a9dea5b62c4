import type { CircleId, MemberId, VoiceId } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import type { Change } from './change.ts';
import { holdsKey, type Keyholder, type KeyRefusal, mayDecide } from './keys.ts';

/** How long a change waits for its second key. */
export const PROPOSAL_LASTS = 14 * DAY;

/**
 * One of two keys turned: what a steward would change, until a steward of another voice turns the second. A no is not kept:
 * whoever asked cannot tell it from silence, and both end after 14 days.
 */
export interface Proposal {
  readonly id: string;
  readonly circleId: CircleId;
  readonly change: Change;
  /** How it stood when the second key was turned: see `Act.before`. */
  readonly before: Change | null;
  readonly by: Key;
  readonly at: Instant;
  readonly expiresAt: Instant;
  /** `open` also after `expiresAt`: nothing has to run for a proposal to end. See `isWaiting`. `declined`: of before v0.2. */
  readonly state: 'open' | 'approved' | 'declined' | 'withdrawn';
  /** Of one that was taken back: who asked; of one that ended because another was approved: somebody else. */
  readonly decided: Key | null;
}

/** Who acted, and for which voice at that time. */
export interface Key {
  readonly memberId: MemberId;
  readonly voice: VoiceId;
}

export interface ProposalStart {
  readonly id: string;
  readonly circleId: CircleId;
  readonly change: Change;
  readonly by: Pick<Keyholder, 'id' | 'voice'>;
  readonly now: Instant;
}

export function propose({ id, circleId, change, by, now }: ProposalStart): Proposal {
  return {
    id,
    circleId,
    change,
    before: null,
    by: { memberId: by.id, voice: by.voice },
    at: now,
    expiresAt: now + PROPOSAL_LASTS,
    state: 'open',
    decided: null,
  };
}

export function isWaiting({ state, expiresAt }: Proposal, now: Instant): boolean {
  return state === 'open' && now < expiresAt;
}

/** Waits, and whoever asked still holds a key: without it nobody can say yes, and it keeps nobody from asking the same. */
export function isAsked(proposal: Proposal, members: readonly Keyholder[], now: Instant): boolean {
  const asker = members.find(({ id }) => id === proposal.by.memberId);
  return isWaiting(proposal, now) && asker !== undefined && holdsKey(asker, now);
}

export type DecideRefusal = KeyRefusal | 'decided-before' | 'run-out' | 'asker-gone';

/**
 * Turns the second key. Judges everybody as they stand now and the asker also as they stood when they asked, so that
 * changing one's voice opens nothing. An asker who has left, or holds no key any more, asks for nothing.
 */
export function decide(
  proposal: Proposal,
  decider: Keyholder,
  members: readonly Keyholder[],
  now: Instant,
): Result<Proposal, DecideRefusal> {
  if (proposal.state !== 'open') return refuse('decided-before');
  if (!isWaiting(proposal, now)) return refuse('run-out');
  const asker = members.find(({ id }) => id === proposal.by.memberId);
  if (asker === undefined || !holdsKey(asker, now)) return refuse('asker-gone');
  const asked = { id: proposal.by.memberId, voice: proposal.by.voice };
  for (const side of [asked, asker]) {
    const allowed = mayDecide(proposal.change, side, decider, members, now);
    if (!allowed.ok) return allowed;
  }
  return success({ ...proposal, state: 'approved', decided: { memberId: decider.id, voice: decider.voice } });
}

/** Who asked may take it back while it waits. */
export function withdraw(
  proposal: Proposal,
  by: Pick<Keyholder, 'id' | 'voice'>,
  now: Instant,
): Result<Proposal, 'not-your-proposal' | 'decided-before' | 'run-out'> {
  if (proposal.by.memberId !== by.id) return refuse('not-your-proposal');
  if (proposal.state !== 'open') return refuse('decided-before');
  if (!isWaiting(proposal, now)) return refuse('run-out');
  return success({ ...proposal, state: 'withdrawn', decided: { memberId: by.id, voice: by.voice } });
}
