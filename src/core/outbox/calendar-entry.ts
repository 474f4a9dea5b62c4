import type { Context } from '../context.ts';
import type { CalendarEntry } from '../ports/calendar.ts';
import type { Sending } from './compose-together.ts';

/** What the calendar of a mail's reader lacks of what its letters tell; null: nothing. `sent`: to be called once it was posted. */
export type EntryWith = (
  context: Context,
  sendings: readonly Sending[],
) => Promise<{ readonly entry: CalendarEntry; readonly sent: () => Promise<void> } | null>;

declare module '../context.ts' {
  interface Context {
    readonly entryWith: EntryWith;
  }
}
