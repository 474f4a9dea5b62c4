import { bodyOf, isBearer } from '../../chat/bearer.ts';
import type { Route } from '../../chat/listener.ts';
import type { MailOptions } from '../options.ts';
import { readReport } from './report.ts';

/** Where reports are brought. */
export const REPORTS_PATH = '/mail/reports';
/** A report may quote the whole mail. */
const MOST_BYTES = 1024 * 1024;

/** Takes reports of mails that came back, from whoever brings the token. Says to everybody else no more than 401. */
export function reportsWebhook(
  { cameBack, log }: Pick<MailOptions, 'cameBack' | 'log'>,
  token: string,
  domain: string,
): Route {
  return async (request, path) => {
    if (path !== REPORTS_PATH || request.method !== 'POST') return null;
    if (!isBearer(request, token))
      return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: '' };
    const body = await bodyOf(request, MOST_BYTES);
    if (body === null) return { status: 413, headers: { Connection: 'close' }, body: '' };
    const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
    const report = readReport(body, isJson, domain);
    // A letter that went by mail has its own id there; one that went on elsewhere has another.
    const isOfUse = report !== null && (await cameBack({ ...report, ref: report.letterId }));
    log.info('mail.report', { known: report !== null, used: isOfUse });
    return { status: 204, headers: {}, body: '' };
  };
}
