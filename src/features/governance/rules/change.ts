import type { LocalDate } from '../../../core/calendar/local-time.ts';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import type { Identity, MemberId, PlatformName, Voice, VoiceId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { MeetingPlan } from '../../../core/meeting-plan.ts';
import type { WithdrawalReason } from '../../digests/rules/withdrawal.ts';
import type { Level } from '../../release/rules/level.ts';
import type { Pulse, PulseState, Thresholds } from '../../release/rules/pulse.ts';
import type { ChairPolicy } from '../../rota/rules/policy.ts';

/** What of a pulse is everyday: what is asked and when. */
export type PulsePlan = Pick<Pulse, 'title' | 'packId' | 'questions' | 'schedule' | 'openFor' | 'reminders'>;

/** `title`: what it was called when this was asked for; changes of before there were several have none. */
interface OfPulse {
  readonly pulseId: string;
  readonly title?: string;
}

/**
 * What a steward may change, as data: what will be true afterwards, never the words for it. It is kept in a history that
 * is only added to, so it names members by id alone. Two texts of the stewards' own stand in it: where to turn in danger, and
 * who outside the circle can be talked to.
 */
export type Change =
  | { readonly kind: 'pulse'; readonly pulseId: string; readonly plan: PulsePlan }
  | (OfPulse & { readonly kind: 'thresholds'; readonly thresholds: Thresholds })
  | (OfPulse & { readonly kind: 'comments'; readonly comments: boolean })
  /** Its questions are shown for everybody together, or for each voice by itself; so are they in `others` that ask them. */
  | (OfPulse & { readonly kind: 'level'; readonly level: Level; readonly others?: readonly string[] })
  | {
      readonly kind: 'pulse-state';
      readonly pulseId: string;
      readonly title: string;
      readonly state: PulseState;
    }
  | { readonly kind: 'meetings'; readonly seriesId: string; readonly plan: MeetingPlan }
  /** The meetings of a series end: what is planned is called off. */
  | { readonly kind: 'meetings-end'; readonly seriesId: string; readonly name: string }
  /** A steward moved one meeting to `at`, added one, or called one off; `from`: when it was to be before. */
  | {
      readonly kind: 'one-meeting';
      readonly meetingId: string;
      readonly what: 'moved' | 'added' | 'cancelled';
      readonly name: string;
      readonly at: Instant;
      readonly from: Instant;
    }
  | { readonly kind: 'chair-policy'; readonly seriesId: string; readonly policy: ChairPolicy }
  /** `schedule` null: no digest any more. It always goes to everybody; managers may get it as well. */
  | { readonly kind: 'digest'; readonly schedule: Schedule | null; readonly toManagers: boolean }
  | { readonly kind: 'circle'; readonly name: string; readonly language: string }
  | { readonly kind: 'timezone'; readonly timezone: string }
  | { readonly kind: 'voices'; readonly voices: readonly Voice[] }
  | { readonly kind: 'channels'; readonly channels: readonly Identity[] }
  /** The circle's own words on where to turn in danger; null: the usual ones. */
  | { readonly kind: 'signpost'; readonly text: string | null }
  /** Somebody outside the circle whom people can talk to, named above every pulse; null: nobody. */
  | { readonly kind: 'outside'; readonly text: string | null }
  /** A steward linked the chat of a meeting to the circle, or took it off again. */
  | { readonly kind: 'meeting-chat'; readonly linked: boolean }
  | { readonly kind: 'member-added'; readonly memberId: MemberId; readonly voice: VoiceId }
  /** Somebody who has none yet gets a way in to the web pages. */
  | { readonly kind: 'first-way-in'; readonly memberId: MemberId }
  /** Somebody who has, or had, a way in gets another one. */
  | { readonly kind: 'new-way-in'; readonly memberId: MemberId }
  /** Up to v0.1.0 a steward set the member's account on a platform. Which account, the act does not say. */
  | { readonly kind: 'account'; readonly memberId: MemberId; readonly platform: PlatformName }
  | { readonly kind: 'voice'; readonly memberId: MemberId; readonly voice: VoiceId }
  /** Somebody is called differently. How, and how before, the act does not say. */
  | { readonly kind: 'name'; readonly memberId: MemberId }
  | { readonly kind: 'manager'; readonly memberId: MemberId; readonly manager: boolean }
  | { readonly kind: 'steward'; readonly memberId: MemberId; readonly steward: boolean }
  /** A steward of their voice named them to be one until the end of that day. */
  | { readonly kind: 'stand-in'; readonly memberId: MemberId; readonly lastDay: LocalDate }
  | { readonly kind: 'stand-in-ended'; readonly memberId: MemberId }
  /** A voice without a steward chose one: see `Choosing`. */
  | { readonly kind: 'steward-chosen'; readonly memberId: MemberId; readonly voice: VoiceId }
  | { readonly kind: 'member-left'; readonly memberId: MemberId }
  /** An open round ends unread. */
  | { readonly kind: 'cancel-round'; readonly roundId: string; readonly title: string }
  | { readonly kind: 'erase-member'; readonly memberId: MemberId }
  | { readonly kind: 'erase-history' }
  | TakingWords;

/**
 * Words that a digest has shown, or (`hold-words`) that the next one would show. By references that point to nothing once
 * the words are gone: see `WordsRef`.
 */
export interface TakingWords {
  readonly kind: 'withdraw-words' | 'hold-words';
  readonly refs: readonly string[];
  readonly why: WithdrawalReason;
}

export type ChangeKind = Change['kind'];

/** The member whom a change lets in, takes out or moves; null: it is about something else. */
export function membershipOf(change: Change): MemberId | null {
  const { kind } = change;
  return kind === 'member-added' || kind === 'member-left' || kind === 'voice' ? change.memberId : null;
}

export function isTakingWords(change: Change): change is TakingWords {
  return change.kind === 'withdraw-words' || change.kind === 'hold-words';
}

/** What a change is about: two changes of the same thing exclude each other while one of them waits. */
export function aboutOf(change: Change): string {
  switch (change.kind) {
    case 'pulse':
    case 'thresholds':
    case 'comments':
    case 'level':
    case 'pulse-state':
      return `${change.kind} ${change.pulseId}`;
    case 'meetings':
    case 'meetings-end':
    case 'chair-policy':
      return `${change.kind} ${change.seriesId}`;
    case 'one-meeting':
      return `${change.kind} ${change.meetingId}`;
    case 'cancel-round':
      return `${change.kind} ${change.roundId}`;
    case 'digest':
    case 'circle':
    case 'timezone':
    case 'voices':
    case 'channels':
    case 'meeting-chat':
    case 'signpost':
    case 'outside':
    case 'erase-history':
      return change.kind;
    // Whoever asks first, in the wrong voice, does not keep anybody from asking for the right one.
    case 'member-added':
      return `${change.kind} ${change.memberId} ${change.voice}`;
    case 'withdraw-words':
    case 'hold-words':
      return `${change.kind} ${[...change.refs].sort().join(' ')}`;
    default:
      return `${change.kind} ${change.memberId}`;
  }
}
