import { z } from 'zod';
import * as field from '../../../core/fields.ts';
import { HOUR, MINUTE } from '../../../core/instant.ts';
import { MAX_SIGNPOST_LENGTH } from '../../../core/signpost.ts';
import { questionSchema } from '../../release/rules/question.ts';
import { THRESHOLD_FLOOR } from '../../release/rules/thresholds.ts';

export const MAX_MEMBERS = 1000;

const threshold = (floor: number, what: string) =>
  z
    .int('Write a whole number.')
    .min(
      floor,
      `${what} are shown from ${floor} answers on at the least: use ${floor} or more, or delete the line.`,
    )
    .max(1000, 'Use 1000 or less.');

export const voiceSchema = z.strictObject({ id: field.slug, name: field.words(60) });

const awaySchema = z
  .strictObject({ from: field.localDate, to: field.localDate })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'This is before "from": put the later date here.',
  });

export const memberSchema = z.strictObject({
  name: field.words(100),
  voice: z.string(),
  slack: field.slackMember.optional(),
  teams: field.teamsMember.optional(),
  web: field.yesOrNo.optional(),
  email: z.email('Write an e-mail address, such as "joe@example.org".').max(254).optional(),
  steward: field.yesOrNo.default(false),
  manager: field.yesOrNo.default(false),
  chairs: z.enum(['yes', 'not-yet', 'resting'], 'Use yes, not-yet or resting.').default('yes'),
  language: field.language.optional(),
  'easy-read': field.yesOrNo.default(false),
  'one-at-a-time': field.yesOrNo.default(false),
  'quiet-hours': field.quietHours.optional(),
  away: z.array(awaySchema).max(100).default([]),
});

/** In the file, keys have hyphens and choices may be bare numbers: `only-if: { question: voice, chose: [1, 2] }`. */
const ownQuestion = z.preprocess((raw) => {
  if (!isRecord(raw) || !isRecord(raw['only-if'])) return raw;
  const { 'only-if': followUp, ...rest } = raw;
  const chose = Array.isArray(followUp.chose)
    ? followUp.chose.map((key: unknown) => (typeof key === 'number' ? String(key) : key))
    : followUp.chose;
  return { ...rest, onlyIf: { ...followUp, chose } };
}, questionSchema);

const remindAfter = z.union([z.literal('never'), field.duration], {
  error: 'Write a length of time such as "24 hours", or "never".',
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

export const digestSchema = z.strictObject({
  on: field.moment,
  to: z
    .array(z.enum(['channel', 'managers'], 'Use channel or managers.'))
    .min(1)
    .default(['channel', 'managers']),
});

/** A circle file, each value read on its own; whether they agree with one another is checked in agreement.ts. */
export const circleFileSchema = z.strictObject({
  organisation: field.words(100),
  circle: field.words(100),
  timezone: field.timezone,
  language: field.language.default('en-GB'),
  voices: z.array(voiceSchema).min(1, 'Name at least one voice.').max(8, 'Use at most eight voices.'),
  channels: z
    .strictObject({ slack: field.slackChannel.optional(), teams: field.teamsChannel.optional() })
    .default({}),
  members: z.array(memberSchema).min(1, 'Name at least one member.').max(MAX_MEMBERS),
  pulse: pulseSchema.optional(),
  meetings: meetingsSchema.optional(),
  digest: digestSchema.optional(),
  signpost: field.words(MAX_SIGNPOST_LENGTH).optional(),
  outside: field.words(MAX_SIGNPOST_LENGTH).optional(),
});

/** A circle file whose values are each sound. */
export type SoundFile = z.output<typeof circleFileSchema>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
