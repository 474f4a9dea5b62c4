import type { Schedule } from '../../domain/calendar/schedule.ts';
import type { ChairWillingness, Identity, Preferences, Voice, VoiceId } from '../../domain/circle.ts';
import type { Thresholds } from '../../domain/pulse.ts';
import type { Question } from '../../domain/question.ts';

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
  readonly pulse: FilePulse | null;
  readonly meetings: FileMeetings | null;
  readonly digest: FileDigest | null;
}

export interface FileMember {
  readonly name: string;
  readonly voice: VoiceId;
  readonly email: string | null;
  readonly steward: boolean;
  readonly manager: boolean;
  readonly chairs: ChairWillingness;
  readonly preferences: Preferences;
  /** On Slack and Teams; the web identity is our own member id and comes with the import. */
  readonly identities: readonly Identity[];
  /** Takes part on the web pages: asked for, or the only way there is. */
  readonly web: boolean;
  /** Days away, both included, `YYYY-MM-DD` in the circle's time zone. */
  readonly away: readonly { readonly from: string; readonly to: string }[];
}

export interface FilePulse {
  readonly title: string;
  /** null: the circle wrote its own questions. */
  readonly packId: string | null;
  readonly questions: readonly Question[];
  readonly schedule: Schedule;
  /** Milliseconds. */
  readonly openFor: number;
  /** Milliseconds after opening; null: never. Half of `openFor` where the file is silent. */
  readonly remindAfter: number | null;
  readonly thresholds: Thresholds;
  readonly comments: boolean;
}

export interface FileMeetings {
  readonly name: string;
  readonly schedule: Schedule;
  /** Milliseconds. */
  readonly lasting: number;
  readonly policy: {
    readonly kind: 'parity' | 'per-head' | 'floor';
    /** Given for `floor` only. */
    readonly floor?: number;
    /** null: no cap. */
    readonly capPerQuarter: number | null;
    readonly term: number;
    readonly coChair: boolean;
  };
}

export interface FileDigest {
  /** Weekly. */
  readonly schedule: Schedule;
  readonly to: readonly ('channel' | 'managers')[];
}
