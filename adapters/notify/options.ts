import type { NotifyConfig } from '../../src/config/notify.ts';
import type { Links } from '../../src/core/ports/chat.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { SendingLaneTable } from '../../src/core/ports/platform-tables.ts';
import type { Receipt } from './inbound/receipt.ts';

export interface NotifyOptions {
  readonly config: NotifyConfig;
  readonly lanes: SendingLaneTable;
  readonly links: Pick<Links, 'page'>;
  /** That a message which was taken did not arrive. Gives whether it was of use; null: it came too soon. */
  readonly cameBack: (receipt: Receipt) => Promise<boolean | null>;
  /** Throws inside an open store transaction. */
  readonly guard: () => void;
  readonly clock: Clock;
  readonly log: Log;
  /** How long one answer is waited for: that of `LIMITS` where left out. */
  readonly answerMs?: number;
}
