import type { z } from 'zod';
import { didYouMean } from '../../../core/nearest.ts';
import { digestSchema } from '../../digests/rules/digest-shape.ts';
import { chairSchema, meetingsSchema } from '../../meetings/rules.ts';
import { pulseSchema } from '../../pulses/rules/pulse-shape.ts';
import type { Finding, Path } from './problem.ts';
import { circleFileSchema, memberSchema, voiceSchema } from './shape.ts';

const QUESTION_KEYS = [
  'id',
  'text',
  'hint',
  'kind',
  'only-if',
  'measures',
  'to',
  'low',
  'high',
  'steps',
  'options',
];

function questionKeys(pulse: string): Readonly<Record<string, readonly string[]>> {
  return {
    [`${pulse}.questions.*`]: QUESTION_KEYS,
    [`${pulse}.questions.*.options.*`]: ['id', 'label'],
    [`${pulse}.questions.*.only-if`]: ['question', 'chose'],
  };
}

/** The keys that may stand at a place, for suggesting the one that was meant. Indexes are written as `*`. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(circleFileSchema.shape),
  'voices.*': Object.keys(voiceSchema.shape),
  channels: ['slack', 'teams'],
  'members.*': Object.keys(memberSchema.shape),
  'members.*.away.*': ['from', 'to'],
  pulse: Object.keys(pulseSchema.shape),
  'pulse.*': Object.keys(pulseSchema.shape),
  ...questionKeys('pulse'),
  ...questionKeys('pulse.*'),
  meetings: Object.keys(meetingsSchema.shape),
  'meetings.chair': Object.keys(chairSchema.shape),
  'meetings.bank-holidays': ['of', 'do'],
  'meetings.*.bank-holidays': ['of', 'do'],
  'meetings.*': Object.keys(meetingsSchema.shape),
  'meetings.*.chair': Object.keys(chairSchema.shape),
  digest: Object.keys(digestSchema.shape),
};

/** One finding for each thing zod has to say; each key that does not belong is one. */
export function findingsOf(error: z.ZodError): Finding[] {
  return error.issues.flatMap((issue) => {
    const path = inFile(issue.path);
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    const known = KEYS[path.map((step) => (typeof step === 'number' ? '*' : step)).join('.')] ?? [];
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
  });
}

function unknownKey(key: string, known: readonly string[]): string {
  return `There is no key "${key}" here.${didYouMean(key, known) || ` Delete it, or use one of: ${known.join(', ')}.`}`;
}

/** The words for what zod finds where shape.ts and fields.ts give none of their own. */
export function plainWords(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined && issue.code === 'invalid_type') return 'This is missing: add it.';
  if (issue.input === null) return 'This is empty: give it a value or delete the line.';
  switch (issue.code) {
    case 'invalid_type':
      return expected(String(issue.expected), typeof issue.input);
    case 'invalid_value':
      return `Use one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_union':
      return 'This kind of question does not exist: use scale, rating, yes-no, single, multiple or text.';
    case 'too_small':
      return `This is too short or too small: the least is ${issue.minimum}.`;
    case 'too_big':
      return `This is too long or too large: the most is ${issue.maximum}.`;
    default:
      return 'This cannot be used here: compare it with the example file.';
  }
}

function expected(kind: string, found: string): string {
  switch (kind) {
    case 'string':
      return found === 'number' || found === 'boolean'
        ? 'Put this in quotes, so that it is read as words.'
        : 'Write words here, not a list or further keys.';
    case 'array':
      return 'Write a list here: each entry on a line that begins with "- ".';
    case 'object':
    case 'record':
      return 'Write keys and values here, such as "name: Staff".';
    case 'boolean':
      return 'Write true or false.';
    default:
      return 'Write a number here.';
  }
}

/** Questions have `onlyIf` in the product and `only-if` in the file. */
function inFile(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === 'number' ? step : step === 'onlyIf' ? 'only-if' : String(step)));
}
