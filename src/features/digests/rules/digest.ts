import { z } from 'zod';
import { PROMISE_STATES } from '../../promises/rules/promise.ts';
import { codedMeanSchema } from '../../release/rules/coded-mean.ts';
import { codedShareSchema } from '../../release/rules/coded-share.ts';
import { group, share, week } from './group.ts';
import { direction, measureSchema } from './measure.ts';
import { WITHDRAWAL_REASONS } from './withdrawal.ts';

const instant = z.number().int();

export const leadSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('failure') }),
  z.strictObject({
    kind: z.literal('old-promise'),
    weeks: z.number().int(),
    old: z.number().int(),
  }),
  z.strictObject({
    kind: z.literal('chairing'),
    name: z.string(),
    turns: z.number().int(),
    meetings: z.number().int(),
    target: share,
  }),
  /** At half of the meetings or more no rep was there. */
  z.strictObject({
    kind: z.literal('no-rep'),
    missed: z.number().int(),
    meetings: z.number().int(),
  }),
  z.strictObject({
    kind: z.literal('change'),
    measure: z.enum(['trust', 'voice']),
    groups: z.array(z.strictObject({ ...group, direction })),
  }),
  z.strictObject({ kind: z.literal('too-few') }),
  z.strictObject({ kind: z.literal('open'), closesAt: instant }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('nothing-asked') }),
  /** No clear change. `since` as in `direction`: all alike, shown for the first time, or not to be compared. */
  z.strictObject({
    kind: z.literal('standing'),
    measure: z.enum(['trust', 'voice']),
    since: z.enum(['same', 'first', 'unknown']),
    groups: z.array(z.strictObject({ ...group, mean: codedMeanSchema })).min(1),
  }),
  /** There are results, and none of them is about trust or voice. */
  z.strictObject({ kind: z.literal('answers') }),
]);

/** What is not shown, and why. Never says which voice had too few answers: with the roster known, that would be a count. */
export const hiddenSchema = z.strictObject({
  what: z.enum([
    'split',
    'by-voice',
    'scores',
    'follow-up',
    'comments',
    'one-voice',
    'participation',
    'pool',
    'cancelled',
    'resting',
  ]),
  /** The words of the questions it concerns. */
  questions: z.array(z.string()),
  /** How many answers it would have taken, where that is the reason. */
  from: z.number().int().nullable(),
});

/** A released question that is not one of the measures. */
export const resultSchema = z.strictObject({
  question: z.string(),
  /** The ends of the scale that means are on; null where the question has none. */
  scale: z.strictObject({ from: z.number().int(), to: z.number().int() }).nullable(),
  groups: z
    .array(
      z.strictObject({
        ...group,
        mean: codedMeanSchema.nullable(),
        /** `spread`: many options were chosen, so none has words. Beside means in digests of v0.1.0 only. */
        shares: z.array(
          z.strictObject({ label: optionLabel(), share: z.union([codedShareSchema, z.literal('spread')]) }),
        ),
      }),
    )
    .min(1),
});

/** What several circles said together in a quarter. Its groups are this circle's voices: all of them, never everybody at once. */
const pooledSchema = z.strictObject({
  quarter: z.string().regex(/^\d{4}-Q[1-4]$/),
  ...resultSchema.shape,
});

const chartSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('trust'),
    question: z.string(),
    weeks: z.array(week).min(2),
    /** One point for each week; null: nothing was shown for this group. */
    series: z.array(z.strictObject({ ...group, points: z.array(codedMeanSchema.nullable()) })).min(1),
  }),
  z.strictObject({
    kind: z.literal('chairing'),
    voices: z.array(z.strictObject({ name: z.string(), share, target: share })),
  }),
]);

const plannedSchema = z.strictObject({
  meeting: z.string(),
  startsAt: instant,
  /** The voice whose turn it is. Digests of v0.1.0 do not have it. */
  turnOf: z.string().nullable().optional(),
  /** Who said yes. Those of v0.1.0 name also who was asked, or likely to be: it is shown no more. */
  chair: z.strictObject({ name: z.string(), voiceName: z.string() }).nullable(),
});

/** In place of the name of somebody who has left: a named promise stays one, and is found again by it. */
export const GONE = '';

