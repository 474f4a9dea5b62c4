import type { Schedule } from '../../../core/calendar/schedule.ts';
import type { Identity, Member, Voice } from '../../../core/circle.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';

/** A circle as its file describes it: everything checked, every default filled in. Ids are given on import. */
export interface CircleFile {
  readonly organisation: string;
  readonly name: string;
  /** IANA name. */
  readonly timezone: string;
  /** BCP 47. */
  readonly language: string;
  readonly voices: readonly Voice[];
  /** Shared channels, of Slack and Teams. */
  readonly channels: readonly Identity[];
  readonly members: readonly FileMember[];
  readonly pulses: readonly FilePulse[];
  readonly meetings: readonly FileMeetings[];
  readonly digest: FileDigest | null;
  /** Where to turn if somebody is in danger; null: the usual words. */
  readonly signpost: string | null;
  /** Somebody outside the circle whom people can talk to. */
  readonly outside: string | null;
}

export interface FileMember
  extends Pick<Member, 'name' | 'voice' | 'email' | 'steward' | 'manager' | 'chairs' | 'preferences'> {
  /** On Slack and Teams; the web identity is our own id and comes with the import. */
  readonly identities: readonly Identity[];
  /** Takes part on the web pages: asked for, or the only way there is. */
  readonly web: boolean;
  /** Days away, both included, `YYYY-MM-DD` in the circle's time zone. */
  readonly away: readonly { readonly from: string; readonly to: string }[];
}

/** A pulse that has no id yet. Its reminder comes after half of `openFor` where the file is silent. */
export type FilePulse = Omit<Pulse, 'id' | 'circleId' | 'state' | 'nextOpensAt'>;

export type FileMeetings = Omit<MeetingSeries, 'id' | 'circleId' | 'rota' | 'endedAt'>;

export interface FileDigest {
  /** Weekly. */
  readonly schedule: Schedule;
  readonly to: readonly ('channel' | 'managers')[];
}
