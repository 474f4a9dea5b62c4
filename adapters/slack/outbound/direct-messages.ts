import type { Instant } from '../../../src/core/instant.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import { createBoundedMap } from '../../chat/bounded-map.ts';
import type { Workspace } from '../auth/workspaces.ts';
import type { Pacing } from './rate-limiter.ts';

/** People whose direct messages this process has opened, or is going to. */
const MOST_REMEMBERED = 10_000;

/** Direct messages have to be opened before they can be written to: once for each person, in each process. */
export interface DirectMessages {
  /**
   * The channel's id; or the moment at which to ask again, where it is not open and others are opened before. Throws what
   * Slack answers to opening it.
   */
  of(workspace: Workspace, user: string): Promise<string | Instant>;
}

interface Plan {
  readonly opensAt: Instant;
  /** When the next letter that waits for it may go: all at once would be too fast for Slack. */
  readonly nextAt: Instant;
}

export function createDirectMessages(
  pacing: Pick<Pacing, 'keepOpening' | 'spacing'>,
  clock: Clock,
  open: (workspace: Workspace, user: string) => Promise<string>,
): DirectMessages {
  const opened = createBoundedMap<string, string>(MOST_REMEMBERED);
  const planned = createBoundedMap<string, Plan>(MOST_REMEMBERED);

  return {
    async of(workspace, user) {
      const name = `${workspace.team}/${user}`;
      const known = opened.get(name);
      if (known !== undefined) return known;
      const plan = planned.get(name);
      if (plan !== undefined && plan.opensAt > clock.now()) {
        planned.set(name, { ...plan, nextAt: plan.nextAt + pacing.spacing });
        return plan.nextAt;
      }
      const opensAt = await pacing.keepOpening(workspace.team, plan?.opensAt ?? null);
      if (opensAt !== null) {
        planned.set(name, { opensAt, nextAt: opensAt + pacing.spacing });
        return opensAt;
      }
      const channel = await open(workspace, user);
      opened.set(name, channel);
      return channel;
    },
  };
}
