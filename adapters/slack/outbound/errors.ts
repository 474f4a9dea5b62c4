import { webApi } from '@slack/bolt';
import type { Log } from '../../../src/core/ports/log.ts';
import type { Bar } from '../../../src/core/ports/sender.ts';

/** What a failed call of the Web API means for us. */
export type ApiError =
  /** 429: nobody of ours may call this method there for so many milliseconds. */
  | { readonly kind: 'limited'; readonly wait: number }
  /** This one place is closed to us. */
  | { readonly kind: 'closed'; readonly code: string; readonly bar: Bar | null }
  /** The whole workspace is: our token is refused. */
  | { readonly kind: 'shut-out'; readonly code: string }
  /** Slack does not know one of the blocks, or one is wrong. */
  | { readonly kind: 'blocks'; readonly code: string }
  /** Slack is unwell, or cannot be reached: later may help. */
  | { readonly kind: 'busy'; readonly code: string }
  | { readonly kind: 'other'; readonly code: string };

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors and .../conversations.open#errors */
const CLOSED: ReadonlyMap<string, Bar | null> = new Map([
  ['channel_not_found', 'gone'],
  ['not_in_channel', 'not-invited'],
  ['is_archived', 'archived'],
  ['user_not_found', 'account-closed'],
  ['users_not_found', 'account-closed'],
  ['user_disabled', 'account-closed'],
  ['user_not_visible', 'account-closed'],
  ['cannot_dm_bot', null],
  ['restricted_action', null],
  ['restricted_action_read_only_channel', null],
  ['messages_tab_disabled', null],
  ['message_not_found', null],
  ['cant_update_message', null],
  ['edit_window_closed', null],
]);
const SHUT_OUT = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'app_uninstalled',
  'org_login_required',
  'team_access_not_granted',
  'missing_scope',
  'no_permission',
]);
const BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long']);
const BUSY = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'ratelimited',
  'rate_limited',
]);

const WAIT_IF_UNTOLD = 30_000;

/** null: not a failed call of the Web API, but a mistake of ours. Holds no text but Slack's own code word. */
export function faultOf(error: unknown): ApiError | null {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const seconds = Number(error.retryAfter);
    return { kind: 'limited', wait: Number.isFinite(seconds) ? seconds * 1000 : WAIT_IF_UNTOLD };
  }
  if (error instanceof webApi.WebAPIRequestError) return { kind: 'busy', code: 'no-connection' };
  if (error instanceof webApi.WebAPIHTTPError) return { kind: 'busy', code: `http-${error.statusCode}` };
  if (!(error instanceof webApi.WebAPIPlatformError)) return null;
  const code = /^[a-z_]{1,64}$/.test(error.data.error) ? error.data.error : 'unknown';
  const bar = CLOSED.get(code);
  if (bar !== undefined) return { kind: 'closed', code, bar };
  if (SHUT_OUT.has(code)) return { kind: 'shut-out', code };
  if (BLOCKS.has(code)) return { kind: 'blocks', code };
  return { kind: BUSY.has(code) ? 'busy' : 'other', code };
}

/**
 * Writes one line for work that failed after the acknowledgement. Slack's refusals are no mistakes of ours: a view that
 * was closed, a press that came twice.
 */
export function failureTeller(log: Log): (error: unknown) => void {
  return (error) => {
    const fault = faultOf(error);
    if (fault === null) log.error('slack.failed', error);
    else log.warn('slack.not-shown', { code: 'code' in fault ? fault.code : fault.kind });
  };
}
