import type { TeamsConfig } from '../../../src/config/teams.ts';
import type { ChatPerson } from '../../../src/core/chat-person.ts';
import type { Identity } from '../../../src/core/circle.ts';
import type { KnownPerson, Surroundings } from '../../../src/core/ports/chat.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import { identityOf } from '../inbound/activities.ts';
import { WORDS } from '../words.ts';
import type { Conversations, TeamsAccount } from './conversations.ts';
import { faultOf } from './errors.ts';
import type { Pacing } from './rate-limiter.ts';
import type { References } from './references.ts';

export interface People {
  /** Everybody in a channel whom a directory knows. Throws where Teams does not let us see it. */
  in(channel: Identity): Promise<readonly Identity[]>;
  /** What Teams says about somebody, wherever we share a conversation with them; null: we share none. */
  known(identity: Identity): Promise<KnownPerson | null>;
  /** The channels of a channel's team and everybody in it: the search of a directory finds no guests. */
  around(channel: Identity): Promise<Surroundings>;
  /** What Teams says about one person in a conversation; null: a bot, or nobody of a directory. */
  one(where: Where, user: string): Promise<TeamsPerson | null>;
}

export interface Where {
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly conversationId: string;
}

export interface TeamsPerson extends ChatPerson {
  /** `29:…` */
  readonly userId: string;
}

const MOST_TRIES = 5;
/** Conversations in which we look for somebody. */
const MOST_PLACES = 12;

export function createPeople(
  config: TeamsConfig,
  conversations: Conversations,
  references: References,
  pacing: Pacing,
  clock: Clock,
): People {
  /** Waits for a slot, and tries again where Teams wants it later. */
  async function call<T>({ tenantId }: Pick<Where, 'tenantId'>, ask: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      await waitFor(tenantId);
      try {
        return await ask();
      } catch (error) {
        const fault = faultOf(error);
        if (fault?.kind !== 'limited' || tries === MOST_TRIES) throw error;
        await pacing.hold(tenantId, null, fault.wait);
      }
    }
  }

  async function waitFor(tenantId: string): Promise<void> {
    for (;;) {
      const notBefore = await pacing.wait(tenantId, null);
      if (notBefore === null) return;
      await clock.pause(Math.max(0, notBefore - clock.now()));
    }
  }

  function kindOf({ guest, tenantId }: TeamsAccount): ChatPerson['kind'] {
    if (tenantId !== null && !config.tenantIds.includes(tenantId)) return 'stranger';
    return guest ? 'guest' : 'member';
  }

  return {
    async in(channel) {
      if (channel.platform !== 'teams') throw new Error('This channel is in no team of ours.');
      return (await accountsIn(channel)).flatMap(({ aadObjectId }) =>
        aadObjectId === null ? [] : [identityOf(aadObjectId)],
      );
    },
    async around(channel) {
      if (channel.platform !== 'teams') return { channels: [], people: [] };
      const accounts = await accountsIn(channel);
      const team = await references.teamOf(`channel/${channel.externalId}`);
      const where = await whereIs(channel);
      const channels =
        team === null ? [] : await call(where, () => conversations.channels(where.serviceUrl, team));
      return {
        channels: channels.map(({ id, name }) => ({
          identity: { platform: 'teams', externalId: id },
          name: name ?? WORDS.general,
        })),
        // Who has no name there cannot be told from others.
        people: accounts.flatMap((account) => (account.name === '' ? [] : (personOf(account) ?? []))),
      };
    },
    async known({ platform, externalId }) {
      if (platform !== 'teams') return null;
      for await (const where of placesOf(externalId)) {
        const person = await unlessUnknown(() => one(where, externalId));
        if (person === null) continue;
        const { userId: _, ...told } = person;
        return { ...told, workspace: where.tenantId, timezone: null };
      }
      return null;
    },
    one,
  };

  async function whereIs({ externalId }: Identity) {
    const [tenantId = ''] = config.tenantIds;
    const kept = await references.find(`channel/${externalId}`);
    return kept?.reference ?? { serviceUrl: config.cloud.usualServiceUrl, tenantId };
  }

  async function accountsIn(channel: Identity): Promise<readonly TeamsAccount[]> {
    const where = await whereIs(channel);
    return call(where, () =>
      conversations.members(where.serviceUrl, channel.externalId, () => waitFor(where.tenantId)),
    );
  }

  function personOf(account: TeamsAccount): TeamsPerson | null {
    const { aadObjectId, id: userId, name } = account;
    if (aadObjectId === null) return null;
    return { identity: identityOf(aadObjectId), name: name || aadObjectId, kind: kindOf(account), userId };
  }

  /** Where we may find somebody: their own chat with us, the channels we are in, and a chat that is opened without a word. */
  async function* placesOf(externalId: string): AsyncGenerator<Where> {
    const own = await references.find(`member/${externalId}`);
    const known = [...(own === null ? [] : [own.reference]), ...(await references.channels())];
    for (const { serviceUrl, tenantId, conversationId } of known.slice(0, MOST_PLACES)) {
      if (conversationId !== null) yield { serviceUrl, tenantId, conversationId };
    }
    const [tenantId = ''] = config.tenantIds;
    const serviceUrl = config.cloud.usualServiceUrl;
    const conversationId = await unlessUnknown(() =>
      call({ tenantId }, () => conversations.open(serviceUrl, tenantId, externalId)),
    );
    if (conversationId !== null) yield { serviceUrl, tenantId, conversationId };
  }

  /** null where Teams says that there is nobody of that id. */
  async function unlessUnknown<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      const kind = faultOf(error)?.kind;
      if (kind === 'gone' || kind === 'closed' || kind === 'other') return null;
      throw error;
    }
  }

  async function one(where: Where, user: string): Promise<TeamsPerson | null> {
    const account = await call(where, () =>
      conversations.member(where.serviceUrl, where.conversationId, user),
    );
    return personOf(account);
  }
}
