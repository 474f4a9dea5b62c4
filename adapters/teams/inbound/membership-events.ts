import type { Identity } from '../../../src/core/circle.ts';
import type { Arrivals } from '../../../src/core/ports/arrivals.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import { createInTurn } from '../../chat/in-turn.ts';
import type { Conversations } from '../outbound/conversations.ts';
import { faultOf } from '../outbound/errors.ts';
import type { People, TeamsPerson, Where } from '../outbound/people.ts';
import type { References } from '../outbound/references.ts';
import { type Actor, type Chat, identityOf } from './activities.ts';

/**
 * Keeps how people and channels are reached, and tells the core who came and who went. Nothing is written here because
 * somebody pressed a button: what is stored, and when, must not tell who answered.
 */
export interface MembershipEvents {
  /** Somebody wrote to us there. */
  heard(chat: Chat, actor: Actor): Promise<void>;
  /** We were put into a chat or a team. */
  installed(chat: Chat, actor: Actor | null): Promise<void>;
  /** We were taken out of it. */
  removed(chat: Chat, actor: Actor | null): Promise<void>;
  /** A team has a new channel. */
  channelMade(chat: Chat, channel: string): Promise<void>;
  joined(chat: Chat, user: string): Promise<void>;
  left(chat: Chat, aadObjectId: string): Promise<void>;
  meetingStarted(chat: Chat): Promise<void>;
  meetingEnded(chat: Chat): Promise<void>;
}

export interface MembershipEventsParts {
  readonly references: References;
  readonly conversations: Conversations;
  readonly people: People;
  readonly arrivals: Arrivals;
  readonly log: Log;
}

export function createMembershipEvents(parts: MembershipEventsParts): MembershipEvents {
  const { references, conversations, people, arrivals, log } = parts;

  const channelOf = (chat: Chat): Identity => ({ platform: 'teams', externalId: chat.conversationId });

  async function saveChat(chat: Chat): Promise<void> {
    const { serviceUrl, tenantId, conversationId } = chat;
    const reference = { serviceUrl, tenantId, conversationId, userId: null };
    await references.save(`channel/${conversationId}`, reference, chat.team);
  }

  /** Gives whether that was news. */
  async function savePerson(chat: Chat, { aadObjectId, userId }: Actor): Promise<boolean> {
    const name = `member/${aadObjectId}`;
    const { serviceUrl, tenantId } = chat;
    if (chat.kind === 'personal') {
      return references.save(name, { serviceUrl, tenantId, conversationId: chat.conversationId, userId });
    }
    // Seen elsewhere: enough to open a chat with them, but a chat that we have stays.
    if (await references.has(name)) return false;
    return references.save(name, { serviceUrl, tenantId, conversationId: null, userId });
  }

  /** The linked channels that somebody comes into with this event: a team's members are in each of its channels. */
  async function channelsOf(chat: Chat): Promise<readonly Identity[]> {
    if (chat.team === null) return [channelOf(chat)];
    const names = await references.within(chat.team);
    const ids = new Set([chat.conversationId, ...names.map((name) => name.slice('channel/'.length))]);
    return [...ids].map((externalId) => ({ platform: 'teams', externalId }));
  }

  /** Those that Teams lists and those we know of: also where it does not list them now. */
  async function saveTeam(chat: Chat, team: string): Promise<void> {
    let ids: readonly string[] = [];
    try {
      ids = (await conversations.channels(chat.serviceUrl, team)).map(({ id }) => id);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === null) throw error;
      // The channels are learnt one by one, when somebody writes to us there.
      log.warn('teams.refused', { what: 'channels', code: 'code' in fault ? fault.code : fault.kind });
    }
    const known = (await channelsOf(chat)).map(({ externalId }) => externalId);
    for (const conversationId of new Set([...known, ...ids])) await saveChat({ ...chat, conversationId });
  }

  async function installedIn(chat: Chat): Promise<void> {
    if (chat.team === null) await saveChat(chat);
    else await saveTeam(chat, chat.team);
    for (const channel of await channelsOf(chat)) await arrivals.letIn(channel);
  }

  /** null: a bot, nobody of a directory, or gone again before we could ask. */
  async function newcomer(where: Where, user: string): Promise<TeamsPerson | null> {
    try {
      return await people.one(where, user);
    } catch (error) {
      if (faultOf(error)?.kind === 'gone') return null;
      throw error;
    }
  }

  const inTurn = createInTurn();
  /** What Teams says of one place is taken in as it came: who joins is looked up, and leaving must not overtake that. */
  const about = ({ team, conversationId }: Chat, work: () => Promise<void>): Promise<void> =>
    inTurn(team ?? conversationId, work);

  return {
    async heard(chat, actor) {
      if (chat.kind !== 'personal') await saveChat(chat);
      const isNews = await savePerson(chat, actor);
      // Letters that waited for them may go: of some installations Teams tells us nothing.
      if (isNews && chat.kind === 'personal') await arrivals.letIn(identityOf(actor.aadObjectId));
    },
    installed: (chat, actor) =>
      about(chat, async () => {
        if (chat.kind !== 'personal') return installedIn(chat);
        if (actor === null) return;
        await savePerson(chat, actor);
        await arrivals.letIn(identityOf(actor.aadObjectId));
      }),
    removed: (chat, actor) =>
      about(chat, async () => {
        if (chat.kind === 'personal') {
          if (actor !== null) await references.close(`member/${actor.aadObjectId}`);
          return;
        }
        for (const { externalId } of await channelsOf(chat)) await references.close(`channel/${externalId}`);
      }),
    channelMade: (chat, channel) => about(chat, () => saveChat({ ...chat, conversationId: channel })),
    joined: (chat, user) =>
      about(chat, async () => {
        const person = await newcomer(chat, user);
        if (person === null) return;
        const { identity, name, kind, userId } = person;
        await savePerson(chat, { aadObjectId: identity.externalId, userId });
        for (const channel of await channelsOf(chat))
          await arrivals.joined(channel, { identity, name, kind });
      }),
    left: (chat, aadObjectId) =>
      about(chat, async () => {
        const identity = identityOf(aadObjectId);
        for (const channel of await channelsOf(chat)) await arrivals.left(channel, { identity });
      }),
    meetingStarted: (chat) => arrivals.meetingStarted(channelOf(chat)),
    meetingEnded: (chat) => arrivals.meetingEnded(channelOf(chat)),
  };
}
