import type { Log } from '../../src/ports/log.ts';
import { faultOf } from './faults.ts';

/** Keeps count of what is under way, so that it can be waited for. */
export interface Background {
  /** Goes on with work after the acknowledgement. A failure is logged once. */
  behind(work: () => Promise<void>): void;
  /** Does work that Slack waits for. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is under way. */
  finished(): Promise<void>;
}

export function createBackground(log: Log): Background {
  const underWay = new Set<Promise<unknown>>();

  async function during<T>(work: () => Promise<T>): Promise<T> {
    const working = work();
    underWay.add(working);
    try {
      return await working;
    } finally {
      underWay.delete(working);
    }
  }

  /** Slack's refusals are no mistakes of ours: a view that was closed, a press that came twice. */
  function tell(error: unknown): void {
    const fault = faultOf(error);
    if (fault === null) log.error('slack.failed', error);
    else log.warn('slack.not-shown', { code: 'code' in fault ? fault.code : fault.kind });
  }

  return {
    during,
    behind(work) {
      during(work).catch(tell);
    },
    async finished() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
