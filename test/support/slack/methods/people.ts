import { text } from '../payload.ts';
import { Refusal } from '../refusal.ts';
import { requireScope, type Token } from '../tokens.ts';
import type { Payload } from '../types.ts';
import type { Channel, User } from '../world.ts';
import { type Call, type Method, page, required, visibleChannel } from './method.ts';

/** A user as `users.info` and events show one; `email` only with its scope. */
export function describeUser(user: User, token: Token | undefined): Payload {
  const withEmail = token?.scopes.includes('users:read.email') ?? true;
  return {
    id: user.id,
    team_id: user.strangerFrom ?? user.team,
    name: user.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.'),
    deleted: user.deleted,
    real_name: user.name,
    ...(user.deleted ? {} : { tz: user.timezone ?? 'Europe/London', tz_label: 'Local time', tz_offset: 0 }),
    ...(user.locale === undefined ? {} : { locale: user.locale }),
    profile: describeProfile(user, withEmail),
    is_admin: false,
    is_owner: false,
    is_restricted: user.guest !== undefined,
    is_ultra_restricted: user.guest === 'single-channel',
    is_bot: user.bot === true,
    is_app_user: false,
    // True only for people with whom the app shares no channel: https://docs.slack.dev/reference/objects/user-object
    is_stranger: false,
    updated: 1_700_000_000,
  };
}

function describeProfile(user: User, withEmail: boolean): Payload {
  return {
    real_name: user.name,
    real_name_normalized: user.name,
    display_name: user.name.split(' ')[0],
    status_text: user.status.text,
    status_emoji: user.status.emoji ?? '',
    status_expiration: user.status.expiration ?? 0,
    team: user.strangerFrom ?? user.team,
    ...(withEmail && user.email !== undefined ? { email: user.email } : {}),
  };
}

function known(call: Call): User {
  const user = call.world.user(call.workspace.id, required(call, 'user'));
  if (user === undefined) throw new Refusal('user_not_found');
  return user;
}

function requireReading(call: Call, channel: Channel): void {
  requireScope(
    call.token,
    channel.kind === 'im' ? 'im:read' : channel.private ? 'groups:read' : 'channels:read',
  );
}

const openConversation: Method = (call) => {
  requireScope(call.token, 'im:write');
  const users = text(call.args.users).split(',').filter(Boolean);
  const id = users[0];
  if (id === undefined) throw new Refusal('users_list_not_supplied');
  // Group messages are no part of this peer.
  if (users.length > 1) throw new Refusal('restricted_action');
  const user = call.world.user(call.workspace.id, id);
  if (user === undefined) throw new Refusal('user_not_found');
  if (user.deleted) throw new Refusal('user_disabled');
  if (user.bot === true) throw new Refusal('cannot_dm_bot');
  const channel = call.world.directMessage(call.workspace.id, id);
  const whole = call.args.return_im === true || call.args.return_im === 'true';
  return { channel: whole ? call.world.describe(channel) : { id: channel.id } };
};

export const PEOPLE: Readonly<Record<string, Method>> = {
  'conversations.open': openConversation,

  'conversations.info': (call) => {
    const channel = visibleChannel(call, required(call, 'channel'));
    requireReading(call, channel);
    return { channel: call.world.describe(channel) };
  },

  'conversations.members': (call) => {
    const channel = visibleChannel(call, required(call, 'channel'));
    requireReading(call, channel);
    const { items, response_metadata } = page(call, channel.members, 100);
    return { members: items, response_metadata };
  },

  'conversations.list': (call) => {
    const types = (text(call.args.types) || 'public_channel').split(',');
    requireScope(call.token, 'channels:read', 'groups:read');
    const channels = [...call.world.channels.values()].filter(
      (channel) =>
        channel.team === call.workspace.id &&
        channel.kind === 'channel' &&
        types.includes(channel.private ? 'private_channel' : 'public_channel') &&
        (!channel.private || channel.members.includes(call.workspace.botUserId)),
    );
    const { items, response_metadata } = page(call, channels, 100);
    return { channels: items.map((channel) => call.world.describe(channel)), response_metadata };
  },

  'users.info': (call) => {
    requireScope(call.token, 'users:read');
    return { user: describeUser(known(call), call.token) };
  },

  'users.list': (call) => {
    requireScope(call.token, 'users:read');
    const own = call.world.usersOf(call.workspace.id).filter((user) => user.strangerFrom === undefined);
    const { items, response_metadata } = page(call, own, 1000);
    return { members: items.map((user) => describeUser(user, call.token)), response_metadata };
  },

  'users.profile.get': (call) => {
    requireScope(call.token, 'users.profile:read');
    return { profile: describeProfile(known(call), call.token.scopes.includes('users:read.email')) };
  },

  'users.getPresence': (call) => {
    requireScope(call.token, 'users:read');
    return { presence: known(call).deleted ? 'away' : 'active' };
  },

  'dnd.info': (call) => {
    requireScope(call.token, 'dnd:read');
    known(call);
    return { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
  },

  'team.info': (call) => {
    requireScope(call.token, 'team:read');
    const { id, name, domain } = call.workspace;
    return { team: { id, name, domain, email_domain: '' } };
  },
};
