import { createHash } from 'node:crypto';
import type { Envelope } from '../../../src/core/ports/message.ts';

/** What every mail of ours says of itself beside its words. Ids alone: none of it is made of what people wrote. */
export interface MailHeaders {
  readonly messageId: string;
  /** What nobody sent, and all mails of one thread name: mail programs then show them together. */
  readonly inReplyTo: string;
  readonly references: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `key`: the letter's. The same one makes the same Message-ID, so that a mail which was sent twice is recognised. */
export function headersOf(key: string, { stop, thread }: Envelope, domain: string): MailHeaders {
  const id = (of: string) =>
    `<${createHash('sha256').update(of).digest('base64url').slice(0, 32)}@${domain}>`;
  const root = id(`thread ${thread}`);
  return {
    messageId: messageIdOf(key, domain),
    inReplyTo: root,
    references: root,
    headers: {
      // RFC 3834: no out-of-office answers to a program.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      // RFC 8058 wants both; the request by itself is enough.
      ...(stop === null
        ? {}
        : { 'List-Unsubscribe': `<${stop.url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  };
}

/** The letter's own id stands in it: a report about a mail names it, and so leads to the letter. */
function messageIdOf(key: string, domain: string): string {
  return `<letter.${key}@${domain}>`;
}
