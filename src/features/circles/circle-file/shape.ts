import { z } from 'zod';
import * as field from '../../../core/fields.ts';
import { MAX_MEMBERS } from '../../../core/limits.ts';
import { MAX_SIGNPOST_LENGTH } from '../../../core/signpost.ts';
import { digestSchema } from '../../digests/rules/digest-shape.ts';
import { meetingsSchema } from '../../meetings/rules.ts';
import { pulseSchema } from '../../pulses/rules/pulse-shape.ts';
import { MOST_PULSES } from '../../pulses/rules/several.ts';
import { at } from './peek.ts';

export const voiceSchema = z.strictObject({ id: field.slug, name: field.words(60) });

const awaySchema = z
  .strictObject({ from: field.localDate, to: field.localDate })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'This is before "from": put the later date here.',
  });

export const memberSchema = z.strictObject({
  name: field.words(100),
  /** Who only reads has none: `reader: true` stands in its place. */
  voice: z.string().optional(),
  reader: field.yesOrNo.default(false),
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

const MOST_MEETINGS = 10;

function several<Each extends z.ZodType>(each: Each, most: number) {
  return z.array(each).min(1, 'Name at least one, or delete the line.').max(most, `Use at most ${most}.`);
}

type Entry<Key extends 'pulse' | 'meetings'> = NonNullable<z.output<typeof circleFileSchema>[Key]>;

/** A circle file whose values are each sound. */
export type SoundFile = Omit<z.output<typeof circleFileSchema>, 'pulse' | 'meetings'> & {
  readonly pulse?: Entry<'pulse'> | readonly Entry<'pulse'>[] | undefined;
  readonly meetings?: Entry<'meetings'> | readonly Entry<'meetings'>[] | undefined;
};

/** By what is found there, one section or a list of several, so that each finding is about what somebody wrote. */
export function schemaFor(raw: unknown): z.ZodType<SoundFile> {
  const { pulse, meetings } = circleFileSchema.shape;
  return circleFileSchema.extend({
    pulse: Array.isArray(at(raw, ['pulse'])) ? several(pulseSchema, MOST_PULSES) : pulse,
    meetings: Array.isArray(at(raw, ['meetings'])) ? several(meetingsSchema, MOST_MEETINGS) : meetings,
  });
}
