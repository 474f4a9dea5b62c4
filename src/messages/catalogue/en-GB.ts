import { digest } from './en-GB/digest.ts';
import { failure } from './en-GB/failure.ts';
import { home } from './en-GB/home.ts';
import { me } from './en-GB/me.ts';
import { privacy } from './en-GB/privacy.ts';
import { promise } from './en-GB/promise.ts';
import { pulse } from './en-GB/pulse.ts';
import { turn } from './en-GB/turn.ts';

/** Every sentence, in British English. Aim: reading age 9 to 11, at most 20 words a sentence, no blame, no jargon. */
export const enGB = {
  ...pulse,
  ...privacy,
  ...home,
  ...turn,
  ...promise,
  ...digest,
  ...me,
  ...failure,
} as const;
