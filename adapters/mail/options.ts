import type { MailConfig } from '../../src/config/mail.ts';
import type { Links } from '../../src/core/ports/chat.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { DeliveryReport } from './inbound/report.ts';
import type { Patience } from './outbound/smtp.ts';

export interface MailOptions {
  readonly config: MailConfig;
  readonly links: Pick<Links, 'page'>;
  /** That a mail which was taken will never arrive; `ref`: what the mail was called when it went. Gives whether it was of use. */
  readonly cameBack: (report: DeliveryReport & { readonly ref: string }) => Promise<boolean>;
  /** Throws inside an open store transaction. */
  readonly guard: () => void;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the server is waited for: that of `LIMITS` where left out. */
  readonly patience?: Patience;
}
