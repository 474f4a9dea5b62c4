import type { Instant } from '../../../core/instant.ts';
import type { Venue } from '../../../core/meeting-plan.ts';
import { whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';

/** One meeting and who chairs it, as everybody may see it. */
export interface TurnView {
  readonly meetingId: string;
  /** The name of the meeting series. */
  readonly meeting: string;
  readonly startsAt: Instant;
  readonly venue: Venue;
  /** The name of the voice whose turn it is; null: nobody could be drawn. */
  readonly turnOf: string | null;
  /** Who said yes; null: nobody has yet. */
  readonly chair: { readonly name: string; readonly voiceName: string } | null;
  /** Who said yes to a place beside them. */
  readonly coChair: string | null;
}

/** What sentences about a meeting say of it: its name and when it begins. */
export function tell(view: Pick<TurnView, 'meeting' | 'startsAt'>, reader: Reader, words: Words) {
  return { meeting: view.meeting, when: whenTold(view.startsAt, reader, words) };
}
