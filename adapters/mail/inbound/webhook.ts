import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { MailOptions } from '../options.ts';
import type { Route } from './listener.ts';
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
    if (!isToken(request.headers.authorization ?? '', token))
      return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: '' };
    const body = await bodyOf(request);
    if (body === null) return { status: 413, headers: { Connection: 'close' }, body: '' };
    const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
    const report = readReport(body, isJson, domain);
    const isOfUse = report !== null && (await cameBack(report));
    log.info('mail.report', { known: report !== null, used: isOfUse });
    return { status: 204, headers: {}, body: '' };
  };
}

/** null: it is longer than a report. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Compares in constant time, whatever the length. */
function isToken(header: string, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(header), hash(`Bearer ${token}`));
}
