import type { Instant } from '../../../src/core/instant.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { SendingLane, SendingLaneTable } from '../../../src/core/ports/platform-tables.ts';
import { createBoundedMap } from '../../chat/bounded-map.ts';
import { createRateLimiter, type RateLimit } from '../../chat/rate-limiter.ts';

export type LimitedMethod =
  | 'chat.postMessage'
  | 'chat.update'
  | 'conversations.open'
  | 'conversations.members'
  | 'users.info';

export interface RateLimits {
  /** Messages into one channel. */
  readonly place: RateLimit;
  /** Calls of a method in one workspace. */
  readonly method: Readonly<Record<LimitedMethod, RateLimit>>;
  /** How many letters may wait in one process for a slot that is near; the others come back. */
  readonly waiting: number;
}

/**
 * What Slack allows (https://docs.slack.dev/apis/web-api/rate-limits): a message a second in a channel, here with a
 * tenth to spare for what the way there adds; several hundred a minute in a workspace, taken as 300; tier 3 is 50 a
 * minute and tier 4 is 100. The bursts are ours and small.
 */
export const RATE_LIMITS: RateLimits = {
  place: { every: 1_100, burst: 1 },
  waiting: 3,
  method: {
    'chat.postMessage': { every: 200, burst: 60 },
    'chat.update': { every: 1_200, burst: 10 },
    'conversations.open': { every: 1_200, burst: 10 },
    'conversations.members': { every: 600, burst: 10 },
    'users.info': { every: 600, burst: 10 },
  },
};

/** Workspaces whose last refusal this process remembers. */
const MOST_REMEMBERED = 1_000;

export interface Pacing {
  /** Milliseconds between two letters to one place. */
  readonly spacing: number;
  /** Waits for a slot to call `method` there. null: go; otherwise not before this moment. */
  wait(method: LimitedMethod, team: string, place?: string): Promise<Instant | null>;
  /**
   * A slot for a letter to this place, a channel or a person. null: go; otherwise the moment at which it is kept, to be handed
   * back then as `kept`.
   */
  keep(team: string, place: string, kept: Instant | null): Promise<Instant | null>;
  /** The same for opening a direct message. */
  keepOpening(team: string, kept: Instant | null): Promise<Instant | null>;
  /**
   * Slack said so: nobody calls this method there for so many milliseconds. Slack does not say which of its limits it was.
   * With a place it is taken to be the place's, and only that rests, unless another place of the same workspace was refused in
   * the same while: then it is the workspace's.
   */
  hold(method: LimitedMethod, team: string, wait: number, place?: string): Promise<Rest>;
}

export interface Rest {
  readonly until: Instant;
  /** Only one place rests: whoever was refused there has their slot when it ends. */
  readonly ofPlace: boolean;
}

export function createPacing(table: SendingLaneTable, limits: RateLimits, clock: Clock): Pacing {
  const lanes = createRateLimiter(table, clock, limits.waiting);
  const refused = createBoundedMap<string, { readonly place: string | undefined; readonly until: Instant }>(
    MOST_REMEMBERED,
  );
  const placeLane = (team: string, place: string): SendingLane => ({
    lane: `slack ${team} ${place}`,
    ...limits.place,
  });
  const methodLane = (method: LimitedMethod, team: string): SendingLane => ({
    lane: `slack ${team} ${method}`,
    ...limits.method[method],
  });
  return {
    spacing: limits.place.every,
    wait(method, team, place) {
      const wanted = methodLane(method, team);
      const needed = place === undefined ? [] : [placeLane(team, place)];
      return lanes.wait([...needed, wanted]);
    },
    keep: (team, place, kept) =>
      lanes.keep(methodLane('chat.postMessage', team), placeLane(team, place), kept),
    keepOpening: (team, kept) => lanes.keep(methodLane('conversations.open', team), null, kept),
    async hold(method, team, wait, place) {
      const name = `${team} ${method}`;
      const now = clock.now();
      const before = refused.get(name);
      refused.set(name, { place, until: now + wait });
      const elsewhere = before !== undefined && before.until > now && before.place !== place;
      const ofPlace = place !== undefined && !elsewhere;
      const lane = ofPlace ? placeLane(team, place) : methodLane(method, team);
      return { until: await lanes.hold(lane, wait), ofPlace };
    },
  };
}
