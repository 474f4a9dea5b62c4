import type { MemberId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Meeting, MeetingSeries } from '../../turns/rules/meeting.ts';

/** What the calendar of a chair was last told of a turn by e-mail. No time of its own: it does not tell when somebody said yes. */
export interface Entry {
  readonly meetingId: string;
  readonly memberId: MemberId;
  /** Grows with each that is sent. */
  readonly sequence: number;
  /** False: it was taken out. */
  readonly stands: boolean;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Of the meeting series. */
  readonly name: string;
  readonly place: string | null;
}

/**
 * What a member's calendar has to be told of a meeting now; null: nothing. An entry is put in for who said yes to chairing a meeting
 * that has not begun, put in anew where it is another time or place, and taken out when they chair it no more.
 */
export function nextEntry(
  last: Entry | null,
  meeting: Meeting,
  { name, venue }: Pick<MeetingSeries, 'name' | 'venue'>,
  memberId: MemberId,
  now: Instant,
): Entry | null {
  if (meeting.startsAt <= now) return null;
  const chairs = meeting.state === 'planned' && meeting.chairId === memberId;
  const sequence = last === null ? 0 : last.sequence + 1;
  if (!chairs) return last?.stands === true ? { ...last, sequence, stands: false } : null;
  const { id: meetingId, startsAt, endsAt } = meeting;
  const next = {
    meetingId,
    memberId,
    sequence,
    stands: true,
    startsAt,
    endsAt,
    name,
    place: venue.place ?? null,
  };
  return last?.stands === true && saysTheSame(last, next) ? null : next;
}

function saysTheSame(one: Entry, other: Entry): boolean {
  return (
    one.startsAt === other.startsAt &&
    one.endsAt === other.endsAt &&
    one.name === other.name &&
    one.place === other.place
  );
}
