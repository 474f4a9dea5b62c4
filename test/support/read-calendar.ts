import ICAL from 'ical.js';

/** A meeting as a calendar program reads it. */
export interface ReadEvent {
  readonly uid: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly sequence: number;
  readonly status: string;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  /** What is left of the text, by name. */
  readonly property: (name: string) => string | null;
  readonly parameter: (of: string, name: string) => string | null;
}

export interface ReadCalendar {
  readonly name: string;
  readonly method: string | null;
  readonly events: readonly ReadEvent[];
}

/** Reads iCalendar by a parser that is not the one who wrote it; throws where it is none. */
export function readCalendar(text: string): ReadCalendar {
  // RFC 5545, 3.1.
  for (const line of text.split('\r\n'))
    if (Buffer.byteLength(line) > 75 || /[\r\n]/.test(line)) throw new Error(`no line of iCalendar: ${line}`);
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    // ical.js takes what begins with X- as it stands; by RFC 5545, 3.8.8.2, it is a text like others.
    name: String(calendar.getFirstPropertyValue('x-wr-calname') ?? '').replace(/\\(.)/g, '$1'),
    method: calendar.getFirstPropertyValue('method') as string | null,
    events: calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      return {
        uid: event.uid,
        startsAt: event.startDate.toJSDate().getTime(),
        endsAt: event.endDate.toJSDate().getTime(),
        sequence: event.sequence,
        status: String(component.getFirstPropertyValue('status')),
        summary: event.summary,
        description: event.description ?? '',
        location: event.location ?? '',
        property: (name) => component.getFirstPropertyValue(name)?.toString() ?? null,
        parameter: (of, name) => component.getFirstProperty(of)?.getFirstParameter(name) ?? null,
      };
    }),
  };
}
