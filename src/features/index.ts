import type { Context } from '../core/context.ts';
import type { DueWorks } from '../core/jobs/due-work.ts';
import { NOTIFICATIONS } from '../notifications.ts';
import { attendanceLetters } from './attendance/use-cases/ask.ts';
import { circleChanges } from './circles/changes.ts';
import { digestChanges } from './digests/changes.ts';
import { digestsDue } from './digests/due.ts';
import { rewordPromise } from './digests/use-cases/rewrite.ts';
import type { ChangeKinds } from './governance/change-kinds.ts';
import { stewardChanges } from './governance/changes.ts';
import { passChoosings } from './governance/use-cases/choosings.ts';
import { endStandIns } from './governance/use-cases/stand-ins.ts';
import { sweepCodes } from './linking/sweep.ts';
import { meetingChanges } from './meetings/changes.ts';
import { membershipChanges } from './membership/changes.ts';
import { sweepCandidates } from './membership/sweep.ts';
import { pulseChanges } from './pulses/changes.ts';
import { pulsesDue } from './pulses/due.ts';
import { spendPools } from './release/use-cases/pools.ts';
import { rotaDue } from './rota/due.ts';
import { wayInChanges } from './ways-in/changes.ts';
import { sweepWaysIn } from './ways-in/sweep.ts';
import { wordsChanges } from './withdrawing/changes.ts';
import { reviewsDue } from './withdrawing/due.ts';

/** Every kind of change has one feature that makes it: one that has none, or two, does not compile. */
const CHANGE_KINDS: ChangeKinds = {
  ...stewardChanges,
  ...membershipChanges,
  ...wayInChanges,
  ...pulseChanges,
  ...meetingChanges,
  ...digestChanges,
  ...wordsChanges,
  ...circleChanges,
};

/** A round that closes and a review that opens come before what may tell of them. */
const DUE_WORK: DueWorks = { ...pulsesDue, ...rotaDue, ...reviewsDue, ...digestsDue };

/** What features declare for those before them, and for core. */
export const DECLARED: Pick<
  Context,
  'changeKinds' | 'notifications' | 'dueWork' | 'sweeps' | 'meetingHeld' | 'promiseReworded'
> = {
  changeKinds: CHANGE_KINDS,
  notifications: NOTIFICATIONS,
  dueWork: DUE_WORK,
  sweeps: [sweepCodes, sweepWaysIn, sweepCandidates, endStandIns, passChoosings, spendPools],
  meetingHeld: attendanceLetters,
  promiseReworded: rewordPromise,
};
