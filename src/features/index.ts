import type { Context } from '../core/context.ts';
import { attendanceLetters } from './attendance/use-cases/ask.ts';
import { circleChanges } from './circles/changes.ts';
import { digestChanges } from './digests/changes.ts';
import { rewordPromise } from './digests/use-cases/rewrite.ts';
import type { ChangeKinds } from './governance/change-kinds.ts';
import { stewardChanges } from './governance/changes.ts';
import { meetingChanges } from './meetings/changes.ts';
import { membershipChanges } from './membership/changes.ts';
import { pulseChanges } from './pulses/changes.ts';
import { wayInChanges } from './ways-in/changes.ts';
import { wordsChanges } from './withdrawing/changes.ts';

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

/** What features declare for those before them. */
export const DECLARED: Pick<Context, 'changeKinds' | 'meetingHeld' | 'promiseReworded'> = {
  changeKinds: CHANGE_KINDS,
  meetingHeld: attendanceLetters,
  promiseReworded: rewordPromise,
};
