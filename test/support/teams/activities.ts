import { randomUUID } from 'node:crypto';
import { object } from '../slack/payload.ts';
import type { StoredMessage } from './messages.ts';
import type { Payload } from './types.ts';
import type { Account, Conversation, World } from './world.ts';

/** Activities as Teams sends them: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages */
export class Activities {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** What every activity has, about a conversation or a thread in it. */
  base(person: Account, conversation: Conversation, thread?: string): Payload {
    const { kind, tenant, id, name } = conversation;
    const now = new Date(this.#world.clock.now()).toISOString();
    return {
      id: this.#world.messages.newId(),
      timestamp: now,
      localTimestamp: now,
      channelId: 'msteams',
      serviceUrl: this.#world.serviceUrl,
      from: { id: person.memberId, name: person.name, aadObjectId: person.aad },
      conversation: {
        ...(kind === 'personal' ? {} : { isGroup: true }),
        ...(kind === 'groupChat' ? { name } : {}),
        conversationType: kind,
        tenantId: tenant,
        id: thread === undefined ? id : `${id};messageid=${thread}`,
      },
      recipient: { id: this.#world.botId, name: this.#world.botName },
      locale: person.locale,
      channelData: this.#channelData(conversation),
    };
  }

  #channelData(conversation: Conversation): Payload {
    const { kind, tenant, id, name, team } = conversation;
    const meeting = id.startsWith('19:meeting_') ? { meeting: { id: meetingId(conversation) } } : {};
    if (kind !== 'channel' || team === undefined) return { tenant: { id: tenant }, ...meeting };
    return {
      teamsChannelId: id,
      teamsTeamId: team.id,
      channel: { id, ...(id === team.id ? {} : { name }) },
      team: { id: team.id, name: team.name, aadGroupId: team.groupId },
      tenant: { id: tenant },
    };
  }

  /** Words of a person; in a channel or group chat they mention the bot first. */
  message(person: Account, conversation: Conversation, words: string, thread?: string): Payload {
    const personal = conversation.kind === 'personal';
    const { botId, botName } = this.#world;
    const text = personal ? words : `<at>${botName}</at> ${words}`;
    const mentioned = { id: botId, name: botName };
    return {
      ...this.base(person, conversation, thread),
      type: 'message',
      text,
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: `<p>${text}</p>` }],
      entities: [
        ...(personal ? [] : [{ type: 'mention', mentioned, text: `<at>${botName}</at>` }]),
        clientInfo(person),
      ],
    };
  }

  /** A press on an `Action.Submit` in a chat: a message without words. */
  submit(person: Account, conversation: Conversation, value: Payload, on: StoredMessage): Payload {
    return {
      ...this.base(person, conversation, conversation.kind === 'channel' ? on.thread : undefined),
      type: 'message',
      value,
      replyToId: on.id,
      entities: [clientInfo(person)],
    };
  }

  /** `on`: the message that was pressed or asked about; in a channel its thread is where it happens. */
  invoke(
    person: Account,
    conversation: Conversation,
    name: string,
    value: Payload,
    on?: Pick<StoredMessage, 'id' | 'thread'>,
  ): Payload {
    const base = this.base(person, conversation, conversation.kind === 'channel' ? on?.thread : undefined);
    const source = { name: on === undefined ? 'compose' : 'message' };
    return {
      ...base,
      type: 'invoke',
      id: `f:${randomUUID()}`,
      name,
      value,
      ...(on === undefined ? {} : { replyToId: on.id }),
      entities: [clientInfo(person)],
      channelData: { ...object(base.channelData), source },
    };
  }

  /** People or the bot come to or go from a conversation. `who` are their ids as the activity names them. */
  update(
    by: Account,
    conversation: Conversation,
    field: 'membersAdded' | 'membersRemoved',
    who: readonly Payload[],
  ) {
    const eventType = field === 'membersAdded' ? 'teamMemberAdded' : 'teamMemberRemoved';
    const base = this.base(by, conversation);
    const inTeam = conversation.team === undefined ? {} : { eventType };
    return {
      ...base,
      type: 'conversationUpdate',
      [field]: who,
      channelData: { ...object(base.channelData), ...inTeam },
    };
  }

  installation(by: Account, conversation: Conversation, action: 'add' | 'remove'): Payload {
    const base = this.base(by, conversation);
    return {
      ...base,
      type: 'installationUpdate',
      action,
      channelData: {
        ...object(base.channelData),
        settings: { selectedChannel: { id: conversation.id } },
        source: { name: 'message' },
      },
      entities: [clientInfo(by)],
    };
  }

  /** https://learn.microsoft.com/microsoftteams/platform/apps-in-teams-meetings/meeting-apps-apis#receive-real-time-teams-meeting-events */
  meeting(by: Account, chat: Conversation, which: 'Start' | 'End'): Payload {
    const base = this.base(by, chat);
    return {
      ...base,
      type: 'event',
      name: `application/vnd.microsoft.meeting${which}`,
      value: {
        MeetingType: 'Scheduled',
        Title: chat.name,
        Id: meetingId(chat),
        JoinUrl: `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(chat.id)}/0`,
        [`${which}Time`]: base.timestamp,
      },
      channelData: { ...object(base.channelData), source: null, meeting: { id: meetingId(chat) } },
    };
  }
}

const meetingId = ({ id }: Conversation): string => Buffer.from(`0#${id}#0`).toString('base64');

const clientInfo = ({ locale }: Account): Payload => ({
  type: 'clientInfo',
  locale,
  country: locale.split('-')[1] ?? 'GB',
  platform: 'Web',
  timezone: 'Europe/London',
});
