import type { HolidayRule } from '../../../core/calendar/holidays.ts';
import type { Schedule } from '../../../core/calendar/schedule.ts';
import type { CircleId, MemberId, VoiceId } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Venue } from '../../../core/meeting-plan.ts';
import type { ChairPolicy } from '../../rota/rules/policy.ts';
import type { RotaState } from '../../rota/rules/state.ts';
import type { DrawnTurn } from '../../rota/rules/turn.ts';

/** A meeting that repeats, and the rota of its chairs. */
export interface MeetingSeries {
  readonly id: string;
  readonly circleId: CircleId;
  readonly name: string;
  readonly schedule: Schedule;
  /** Milliseconds. */
  readonly lasting: number;
  readonly venue: Venue;
  /** What becomes of dates that fall on bank holidays; null: they are kept. */
  readonly holidays: HolidayRule | null;
  readonly policy: ChairPolicy;
  readonly rota: RotaState;
  /** null: it goes on. Once it has ended nothing more is planned. */
  readonly endedAt: Instant | null;
}

/** One date of a series. */
export interface Meeting {
  readonly id: string;
  readonly seriesId: string;
  readonly circleId: CircleId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The date of the plan that it stands for, wherever it was moved; null: it is an extra one. */
  readonly plannedFor: Instant | null;
  readonly state: 'planned' | 'held' | 'cancelled';
  /**
   * The draw with its reasons; null: nobody was drawn yet. Until somebody says yes it is the first one, whoever is asked after
   * it: what others see, and what is forecast, must not move with each ask.
   */
  readonly turn: DrawnTurn | null;
  /** Who said yes to chairing (planned), or chaired (held). */
  readonly chairId: MemberId | null;
  /** Who is offered a place beside the chair: nobody before there is one. */
  readonly coChairId: MemberId | null;
  /** The search for a chair; null: it has not begun, or somebody has said yes. Shown to nobody but who is asked. */
  readonly asking: Asking | null;
  /**
   * Who was asked and did not say yes, whatever came, or stood down: so that nobody is asked twice. Shown to nobody, and forgotten
   * when the meeting is over.
   */
  readonly declined: readonly MemberId[];
  /** Whose chairing the circle was last told of. */
  readonly announcedChairId: MemberId | null;
  /**
   * When a meeting that is over is settled: by what was said of it until then, or as it was agreed. null: it is not over, or it is
   * settled, or was called off.
   */
  readonly settlesAt: Instant | null;
}

/** A run of asks: one person after another, at fixed times (see `asks.ts`), until somebody says yes. */
export interface Asking {
  /** When the turn was drawn. */
  readonly from: Instant;
  /** How many asks have begun. */
  readonly asks: number;
  /** The draw of the present ask, whose chair is who is asked; null: nobody could be. */
  readonly turn: DrawnTurn | null;
  /** They said no, or are not there. Moves nothing before the ask ends. */
  readonly refused: boolean;
  /** The time for asks is over, and the stewards know that there is no chair yet. */
  readonly stewardsAsked: boolean;
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
    | 'moved'
    | 'added'
    | 'not-held'
    | 'chair-noted'
    | 'nobody-available'
    | TakingOver
    | 'offer-accepted'
    | 'offer-declined';
  /** Whom it is about: for a request to take over, the one whose turn it is. A draw is about nobody: it is no news before a yes. */
  readonly memberId: MemberId | null;
  readonly voice: VoiceId | null;
  /** Who was asked to take over; of `chair-noted` who had stood as chair. */
  readonly otherId?: MemberId | null;
  /** The steward who acted for the member; null: they did it themselves. */
  readonly byId?: MemberId | null;
}

/** How a turn goes from one member to another: see `taking-over.ts`. */
export type TakingOver = 'swap-asked' | 'hand-over-asked' | 'taken-over' | 'refused' | 'taken-back';
