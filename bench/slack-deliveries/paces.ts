import { PACES, type Paces } from '../../adapters/slack/outbound/rate-limiter.ts';

/** The pace of production, so many times as fast. Bursts stay as they are. */
export function fasterPaces(speed: number): Paces {
  const faster = <P extends { readonly every: number }>(pace: P): P => ({
    ...pace,
    every: pace.every / speed,
  });
  const { place, method, waiting } = PACES;
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
