import { createTransport } from 'nodemailer';
import type { Mailbox, SmtpServer } from '../../../src/config/mail.ts';
import { LIMITS } from '../limits.ts';
import type { CalendarPart } from '../render/entry.ts';
import type { Mail } from '../render/mail.ts';
import type { MailHeaders } from './headers.ts';

/** How long the server is waited for. */
export type Patience = Pick<Record<keyof typeof LIMITS, number>, 'connectMs' | 'silenceMs' | 'messageMs'>;

/** A mail as a transport takes it. */
export interface WholeMail extends Mail, MailHeaders {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly icalEvent?: CalendarPart;
}

/** Where mails go to. Both reject with what `faultOf` reads. */
export interface Transport {
  /** Resolves once the mail is taken. */
  send(mail: WholeMail, signal: AbortSignal): Promise<void>;
  /** Resolves where it would take one. */
  verify(): Promise<void>;
  close(): void;
}

/** One SMTP server, over a few lines that stay open. */
export function smtpTransport(
  { host, port, user, password, tls }: SmtpServer,
  { connectMs, silenceMs, messageMs }: Patience = LIMITS,
): Transport {
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure: tls === 'at-once',
    requireTLS: tls === 'first',
    ignoreTLS: tls === 'none',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    maxConnections: LIMITS.lines,
    maxMessages: LIMITS.messagesPerConnection,
    // Whether a letter goes again is for the outbox to say: the server may have taken it.
    maxRequeues: 0,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail, signal) {
      await transport.sendMail({
        ...mail,
        signal: AbortSignal.any([signal, AbortSignal.timeout(messageMs)]),
      });
    },
    async verify() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}
