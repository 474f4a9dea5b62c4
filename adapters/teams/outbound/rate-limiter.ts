import type { Instant } from '../../../src/core/instant.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { SendingLane, SendingLaneTable } from '../../../src/core/ports/platform-tables.ts';
import { createRateLimiter, type RateLimit } from '../../chat/rate-limiter.ts';

export interface RateLimits {
  /** Into one conversation. */
  readonly conversation: RateLimit;
  /** All requests for one tenant. */
  readonly tenant: RateLimit;
  /** How many letters may wait in one process for a slot that is near; the others come back. */
  readonly waiting: number;
}

/**
 * What Teams allows (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit): in one conversation 7
 * messages in a second, 8 in two, 60 in thirty and 1,800 in an hour, which one lane keeps that lets five go at once and
 * then one every two seconds: not seven, since what was held up on its way arrives together with what comes behind it; 50
 * requests a second for one app and tenant.
 */
export const RATE_LIMITS: RateLimits = {
  conversation: { every: 2_010, burst: 5 },
  tenant: { every: 21, burst: 2 },
  waiting: 3,
};

/** One pace for all workers, kept in the database. */
export interface Pacing {
  /**
   * Waits for a slot to ask something for this tenant, and to say something in the conversation where one is given: its id, or
   * `new …` for one that is to be opened. null: go; otherwise not before this moment.
   */
  wait(tenant: string, conversation: string | null): Promise<Instant | null>;
  /**
   * A slot for a letter into this conversation. null: go; otherwise the moment at which it is kept, to be handed back then as
   * `kept`.
   */
  keep(tenant: string, conversation: string, kept: Instant | null): Promise<Instant | null>;
  /** Teams said so: nobody writes there for so many milliseconds. Gives the end of it. */
  hold(tenant: string, conversation: string | null, wait: number): Promise<Instant>;
}

export function createPacing(table: SendingLaneTable, limits: RateLimits, clock: Clock): Pacing {
  const lanes = createRateLimiter(table, clock, limits.waiting);
  const tenantLane = (tenant: string): SendingLane => ({ lane: `teams ${tenant}`, ...limits.tenant });
  const conversationLane = (id: string): SendingLane => ({ lane: `teams ${id}`, ...limits.conversation });
  return {
    wait: (tenant, conversation) =>
      lanes.wait([...(conversation === null ? [] : [conversationLane(conversation)]), tenantLane(tenant)]),
    keep: (tenant, conversation, kept) =>
      lanes.keep(tenantLane(tenant), conversationLane(conversation), kept),
    hold: (tenant, conversation, wait) =>
      lanes.hold(conversation === null ? tenantLane(tenant) : conversationLane(conversation), wait),
  };
}
