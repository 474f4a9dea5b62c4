import { z } from 'zod';
import { instantAt, localTime } from '../../../core/calendar/local-time.ts';
import { startingOn } from '../../../core/calendar/phase.ts';
import { monthInQuarter, type Schedule, shortestInterval } from '../../../core/calendar/schedule.ts';
import { toldSchedule } from '../../../core/calendar/schedule-told.ts';
import { scheduleOf } from '../../../core/calendar/schedule-words.ts';
import { cityFor } from '../../../core/calendar/timezone-names.ts';
import * as field from '../../../core/fields.ts';
import { isRecord } from '../../../core/fields.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import { didYouMean } from '../../../core/nearest.ts';
import { scheduleMessage } from '../../../core/schedule-messages.ts';
import { digestSchema } from '../../digests/rules/digest-shape.ts';
import { meetingsSchema } from '../../meetings/rules.ts';
import { findPack, packs } from '../../pulses/packs/packs.ts';
import { pulseSchema } from '../../pulses/rules/pulse-shape.ts';
import { type ReminderRefusal, readReminders } from '../../pulses/rules/reminders.ts';
import { SHORTEST_PULSE } from '../../release/rules/pulse.ts';
import { packSchema } from '../../release/rules/question.ts';
import { at, countAt, peek } from './peek.ts';
import type { Findings } from './people-checks.ts';
import type { Path } from './problem.ts';

/** Whether what repeats agrees with itself, with the members and with `now`. */
export function checkTimetable(raw: unknown, now: Instant): Findings {
  const findings: Findings = { problems: [], warnings: [] };
  for (const path of sectionsIn(raw, 'pulse')) checkPulse(raw, path, now, findings);
  for (const path of sectionsIn(raw, 'meetings')) checkMeetings(raw, path, now, findings);
  checkNames(raw, findings);
  if (isRecord(at(raw, ['digest']))) checkDigest(raw, findings);
  const timezone = peek(raw, ['timezone'], field.timezone);
  const city = timezone === undefined ? null : cityFor(timezone);
  if (city !== null) {
    findings.warnings.push({
      path: ['timezone'],
      message: `${timezone} has no summer time: write a city instead, such as ${city}.`,
    });
  }
  return findings;
}

const REMINDER_PROBLEMS: Readonly<Record<ReminderRefusal, string>> = {
  'reminder-too-late': 'The reminder would come after the round has closed: use less than "open-for".',
  'too-many-reminders': 'Nobody wants so many reminders: use three or fewer.',
  'reminders-too-close': 'Two reminders are less than 12 hours apart: leave more time between them.',
};

function checkPulse(raw: unknown, section: Path, now: Instant, findings: Findings): void {
  const { problems, warnings } = findings;
  checkQuestions(raw, section, findings);
  const schedule = checkSchedule(raw, section, now, findings);
  const shape = pulseSchema.shape;
  const openFor = peek(raw, [...section, 'open-for'], shape['open-for']);
  if (schedule !== undefined && openFor !== undefined && openFor > shortestInterval(schedule)) {
    const days = Math.floor(shortestInterval(schedule) / DAY);
    problems.push({
      path: [...section, 'open-for'],
      message: `A new round would open before this one closes: use ${days} days or less.`,
    });
  }
  if (openFor !== undefined && openFor < SHORTEST_PULSE) {
    problems.push({
      path: [...section, 'open-for'],
      message: 'Nobody would find the time to answer: use 1 hour or more.',
    });
  }
  const remindAfter = peek(raw, [...section, 'remind-after'], shape['remind-after']);
  if (remindAfter !== undefined && remindAfter !== 'never' && openFor !== undefined) {
    const reminders = readReminders([remindAfter].flat(), openFor);
    if (!reminders.ok) {
      problems.push({ path: [...section, 'remind-after'], message: REMINDER_PROBLEMS[reminders.code] });
    }
  }
  const members = Array.from(
    { length: countAt(raw, ['members']) },
    (_, index) => peek(raw, ['members', index, 'reader'], field.yesOrNo) ?? false,
  ).filter((reads) => !reads).length;
  for (const key of ['show-scores-from', 'show-comments-from'] as const) {
    if (key === 'show-comments-from' && peek(raw, [...section, 'comments'], field.yesOrNo) !== true) continue;
    const threshold = peek(raw, [...section, key], shape[key]);
    if (threshold === undefined || threshold <= members || members === 0) continue;
    const what = key === 'show-scores-from' ? 'scores' : 'comments';
    warnings.push({
      path: [...section, key],
      message: `The circle has ${members} members and ${what} need ${threshold} answers: its ${what} would never be shown by themselves.`,
    });
  }
}

