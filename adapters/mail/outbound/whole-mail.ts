import type { Mailbox } from '../../../src/config/mail.ts';
import type { Mail } from '../render/mail.ts';
import type { MailHeaders } from './headers.ts';

/** A mail as a transport takes it. */
export interface WholeMail extends Mail, MailHeaders {
  readonly from: Mailbox;
  readonly to: Mailbox;
}
