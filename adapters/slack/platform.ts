import { App } from '@slack/bolt';
import { createBackground } from '../../src/core/background.ts';
import type { Identity } from '../../src/core/circle.ts';
import { MINUTE } from '../../src/core/instant.ts';
import type { Chat } from '../../src/core/ports/chat.ts';
import { createDispatcher } from '../chat/dispatcher.ts';
import { createActionCodec } from './auth/action-codec.ts';
import { createInstallations } from './auth/installations.ts';
import { installerOptions } from './auth/installing.ts';
import { installedWorkspaces, singleWorkspace, type Workspaces } from './auth/workspaces.ts';
import { boltLog } from './inbound/bolt-log.ts';
import type { HandlerDependencies } from './inbound/dependencies.ts';
import { listen } from './inbound/listeners.ts';
import { createMembershipEvents } from './inbound/membership-events.ts';
import { createReceivers, type Listener } from './inbound/receivers.ts';
import { whoAndWhere } from './inbound/requests.ts';
import { LIMITS } from './limits.ts';
import type { SlackOptions } from './options.ts';
import { createChecks } from './outbound/checks.ts';
import { clientMaker, clientOptions } from './outbound/clients.ts';
import { failureTeller } from './outbound/errors.ts';
import { createModals } from './outbound/modals.ts';
import { createPeople, type SlackPerson } from './outbound/people.ts';
import { createPacing, RATE_LIMITS } from './outbound/rate-limiter.ts';
import { createSending } from './outbound/sender.ts';

export type { SlackOptions } from './options.ts';
export type { SlackPerson } from './outbound/people.ts';

export interface SlackPlatform extends Chat {
  /** Belongs on the web server, for everything at and below `/slack`. Refuses with 503 until `start`, and after `stop`. */
  readonly listener: Listener;
  /** Who is in a channel and what they are: guests and people of other organisations are told apart. */
  people(channel: Identity): Promise<readonly SlackPerson[]>;
}

/** Lanes that nobody has used for so long are as good as new. */
const LANES_KEPT_FOR = 60 * MINUTE;

/**
 * Slack as a place to talk, on Bolt. `post`, `update` and `members` work without `start`: a worker sends and does not
 * listen. Throws a RangeError for an action key of fewer than 32 bytes.
 */
export function createSlackPlatform(options: SlackOptions): SlackPlatform {
  const { config, clock, log, newId } = options;
  const logger = boltLog(log);
  const codec = createActionCodec(options.actionKeys);
  const installations = createInstallations(options.installations, options.tokens, () => clock.now());
  const workspaces = createWorkspaces();
  const pacing = createPacing(options.lanes, options.rateLimits ?? RATE_LIMITS, clock);
  const sending = createSending({ workspaces, pacing, codec, clock, log });
  const people = createPeople(workspaces, pacing, clock);
  const installer =
    config.access.kind === 'oauth'
      ? installerOptions(config.access, config, installations, logger, log)
      : null;
  const webhook = createReceivers(config, installer, logger);
  const background = createBackground(failureTeller(log));

  function createWorkspaces(): Workspaces {
    const makeClient = clientMaker(config.apiUrl, logger);
    if (config.access.kind === 'token') {
      return singleWorkspace(makeClient, config.access.botToken, clock, log);
    }
    return installedWorkspaces({
      installations,
      makeClient,
      clientId: config.access.clientId,
      clientSecret: config.access.clientSecret,
      async mayRenew(team) {
        const lane = { lane: `slack ${team} renewal`, every: MINUTE, burst: 1 };
        return (await options.lanes.book(lane, clock.now(), 0)).booked;
      },
      clock,
      log,
    });
  }

  return {
    name: 'slack',
    abilities: {
      charts: true,
      updates: true,
      reachesEverybody: true,
      calls: true,
      standsAlone: false,
      maxCharacters: LIMITS.post.characters,
    },
    listener: webhook.listener,
    async start(onInteraction) {
      const app = new App({
        receiver: webhook.receiver,
        // Workspaces are looked up after the acknowledgement: the database may be slow.
        authorize: async () => ({}),
        // It would look for our own user in every event; we listen to none that we cause.
        ignoreSelf: false,
        convoStore: false,
        attachFunctionToken: false,
        logger,
        clientOptions: clientOptions(config.apiUrl, logger),
      });
      app.error(async (error) => log.error('slack.failed', error));
      const dependencies: HandlerDependencies = {
        workspaces,
        dispatcher: createDispatcher('slack', whoAndWhere, onInteraction, newId, log),
        modals: createModals(codec),
        codec,
        log,
        newId,
        ...background,
      };
      listen(app, dependencies, createMembershipEvents(dependencies, people, options.arrivals));
      await options.lanes.forget(clock.now() - LANES_KEPT_FOR);
      await webhook.start();
    },
    async stop() {
      await background.finished();
      await webhook.stop();
      await background.finished();
    },
    post: (place, message, key, slot = null) => sending.post(place, message, key, slot),
    update: sending.update,
    check: createChecks(workspaces),
    members: people.in,
    person: people.known,
    // Its menus hold everybody and every channel, guests too.
    around: async () => ({ channels: [], people: [] }),
    people: people.detailsIn,
  };
}
