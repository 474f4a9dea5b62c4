import { charactersIn } from '../blocks/characters.ts';
import { MESSAGE_CHARACTERS, messageComplaints } from '../blocks/surfaces.ts';
import { withIds } from '../elements.ts';
import { describeMessage, type StoredMessage } from '../messages.ts';
import { objects, parsed, text } from '../payload.ts';
import { badShape, Refusal } from '../refusal.ts';
import { requireScope } from '../tokens.ts';
import type { Payload } from '../types.ts';
import type { Channel, World } from '../world.ts';
import { type Call, type Method, required, visibleChannel } from './method.ts';

/** Sources: https://docs.slack.dev/reference/methods/chat.postMessage and `…/chat.update`. */
const TEXT_MAX = 40_000;
const UPDATED_TEXT_MAX = 4000;

export interface Content {
  readonly text: string;
  /** `undefined`: none were given. */
  readonly blocks: readonly Payload[] | undefined;
}

/** What a message says, checked: text or blocks there, neither too long, blocks of a shape that Slack takes. */
export function contentOf(world: World, args: Payload, textMax = TEXT_MAX): Content {
  const said = text(args.text);
  const given = typeof args.blocks === 'string' ? parsed(args.blocks) : args.blocks;
  if (args.blocks !== undefined && !Array.isArray(given)) throw new Refusal('invalid_blocks_format');
  if (given === undefined && said.trim() === '') throw new Refusal('no_text');
  if (Array.isArray(given) && given.length === 0 && said.trim() === '') throw new Refusal('no_text');
  if (said.length > textMax) throw new Refusal('msg_too_long');
  if (given === undefined) return { text: said, blocks: undefined };
  const complaints = messageComplaints(given, world.charts);
  if (complaints.length > 0) throw badShape('invalid_blocks', complaints);
  if (charactersIn(given) > MESSAGE_CHARACTERS) throw new Refusal('msg_blocks_too_long');
  return { text: said, blocks: withIds(objects(given)) };
}

/** A channel id, or a person's id for the direct message with them. */
function target(call: Call): Channel {
  const id = required(call, 'channel');
  if (/^[UW]/.test(id)) {
    if (call.world.user(call.workspace.id, id) === undefined) throw new Refusal('channel_not_found');
    return call.world.directMessage(call.workspace.id, id);
  }
  return visibleChannel(call, id);
}

/**
 * Posting to a person who was deactivated succeeds, as it does at Slack (slackapi/python-slack-sdk#1156); only
 * `users.info` and `conversations.open` tell.
 */
const postMessage: Method = (call) => {
  requireScope(call.token, 'chat:write');
  const channel = target(call);
  const { text: said, blocks = [] } = contentOf(call.world, call.args);
  if (channel.archived) throw new Refusal('is_archived');
  if (!channel.members.includes(call.workspace.botUserId)) throw new Refusal('not_in_channel');
  const threadTs = text(call.args.thread_ts) || undefined;
  if (threadTs !== undefined && call.world.messages.find(channel.id, threadTs) === undefined) {
    throw new Refusal('thread_not_found');
  }
  const stored = call.world.messages.add({
    team: call.workspace.id,
    channel: channel.id,
    user: call.workspace.botUserId,
    fromApp: true,
    text: said,
    blocks,
    onlyFor: undefined,
    threadTs,
  });
  return { channel: channel.id, ts: stored.ts, message: described(call, stored) };
};

const postEphemeral: Method = (call) => {
  requireScope(call.token, 'chat:write');
  const channel = target(call);
  const user = required(call, 'user');
  const { text: said, blocks = [] } = contentOf(call.world, call.args);
  if (channel.archived) throw new Refusal('is_archived');
  if (!channel.members.includes(call.workspace.botUserId)) throw new Refusal('channel_not_found');
  if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel');
  const stored = call.world.messages.add({
    team: call.workspace.id,
    channel: channel.id,
    user: call.workspace.botUserId,
    fromApp: true,
    text: said,
    blocks,
    onlyFor: user,
    threadTs: undefined,
  });
  return { message_ts: stored.ts };
};

/** The bot's own message; those shown to one person only cannot be changed or deleted this way. */
function own(call: Call, unable: string): StoredMessage {
  const channel = visibleChannel(call, required(call, 'channel'));
  const message = call.world.messages.find(channel.id, required(call, 'ts'));
  if (message === undefined || message.onlyFor !== undefined) throw new Refusal('message_not_found');
  if (message.user !== call.workspace.botUserId) throw new Refusal(unable);
  return message;
}

/** Blocks that are not given stay as they were; an empty list takes them away. */
const update: Method = (call) => {
  requireScope(call.token, 'chat:write');
  const message = own(call, 'cant_update_message');
  const content = contentOf(call.world, call.args, UPDATED_TEXT_MAX);
  message.text = content.text;
  message.blocks = content.blocks ?? message.blocks;
  message.edited = true;
  for (const form of message.forms.values()) form.replace(message.blocks);
  return { channel: message.channel, ts: message.ts, text: message.text, message: described(call, message) };
};

const remove: Method = (call) => {
  requireScope(call.token, 'chat:write');
  const message = own(call, 'cant_delete_message');
  call.world.messages.remove(message);
  return { channel: message.channel, ts: message.ts };
};

const described = (call: Call, message: StoredMessage): Payload =>
  describeMessage(message, call.workspace.botId, call.world.appId);

export const CHAT: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
};
