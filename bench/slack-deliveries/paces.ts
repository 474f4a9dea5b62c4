import { RATE_LIMITS, type RateLimits } from '../../adapters/slack/outbound/rate-limiter.ts';

/** The pace of production, so many times as fast. Bursts stay as they are. */
export function fasterPaces(speed: number): RateLimits {
  const faster = <P extends { readonly every: number }>(pace: P): P => ({
    ...pace,
    every: pace.every / speed,
  });
  const { place, method, waiting } = RATE_LIMITS;
  return {
    place: faster(place),
    waiting,
    method: {
      'chat.postMessage': faster(method['chat.postMessage']),
      'chat.update': faster(method['chat.update']),
      'conversations.open': faster(method['conversations.open']),
      'conversations.members': faster(method['conversations.members']),
      'users.info': faster(method['users.info']),
    },
  };
}
