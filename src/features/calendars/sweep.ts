import type { Context } from '../../core/context.ts';
import { DAY } from '../../core/instant.ts';
import { entryTable, feedTable } from './tables.ts';
import { sendEntries } from './use-cases/entries.ts';

/** So long after a meeting a letter about its turn may still be looked at. */
const KEPT = DAY;

/** Ends the feeds of whoever has left, sends the entries that calendars of chairs lack, and forgets those of meetings that are over. */
export async function sweepCalendars(context: Context): Promise<void> {
  await feedTable.endOfFormer(context.store);
  await entryTable.forget(context.store, context.clock.now() - KEPT);
  await sendEntries(context);
}
