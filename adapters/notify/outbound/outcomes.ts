import { z } from 'zod';
import type { Instant } from '../../../src/core/instant.ts';
import type { PostOutcome } from '../../../src/core/ports/sender.ts';
import { LIMITS } from '../limits.ts';

/** What went wrong, as far as Notify said. Its sentences are not kept: what they are for is in `why`. */
export interface NotifyFault {
  /** 0: it gave no answer. */
  readonly status: number;
  /** Such as `BadRequestError`; where it gave no answer, what our side calls that. */
  readonly type: string;
  /** What it is about, where that can be told; empty otherwise. */
  readonly why: string;
}

const refusal = z.object({
  errors: z.array(z.object({ error: z.string(), message: z.string() })).min(1),
});

/**
 * Notify wants nobody to rely on its sentences, only on status and type; but one type stands for faults of three people. So a sentence
 * that is known tells whose it is, and one that is not says nothing. https://docs.notifications.service.gov.uk/rest-api.html#error-codes
 */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/team-only api key/i, 'team-key'],
  [/trial mode/i, 'trial-mode'],
  [/international/i, 'international-off'],
  [/^(phone_number|email_address)\b/i, 'no-such-address'],
  [/missing personalisation|template (not found|has been deleted)|not suitable|template_id/i, 'template'],
  [/not allowed to send/i, 'not-allowed'],
  [/clock/i, 'clock'],
];

/** Before anything was said to it. */
const NOT_REACHED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EBUSY']);

export function faultOf(error: unknown): NotifyFault {
  const { code, response } = error as {
    readonly code?: unknown;
    readonly response?: { readonly status?: unknown; readonly data?: unknown };
  };
  const status = typeof response?.status === 'number' ? response.status : 0;
  const [said] = refusal.safeParse(response?.data).data?.errors ?? [];
  const why = SENTENCES.find(([sentence]) => sentence.test(said?.message ?? ''))?.[1] ?? '';
  return { status, type: said?.error ?? (typeof code === 'string' ? code : ''), why };
}

/** Whether it is away, or says nothing: nothing else would fare better just now. */
export function isAway({ status, type }: NotifyFault): boolean {
  return type !== 'EBUSY' && (status === 0 || status >= 502);
}

/** How long nobody sends in which lane, in milliseconds; null: this is no such refusal. */
export function restOf(
  { status, type }: NotifyFault,
  now: Instant,
): { readonly of: 'key' | 'channel'; readonly wait: number } | null {
  if (status !== 429) return null;
  return type === 'TooManyRequestsError'
    ? { of: 'channel', wait: LIMITS.daysEndAt(now) - now }
    : { of: 'key', wait: LIMITS.restAfterTooFast };
}

type NotPosted = Exclude<PostOutcome, { readonly outcome: 'posted' }>;

/** What becomes of a letter that Notify did not take, or of which it did not say that it had. */
export function outcomeOf(fault: NotifyFault, now: Instant): NotPosted {
  const { status, type, why } = fault;
  const rest = restOf(fault, now);
  if (rest !== null)
    return {
      outcome: 'later',
      retryAt: now + rest.wait,
      why: rest.of === 'key' ? 'rate-limited' : 'day-is-full',
    };
  const shutOut = (reason: string): NotPosted => ({
    outcome: 'later',
    retryAt: now + LIMITS.retryShutAfter,
    why: reason,
    shutOut: true,
  });
  if (status === 401 || status === 403) return shutOut(why === 'clock' ? 'clock' : 'key-refused');
  if (why === 'template' || why === 'not-allowed') return shutOut(why);
  if (type === 'EBUSY') return { outcome: 'later', retryAt: now + LIMITS.retryBusyAfter, why: 'notify-busy' };
  if (NOT_REACHED.has(type))
    return { outcome: 'later', retryAt: now + LIMITS.retryUnclearAfter, why: 'notify-away' };
  if (status < 400 || status >= 500)
    return { outcome: 'later', retryAt: now + LIMITS.retryUnclearAfter, why: 'unclear', unclear: true };
  return why === 'no-such-address'
    ? { outcome: 'unreachable', why, bar: 'account-closed' }
    : { outcome: 'unreachable', why: why === '' ? `notify-${status}` : why };
}
