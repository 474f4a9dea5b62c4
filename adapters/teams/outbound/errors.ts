import { z } from 'zod';
import { SECOND } from '../../../src/core/instant.ts';
import type { Log } from '../../../src/core/ports/log.ts';

/** What a failed request to Teams means for us. */
export type ApiError =
  /** 429: nobody of ours may ask there for so many milliseconds. */
  | { readonly kind: 'limited'; readonly wait: number }
  /** This one place is closed to us: blocked, uninstalled, forbidden. */
  | { readonly kind: 'closed'; readonly code: string }
  /** The conversation or message is not there (any more). */
  | { readonly kind: 'gone'; readonly code: string }
  /** Microsoft does not take our credentials. */
  | { readonly kind: 'shut-out'; readonly code: string }
  /** Teams is unwell, or cannot be reached: later may help. */
  | { readonly kind: 'busy'; readonly code: string }
  | { readonly kind: 'other'; readonly code: string };

/** Microsoft's sign-in did not give us a token. Its own words are not kept: they name the application and more. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed';
  readonly status: number;

  constructor(status: number) {
    super(`Microsoft's sign-in answered ${status}.`);
    this.status = status;
  }
}

/** A failed request of the SDK's: `RestError` of @azure/core-rest-pipeline. */
const restError = z.object({
  name: z.literal('RestError'),
  statusCode: z.number().optional(),
  code: z.string().optional(),
  response: z.object({ headers: z.unknown() }).partial().optional(),
  details: z
    .object({ error: z.object({ code: z.string() }).partial() })
    .partial()
    .optional()
    .catch(undefined),
});

interface Headers {
  get(name: string): string | undefined;
}
/** The very object: its methods read from itself. */
const headersShape = z.custom<Headers>(
  (given) => typeof given === 'object' && given !== null && 'get' in given && typeof given.get === 'function',
);

const WAIT_IF_UNTOLD = 5 * SECOND;
const LONGEST_WAIT = 3_600 * SECOND;

/**
 * null: not a failed request, but a mistake of ours. Holds no text but Microsoft's own code word. Which codes mean what:
 * https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
 */
export function faultOf(error: unknown): ApiError | null {
  if (error instanceof SignInFailed) {
    const isUnwell = error.status >= 500 || error.status === 408 || error.status === 429;
    return { kind: isUnwell ? 'busy' : 'shut-out', code: `sign-in-${error.status}` };
  }
  // What the SDK's client throws where Teams does not answer in time.
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'busy', code: 'timeout' };
  const parsed = restError.safeParse(error);
  if (!parsed.success) return null;
  const { statusCode: status, response, details } = parsed.data;
  if (status === undefined) return { kind: 'busy', code: 'no-connection' };
  const code = codeOf(status, details?.error?.code);
  if (status === 429) return { kind: 'limited', wait: waitOf(response?.headers) };
  if (status === 401) return { kind: 'shut-out', code };
  if (status === 403) return { kind: 'closed', code };
  if (status === 404) return { kind: 'gone', code };
  if (status === 408 || status === 412 || status >= 500) return { kind: 'busy', code };
  return { kind: 'other', code };
}

function codeOf(status: number, given: string | undefined): string {
  return given !== undefined && /^[A-Za-z]{1,64}$/.test(given) ? given : `http-${status}`;
}

function waitOf(headers: unknown): number {
  const parsed = headersShape.safeParse(headers);
  const seconds = parsed.success ? Number(parsed.data.get('retry-after')) : Number.NaN;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * SECOND, LONGEST_WAIT) : WAIT_IF_UNTOLD;
}

/** Writes one line for work that failed after the acknowledgement. Refusals of Teams are no mistakes of ours. */
export function failureTeller(log: Log): (error: unknown) => void {
  return (error) => {
    const fault = faultOf(error);
    if (fault === null) log.error('teams.failed', error);
    else log.warn('teams.not-shown', { code: 'code' in fault ? fault.code : fault.kind });
  };
}
