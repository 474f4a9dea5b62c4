import { createBackground } from '../../src/core/background.ts';
import { MINUTE } from '../../src/core/instant.ts';
import type { Chat } from '../../src/core/ports/chat.ts';
import { createDispatcher } from '../chat/dispatcher.ts';
import { createActionCodec } from './auth/action-codec.ts';
import { createBotAdapter } from './auth/bot-adapter.ts';
import { createSignIn } from './auth/sign-in.ts';
import { whoAndWhere } from './inbound/activities.ts';
import { createMembershipEvents } from './inbound/membership-events.ts';
import { createTurns, type Turns } from './inbound/turns.ts';
import { createWebhookHandler, type Listener } from './inbound/webhook-handler.ts';
import { LIMITS } from './limits.ts';
import type { TeamsOptions } from './options.ts';
import { createChecks } from './outbound/checks.ts';
import { createConversations } from './outbound/conversations.ts';
import { failureTeller } from './outbound/errors.ts';
import { createPeople } from './outbound/people.ts';
import { createPacing, RATE_LIMITS } from './outbound/rate-limiter.ts';
import { createReferences } from './outbound/references.ts';
import { createSending } from './outbound/sender.ts';
import { createTalking } from './outbound/talking.ts';

export { MESSAGES_PATH } from './inbound/webhook-handler.ts';
export type { TeamsOptions } from './options.ts';

export interface TeamsPlatform extends Chat {
  /** Belongs on the web server, at `MESSAGES_PATH`. Refuses with 503 until `start`, and after `stop`. */
  readonly listener: Listener;
}

/** Lanes that nobody has used for so long are as good as new. */
const LANES_KEPT_FOR = 60 * MINUTE;

/**
 * Teams as a place to talk, on the Teams AI library. `post`, `update` and `members` work without `start`: a worker sends
 * and does not listen. Throws a RangeError for an action key of fewer than 32 bytes.
 */
export function createTeamsPlatform(options: TeamsOptions): TeamsPlatform {
  const { config, clock, log, newId, arrivals, random } = options;
  const codec = createActionCodec(options.actionKeys);
  const signIn = createSignIn(config, clock);
  const conversations = createConversations(config.appId, signIn);
  const references = createReferences(options.conversations, options.tokens, () => clock.now());
  const pacing = createPacing(options.lanes, options.rateLimits ?? RATE_LIMITS, clock);
  const people = createPeople(config, conversations, references, pacing, clock);
  const sending = createSending({ config, conversations, references, pacing, codec, clock, random, log });
  const background = createBackground(failureTeller(log));
  const bot = createBotAdapter(config, background.inBackground);
  let turns: Turns | null = null;

  const listener = createWebhookHandler({
    config,
    log,
    newId,
    async take(received) {
      const taking = turns;
      if (taking === null) return { status: 503 };
      const answer = await background.tracked(() => bot.take(received, taking));
      if (answer !== null) return answer;
      log.warn('teams.refused', { requestId: newId(), what: 'not-proven' });
      return { status: 401 };
    },
  });

  return {
    name: 'teams',
    // A guest often cannot add apps: https://learn.microsoft.com/microsoftteams/non-standard-users
    abilities: {
      charts: true,
      updates: true,
      reachesEverybody: false,
      calls: true,
      standsAlone: false,
      maxCharacters: LIMITS.post.characters,
    },
    listener,
    async start(onInteraction) {
      const dependencies = {
        dispatcher: createDispatcher('teams', whoAndWhere, onInteraction, newId, log),
        codec,
        log,
        newId,
        ...background,
      };
      const membershipEvents = createMembershipEvents({ references, conversations, people, arrivals, log });
      await options.lanes.forget(clock.now() - LANES_KEPT_FOR);
      turns = createTurns(dependencies, membershipEvents, createTalking(conversations, pacing, codec, log));
      if (config.access.kind === 'none') log.warn('teams.unauthenticated', { advice: 'for tests only' });
    },
    async stop() {
      await background.finished();
      turns = null;
      await background.finished();
    },
    post: (place, message, key, slot = null) => sending.post(place, message, key, slot),
    update: sending.update,
    check: createChecks({ config, conversations, references, signIn }).check,
    members: people.in,
    person: people.known,
    around: people.around,
  };
}