const promiseEntrySchema = z.strictObject({
  words: z.string(),
  /** Its author has changed the words since they were raised. */
  changed: z.literal(true).optional(),
  /** A name, or `GONE`; null: without a name. */
  raisedBy: z.string().nullable(),
  weeks: z.number().int(),
  /** The last two in digests of v0.1.0: `confirmed` was said of what was kept and of what was refused. */
  state: z.enum([...PROMISE_STATES, 'confirmed', 'reopened']),
  /** Of open ones: who looks after it, and by what day they mean to reply. */
  owner: z.string().optional(),
  dueOn: z.iso.date().optional(),
  /** Why it was opened again. */
  again: z.string().optional(),
  reply: z
    .strictObject({ outcome: z.enum(['we-did', 'we-cannot']), words: z.string(), by: z.string().nullable() })
    .nullable(),
});

/** Where promises stand in a digest. `confirmed`: in those of v0.1.0. */
export const PROMISE_SECTIONS = ['raised', 'open', 'kept', 'refused', 'confirmed'] as const;

/** What two stewards took out: how many texts, why, and their names; never the words. */
const takenOutSchema = z.strictObject({
  what: z.enum(['withdrawn', 'held-back']),
  count: z.number().int(),
  why: z.enum(WITHDRAWAL_REASONS),
  by: z.array(z.string()),
});

/** A circle's week as plain data: composed and kept once, worded anew for each reader. */
export const digestSchema = z.strictObject({
  version: z.literal(1),
  circle: z.string(),
  timezone: z.string(),
  week,
  lead: leadSchema,
  /** What became of the pulse; `results` where any figure is shown. */
  pulse: z.enum(['results', 'too-few', 'failed', 'cancelled', 'open', 'nothing-asked']),
  /** When the open pulse closes; null where none is open. */
  closesAt: instant.nullable(),
  measures: z.array(measureSchema).max(5),
  hidden: z.array(hiddenSchema),
  results: z.array(resultSchema),
  pooled: z.array(pooledSchema),
  charts: z.array(chartSchema).max(2),
  chairs: z.strictObject({
    next: plannedSchema.nullable(),
    forecasts: z.array(plannedSchema).max(2),
    handedOver: z.array(z.strictObject({ name: z.string(), why: z.enum(['absent', 'capped']) })),
  }),
  promises: z.strictObject({
    raised: z.array(promiseEntrySchema),
    open: z.array(promiseEntrySchema),
    /** In digests of v0.1.0, in place of the next three. */
    confirmed: z.array(promiseEntrySchema).optional(),
    kept: z.array(promiseEntrySchema).optional(),
    refused: z.array(promiseEntrySchema).optional(),
    /** How many their authors took back. */
    withdrawn: z.number().int().optional(),
  }),
  /** Said without a name, shuffled. */
  said: z.array(z.string()),
  /** Shuffled when they were released, of all voices together. Shown apart from every score. */
  comments: z.array(z.strictObject({ question: z.string(), texts: z.array(z.string()) })),
  /** Out of this digest since it was published. */
  takenOut: z.array(takenOutSchema).optional(),
  /** Out of earlier digests, or held back from this one, since the digest before it. */
  takenOutBefore: z.array(takenOutSchema).optional(),
  /** Ids of the rounds and pools it tells of, so that what came late is told once, by the next digest. */
  tells: z.array(z.string()),
});

function optionLabel() {
  /** `key`: a choice whose words belong to the reader's language (scale, rating, yes-no); `text`: words of the question itself. */
  return z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('key'),
      key: z.enum(['agree', 'disagree', 'upper', 'lower', 'yes', 'no']),
    }),
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
  ]);
}

export type Lead = Readonly<z.infer<typeof leadSchema>>;
export type Hidden = Readonly<z.infer<typeof hiddenSchema>>;
export type Result = Readonly<z.infer<typeof resultSchema>>;
export type Pooled = Readonly<z.infer<typeof pooledSchema>>;
export type DigestChart = Readonly<z.infer<typeof chartSchema>>;
export type PlannedChair = Readonly<z.infer<typeof plannedSchema>>;
export type PromiseEntry = Readonly<z.infer<typeof promiseEntrySchema>>;
export type TakenOut = Readonly<z.infer<typeof takenOutSchema>>;
export type Digest = Readonly<z.infer<typeof digestSchema>>;