function checkQuestions(raw: unknown, section: Path, { problems }: Findings): void {
  const packId = at(raw, [...section, 'pack']);
  const own = at(raw, [...section, 'questions']);
  const known = [...packs.keys()];
  if (packId === undefined && own === undefined) {
    problems.push({
      path: section,
      message: `The pulse asks nothing yet: name a pack (${known.join(', ')}) or write "questions".`,
    });
  } else if (packId !== undefined && own !== undefined) {
    problems.push({
      path: [...section, 'questions'],
      message: 'Use either "pack" or "questions" and delete the other.',
    });
  }
  if (typeof packId === 'string' && findPack(packId) === undefined) {
    problems.push({
      path: [...section, 'pack'],
      message: `There is no pack "${packId}": use one of: ${known.join(', ')}.${didYouMean(packId, known)}`,
    });
  }
  const questions =
    own === undefined ? undefined : peek(raw, [...section, 'questions'], pulseSchema.shape.questions);
  if (questions === undefined) return;
  const pack = {
    id: 'own',
    name: 'Own',
    about: 'Own',
    language: 'en',
    licence: 'Own',
    validated: false,
    questions,
  };
  for (const issue of packSchema.safeParse(pack).error?.issues ?? []) {
    const [, index] = issue.path;
    problems.push({
      path: typeof index === 'number' ? [...section, 'questions', index] : [...section, 'questions'],
      message: `Change this question: ${issue.message}.`,
    });
  }
}

/** Where pulses or meetings stand: in one section, or in a list of them. */
function sectionsIn(raw: unknown, key: 'pulse' | 'meetings'): readonly Path[] {
  const sections = at(raw, [key]);
  const paths = Array.isArray(sections) ? sections.map((_, index) => [key, index]) : [[key]];
  return paths.filter((path) => isRecord(at(raw, path)));
}

function checkNames(raw: unknown, { problems }: Findings): void {
  const { pulse, meetings } = {
    pulse: (path: Path) => at(raw, [...path, 'name']) ?? findPack(String(at(raw, [...path, 'pack'])))?.name,
    meetings: (path: Path) => at(raw, [...path, 'name']) ?? at(raw, ['circle']),
  };
  for (const [key, nameOf, what] of [
    ['pulse', pulse, 'Another pulse of this circle has this name: give this one'],
    ['meetings', meetings, 'Other meetings of this circle have this name: give these'],
  ] as const) {
    const seen = new Set<unknown>();
    for (const path of sectionsIn(raw, key)) {
      const name = nameOf(path);
      if (seen.has(name))
        problems.push({
          path: [...path, 'name'],
          message: `${what} a "name" of ${key === 'pulse' ? 'its' : 'their'} own.`,
        });
      seen.add(name);
    }
  }
}

