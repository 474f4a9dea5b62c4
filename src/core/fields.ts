import { z } from 'zod';
import { parseDuration } from './calendar/duration.ts';
import { isTimezone } from './calendar/local-time.ts';
import { parseMoment, parseRhythm } from './calendar/schedule-words.ts';
import { directionMarkIn, isVisible } from './names.ts';
import { didYouMean } from './nearest.ts';
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

/** `yes` and `no` count too: YAML 1.2 reads them as words. */
export const yesOrNo = z.preprocess(
  (value) => (value === 'yes' ? true : value === 'no' ? false : value),
  z.boolean('Write true or false.'),
);

export const slug = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'Use small letters, digits and hyphens, starting with a letter, at most 40.',
  );

export const timezone = z.string().superRefine((name, context) => {
  if (!isTimezone(name)) context.addIssue(`There is no time zone "${name}".${timezoneHint(name)}`);
});

function timezoneHint(name: string): string {
  const known = Intl.supportedValuesOf('timeZone');
  const city = name.trim().toLowerCase().replace(/\s+/g, '_');
  const byCity = known.find((each) => each.toLowerCase().split('/').at(-1) === city);
  if (byCity !== undefined) return ` Did you mean "${byCity}"?`;
  return didYouMean(name, known) || ' Use a name such as "Europe/London".';
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

/** Milliseconds. */
export const duration = z.string().transform((text, context) => {
  const parsed = parseDuration(text);
  if (parsed.ok) return parsed.value;
  context.addIssue(
    parsed.code === 'too-long'
      ? `"${text}" is too long: use a year at most.`
      : `"${text}" is not a length of time: write it as "48 hours", "90 minutes" or "2 days".`,
  );
  return z.NEVER;
});

export const rhythm = z.string().transform((text, context) => {
  const parsed = parseRhythm(text);
  if (parsed.ok) return parsed.value;
  context.addIssue(scheduleMessage(parsed.code, text));
  return z.NEVER;
});

export const moment = z.string(`Write the day and time as ${QUOTED_EXAMPLES}.`).transform((text, context) => {
  const parsed = parseMoment(text);
  if (parsed.ok) return parsed.value;
  context.addIssue(scheduleMessage(parsed.code, text));
  return z.NEVER;
});

export const localDate = z.iso.date('Write the date as 2026-12-01.');

export const quietHours = z.string().transform((text, context) => {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  const [, fromHour = '', fromMinute = '', toHour = '', toMinute = ''] = match ?? [];
  const hours = {
    from: `${fromHour.padStart(2, '0')}:${fromMinute}`,
    to: `${toHour.padStart(2, '0')}:${toMinute}`,
  };
  if (match !== null && hours.from !== hours.to) return hours;
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
