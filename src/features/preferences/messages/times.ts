import { WEEKDAYS } from '../../../core/calendar/weekday.ts';
import { type Preferences, WEEKLY_MOST } from '../../../core/circle.ts';
import {
  actions,
  button,
  choice,
  compose,
  heading,
  input,
  text,
  when,
} from '../../../core/messages/blocks.ts';
import { weekdayName } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';

/** What the inputs are called. `most` is a number or `none`; `day` a weekday or `any`; `time` is `HH:MM` or empty. */
export const TIMES_INPUTS = { most: 'most', time: 'time', day: 'day', zone: 'zone' } as const;

const LONGEST_ZONE = 60;

/** How often somebody wishes to hear from us, and at what time of their own. */
export function timesPage({ weeklyMost, ownTime, timezone }: Preferences, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('me.times.summary'),
    blocks: [
      heading(1, words.say('me.times.summary')),
      text(words.say('me.times.lead'), 'lead'),
      choice(
        TIMES_INPUTS.most,
        words.say('me.times.most'),
        [
          ...WEEKLY_MOST.map((most) => ({ value: `${most}`, label: words.say(`me.times.most-${most}`) })),
          { value: 'none', label: words.say('me.times.most-none') },
        ],
        `${weeklyMost ?? 'none'}`,
        words.say('me.times.most-hint'),
      ),
      when(
        'time',
        TIMES_INPUTS.time,
        words.say('me.times.time'),
        { hint: words.say('me.times.time-hint'), typedHint: words.say('me.times.time-typed-hint') },
        ownTime?.time,
      ),
      choice(
        TIMES_INPUTS.day,
        words.say('me.times.day'),
        [
          { value: 'any', label: words.say('me.times.any-day') },
          ...WEEKDAYS.map((day) => ({ value: day, label: weekdayName(day, words.language) })),
        ],
        ownTime?.weekday ?? 'any',
      ),
      input(TIMES_INPUTS.zone, words.say('me.times.zone'), LONGEST_ZONE, {
        hint: words.say('me.times.zone-hint'),
        value: timezone ?? '',
      }),
      actions(button(words.say('me.save'), 'me.save-times', '', 'primary')),
    ],
  }));
}
