import type { z } from 'zod';
import { parseDuration } from '../calendar/duration.ts';
import { addDays, localTime } from '../calendar/local-time.ts';
import { nextOccurrence } from '../calendar/occurrences.ts';
import { keepPhase, startingOn } from '../calendar/phase.ts';
import { type Schedule, sameSchedule } from '../calendar/schedule.ts';
import { parseMoment, parseRhythm, scheduleOf } from '../calendar/schedule-words.ts';
import { parseDate } from '../calendar/spoken.ts';
import { cityFor, timezonesNamed } from '../calendar/timezone-names.ts';
import type { Circle } from '../circle.ts';
import * as field from '../fields.ts';
import type { Instant } from '../instant.ts';
import { directionMarkIn, isVisible } from '../names.ts';
import { type Refusal, type Result, refuse, success } from '../result.ts';
import type { FailureCode } from './failure.ts';
import { LONGEST_REASON, REASON_INPUT } from './form-blocks.ts';

/** What a form held, by input name. Untrusted. */
export type FormInputs = Readonly<Record<string, readonly string[]>>;

/** Why a form cannot be saved; `details.input` names the input at fault. */
export type FormFault = Refusal<FailureCode>;

/** The only value of an input, trimmed; empty where it was left out. */
export function saidIn(inputs: FormInputs, input: string): string {
  return inputs[input]?.[0]?.trim() ?? '';
}

export function faultAt(code: FailureCode, input: string): FormFault {
  return refuse(code, { input });
}

type Values<Parts> = {
  readonly [Name in keyof Parts]: Parts[Name] extends Result<infer Value, FailureCode> ? Value : never;
};

/** All parts of a form as they were read, or all that is wrong with them at once: the first, with the others beside it. */
export function together<const Parts extends Readonly<Record<string, Result<unknown, FailureCode>>>>(
  parts: Parts,
): Result<Values<Parts>, FailureCode> {
  const read: Record<string, unknown> = {};
  const faults: FormFault[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (part.ok) read[name] = part.value;
    else faults.push(part, ...(part.others ?? []));
  }
  const [first, ...others] = faults;
  return first === undefined ? success(read as Values<Parts>) : { ...first, others };
}

/** A yes or a no; where neither was sent, what holds now. */
export function yesNoIn(inputs: FormInputs, input: string, now: boolean): boolean {
  const said = saidIn(inputs, input);
  return said === 'yes' || said === 'no' ? said === 'yes' : now;
}

/** The external ids in an input of people or channels, picked one by one or typed into one text. Untrusted, each once. */
export function pickedIn(inputs: FormInputs, input: string): readonly string[] {
  const ids = (inputs[input] ?? []).flatMap((each) => each.split(/\s+/)).filter((id) => id !== '');
  return [...new Set(ids)];
}

/** The lines of a text, trimmed, without empty ones. */
export function linesIn(inputs: FormInputs, input: string): readonly string[] {
  const lines = (inputs[input] ?? []).flatMap((each) => each.split('\n'));
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** A name of something, by the rules of a circle file. */
export function nameIn(inputs: FormInputs, input: string): Result<string, FailureCode> {
  const said = saidIn(inputs, input);
  if (said === '') return faultAt('no-name', input);
  const parsed = field.words(100).safeParse(said);
  return parsed.success ? success(parsed.data) : faultAt(nameFault(said), input);
}

/** Why a name is none by the rules of a circle file. */
export function nameFault(said: string): FailureCode {
  if (directionMarkIn(said) !== null) return 'name-direction-mark';
  return isVisible(said) ? 'name-too-long' : 'name-not-seen';
}

/** Why, in a steward's words; null where nothing was written. */
export function reasonIn(inputs: FormInputs): Result<string | null, FailureCode> {
  const said = saidIn(inputs, REASON_INPUT);
  if (said === '') return success(null);
  const parsed = field.words(LONGEST_REASON).safeParse(said);
  return parsed.success ? success(parsed.data) : faultAt('reason-too-long', REASON_INPUT);
}

/** A city or an IANA name that knows summer time. */
export function timezoneIn(inputs: FormInputs, input: string): Result<string, FailureCode> {
  const zones = timezonesNamed(saidIn(inputs, input));
  const [timezone] = zones;
  if (timezone === undefined) return faultAt('no-such-timezone', input);
  if (zones.length > 1) return faultAt('which-timezone', input);
  return cityFor(timezone) === null ? success(timezone) : faultAt('no-summer-time', input);
}

/** Milliseconds in `48 hours`. */
export function durationIn(inputs: FormInputs, input: string): Result<number, FailureCode> {
  const parsed = parseDuration(saidIn(inputs, input));
  return parsed.ok ? parsed : faultAt(parsed.code, input);
}

/** A whole number within the limits of a field of a circle file. */
export function numberIn(
  inputs: FormInputs,
  input: string,
  schema: z.ZodType<number | undefined>,
  code: FailureCode,
): Result<number, FailureCode> {
  const said = saidIn(inputs, input);
  const parsed = schema.safeParse(/^\d{1,6}$/.test(said) ? Number(said) : Number.NaN);
  return parsed.success && parsed.data !== undefined ? success(parsed.data) : faultAt(code, input);
}

/** In days: what is planned for years ahead would be as good as stopped. */
const LATEST_START = 366;

interface Said {
  readonly input: string;
  readonly words: string;
}

export interface Scheduling {
  readonly circle: Pick<Circle, 'timezone'>;
  readonly now: Instant;
  readonly before: Schedule | null;
  /** A date to start with; empty or left out: the phase of `before` is kept. */
  readonly starting?: Said;
}

/**
 * A schedule in the words of a circle file. It keeps the phase of the one before, unless a date to start with is chosen.
 * Refuses a single date, or a start, that has passed, and a start more than a year ahead.
 */
export function scheduleIn(rhythm: Said, moment: Said, of: Scheduling): Result<Schedule, FailureCode> {
  const every = parseRhythm(rhythm.words);
  if (!every.ok) return faultAt(every.code, rhythm.input);
  const { timezone } = of.circle;
  const today = localTime(of.now, timezone).date;
  const on = parseMoment(moment.words, today);
  if (!on.ok) return faultAt(on.code, moment.input);
  const schedule = scheduleOf(every.value, on.value, today);
  if (!schedule.ok) return faultAt(schedule.code, moment.input);
  if (of.starting !== undefined && of.starting.words !== '') {
    const { input, words } = of.starting;
    if (schedule.value.kind === 'once') return faultAt('starting-once', input);
    const starting = parseDate(words, today);
    if (!starting.ok) return faultAt(starting.code, input);
    if (starting.value < today) return faultAt('in-the-past', input);
    return starting.value > addDays(today, LATEST_START)
      ? faultAt('too-far-ahead', input)
      : success(startingOn(schedule.value, starting.value, timezone));
  }
  const kept = keepPhase(schedule.value, of.before, timezone, of.now);
  const over = kept.kind === 'once' && nextOccurrence(kept, timezone, of.now) === null;
  const isSame = of.before !== null && sameSchedule(kept, of.before);
  return over && !isSame ? faultAt('in-the-past', moment.input) : success(kept);
}
