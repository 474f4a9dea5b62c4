import type { Instant } from '../domain/instant.ts';

/** One meeting and who chairs it. */
export interface TurnView {
  readonly meetingId: string;
  /** The name of the meeting series. */
  readonly meeting: string;
  readonly startsAt: Instant;
  /** null: nobody could be drawn. */
  readonly chair: { readonly name: string; readonly voiceName: string } | null;
  readonly coChair: string | null;
  readonly accepted: boolean;
}
