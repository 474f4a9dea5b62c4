import type { TeamsConfig } from '../../src/config/teams.ts';
import type { Random } from '../../src/core/instant.ts';
import type { Arrivals } from '../../src/core/ports/arrivals.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { ConversationTable, SendingLaneTable } from '../../src/core/ports/platform-tables.ts';
import type { KeyRing, TokenVault } from '../../src/core/ports/secrets.ts';
import type { RateLimits } from './outbound/rate-limiter.ts';

export interface TeamsOptions {
  readonly config: TeamsConfig;
  /** At least 32 bytes each. Sign what buttons carry; without the key that signed them, those already posted are invalid. */
  readonly actionKeys: KeyRing;
  readonly conversations: ConversationTable;
  readonly lanes: SendingLaneTable;
  /** Seals how people and channels are reached. */
  readonly tokens: TokenVault;
  /** Told of people who come into channels or go out of them, and of meetings that begin and end. */
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Names a request in logs. */
  readonly newId: () => string;
  /** How fast we send: `RATE_LIMITS` where left out. Others are for a Teams whose clock runs faster. */
  readonly rateLimits?: RateLimits;
}
