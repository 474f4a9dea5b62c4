import type { Delivery, DeliveryKind } from './delivery.ts';

/** Kinds that may wait and go together, what matters most to the reader first: asks something of them; is about them; is news. */
const TOGETHER = ['asks', 'theirs', 'news'] as const;

/**
 * `now`: never held, never counted. `timed`: counted, goes at the same time to everybody alike; such letters make way only for
 * one another, so that nothing anybody did holds one back. The others are counted, and may wait to go together.
 */
export type Urgency = 'now' | 'timed' | (typeof TOGETHER)[number];

export const URGENCY: Readonly<Record<DeliveryKind, Urgency>> = {
  welcome: 'now',
  'roster-waits': 'now',
  'circle-set-up': 'now',
  'pulse-invitation': 'timed',
  'pulse-reminder': 'timed',
  'pulse-slower': 'asks',
  // The time to answer runs.
  'turn-offer': 'now',
  'turn-announcement': 'news',
  'turn-reminder': 'now',
  'turn-retimed': 'now',
  // People may be on their way.
  'meeting-cancelled': 'now',
  'meeting-moved': 'now',
  'meeting-added': 'news',
  'turn-asked': 'now',
  'turn-agreed': 'now',
  'turn-refused': 'now',
  'turn-acted-for': 'now',
  'turn-taken-back': 'now',
  'turn-unfilled': 'now',
  // After a yes of theirs, which they expect to find there.
  'turn-entry': 'now',
  'chair-rests': 'theirs',
  'away-noted': 'now',
  'co-chair-offer': 'asks',
  'shadow-offer': 'asks',
  digest: 'timed',
  // Edits what stands there.
  'digest-correction': 'now',
  'link-made': 'now',
  'way-in-tried': 'now',
  'way-in-new': 'now',
  // Somebody stands at the door.
  'claim-waits': 'now',
  'channel-welcome': 'now',
  'joining-proposed': 'asks',
  'approval-wanted': 'asks',
  'approval-decided': 'theirs',
  'membership-told': 'now',
  'measuring-changed': 'news',
  'settings-changed': 'news',
  'act-told': 'news',
  // Seven days to say no, the same seven for all.
  'choosing-asked': 'now',
  'choosing-stands': 'now',
  // Until somebody acts, others hear nothing.
  'channel-closed': 'now',
  'member-unreachable': 'asks',
  'platform-shut-out': 'now',
  'account-linked': 'now',
  // Their readers are waiting for them.
  'sign-in': 'now',
  invited: 'now',
  'invitation-ended': 'asks',
  'address-check': 'now',
  'address-new': 'now',
  // One tap, while people remember.
  'attendance-asked': 'now',
  'chair-noted': 'theirs',
  'buddy-wanted': 'asks',
  // Three days to answer.
  'buddy-asked': 'now',
  'buddy-found': 'theirs',
  'words-flagged': 'now',
  // The stewards of all voices see the words at one minute, a day before the digest.
  'words-review': 'now',
  // For seven days the asker alone can answer.
  'promise-answered': 'now',
  'promise-to-close': 'asks',
  'promise-owner-asked': 'asks',
  'promise-nudge': 'asks',
  'promise-taken-over': 'theirs',
};

/** Those that may wait and go together. */
export const MAY_WAIT = (Object.keys(URGENCY) as DeliveryKind[]).filter((kind) => mayWait({ kind }));

export function mayWait({ kind }: Pick<Delivery, 'kind'>): boolean {
  return (TOGETHER as readonly Urgency[]).includes(URGENCY[kind]);
}

/** What matters most first, then what has waited longest. */
export function byWeight<D extends Pick<Delivery, 'kind' | 'dueAt' | 'id'>>(letters: readonly D[]): D[] {
  return [...letters].sort(
    (one, other) =>
      rankOf(one.kind) - rankOf(other.kind) || one.dueAt - other.dueAt || (one.id < other.id ? -1 : 1),
  );
}

/** Of those that go at their time an invitation asks, and a digest is news. */
function rankOf(kind: DeliveryKind): number {
  const urgency = kind === 'digest' ? 'news' : URGENCY[kind];
  return (TOGETHER as readonly Urgency[]).indexOf(urgency);
}
