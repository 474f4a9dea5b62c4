import type { Schedule } from '../../../core/calendar/schedule.ts';
import type { CircleId, MemberId, VoiceId } from '../../../core/circle.ts';
import { HOUR, type Instant } from '../../../core/instant.ts';
import type { Levels } from './level.ts';
import type { Question } from './question.ts';

/** From how many respondents figures are shown. May be raised above the floor, never lowered below it. */
export interface Thresholds {
  readonly scores: number;
  readonly comments: number;
}

/** Milliseconds. In less, few would find the time, and who was there would tell who answered. */
export const SHORTEST_PULSE = HOUR;

/** `paused`: no round of it opens until it goes on. `ended`: none ever does; what it released stays. */
export type PulseState = 'running' | 'paused' | 'ended';

/** A recurring set of questions. */
export interface Pulse {
  readonly id: string;
  readonly circleId: CircleId;
  readonly title: string;
  /** null: the circle wrote its own questions. */
  readonly packId: string | null;
  readonly questions: readonly Question[];
  readonly schedule: Schedule;
  /** Milliseconds. */
  readonly openFor: number;
  /** Milliseconds after opening, soonest first. */
  readonly reminders: readonly number[];
  readonly thresholds: Thresholds;
  readonly comments: boolean;
  readonly state: PulseState;
  /** When the next round opens; null: never again. What is due is read from here. */
  readonly nextOpensAt: Instant | null;
}

/** One opening of a pulse. All but its state and how far its reminders have come is locked from the moment it opens. */
export interface Round {
  readonly id: string;
  readonly pulseId: string;
  readonly circleId: CircleId;
  /** 1 for the first round of its pulse. */
  readonly number: number;
  readonly title: string;
  readonly questions: readonly Question[];
  readonly voices: readonly InvitedVoice[];
  /** null: opened before levels, where it depends on the answers which of the two is shown. */
  readonly levels: Levels | null;
  readonly thresholds: Thresholds;
  readonly comments: boolean;
  readonly openedAt: Instant;
  readonly closesAt: Instant;
  /** When the next reminder goes; null: none is left. */
  readonly remindAt: Instant | null;
  /** When those after it go, soonest first. */
  readonly remindLater: readonly Instant[];
  /** When the last one went. */
  readonly remindedAt: Instant | null;
  readonly state: 'open' | 'closed' | 'cancelled';
}

export interface InvitedVoice {
  readonly voice: VoiceId;
  readonly invited: number;
}

/** A place in a round's frozen roster. Seats are numbered in random order, so a number tells nothing. */
export interface Seat {
  readonly memberId: MemberId;
  readonly voice: VoiceId;
  readonly seat: number;
}

/** All that a round knows of its answers. It is deleted whole when the round ends. */
export interface RoundSeal {
  readonly salt: Uint8Array;
  /** Which pepper the key is made from; a round keeps its pepper when a newer one comes. */
  readonly pepperId: string;
  readonly sealed: Uint8Array;
}
