import type { NodemailerError } from 'nodemailer';
import type { Instant } from '../../../src/core/instant.ts';
import type { PostOutcome } from '../../../src/core/ports/sender.ts';
import { LIMITS } from '../limits.ts';

/** What went wrong, as far as the server said. Its text is not kept: it names people. */
export interface SmtpFault {
  readonly code: string;
  /** Three digits: RFC 5321, 4.2.3; 0: it gave no answer. */
  readonly reply: number;
  /** Such as `5.1.1`: RFC 3463 and the IANA registry of enhanced status codes; empty: the server gives none. */
  readonly status: string;
  /** The command that it answered. */
  readonly command: string;
  /** Where it gives no status: whether its text speaks of the mailbox, and of nothing that could be our fault. */
  readonly namesMailbox: boolean;
}

const MAILBOX = /\b(mailbox|user|recipient|account|address|inbox)\b/i;
const OURS =
  /\b(relay\w*|polic\w*|spam|spf|dkim|dmarc|block\w*|black\w*|denied|permi\w*|authenti\w*|reputation|sender)\b/i;

export function faultOf(error: unknown): SmtpFault {
  const { code = '', command = '', response, responseCode = 0 } = error as Partial<NodemailerError>;
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(String(response ?? ''))?.[1] ?? '';
  const text = String(response ?? '');
  const namesMailbox = MAILBOX.test(text) && !OURS.test(text);
  return { code: String(code), reply: responseCode, status, command, namesMailbox };
}

/** No mailbox of this name, or one that is closed for good: RFC 3463, 3.2 and 3.3, RFC 7505. */
const NO_MAILBOX = /^5\.(1\.(0|1|2|3|6|10)|2\.1)$/;
const FULL = /^[45]\.2\.2$/;

/** Whether the server itself is away, or says nothing: no other mail would fare better just now. */
export function isAway({ code, reply }: SmtpFault): boolean {
  return reply === 0 && code !== 'EBUSY' && code !== 'EMESSAGE' && code !== 'EENVELOPE';
}

type NotPosted = Exclude<PostOutcome, { readonly outcome: 'posted' }>;

/** What becomes of a letter that a server did not take. */
export function outcomeOf(fault: SmtpFault, now: Instant): NotPosted {
  const { code, reply, status, command, namesMailbox } = fault;
  const later = (after: number, why: string): NotPosted => ({ outcome: 'later', retryAt: now + after, why });
  const shutOut = (why: string): NotPosted => ({
    outcome: 'later',
    retryAt: now + LIMITS.retryAfter,
    why,
    shutOut: true,
  });
  if (code === 'EAUTH' || code === 'ENOAUTH' || reply === 530 || reply === 535)
    return shutOut('login-refused');
  if (code === 'ETLS') return shutOut('no-tls');
  if (FULL.test(status) || reply === 452 || reply === 552)
    return later(LIMITS.retryFullAfter, 'mailbox-full');
  if (reply >= 400 && reply < 500) return later(LIMITS.retryAfter, `smtp-${reply}`);
  if (code === 'EBUSY') return later(LIMITS.retryBusyAfter, 'server-busy');
  if (reply < 500) return later(LIMITS.retryAwayAfter, code === '' ? 'smtp-failed' : code);
  if (command === 'MAIL FROM') return shutOut('sender-refused');
  const isMailbox = status === '' ? command === 'RCPT TO' && namesMailbox : NO_MAILBOX.test(status);
  return isMailbox
    ? { outcome: 'unreachable', why: 'mailbox-closed', bar: 'account-closed' }
    : { outcome: 'unreachable', why: `smtp-${reply}${status === '' ? '' : `-${status}`}` };
}
