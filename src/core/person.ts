import type {
  AddressKind,
  Identity,
  MemberId,
  PersonId,
  Preferences,
  QuietHours,
  WeeklyMost,
} from './circle.ts';
import type { Instant } from './instant.ts';

/** One human being in an organisation, whichever of its circles they are in. */
export interface Person {
  readonly id: PersonId;
  readonly organisationId: string;
  readonly preferences: Preferences;
  /** Asked to be left out of every rota until further notice. */
  readonly resting: boolean;
  /** By platform, on each the oldest first. */
  readonly accounts: readonly Account[];
}

/** A way in, and a place to be told things. In an organisation it belongs to one person. */
export interface Account extends Identity {
  /** The platform has put it out of use: nothing is sent there until it is back. */
  readonly held: boolean;
  /** When it was linked to this person; null: it has been theirs from the start. */
  readonly since: Instant | null;
}

/** What people tell kinds of letters apart by, where they switch one off. */
export const TOPICS = ['pulses', 'chairing', 'digest', 'promises', 'people', 'steward'] as const;
export type Topic = (typeof TOPICS)[number];

/** Where a person is written to outside any chat. */
export interface Address {
  readonly kind: AddressKind;
  readonly address: string;
  /** What we send there comes back. */
  readonly held: boolean;
  /** Kinds of letters that their owner switched off here. */
  readonly stopped: readonly Topic[];
}

/** What a person says once for all their circles. */
export type Wishes = Pick<Person, 'preferences' | 'resting'>;

/**
 * The wishes of two who turn out to be one person: of each the one that asks for more care, and what `newer` says
 * otherwise. Migration 0002 does the same for who was in several circles before.
 */
export function unitedWishes(newer: Wishes, older: Wishes): Wishes {
  const [one, other] = [newer.preferences, older.preferences];
  return {
    resting: newer.resting || older.resting,
    preferences: {
      language: one.language,
      easyRead: one.easyRead || other.easyRead,
      oneAtATime: one.oneAtATime || other.oneAtATime,
      quietHours: longer(one.quietHours, other.quietHours),
      reminders: one.reminders && other.reminders,
      invitations: one.invitations && other.invitations,
      reachOn: one.reachOn ?? other.reachOn,
      awayFromStatus: one.awayFromStatus && other.awayFromStatus,
      weeklyMost: fewer(one.weeklyMost, other.weeklyMost),
      ownTime: one.ownTime ?? other.ownTime,
      timezone: one.timezone ?? other.timezone,
    },
  };
}

function fewer(one: WeeklyMost | null, other: WeeklyMost | null): WeeklyMost | null {
  return (one ?? 99) < (other ?? 99) ? one : other;
}

function longer(one: QuietHours | null, other: QuietHours | null): QuietHours | null {
  if (one === null || other === null) return one ?? other;
  return minutesOf(other) > minutesOf(one) ? other : one;
}

function minutesOf({ from, to }: QuietHours): number {
  const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return (minute(to) - minute(from) + 24 * 60) % (24 * 60);
}

/** Days on which a member is not there, both included, as `YYYY-MM-DD` in the circle's time zone. */
export interface Absence {
  readonly id: string;
  readonly memberId: MemberId;
  readonly from: string;
  readonly to: string;
}
