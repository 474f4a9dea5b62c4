import type { Instant } from '../../../src/core/instant.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { SendingLane, SendingLaneTable } from '../../../src/core/ports/platform-tables.ts';
import { createRateLimiter } from '../../chat/rate-limiter.ts';
import { LIMITS } from '../limits.ts';
import type { Channel } from './api.ts';
import type { NotifyFault } from './outcomes.ts';
import { restOf } from './outcomes.ts';

export interface Pacing {
  /** A slot for a message. null: go; otherwise the moment at which it is kept, to be handed back then as `kept`. */
  keep(channel: Channel, kept: Instant | null): Promise<Instant | null>;
  /** Where Notify says that it was too many: nobody sends for a while. */
  rest(channel: Channel, fault: NotifyFault): Promise<void>;
}

/** One pace for all that goes with one key; a day that is full is one channel's. */
export function createPacing(table: SendingLaneTable, clock: Clock, serviceId: string): Pacing {
  const lanes = createRateLimiter(table, clock, LIMITS.waiting);
  const ofKey: SendingLane = { lane: `notify ${serviceId}`, ...LIMITS.pace };
  const of = (channel: Channel): SendingLane => ({ lane: `notify ${serviceId} ${channel}`, ...LIMITS.pace });
  return {
    keep: (channel, kept) => lanes.keep(ofKey, of(channel), kept),
    async rest(channel, fault) {
      const rest = restOf(fault, clock.now());
      if (rest !== null) await lanes.hold(rest.of === 'key' ? ofKey : of(channel), rest.wait);
    },
  };
}
