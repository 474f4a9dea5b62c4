import type { Instant } from '../../src/domain/instant.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { SendingLane, SendingLaneTable } from '../../src/ports/store.ts';
import { createLanes, type Pace } from '../chat/lanes.ts';

export type PacedMethod =
  | 'chat.postMessage'
  | 'chat.update'
  | 'conversations.open'
  | 'conversations.members'
  | 'users.info';

export interface Paces {
  /** Messages into one channel. */
  readonly place: Pace;
  /** Calls of a method in one workspace. */
  readonly method: Readonly<Record<PacedMethod, Pace>>;
}

/**
 * What Slack allows (https://docs.slack.dev/apis/web-api/rate-limits): a message a second in a channel, here with a
 * twentieth to spare for what the way there adds; several hundred a minute in a workspace, taken as 300; tier 3 is 50 a
 * minute and tier 4 is 100. The bursts are ours and small.
 */
export const PACES: Paces = {
  place: { every: 1_050, burst: 1 },
  method: {
    'chat.postMessage': { every: 200, burst: 20 },
    'chat.update': { every: 1_200, burst: 10 },
    'conversations.open': { every: 1_200, burst: 10 },
    'conversations.members': { every: 600, burst: 10 },
    'users.info': { every: 600, burst: 10 },
  },
};

export interface Pacing {
  /** Waits for a turn to call `method` there. null: go; otherwise not before this moment. */
  turn(method: PacedMethod, team: string, place?: string): Promise<Instant | null>;
  /** Slack said so: nobody calls this method there for so many milliseconds. Gives the end of it. */
  hold(method: PacedMethod, team: string, wait: number): Promise<Instant>;
}

export function createPacing(table: SendingLaneTable, paces: Paces, clock: Clock): Pacing {
  const lanes = createLanes(table, clock);
  const methodLane = (method: PacedMethod, team: string): SendingLane => ({
    lane: `slack ${team} ${method}`,
    ...paces.method[method],
  });
  return {
    turn(method, team, place) {
      const wanted = methodLane(method, team);
      const needed = place === undefined ? [] : [{ lane: `slack ${team} ${place}`, ...paces.place }];
      return lanes.turn([...needed, wanted]);
    },
    hold: (method, team, wait) => lanes.hold(methodLane(method, team), wait),
  };
}
