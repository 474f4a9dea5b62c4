import { HOUR, type Instant, SECOND } from '../../src/core/instant.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { SendingLane, SendingLaneTable } from '../../src/core/ports/platform-tables.ts';

/** How fast one lane goes: see `SendingLane`. */
export type RateLimit = Omit<SendingLane, 'lane'>;

/**
 * A place in the queue that comes up so soon is waited for; one further away is left to a later attempt. Waiting keeps
 * the pace even: letters that come back only with the minute tick would all come at once.
 */
const PATIENCE = 5 * SECOND;

/** Who comes back is there a little before the lane is free, so that it never lies idle. */
const EARLY = PATIENCE / 2;
/** Who comes back later than this is asked to come at the end of it. */
const LONGEST = HOUR;

/** Nobody is put aside for so little. */
const SOON = SECOND / 2;
/** After this a kept slot is lost: letters that nobody sent for a while do not all go at once. */
const LATE = 30 * SECOND;

/** One pace for all workers, kept in the database. */
export interface RateLimiter {
  /**
   * For a call that nobody remembers: waits for a slot in each of these lanes. null: go; otherwise not before this moment,
   * and nothing is kept.
   */
  wait(wanted: readonly SendingLane[]): Promise<Instant | null>;
  /**
   * For whoever remembers: a slot in the lane that it shares with others and, where there is one, in its own. Waits for one
   * that is near, if not too many wait already. null: go; otherwise the moment at which a slot is kept for it, however far
   * away. Who comes then, and hands the moment back as `kept`, goes.
   */
  keep(shared: SendingLane, own: SendingLane | null, kept: Instant | null): Promise<Instant | null>;
  /** The platform said so: nobody goes in this lane for so many milliseconds. Gives the end of it. */
  hold(lane: SendingLane, wait: number): Promise<Instant>;
}

/** @param mostWaiting how many may wait here at once for a slot that they keep: each holds up one of the worker's jobs. */
export function createRateLimiter(table: SendingLaneTable, clock: Clock, mostWaiting: number): RateLimiter {
  let waiting = 0;

  /**
   * When to come back: one after the other in the lane's own pace. Without it all who were sent away would come back at the
   * same moment, and all but a few be sent away again.
   */
  async function comeBack({ lane, every }: SendingLane, free: Instant): Promise<Instant> {
    const from = Math.max(clock.now(), free - EARLY);
    return (await table.book({ lane: `${lane} again`, every, burst: 1 }, from, LONGEST)).at;
  }

  /** Whose slot falls into a time when the lane is held books anew: otherwise all of them would come at the end of it. */
  async function isKept(kept: Instant, lanes: readonly SendingLane[]): Promise<boolean> {
    if (clock.now() > kept + LATE) return false;
    const held = await table.heldUntil(lanes.map(({ lane }) => lane));
    const from = Math.max(kept, clock.now());
    return held.every((until) => until === null || until <= from);
  }

  async function reserve(shared: SendingLane, own: SendingLane | null): Promise<Instant> {
    const now = clock.now();
    return own === null ? (await table.book(shared, now, LONGEST)).at : table.reserve(shared, own, now);
  }

  return {
    async wait(wanted) {
      for (const lane of wanted) {
        const { booked, at } = await table.book(lane, clock.now(), PATIENCE);
        if (!booked) return comeBack(lane, at);
        const wait = at - clock.now();
        if (wait > 0) await clock.pause(wait);
      }
      return null;
    },
    async keep(shared, own, kept) {
      const lanes = own === null ? [shared] : [shared, own];
      const at = kept !== null && (await isKept(kept, lanes)) ? kept : await reserve(shared, own);
      const wait = at - clock.now();
      if (wait <= SOON) {
        if (wait > 0) await clock.pause(wait);
        return null;
      }
      if (wait > PATIENCE || waiting >= mostWaiting) return at;
      waiting += 1;
      await clock.pause(wait);
      waiting -= 1;
      return (await isKept(at, lanes)) ? null : reserve(shared, own);
    },
    async hold(lane, wait) {
      const until = clock.now() + wait;
      await table.hold(lane, until);
      return until;
    },
  };
}
