import { z } from 'zod';
import { codedMeanSchema } from '../../release/rules/coded-mean.ts';
import { codedShareSchema } from '../../release/rules/coded-share.ts';
import { participationSchema } from '../../release/rules/participation.ts';
import { group, share, week } from './group.ts';

/**
 * Against the last time the same thing was shown. `first`: never shown before; `mixed`: up for one voice, down for
 * another; `unknown`: shown in another form then (split or not), or too roughly to tell.
 */
export const direction = z.enum(['up', 'down', 'same', 'mixed', 'first', 'unknown']);

const scoreGroup = z.strictObject({
  ...group,
  mean: codedMeanSchema.nullable(),
  /** In digests of v0.1.0; told no more. */
  agree: codedShareSchema.optional(),
  disagree: codedShareSchema.optional(),
  direction,
});

const scoreMeasure = z.strictObject({
  id: z.enum(['trust', 'voice']),
  question: z.string(),
  groups: z.array(scoreGroup).min(1),
  direction,
  advice: z.enum(['ask-what-would-help', 'say-what-changed', 'keep-going']),
});

const participationMeasure = z.strictObject({
  id: z.literal('taking-part'),
  participation: participationSchema,
  /** Names for the voices in `participation`. */
  names: z.record(z.string(), z.string()),
  /** Its title, where more than one pulse closed. */
  pulse: z.string().optional(),
  direction,
  advice: z.enum(['ask-what-is-in-the-way', 'thank-people']),
});

const chairingMeasure = z.strictObject({
  id: z.literal('chairing'),
  weeks: z.number().int(),
  meetings: z.number().int().min(1),
  voices: z.array(
    z.strictObject({
      voice: z.string(),
      name: z.string(),
      turns: z.number().int(),
      share,
      target: share,
      direction,
    }),
  ),
  /** The voice furthest behind its target by more than one turn; null: all are near. */
  behind: z.string().nullable(),
  direction,
  advice: z.enum(['let-the-rota-work', 'make-chairing-easier']),
});

const presenceMeasure = z.strictObject({
  id: z.literal('presence'),
  weeks: z.number().int(),
  /** Meetings of which it was recorded. */
  meetings: z.number().int().min(1),
  /** With staff, and with two reps or more. */
  both: z.number().int(),
  noRep: z.number().int(),
  loneRep: z.number().int(),
  noStaff: z.number().int(),
  direction,
  advice: z.enum(['make-room-for-reps', 'ask-staff-to-come', 'keep-meeting']),
});

const promiseMeasure = z.strictObject({
  id: z.literal('promises'),
  open: z.number().int(),
  /** Open ones that still wait for a reply, and for who closes them. */
  waitForReply: z.number().int(),
  waitForRep: z.number().int(),
  /** In the last 12 weeks. */
  closed: z
    .strictObject({ kept: z.number().int(), refused: z.number().int(), withdrawn: z.number().int() })
    .optional(),
  /** Whole weeks that one was not kept: of an open one its age, of one refused in the last 12 weeks its age when it was. */
  longest: z.number().int().nullable().optional(),
  /** In digests of v0.1.0, which counted what was refused as confirmed: the age of the oldest open one. */
  oldest: z.number().int().nullable().optional(),
  confirmed: z.number().int().optional(),
  direction,
  advice: z.enum([
    'reply-to-the-oldest',
    'ask-a-rep',
    'ask-for-more',
    'talk-about-the-no',
    'tell-the-circle',
  ]),
});

const ladderMeasure = z.strictObject({
  id: z.literal('ladder'),
  question: z.string(),
  week,
  to: z.number().int(),
  groups: z.array(z.strictObject({ ...group, mean: codedMeanSchema.nullable() })).min(1),
  /** The widest gap between voices, in rungs; null: not split, or a voice without a mean. */
  gap: z
    .strictObject({
      higher: z.string(),
      lower: z.string(),
      value: z.number(),
      bound: z.enum(['about', 'at-least', 'unknown']),
    })
    .nullable(),
  direction,
  advice: z.enum(['talk-about-the-gap', 'pick-one-step']),
});

export const measureSchema = z.discriminatedUnion('id', [
  scoreMeasure,
  participationMeasure,
  chairingMeasure,
  presenceMeasure,
  promiseMeasure,
  ladderMeasure,
]);

export type Direction = z.infer<typeof direction>;
export type ScoreGroup = Readonly<z.infer<typeof scoreGroup>>;
export type Measure = Readonly<z.infer<typeof measureSchema>>;
export type ScoreMeasure = Extract<Measure, { id: 'trust' | 'voice' }>;
export type ParticipationMeasure = Extract<Measure, { id: 'taking-part' }>;
export type ChairingMeasure = Extract<Measure, { id: 'chairing' }>;
export type PresenceMeasure = Extract<Measure, { id: 'presence' }>;
export type PromiseMeasure = Extract<Measure, { id: 'promises' }>;
export type LadderMeasure = Extract<Measure, { id: 'ladder' }>;
