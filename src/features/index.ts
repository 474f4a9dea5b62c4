import type { Context } from '../core/context.ts';
import type { DueWorks } from '../core/jobs/due-work.ts';
import type { NotificationKinds } from '../core/outbox/notifications.ts';
import type { Kept } from '../core/tables/kept.ts';
import { together } from '../core/together.ts';
import { attendanceNotifications } from './attendance/notifications.ts';
import { attendanceKept } from './attendance/tables.ts';
import { attendanceLetters } from './attendance/use-cases/ask.ts';
import { buddyNotifications } from './buddies/notifications.ts';
import { buddiesKept } from './buddies/tables.ts';
import { circleChanges } from './circles/changes.ts';
import { digestChanges } from './digests/changes.ts';
import { digestsDue } from './digests/due.ts';
import { digestNotifications } from './digests/notifications.ts';
import { digestsKept, digestTable } from './digests/tables.ts';
import { rewordPromise } from './digests/use-cases/rewrite.ts';
import type { ChangeKinds } from './governance/change-kinds.ts';
import { stewardChanges } from './governance/changes.ts';
import { governanceNotifications } from './governance/notifications.ts';
import { governanceKept } from './governance/tables/kept.ts';
import { passChoosings } from './governance/use-cases/choosings.ts';
import { endStandIns } from './governance/use-cases/stand-ins.ts';
import { linkNotifications } from './linking/notifications.ts';
import { sweepCodes } from './linking/sweep.ts';
import { meetingChanges } from './meetings/changes.ts';
import { membershipChanges } from './membership/changes.ts';
import { membershipNotifications } from './membership/notifications.ts';
import { sweepCandidates } from './membership/sweep.ts';
import { membershipKept } from './membership/tables.ts';
import { unreachableNotifications } from './membership/unreachable-notifications.ts';
import { promisesKept } from './promises/tables.ts';
import { pulseChanges } from './pulses/changes.ts';
import { pulsesDue } from './pulses/due.ts';
import { pulseNotifications } from './pulses/notifications.ts';
import { releaseKept } from './release/tables/kept.ts';
import { EARLIEST_RELEASE } from './release/tables/pools.ts';
import { releaseDuePools } from './release/use-cases/pools.ts';
import { turnsDue } from './turns/due.ts';
import { turnNotifications } from './turns/notifications.ts';
import { turnsKept } from './turns/tables.ts';
import { unnamedWordsKept } from './unnamed-words/tables.ts';
import { wayInChanges } from './ways-in/changes.ts';
import { wayInNotifications } from './ways-in/notifications.ts';
import { sweepWaysIn } from './ways-in/sweep.ts';
import { waysInKept } from './ways-in/tables.ts';
import { wordsChanges } from './withdrawing/changes.ts';
import { reviewsDue } from './withdrawing/due.ts';
import { wordsNotifications } from './withdrawing/notifications.ts';

/** Every kind of change has one feature that makes it. */
const CHANGE_KINDS: ChangeKinds = together(
  'kind of change',
  stewardChanges,
  membershipChanges,
  wayInChanges,
  pulseChanges,
  meetingChanges,
  digestChanges,
  wordsChanges,
  circleChanges,
);

/** Every kind of letter has one feature that writes it. */
const NOTIFICATIONS: NotificationKinds = together(
  'kind of letter',
  governanceNotifications,
  pulseNotifications,
  wayInNotifications,
  turnNotifications,
  attendanceNotifications,
  membershipNotifications,
  unreachableNotifications,
  linkNotifications,
  buddyNotifications,
  digestNotifications,
  wordsNotifications,
);

/** A round that closes and a review that opens come before what may tell of them. */
const DUE_WORK: DueWorks = together('job', pulsesDue, turnsDue, reviewsDue, digestsDue);

/** In the order of features. */
const KEPT: readonly Kept[] = [
  governanceKept,
  releaseKept,
  waysInKept,
  unnamedWordsKept,
  promisesKept,
  turnsKept,
  attendanceKept,
  membershipKept,
  buddiesKept,
  digestsKept,
];

/** What features declare for those before them, and for core. */
export const DECLARED: Pick<
  Context,
  | 'changeKinds'
  | 'notifications'
  | 'dueWork'
  | 'earliestSweeps'
  | 'sweeps'
  | 'kept'
  | 'meetingHeld'
  | 'promiseReworded'
  | 'isDigestOut'
> = {
  changeKinds: CHANGE_KINDS,
  notifications: NOTIFICATIONS,
  dueWork: DUE_WORK,
  earliestSweeps: [EARLIEST_RELEASE],
  kept: KEPT,
  sweeps: [sweepCodes, sweepWaysIn, sweepCandidates, endStandIns, passChoosings, releaseDuePools],
  meetingHeld: attendanceLetters,
  promiseReworded: rewordPromise,
  isDigestOut: async (tx, circleId, week) => (await digestTable.find(tx, circleId, week)) !== null,
};
