import { z } from 'zod';
import { parseClock } from '../../../core/calendar/spoken.ts';
import { WEEKDAYS } from '../../../core/calendar/weekday.ts';
import { type Preferences, WEEKLY_MOST } from '../../../core/circle.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { type FormInputs, faultAt, saidIn, timezoneIn } from '../../../core/messages/form-inputs.ts';
import { type Result, success } from '../../../core/result.ts';
import { TIMES_INPUTS } from '../messages/times.ts';

const weekday = z.enum(WEEKDAYS);

/** What was chosen, over what was wished before. A day alone is refused: it says nothing of when. */
export function timesIn(inputs: FormInputs, before: Preferences): Result<Preferences, FailureCode> {
  const most = saidIn(inputs, TIMES_INPUTS.most) || `${before.weeklyMost ?? 'none'}`;
  const weeklyMost = WEEKLY_MOST.find((each) => `${each}` === most) ?? null;
  if (weeklyMost === null && most !== 'none') return faultAt('no-choice', TIMES_INPUTS.most);
  const day = saidIn(inputs, TIMES_INPUTS.day) || 'any';
  const chosen = day === 'any' ? null : weekday.safeParse(day);
  if (chosen?.success === false) return faultAt('no-choice', TIMES_INPUTS.day);
  const said = saidIn(inputs, TIMES_INPUTS.time);
  const time = said === '' ? null : parseClock(said);
  if (time?.ok === false) return faultAt(time.code, TIMES_INPUTS.time);
  if (time === null && chosen !== null) return faultAt('no-such-time', TIMES_INPUTS.time);
  const zone =
    saidIn(inputs, TIMES_INPUTS.zone) === '' ? success(null) : timezoneIn(inputs, TIMES_INPUTS.zone);
  if (!zone.ok) return zone;
  const { quietHours } = before;
  return success({
    ...before,
    weeklyMost,
    ownTime: time === null ? null : { weekday: chosen?.data ?? null, time: time.value },
    timezone: zone.value,
    // A person has one night, by their own clock where they say which it is.
    quietHours: quietHours && { ...quietHours, timezone: zone.value ?? quietHours.timezone },
  });
}
