import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import { type Schedule, sameSchedule } from '../../../core/calendar/schedule.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Change } from './change.ts';

/** How it stands with what a change is about, before it is made. */
export interface Before {
  readonly timezone: string;
  readonly now: Instant;
  /** The change of the same kind that would bring it back to how it stands; null: there is nothing of it yet. */
  readonly stood: Change | null;
  /** When it comes next as it stands, by every rule that may keep it back; null: it does not. */
  readonly due: Instant | null;
  /** When it comes next if the change is made, by the same rules. */
  readonly next: Instant | null;
  /** How many times it comes in the year from now as it stands, and if the change is made; null: its plan alone tells. */
  readonly times: { readonly stood: number; readonly wanted: number } | null;
}

/** A whole number of 1, 2 and 4 weeks, and a year of months, so that moving the day changes no count. */
export const COUNTED = 364 * DAY;

/**
 * Whether a change needs two keys for what it does where it is made: it stops or weakens the measuring, the circle meets more
 * rarely, or people are asked questions that no pack has and nobody but its steward has looked at; or whether it takes away the name by which two keys
 * agreed on something: who swaps the names of two pulses could have the other one ended.
 */
export function needsTwoHere(change: Change, before: Before): boolean {
  return measuresLess(change, before) || asksInOwnWords(change, before) || isRenamed(change, before);
}

/**
 * Whether a change stops or weakens the measuring: a round is cancelled, a pulse pauses or ends, questions of it change, or a pulse or the
 * digest comes more rarely, later than everybody expects it, for a shorter time, or no more; or whether the circle meets more rarely, or
 * ends its meetings.
 */
export function measuresLess(change: Change, before: Before): boolean {
  const { stood } = before;
  switch (change.kind) {
    case 'cancel-round':
    case 'meetings-end':
    // What was asked lately rests for weeks.
    case 'level':
      return true;
    case 'pulse-state':
      return change.state !== 'running';
    case 'pulse': {
      if (stood?.kind !== 'pulse') return false;
      const { plan } = change;
      return (
        !sameQuestions(plan, stood.plan) ||
        plan.openFor < stood.plan.openFor ||
        plan.reminders.length < stood.plan.reminders.length ||
        comesLess(plan.schedule, stood.plan.schedule, before)
      );
    }
    case 'digest':
      if (stood?.kind !== 'digest' || stood.schedule === null) return false;
      return change.schedule === null || comesLess(change.schedule, stood.schedule, before);
    case 'meetings':
      return (
        stood?.kind === 'meetings' &&
        (comesMoreRarely(change.plan.schedule, stood.plan.schedule, before) || isPutOff(before))
      );
    default:
      return false;
  }
}

/** Later beginnings and holiday rules take more than one meeting away: one a year goes with any new day of the week. */
function isPutOff({ times }: Before): boolean {
  return times !== null && times.wanted < times.stood - 1;
}

function isRenamed(change: Change, { stood }: Before): boolean {
  if (change.kind === 'pulse') return stood?.kind === 'pulse' && stood.plan.title !== change.plan.title;
  return change.kind === 'meetings' && stood?.kind === 'meetings' && stood.plan.name !== change.plan.name;
}

/** Of a pack everybody can read what it asks. */
function asksInOwnWords(change: Change, { stood }: Before): boolean {
  if (change.kind !== 'pulse' || change.plan.packId !== null) return false;
  return stood?.kind !== 'pulse' || !sameQuestions(change.plan, stood.plan);
}

function sameQuestions(one: { readonly questions: unknown }, other: { readonly questions: unknown }) {
  return JSON.stringify(one.questions) === JSON.stringify(other.questions);
}

function comesLess(wanted: Schedule, schedule: Schedule, before: Before): boolean {
  if (sameSchedule(wanted, schedule)) return false;
  const { due, next } = before;
  if (due !== null && (next === null || next > due)) return true;
  return comesMoreRarely(wanted, schedule, before);
}

function comesMoreRarely(wanted: Schedule, schedule: Schedule, { timezone, now }: Before): boolean {
  return timesIn(wanted, timezone, now) < timesIn(schedule, timezone, now);
}

/** From the first one on: that one plan begins some days after another makes it no rarer. */
function timesIn(schedule: Schedule, timezone: string, now: Instant): number {
  let count = 0;
  let next = nextOccurrence(schedule, timezone, now);
  const until = (next ?? now) + COUNTED;
  while (next !== null && next < until) {
    count += 1;
    next = nextOccurrence(schedule, timezone, next);
  }
  return count;
}
