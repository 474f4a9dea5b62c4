import type { Circle, CircleId, MemberId, VoiceId } from '../../core/circle.ts';
import { DAY, HOUR, type Instant } from '../../core/instant.ts';
import { STAFF_VOICE } from '../promises/rules/promise.ts';
import type { Meeting } from '../turns/rules/meeting.ts';

/** `more`: two or more. Never an exact number, never who. */
export type Band = 'none' | 'one' | 'more';
export const BANDS: readonly Band[] = ['none', 'one', 'more'];

/** Who was at a meeting, by side: every voice but `staff` counts as the reps' side. */
export interface Sides {
  readonly staff: 'none' | 'some';
  readonly reps: Band;
}

/** All that is kept of who was at a meeting. Not who was there, not who said so, not when. */
export interface Attendance extends Sides {
  readonly meetingId: string;
  readonly circleId: CircleId;
  /** The ISO week of the digest that first shows it; null: none has, so it can still be corrected. */
  readonly shownIn: string | null;
}

/** What can be said with one tap. */
export const ATTENDANCE_CHOICES = ['both', 'lone-rep', 'no-rep', 'no-staff'] as const;
export type AttendanceChoice = (typeof ATTENDANCE_CHOICES)[number];

export function sidesOf(choice: AttendanceChoice): Sides {
  switch (choice) {
    case 'both':
      return { staff: 'some', reps: 'more' };
    case 'lone-rep':
      return { staff: 'some', reps: 'one' };
    case 'no-rep':
      return { staff: 'some', reps: 'none' };
    case 'no-staff':
      return { staff: 'none', reps: 'more' };
  }
}

/** What somebody says of a meeting that is over. */
export type Happened =
  | { readonly what: 'not-held' }
  | {
      readonly what: 'held';
      /** null: the circle has one side only. */
      readonly sides: Sides | null;
      /** Who chaired; null: nobody did; left out: who had agreed to. */
      readonly chairId?: MemberId | null;
    };

/** The sides from a band for each voice: one person of each of two voices makes two reps. */
export function sidesFrom(bands: ReadonlyMap<VoiceId, Band>): Sides {
  const reps = [...bands].filter(([voice]) => voice !== STAFF_VOICE).map(([, band]) => band);
  const ones = reps.filter((band) => band === 'one').length;
  const more = reps.includes('more') || ones > 1;
  return {
    staff: (bands.get(STAFF_VOICE) ?? 'none') === 'none' ? 'none' : 'some',
    reps: more ? 'more' : ones === 1 ? 'one' : 'none',
  };
}

/** A circle with one side only has no balance to tell of. */
export function hasTwoSides({ voices }: Pick<Circle, 'voices'>): boolean {
  return voices.some(({ id }) => id === STAFF_VOICE) && voices.some(({ id }) => id !== STAFF_VOICE);
}

/** A meeting chat begins and ends about when it was planned, not to the minute. */
export const ABOUT = 3 * HOUR;
/** Longer ago nobody remembers. */
export const ASKED_FOR = 7 * DAY;

/** The meeting that takes, or took, place about now; null: none. Of several the one that ends closest to now. */
export function meetingAbout(meetings: readonly Meeting[], now: Instant): Meeting | null {
  const near = meetings.filter(
    ({ startsAt, endsAt, state }) =>
      state !== 'cancelled' && startsAt - ABOUT <= now && now <= endsAt + ABOUT,
  );
  const [closest] = near.sort((a, b) => Math.abs(a.endsAt - now) - Math.abs(b.endsAt - now));
  return closest ?? null;
}
