import type { Instant } from '../instant.ts';

/** What a calendar program is told of one meeting. An adapter makes iCalendar of it (RFC 5545); words are the reader's. */
export interface CalendarEvent {
  /** The same for as long as it is the same meeting, wherever it is moved. */
  readonly uid: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly summary: string;
  /** Several lines; empty: none. */
  readonly description: string;
  /** A room, a street; null: not known, or not to be told. */
  readonly place: string | null;
  /** Where it is read whole; null: not to be told. */
  readonly page: string | null;
  /** Grows when it is moved or called off. */
  readonly sequence: number;
  readonly calledOff: boolean;
}

/** What stands behind the address of a feed. */
export interface Calendar {
  readonly name: string;
  readonly events: readonly CalendarEvent[];
}

/** One turn to chair for the calendar of whoever said yes to it, who cannot answer from there. */
export interface CalendarEntry {
  /** False: it is to be taken out again. */
  readonly stands: boolean;
  readonly event: CalendarEvent;
}

/** What calendar programs ask for. They come without a session, and change nothing. */
export interface Feeds {
  /** Names the feed behind an address. null: nobody made it, or it has ended, which looks the same. */
  find(secret: string): Promise<string | null>;
  /** What stands there now; null as for `find`. */
  read(id: string): Promise<Calendar | null>;
}
