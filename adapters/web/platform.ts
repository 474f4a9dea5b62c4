import type { Chat, Links } from '../../src/core/ports/chat.ts';
import { createSigner } from '../../src/core/signer.ts';
import { addressOf, ENTRANCE_PATH, FEED_PATH, SHORT_PATH, STOP_PATH } from './addresses.ts';
import { createApp } from './inbound/app.ts';
import { createWebServer } from './inbound/server.ts';
import { LIMITS } from './limits.ts';
import type { Listener, WebOptions } from './options.ts';

export type { DemoControls, DemoPerson, Listener, WebOptions } from './options.ts';

export interface WebPlatform extends Chat, Links {
  /** Where it listens, for example `http://127.0.0.1:8080`. Throws before `start`. */
  readonly address: string;
  /** Hands every request at or below `prefix` to another listener on the same port, such as a platform's webhooks. */
  mount(prefix: string, listener: Listener): void;
}

/**
 * The web as a place to talk: pages of our own instead of a chat product, and a noticeboard in our own store as its
 * far end. Throws a RangeError for a link key of fewer than 32 bytes.
 */
export function createWebPlatform(options: WebOptions): WebPlatform {
  // A key that is too short is refused here, not at the first request.
  createSigner(options.linkKeys, 'web/session');
  const server = createWebServer();
  let address: string | null = null;

  function listening(): string {
    if (address === null) throw new Error('the web platform has not been started');
    return address;
  }
  const baseUrl = (): string => options.baseUrl ?? listening();

  return {
    name: 'web',
    abilities: {
      charts: true,
      updates: true,
      reachesEverybody: true,
      calls: false,
      standsAlone: false,
      maxCharacters: LIMITS.messageCharacters,
    },
    get address() {
      return listening();
    },
    mount: server.mount,
    async start(onInteraction) {
      const app = createApp({ options, onInteraction, baseUrl });
      address = await server.listen(options.host, options.port, app);
    },
    stop: server.close,
    async post(place, message, key) {
      if (place.platform !== 'web')
        return { outcome: 'unreachable', why: `the web cannot reach ${place.platform}` };
      const { kind, externalId } = place;
      const here = { kind, platform: 'web', externalId } as const;
      await options.noticeboard.pin(here, message, key, options.clock.now());
      return { outcome: 'posted', ref: { platform: 'web', value: key } };
    },
    async update(ref, message) {
      if (ref.platform !== 'web')
        return { outcome: 'unreachable', why: `the web cannot reach ${ref.platform}` };
      await options.noticeboard.replace(ref.value, message);
      return { outcome: 'posted', ref };
    },
    // Our own server: whoever asks has reached it.
    check: async () => [],
    members: (channel) => options.noticeboard.readers(channel.externalId),
    // The web knows people by their links alone: who they are, only the core can say.
    person: async () => null,
    around: async () => ({ channels: [], people: [] }),
    entrance: () => new URL(ENTRANCE_PATH, baseUrl()).href,
    wayIn: (secret) => new URL(`${ENTRANCE_PATH}#${secret}`, baseUrl()).href,
    page: (action) => new URL(addressOf(action), baseUrl()).href,
    feed: (secret) => new URL(`${FEED_PATH}/${secret}.ics`, baseUrl()).href,
    stopPage: (capability) => new URL(`${STOP_PATH}/${capability}`, baseUrl()).href,
    shortPage: (letterId) => new URL(`${SHORT_PATH}/${letterId}`, baseUrl()).href,
  };
}