function checkMeetings(raw: unknown, path: Path, now: Instant, findings: Findings): void {
  const { problems } = findings;
  const schedule = checkSchedule(raw, path, now, findings);
  const lasting = peek(raw, [...path, 'lasting'], meetingsSchema.shape.lasting);
  if (lasting !== undefined && (lasting > 7 * DAY || (schedule && lasting > shortestInterval(schedule)))) {
    problems.push({
      path: [...path, 'lasting'],
      message: 'The next meeting would begin before this one ends: use less.',
    });
  }
  const chair = [...path, 'chair'];
  const term = peek(raw, [...chair, 'term'], z.int()) ?? 1;
  const cap = peek(raw, [...chair, 'cap-per-quarter'], z.int());
  if (cap !== undefined && cap < term) {
    problems.push({
      path: [...chair, 'cap-per-quarter'],
      message: `A term of ${term} meetings does not fit under a cap of ${cap}: raise the cap or shorten the term.`,
    });
  }
  const policy = peek(raw, [...chair, 'policy'], z.string()) ?? 'parity';
  const floor = peek(raw, [...chair, 'floor'], z.number());
  const voices = countAt(raw, ['voices']);
  if (policy === 'floor' && at(raw, [...chair, 'floor']) === undefined) {
    problems.push({
      path: chair,
      message: 'The policy "floor" needs the least share of each voice: add "floor: 0.3".',
    });
  } else if (floor !== undefined && policy !== 'floor') {
    problems.push({
      path: [...chair, 'floor'],
      message: 'A floor goes only with "policy: floor": delete it or change the policy.',
    });
  } else if (floor !== undefined && floor * voices > 1 + 1e-9) {
    const most = Math.floor(1000 / voices) / 1000;
    problems.push({
      path: [...chair, 'floor'],
      message: `${voices} voices cannot all have ${floor}: use ${most} or less.`,
    });
  }
}

function checkDigest(raw: unknown, { problems, warnings }: Findings): void {
  const on = peek(raw, ['digest', 'on'], field.moment);
  if (on !== undefined && (on.kind !== 'weekday' || on.ordinal !== null)) {
    problems.push({
      path: ['digest', 'on'],
      message: 'The digest comes every week: name a day alone, as in "Friday 15:00".',
    });
  }
  const to = peek(raw, ['digest', 'to'], digestSchema.shape.to);
  if (to === undefined) return;
  if (!to.includes('channel')) {
    problems.push({
      path: ['digest', 'to'],
      message: 'Everybody gets the digest when managers do: add channel, as in "[channel, managers]".',
    });
  }
  const count = countAt(raw, ['members']);
  const managers = Array.from({ length: count }, (_, index) =>
    peek(raw, ['members', index, 'manager'], field.yesOrNo),
  );
  if (to.includes('managers') && !managers.includes(true)) {
    warnings.push({
      path: ['digest', 'to'],
      message: 'No member has "manager: true": the digest goes to the circle alone.',
    });
  }
  const channels = at(raw, ['channels']);
  if (!isRecord(channels) || Object.keys(channels).length === 0) {
    warnings.push({
      path: ['digest', 'to'],
      message: 'The circle has no channel: members read the digest on their own pages.',
    });
  }
}

function checkSchedule(
  raw: unknown,
  section: Path,
  now: Instant,
  { problems, warnings }: Findings,
): Schedule | undefined {
  const every = peek(raw, [...section, 'every'], field.rhythm);
  const on = peek(raw, [...section, 'on'], field.moment);
  if (every === undefined || on === undefined) return undefined;
  const path = [...section, 'on'];
  const fitted = scheduleOf(every, on, '1970-01-01');
  if (!fitted.ok) {
    problems.push({ path, message: scheduleMessage(fitted.code, String(at(raw, path)).trim()) });
    return undefined;
  }
  // Without a time zone, only what is past everywhere on Earth is called past.
  const timezone = peek(raw, ['timezone'], field.timezone) ?? 'Etc/GMT+12';
  const schedule = fitted.value;
  if (schedule.kind === 'once') {
    if (instantAt(`${schedule.date}T${schedule.time}`, timezone) <= now) {
      problems.push({
        path,
        message: `${schedule.date} ${schedule.time} is in the past: choose a later time.`,
      });
    }
    return schedule;
  }
  const starting = peek(raw, [...section, 'starting'], field.localDate);
  if (schedule.kind !== 'quarterly' || schedule.month !== undefined || starting === undefined)
    return schedule;
  // A date that is over tells of a plan that has run since.
  if (starting <= localTime(now, timezone).date) return schedule;
  const follows = startingOn(schedule, starting, timezone);
  if (follows.kind === 'quarterly' && monthInQuarter(follows) !== monthInQuarter(schedule)) {
    warnings.push({
      path: [...section, 'starting'],
      message: `This comes in other months than this date: write "every: ${toldSchedule(follows).every}" to start with it.`,
    });
  }
  return schedule;
}
