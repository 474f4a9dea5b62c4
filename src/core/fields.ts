import { z } from 'zod';
import { type DurationRefusal, parseDuration } from './calendar/duration.ts';
import { toldDuration } from './calendar/schedule-told.ts';
import { parseMoment, parseRhythm } from './calendar/schedule-words.ts';
import { parseClock, parseDate } from './calendar/spoken.ts';
import { timezonesNamed } from './calendar/timezone-names.ts';
import { HOUR } from './instant.ts';
import { directionMarkIn, isVisible } from './names.ts';
import { didYouMean } from './nearest.ts';
import type { Result } from './result.ts';
import { QUOTED_EXAMPLES, scheduleMessage } from './schedule-messages.ts';

/** One line of words, trimmed, without control characters and direction marks, and with something to see. */
export const words = (most: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1, 'This is empty: write something here or delete the line.')
        .max(most, `This is too long: use at most ${most} characters.`)
        .regex(/^\P{Cc}*$/u, 'This must stand on one line.')
        .superRefine((text, context) => {
          const mark = directionMarkIn(text);
          if (mark !== null)
            context.addIssue(
              `This holds ${mark}, a mark that nobody can see and that turns the writing around: type it again without it.`,
            );
          else if (!isVisible(text)) context.addIssue('There is no letter to see here: write a name.');
        }),
    );

/** `yes` and `No` count too: YAML 1.2 reads them as words. */
export const yesOrNo = z.preprocess((value) => {
  const said = typeof value === 'string' ? value.trim().toLowerCase() : value;
  return said === 'yes' || said === 'true' ? true : said === 'no' || said === 'false' ? false : value;
}, z.boolean('Write yes or no.'));

export const slug = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'Use small letters, digits and hyphens, starting with a letter, at most 40.',
  );

/** An IANA name, or its city. */
export const timezone = z.string().transform((name, context) => {
  const zones = timezonesNamed(name);
  const [zone] = zones;
  if (zone !== undefined && zones.length === 1) return zone;
  const known = Intl.supportedValuesOf('timeZone');
  const hint =
    zones.length > 1
      ? `There are several: write one of ${zones.join(', ')}.`
      : `There is no time zone "${name}".${didYouMean(name, known) || ' Use a name such as "Europe/London".'}`;
  context.addIssue(hint);
  return z.NEVER;
});

/** Text by one of our readers; what it refuses is told in a sentence. */
function readBy<T, Code extends string>(
  read: (text: string) => Result<T, Code>,
  say: (code: Code, text: string) => string,
  wanted?: string,
) {
  return z.string(wanted).transform((text, context) => {
    const parsed = read(text);
    if (parsed.ok) return parsed.value;
    context.addIssue(say(parsed.code, text));
    return z.NEVER;
  });
}

/** BCP 47, in its usual spelling: `EN-gb` becomes `en-GB`. */
export const language = z.string().transform((tag, context) => {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    if (canonical !== undefined) return canonical;
  } catch {
    // Reported below: Intl throws for what is no language tag.
  }
  context.addIssue(`"${tag}" is not a language: use a code such as "en-GB" or "cy".`);
  return z.NEVER;
});

/** Milliseconds. YAML reads `48` as a number. */
export const duration = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  readBy(parseDuration, durationMessage),
);

function durationMessage(code: DurationRefusal, text: string): string {
  const hours = Number(text);
  switch (code) {
    case 'too-long':
      return `"${text}" is too long: use a year at most.`;
    case 'no-unit':
      return `"${text}" does not say of what: write "${text} hours", or "${hours % 24 === 0 && hours > 0 ? toldDuration(hours * HOUR) : `${text} minutes`}".`;
    case 'not-a-duration':
      return `"${text}" is not a length of time: write it as "48 hours", "90 minutes" or "2 days".`;
  }
}

export const rhythm = readBy(parseRhythm, scheduleMessage);

export const moment = readBy(
  (text) => parseMoment(text),
  scheduleMessage,
  `Write the day and time as ${QUOTED_EXAMPLES}.`,
);

const DATE = 'Write the date as 24/12/2026.';
/** A day, `2026-12-24` however it was written. */
export const localDate = readBy(
  (text) => parseDate(text),
  (code, text) => (code === 'not-a-date' ? DATE : scheduleMessage(code, text)),
  DATE,
);

export const quietHours = z.string().transform((text, context) => {
  const [from, to, ...more] = text.split(/\s*[-–]\s*|\s+(?:to|until)\s+/).map((each) => parseClock(each));
  if (from?.ok && to?.ok && more.length === 0 && from.value !== to.value) {
    return { from: from.value, to: to.value };
  }
  context.addIssue(`"${text}" is not a pair of times: write quiet hours as "21:00-08:00".`);
  return z.NEVER;
});

/** Slack's ids: T or E for a workspace, U or W for a person, C or G for a channel. */
export const slackMember = z
  .string()
  .regex(
    /^[TE][A-Z0-9]{2,}\/[UW][A-Z0-9]{2,}$/,
    'Write a Slack person as workspace/person, such as "T012AB3C4/U061F7AUR".',
  );
export const slackChannel = z
  .string()
  .regex(
    /^[TE][A-Z0-9]{2,}\/[CG][A-Z0-9]{2,}$/,
    'Write a Slack channel as workspace/channel, such as "T012AB3C4/C024BE91L".',
  );

/** Object ids are the same in capitals and small letters; Teams itself says either. */
export const teamsMember = z
  .string()
  .regex(/^[\w.-]{3,128}$/, 'Write the Microsoft Entra object id of this person, without spaces.')
  .transform((id) => id.toLowerCase());
export const teamsChannel = z
  .string()
  .regex(/^\d+:[^\s]{3,250}$/, 'Write the Teams conversation id, such as "19:…@thread.tacv2".');

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
