import type { Schedule } from '../calendar/schedule.ts';
import { toldSchedule } from '../calendar/schedule-told.ts';
import { clockTime, dateName } from './dates.ts';
import type { Words } from './words.ts';

/** "every 2 weeks, Tuesday 10am"; the day in the words that stewards write schedules in. */
export function scheduleWords(schedule: Schedule, words: Words): string {
  const time = clockTime(Date.parse(`1970-01-01T${schedule.time}Z`), words.language, 'UTC');
  if (schedule.kind === 'once') {
    return words.say('circle.once', { on: `${dateName(schedule.date, words.language)}, ${time}` });
  }
  const { every, on } = toldSchedule(schedule);
  return `${rhythmWords(every, words)}, ${on.replace(schedule.time, time)}`;
}

/** "every 2 weeks" for `fortnight`: a rhythm as a circle file says it. */
export function rhythmWords(rhythm: string, words: Words): string {
  switch (rhythm) {
    case 'week':
    case 'fortnight':
    case 'month':
    case 'quarter':
    case 'once':
      return words.say(`settings.every.${rhythm}`);
    case 'quarter from January':
      return words.say('settings.every.quarter-1');
    case 'quarter from February':
      return words.say('settings.every.quarter-2');
    case 'quarter from March':
      return words.say('settings.every.quarter-3');
    default:
      return words.say('settings.every.weeks', { weeks: rhythm });
  }
}
