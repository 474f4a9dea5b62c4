import type { Schedule } from './calendar/schedule.ts';
import type { CircleId, MemberId, VoiceId } from './circle.ts';
import type { Instant } from './instant.ts';
import type { ChairPolicy } from './rota/policy.ts';
import type { RotaState } from './rota/state.ts';
import type { DrawnTurn } from './rota/turn.ts';

/** A meeting that repeats, and the rota of its chairs. */
export interface MeetingSeries {
  readonly id: string;
  readonly circleId: CircleId;
  readonly name: string;
  readonly schedule: Schedule;
  /** Milliseconds. */
  readonly lasting: number;
  readonly policy: ChairPolicy;
  readonly rota: RotaState;
}

/** One date of a series. */
export interface Meeting {
  readonly id: string;
  readonly seriesId: string;
  readonly circleId: CircleId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly state: 'planned' | 'held' | 'cancelled';
  /** The draw with its reasons; null: not drawn yet. */
  readonly turn: DrawnTurn | null;
  /** Who chairs (planned) or chaired (held). */
  readonly chairId: MemberId | null;
  readonly coChairId: MemberId | null;
  readonly accepted: boolean;
  /** Who said no to this meeting, so that nobody is asked twice. Shown to nobody else. */
  readonly declined: readonly MemberId[];
  /** Whose chairing the circle was last told of. */
  readonly announcedChairId: MemberId | null;
}

/** What happened to a turn. Append-only: history is never rewritten. */
export interface TurnEvent {
  readonly meetingId: string;
  readonly at: Instant;
  readonly what:
    | 'drawn'
    | 'accepted'
    | 'declined'
    | 'announced'
    | 'held'
    | 'cancelled'
    | 'nobody-available'
    | TakingOver
    | 'offer-accepted'
    | 'offer-declined';
  /** Whom it is about: for a request to take over, the one whose turn it is. */
  readonly memberId: MemberId | null;
  readonly voice: VoiceId | null;
  /** Who was asked to take over. */
  readonly otherId?: MemberId | null;
  /** The steward who acted for the member; null: they did it themselves. */
  readonly byId?: MemberId | null;
}

/** How a turn goes from one member to another: see `rota/taking-over.ts`. */
export type TakingOver = 'swap-asked' | 'hand-over-asked' | 'taken-over' | 'refused' | 'taken-back';

/** Days on which a member is not there, both included, as `YYYY-MM-DD` in the circle's time zone. */
export interface Absence {
  readonly id: string;
  readonly memberId: MemberId;
  readonly from: string;
  readonly to: string;
}
