import { setTimeout as pause } from 'node:timers/promises';
import { HOUR, type Instant, SECOND } from '../../src/domain/instant.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { SendingLane, SendingLaneTable } from '../../src/ports/tables/platforms.ts';

/** How fast one lane goes: see `SendingLane`. */
export type Pace = Omit<SendingLane, 'lane'>;

/**
 * A place in the queue that comes up so soon is waited for; one further away is left to a later attempt. Waiting keeps
 * the pace even: letters that come back only with the minute tick would all come at once.
 */
const PATIENCE = 5 * SECOND;

/** Who comes back is there a little before the lane is free, so that it never lies idle. */
const EARLY = PATIENCE / 2;
/** Who comes back later than this is asked to come at the end of it. */
const LONGEST = HOUR;

/** One pace for all workers, kept in the database. */
export interface Lanes {
  /** Waits for a turn in each of these lanes. null: go; otherwise not before this moment. */
  turn(wanted: readonly SendingLane[]): Promise<Instant | null>;
  /** The platform said so: nobody goes in this lane for so many milliseconds. Gives the end of it. */
  hold(lane: SendingLane, wait: number): Promise<Instant>;
}

export function createLanes(table: SendingLaneTable, clock: Clock): Lanes {
  /**
   * When to come back: one after the other in the lane's own pace. Without it all who were sent away would come back at the
   * same moment, and all but a few be sent away again.
   */
  async function comeBack({ lane, every }: SendingLane, free: Instant): Promise<Instant> {
    const from = Math.max(clock.now(), free - EARLY);
    return (await table.book({ lane: `${lane} again`, every, burst: 1 }, from, LONGEST)).at;
  }

  return {
    async turn(wanted) {
      for (const lane of wanted) {
        const { booked, at } = await table.book(lane, clock.now(), PATIENCE);
        if (!booked) return comeBack(lane, at);
        const wait = at - clock.now();
        if (wait > 0) await pause(wait);
      }
      return null;
    },
    async hold(lane, wait) {
      const until = clock.now() + wait;
      await table.hold(lane, until);
      return until;
    },
  };
}
