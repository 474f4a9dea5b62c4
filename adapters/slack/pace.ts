import type { Instant } from '../../src/domain/instant.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { SendingLane, SendingLaneTable } from '../../src/ports/tables/platforms.ts';
import { createBoundedMap } from '../chat/bounded-map.ts';
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
 * tenth to spare for what the way there adds; several hundred a minute in a workspace, taken as 300; tier 3 is 50 a
 * minute and tier 4 is 100. The bursts are ours and small.
 */
export const PACES: Paces = {
  place: { every: 1_100, burst: 1 },
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
  /** Waits for a turn to call `method` there. null: go; otherwise not before this moment. */
  turn(method: PacedMethod, team: string, place?: string): Promise<Instant | null>;
  /**
   * Slack said so: nobody calls this method there for so many milliseconds. Gives the end of it. Slack does not say which of
   * its limits it was. With a place it is taken to be the place's, and only that rests, unless another place of the same
   * workspace was refused in the same while: then it is the workspace's.
   */
  hold(method: PacedMethod, team: string, wait: number, place?: string): Promise<Instant>;
}

export function createPacing(table: SendingLaneTable, paces: Paces, clock: Clock): Pacing {
  const lanes = createLanes(table, clock);
  const refused = createBoundedMap<string, { readonly place: string | undefined; readonly until: Instant }>(
    MOST_REMEMBERED,
  );
  const placeLane = (team: string, place: string): SendingLane => ({
    lane: `slack ${team} ${place}`,
    ...paces.place,
  });
  const methodLane = (method: PacedMethod, team: string): SendingLane => ({
    lane: `slack ${team} ${method}`,
    ...paces.method[method],
  });
  return {
    turn(method, team, place) {
      const wanted = methodLane(method, team);
      const needed = place === undefined ? [] : [placeLane(team, place)];
      return lanes.turn([...needed, wanted]);
    },
    hold(method, team, wait, place) {
      const name = `${team} ${method}`;
      const now = clock.now();
      const before = refused.get(name);
      refused.set(name, { place, until: now + wait });
      const elsewhere = before !== undefined && before.until > now && before.place !== place;
      const lane = place === undefined || elsewhere ? methodLane(method, team) : placeLane(team, place);
      return lanes.hold(lane, wait);
    },
  };
}
