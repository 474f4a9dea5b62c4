import { z } from 'zod';
import { HOLIDAY_RULES, isRegion } from '../../core/calendar/holidays.ts';
import * as field from '../../core/fields.ts';
import { MINUTE } from '../../core/instant.ts';
import type { Venue } from '../../core/meeting-plan.ts';
import type { TurnEvent } from '../turns/rules/meeting.ts';

const floorShare = z
  .number('Write the least share as a number, such as 0.3.')
  .gt(0, 'The least share is more than 0.')
  .max(1, 'The least share is at most 1.');

export const chairSchema = z.strictObject({
  policy: z.enum(['parity', 'per-head', 'floor'], 'Use parity, per-head or floor.').default('parity'),
  floor: floorShare.optional(),
  'cap-per-quarter': z
    .int('Write a whole number.')
    .min(1, 'Use 1 or more.')
    .max(100, 'Use 100 or less.')
    .optional(),
  term: z
    .int('Write a whole number of meetings.')
    .min(1, 'Use 1 or more.')
    .max(52, 'Use 52 or less.')
    .default(1),
  'co-chair': field.yesOrNo.default(false),
});

export const LONGEST_PLACE = 100;
export const LONGEST_LINK = 500;
export const LONGEST_NOTES = 200;

/** What a circle says of where it meets, in its file and its form. */
export const venueSchema = z.strictObject({
  place: field.words(LONGEST_PLACE).optional(),
  link: z
    .url({
      protocol: /^https$/,
      hostname: z.regexes.domain,
      message: 'Write the whole link: it begins with https://.',
    })
    .max(LONGEST_LINK, `This is too long: use at most ${LONGEST_LINK} characters.`)
    .optional(),
  notes: field.words(LONGEST_NOTES).optional(),
});

/** Without what was not said. */
export function venueOf({ place, link, notes }: z.output<typeof venueSchema>): Venue {
  return {
    ...(place === undefined ? {} : { place }),
    ...(link === undefined ? {} : { link }),
    ...(notes === undefined ? {} : { notes }),
  };
}

export const meetingsSchema = z.strictObject({
  name: field.words(100).optional(),
  /** Whose bank holidays, and what becomes of a meeting on one. */
  'bank-holidays': z
    .strictObject({
      of: z
        .string()
        .refine(
          isRegion,
          'This country is not known: write its two letters, such as IE, or a part of it, such as GB-SCT.',
        ),
      do: z.enum(HOLIDAY_RULES, `Use ${HOLIDAY_RULES.join(', ')}.`),
    })
    .optional(),
  ...venueSchema.shape,
  every: field.rhythm,
  on: field.moment,
  starting: field.localDate.optional(),
  lasting: field.duration.default(90 * MINUTE),
  chair: chairSchema.prefault({}),
});

export const TOLD = [
  'drawn',
  'accepted',
  'taken-over',
  'taken-back',
  'moved',
  'added',
  'cancelled',
  'chair-noted',
  'held',
  'not-held',
] as const;

/** What happened to a turn, as everybody may read it. */
export interface ToldEvent extends TurnEvent {
  readonly what: (typeof TOLD)[number];
}

/**
 * Of all that happened to a turn, what tells of nobody but who said yes: not who was asked to take it over, who refused, or why a
 * turn was drawn again. A request that was withdrawn is told no more than the request itself.
 */
export function toldEvents(events: readonly TurnEvent[]): readonly ToldEvent[] {
  let takenOver: TurnEvent | null = null;
  const told: ToldEvent[] = [];
  for (const event of events) {
    const { what } = event;
    const isBack = what === 'taken-back' && takenOver !== null && sameTwo(takenOver, event);
    if (isTold(event) && (what !== 'taken-back' || isBack)) told.push(event);
    if (what === 'announced' || what === 'offer-accepted' || what === 'offer-declined') continue;
    takenOver = what === 'taken-over' ? event : null;
  }
  // That a meeting was held is written down when it settles, days after it.
  return told.toSorted((one, other) => one.at - other.at);
}

function isTold(event: TurnEvent): event is ToldEvent {
  return TOLD.some((what) => what === event.what);
}

function sameTwo(one: TurnEvent, other: TurnEvent): boolean {
  return one.memberId === other.memberId && one.otherId === other.otherId;
}
