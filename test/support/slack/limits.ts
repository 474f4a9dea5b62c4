import type { ServerClock } from './clock.ts';

/**
 * Slack's rate limits as numbers. Tiers are per method and workspace; posting has its own two.
 * Sources: https://docs.slack.dev/apis/web-api/rate-limits and the page of each method. "Several hundred a minute" for a
 * workspace's posts and for special methods is not a number there; 300 and 600 are ours.
 */
export const LIMITS = {
  tierPerMinute: { 1: 1, 2: 20, 3: 50, 4: 100 },
  postsPerChannelPerSecond: 1,
  postsPerWorkspacePerMinute: 300,
  specialPerMinute: 600,
} as const;

/** The tier of each method that this peer knows. `apps.connections.open` is tier 1 on paper, with bursts let through. */
export const TIERS: Readonly<Record<string, 1 | 2 | 3 | 4 | 'special' | 'posting'>> = {
  'api.test': 4,
  'apps.connections.open': 2,
  'apps.uninstall': 1,
  'auth.revoke': 3,
  'auth.test': 'special',
  'chat.delete': 3,
  'chat.postEphemeral': 4,
  'chat.postMessage': 'posting',
  'chat.update': 3,
  'conversations.info': 3,
  'conversations.list': 2,
  'conversations.members': 4,
  'conversations.open': 3,
  'dnd.info': 3,
  'oauth.v2.access': 'special',
  'team.info': 3,
  'users.conversations': 3,
  'users.getPresence': 3,
  'users.info': 4,
  'users.list': 2,
  'users.profile.get': 4,
  'views.open': 4,
  'views.publish': 4,
  'views.push': 4,
  'views.update': 4,
};

/** How many calls fit at once, and how long one takes to come back, in milliseconds of limit time. */
interface Allowance {
  readonly burst: number;
  readonly everyMs: number;
}

const perMinute = (count: number): Allowance => ({ burst: count, everyMs: 60_000 / count });

/** Leaky buckets, one for each method, workspace and where it applies channel. */
export class RateLimits {
  readonly #clock: ServerClock;
  /** When each bucket will be empty again. */
  readonly #emptyAt = new Map<string, number>();

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  /** Counts one call. Gives the seconds of `Retry-After` where it is one too many; that call is not counted. */
  refusal(method: string, team: string, channel: string): number | undefined {
    if (this.#clock.limitless) return undefined;
    const buckets = bucketsOf(method, team, channel);
    const now = this.#clock.limitTime();
    const waits = buckets.map(([name, { burst, everyMs }]) => {
      const emptyAt = Math.max(now, this.#emptyAt.get(name) ?? now);
      return emptyAt + everyMs - (now + burst * everyMs);
    });
    const wait = Math.max(...waits);
    // A millionth of a second: the sums above are floating-point.
    if (wait > 1e-3) return this.#clock.retryAfter(wait);
    for (const [name, { everyMs }] of buckets) {
      this.#emptyAt.set(name, Math.max(now, this.#emptyAt.get(name) ?? now) + everyMs);
    }
    return undefined;
  }
}

function bucketsOf(method: string, team: string, channel: string): readonly (readonly [string, Allowance])[] {
  const tier = TIERS[method] ?? 3;
  const name = `${team} ${method}`;
  if (tier === 'special') return [[name, perMinute(LIMITS.specialPerMinute)]];
  if (tier !== 'posting') return [[name, perMinute(LIMITS.tierPerMinute[tier])]];
  return [
    [name, perMinute(LIMITS.postsPerWorkspacePerMinute)],
    [`${name} ${channel}`, { burst: 1, everyMs: 1000 / LIMITS.postsPerChannelPerSecond }],
  ];
}
