import { bodyOf, isBearer } from '../../chat/bearer.ts';
import type { Route } from '../../chat/listener.ts';
import type { NotifyOptions } from '../options.ts';
import { readReceipt } from './receipt.ts';

/** Where Notify brings its receipts. */
export const RECEIPTS_PATH = '/notify/receipts';
const MOST_BYTES = 64 * 1024;

/**
 * Takes receipts from whoever brings the token, and says to everybody else no more than 401. Notify brings one again, five times, where it
 * was not answered, so what fails here is not lost.
 */
export function receiptsWebhook(
  { cameBack, log }: Pick<NotifyOptions, 'cameBack' | 'log'>,
  token: string,
): Route {
  return async (request, path) => {
    if (path !== RECEIPTS_PATH || request.method !== 'POST') return null;
    if (!isBearer(request, token))
      return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: '' };
    const body = await bodyOf(request, MOST_BYTES);
    if (body === null) return { status: 413, headers: { Connection: 'close' }, body: '' };
    const receipt = readReceipt(body);
    // What arrived tells that somebody's phone is on, so it is not even counted.
    if (receipt !== null) {
      const used = await cameBack(receipt);
      // Notify brings it again in five minutes.
      if (used === null) return { status: 503, headers: { 'Retry-After': '60' }, body: '' };
      log.info('notify.receipt', { how: receipt.how, used });
    }
    return { status: 204, headers: {}, body: '' };
  };
}
