import ical, {
  ICalAttendeeStatus,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
} from 'ical-generator';
import type { Instant } from '../../src/core/instant.ts';
import type { Calendar, CalendarEntry, CalendarEvent } from '../../src/core/ports/calendar.ts';

const PRODUCT = { company: 'Roundtable', product: 'Roundtable', language: 'EN' } as const;
/** What Outlook and Apple's programs look again after, where they leave that to us. In seconds. */
const LOOK_AGAIN = 60 * 60;

/**
 * A feed as iCalendar (RFC 5545). Each meeting stands by itself at an instant in UTC: a rule that repeats could not be moved for one
 * day or past a bank holiday, and times that the plan has reckoned already need no zone that a program could reckon otherwise. The same
 * calendar gives the same text, so nothing in it tells when it was made, or when somebody said yes: what must be a time (DTSTAMP) is the
 * meeting's own.
 */
export function feedText({ name, events }: Calendar): string {
  const calendar = ical({ prodId: PRODUCT, name: escaped(oneLine(name)), ttl: LOOK_AGAIN });
  for (const event of events) calendar.createEvent(dataOf(event, event.startsAt));
  return whole(calendar);
}

/**
 * A turn that a chair has said yes to, to be put into their calendar or taken out of it (RFC 5546): they take part already, and no
 * answer is asked for. `at`: when it is sent.
 */
export function entryText(
  { event, stands }: CalendarEntry,
  {
    organizer,
    attendee,
    at,
  }: { readonly organizer: Mailbox; readonly attendee: string; readonly at: Instant },
): string {
  const calendar: ICalCalendar = ical({ prodId: PRODUCT, method: methodOf({ stands }) });
  calendar.createEvent({
    ...dataOf(event, at),
    organizer: { name: organizer.name, email: organizer.address },
    attendees: [{ email: attendee, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }],
  });
  return whole(calendar);
}

/** ical-generator leaves the last line open. */
function whole(calendar: ICalCalendar): string {
  return `${calendar.toString()}\r\n`;
}

/** Of the text above; a mail's part has to name it too. */
export function methodOf({ stands }: Pick<CalendarEntry, 'stands'>): ICalCalendarMethod {
  return stands ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL;
}

interface Mailbox {
  readonly name: string;
  readonly address: string;
}

function dataOf(event: CalendarEvent, stamp: Instant): ICalEventData {
  const { uid, startsAt, endsAt, summary, description, place, page, sequence, calledOff } = event;
  return {
    id: uid,
    start: new Date(startsAt),
    end: new Date(endsAt),
    stamp: new Date(stamp),
    sequence,
    status: calledOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: oneLine(summary),
    ...(description === '' ? {} : { description: withoutControls(description) }),
    ...(place === null ? {} : { location: oneLine(place) }),
    ...(page === null ? {} : { url: page }),
  };
}

/** RFC 5545 knows no control characters but line breaks in a text, and ical-generator passes the others on. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '');
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** ical-generator escapes the texts of events, and not the name of a calendar. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&');
}
