import type { SlackConfig } from '../../src/config/slack.ts';
import type { Arrivals } from '../../src/core/ports/arrivals.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { InstallationTable, SendingLaneTable } from '../../src/core/ports/platform-tables.ts';
import type { KeyRing, TokenVault } from '../../src/core/ports/secrets.ts';
import type { RateLimits } from './outbound/rate-limiter.ts';

export interface SlackOptions {
  readonly config: SlackConfig;
  /** At least 32 bytes each. Sign what buttons and views carry; without the key that signed them, those already posted are invalid. */
  readonly actionKeys: KeyRing;
  readonly installations: InstallationTable;
  readonly lanes: SendingLaneTable;
  readonly tokens: TokenVault;
  /** Told of people who come into channels, go out of them, or are away. */
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  readonly log: Log;
  /** Names a request in logs. */
  readonly newId: () => string;
  /** How fast we send: `RATE_LIMITS` where left out. Others are for a Slack whose clock runs faster. */
  readonly rateLimits?: RateLimits;
}
