import type { MemberId } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Meeting, MeetingSeries, TurnEvent } from '../../turns/rules/meeting.ts';
import { startsAhead } from '../../turns/rules/replan.ts';
import { offerAnswer } from '../../turns/rules/taking-over.ts';

/** Which meetings: all of the circle, or those that its owner chairs or sits beside the chair of. */
export const FEED_MEETINGS = ['circle', 'mine'] as const;
/** What it says of them, the least first: that there is one; whose; all that members know of it. */
export const FEED_WORDS = ['least', 'name', 'whole'] as const;

/** A calendar that one member made for themselves, behind an address that nobody can guess. */
export interface Feed {
  readonly id: string;
  readonly memberId: MemberId;
  readonly meetings: (typeof FEED_MEETINGS)[number];
  readonly words: (typeof FEED_WORDS)[number];
  readonly secretHash: string;
  readonly madeAt: Instant;
}

/** Of one member in one circle. */
export const MOST_FEEDS = 8;
/** As long as anything of a circle stays when its past is erased. */
export const FEED_LOOKS_BACK = 14 * DAY;
const LOOKS_AHEAD = 183 * DAY;
const MOST_AHEAD = 60;

/** One meeting as a feed has it. */
export interface FeedMeeting {
  readonly uid: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly sequence: number;
  readonly calledOff: boolean;
  /** null: a date of the plan that has no meeting of its own yet. */
  readonly meeting: Meeting | null;
}

/**
 * The meetings of one series, soonest first: of the last two weeks, and for half a year ahead as the plan has them, with its bank holidays.
 * What was called off stays, and says so. Neither ids nor sequences depend on anything that one person did or said.
 */
export function feedMeetings(
  series: MeetingSeries,
  meetings: readonly Meeting[],
  events: readonly TurnEvent[],
  timezone: string,
  now: Instant,
): readonly FeedMeeting[] {
  const known = meetings
    .filter(({ endsAt }) => endsAt >= now - FEED_LOOKS_BACK)
    .map((meeting): FeedMeeting => {
      const calledOff = meeting.state === 'cancelled';
      const moves = events.filter(({ meetingId, what }) => meetingId === meeting.id && what === 'moved');
      const { startsAt, endsAt } = meeting;
      return {
        uid: uidOf(series, meeting.plannedFor) ?? `meeting-${meeting.id}`,
        startsAt,
        endsAt,
        sequence: moves.length + (calledOff ? 1 : 0),
        calledOff,
        meeting,
      };
    });
  const standing = known.filter(({ calledOff }) => !calledOff);
  // A date that was called off and has a meeting again, by another plan, is that meeting.
  const off = known.filter(({ calledOff, uid }) => calledOff && !standing.some((each) => each.uid === uid));
  return [...standing, ...off, ...later(series, meetings, timezone, now)].sort(
    (one, other) => one.startsAt - other.startsAt || (one.uid < other.uid ? -1 : 1),
  );
}

/** Dates of the plan that have no meeting yet. */
function later(
  series: MeetingSeries,
  meetings: readonly Meeting[],
  timezone: string,
  now: Instant,
): FeedMeeting[] {
  if (series.endedAt !== null) return [];
  const taken = meetings.filter(({ state }) => state === 'planned').map(({ startsAt }) => startsAt);
  const dated = meetings.flatMap(({ plannedFor }) =>
    plannedFor === null || plannedFor <= now ? [] : plannedFor,
  );
  return startsAhead(taken, dated, series, timezone, now, MOST_AHEAD)
    .filter((startsAt) => startsAt > now && startsAt <= now + LOOKS_AHEAD && !taken.includes(startsAt))
    .map((startsAt) => ({
      uid: uidOf(series, startsAt) ?? '',
      startsAt,
      endsAt: startsAt + series.lasting,
      sequence: 0,
      calledOff: false,
      meeting: null,
    }));
}

/** A date of the plan is one event, before it has a meeting and after. null: it is no date of the plan. */
function uidOf({ id }: MeetingSeries, plannedFor: Instant | null): string | null {
  return plannedFor === null
    ? null
    : `${id}-${new Date(plannedFor).toISOString().replaceAll(/[^0-9TZ]/g, '')}`;
}

/** Whether a member said yes to chairing a meeting, or to a place beside its chair. Being asked is not enough. */
export function isTheirs(
  { id, chairId, coChairId, turn }: Meeting,
  events: readonly TurnEvent[],
  member: MemberId,
): boolean {
  if (chairId === member) return true;
  const isOffered = coChairId === member || turn?.shadow === member;
  const own = events.filter(({ meetingId }) => meetingId === id);
  return chairId !== null && isOffered && offerAnswer(own, member) === 'accepted';
}
