import { z } from 'zod';
import * as field from '../../core/fields.ts';
import { MINUTE } from '../../core/instant.ts';

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

export const meetingsSchema = z.strictObject({
  name: field.words(100).optional(),
  every: field.rhythm,
  on: field.moment,
  starting: field.localDate.optional(),
  lasting: field.duration.default(90 * MINUTE),
  chair: chairSchema.prefault({}),
});
