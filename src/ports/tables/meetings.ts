import type { CircleId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { Attendance, Sides } from '../../features/attendance/rules.ts';
import type { RotaState } from '../../features/rota/rules/state.ts';
import type { Meeting, MeetingSeries, TurnEvent } from '../../features/turns/rules/meeting.ts';

export interface MeetingTable {
  insertSeries(series: MeetingSeries): Promise<void>;
  series(circleId: CircleId): Promise<readonly MeetingSeries[]>;
  findSeries(id: string): Promise<MeetingSeries | null>;
  /** Locks the series until the transaction ends: draws, answers and settlements exclude each other. */
  lockSeries(id: string): Promise<MeetingSeries | null>;
  saveRota(seriesId: string, rota: RotaState): Promise<void>;
  /** Replaces name, schedule, length and policy. Meetings that are planned stay as they are. */
  saveSeries(series: Omit<MeetingSeries, 'rota' | 'circleId'>): Promise<void>;
  /** Takes planned meetings away for which nothing has happened yet, so that they can be planned anew. */
  unplan(seriesId: string): Promise<void>;
  /** Does nothing if the series already has a meeting at that start. */
  plan(meeting: Meeting): Promise<void>;
  find(id: string): Promise<Meeting | null>;
  /** Replaces all that may change: state, turn, chair, co-chair, asking, declined, announced. */
  save(meeting: Meeting): Promise<void>;
  /** Planned meetings, soonest first. */
  planned(seriesId: string): Promise<readonly Meeting[]>;
  /** Held meetings that ended at or after `since`, oldest first. */
  held(circleId: CircleId, since: Instant): Promise<readonly Meeting[]>;
  record(event: TurnEvent): Promise<void>;
  events(meetingId: string): Promise<readonly TurnEvent[]>;
  /** Ids of series with something due: a meeting that has ended, one to plan or draw, or an ask that is over. */
  drawDue(now: Instant): Promise<readonly string[]>;
  /** When this series next wants attention (its next draw or end); read by `drawDue`. A new series is due at once. */
  setNextDue(seriesId: string, at: Instant): Promise<void>;
  /** Ids of planned meetings whose announcement is due: see `setAnnounceDue`. */
  announceDue(now: Instant): Promise<readonly string[]>;
  setAnnounceDue(meetingId: string, at: Instant | null): Promise<void>;
}

/** Which sides were at meetings. Keeps nobody: not who was there, and not who said so. */
export interface AttendanceTable {
  /** The last word counts. Returns false, and changes nothing, where a digest has shown it. */
  save(attendance: Omit<Attendance, 'shownIn'>): Promise<boolean>;
  find(meetingId: string): Promise<Attendance | null>;
  /** Of held meetings that began at or after `since`, oldest first. */
  held(circleId: CircleId, since: Instant): Promise<readonly MetRow[]>;
  /** The first time counts. */
  markShown(meetingIds: readonly string[], week: string): Promise<void>;
}

export interface MetRow extends Sides {
  readonly meetingId: string;
  readonly at: Instant;
}
