import type { CalendarEntry } from '../../../src/core/ports/calendar.ts';
import { entryText, methodOf } from '../../chat/icalendar.ts';

/** A part of a mail that calendar programs take up by themselves (RFC 6047). */
export interface CalendarPart {
  readonly method: string;
  readonly filename: string;
  readonly content: string;
}

/** Nodemailer puts it into the mail twice: as an alternative, and as a file for programs that look for nothing else. */
export function calendarPart(entry: CalendarEntry, who: Parameters<typeof entryText>[1]): CalendarPart {
  return { method: methodOf(entry), filename: 'turn.ics', content: entryText(entry, who) };
}
