import type { Circle, Member } from '../circle.ts';
import type { Instant } from '../instant.ts';

/** For whom a message is made: all that changes its words and shape. Two readers alike get the same message. */
export interface Reader {
  /** BCP 47. */
  readonly language: string;
  readonly easyRead: boolean;
  readonly oneAtATime: boolean;
  /** IANA name: times are told as clocks show them there. */
  readonly timezone: string;
  /** When it is read: dates of another year are told with it. */
  readonly now?: Instant | undefined;
  /** The circle it is about: a form names it where its words do not. */
  readonly circle?: string;
}

export function readerOf(
  member: Pick<Member, 'preferences'>,
  circle: Pick<Circle, 'timezone' | 'name'>,
  now?: Instant,
): Reader {
  const { language, easyRead, oneAtATime } = member.preferences;
  return { language, easyRead, oneAtATime, timezone: circle.timezone, now, circle: circle.name };
}

/** Everybody in a shared channel at once. */
export function channelReader(
  { language, timezone }: Pick<Circle, 'language' | 'timezone'>,
  now?: Instant,
): Reader {
  return { language, easyRead: false, oneAtATime: false, timezone, now };
}
