import type { Schedule } from '../calendar/schedule.ts';
import { toldSchedule } from '../calendar/schedule-told.ts';
import type { Words } from './words.ts';

/** "every fortnight, Tuesday 10:00", in the words that stewards write schedules in. */
export function scheduleWords(schedule: Schedule, words: Words): string {
  const { every, on } = toldSchedule(schedule);
  return schedule.kind === 'once'
    ? words.say('circle.once', { on })
    : words.say('circle.every', { every, on });
}
