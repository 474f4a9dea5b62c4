import { z } from 'zod';
import * as field from '../../../core/fields.ts';
import { isRecord } from '../../../core/fields.ts';
import { HOUR } from '../../../core/instant.ts';
import { THRESHOLD_FLOOR } from '../../../core/limits.ts';
import { questionSchema } from '../../release/rules/question.ts';

const threshold = (floor: number, what: string) =>
  z
    .int('Write a whole number.')
    .min(
      floor,
      `${what} are shown from ${floor} answers on at the least: use ${floor} or more, or delete the line.`,
    )
    .max(1000, 'Use 1000 or less.');

/** In the file, keys have hyphens and choices may be bare numbers: `only-if: { question: voice, chose: [1, 2] }`. */
const ownQuestion = z.preprocess((raw) => {
  if (!isRecord(raw) || !isRecord(raw['only-if'])) return raw;
  const { 'only-if': followUp, ...rest } = raw;
  const chose = Array.isArray(followUp.chose)
    ? followUp.chose.map((key: unknown) => (typeof key === 'number' ? String(key) : key))
    : followUp.chose;
  return { ...rest, onlyIf: { ...followUp, chose } };
}, questionSchema);

const remindAfter = z.union([z.literal('never'), field.duration, z.array(field.duration).max(100)], {
  error: 'Write a length of time such as "24 hours", a list such as [24 hours, 40 hours], or "never".',
});

export const pulseSchema = z.strictObject({
  name: field.words(100).optional(),
  pack: z.string().optional(),
  questions: z.array(ownQuestion).min(1).max(12).optional(),
  every: field.rhythm,
  on: field.moment,
  starting: field.localDate.optional(),
  'open-for': field.duration.default(48 * HOUR),
  'remind-after': remindAfter.optional(),
  'show-scores-from': threshold(THRESHOLD_FLOOR.scores, 'Scores').default(THRESHOLD_FLOOR.scores),
  'show-comments-from': threshold(THRESHOLD_FLOOR.comments, 'Comments').default(THRESHOLD_FLOOR.comments),
  comments: field.yesOrNo.default(false),
});
