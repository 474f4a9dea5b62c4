import { deliver, type Line } from './client.ts';
import type { Consent } from './consent.ts';
import { describeUser } from './methods/people.ts';
import type { Delivery, DeliveryOptions, FakeWorkspace, Payload } from './types.ts';
import type { Channel, User } from './world.ts';

/** Things that happen to a workspace, and the events they cause. People are found by id across workspaces. */
export function openWorkspace(line: Line, consent: Consent): FakeWorkspace {
  const { world } = line;

  const event = (team: string, content: Payload, options?: DeliveryOptions): Promise<Delivery> => {
    const payload = line.payloads.event(team, content);
    return deliver(line, String(content.type), team, { type: 'events_api', payload }, options);
  };

  const person = (id: string): User => {
    const found = [...world.workspaces.keys()].map((team) => world.user(team, id)).find(Boolean);
    if (found === undefined) throw new Error(`There is nobody ${id}.`);
    return found;
  };

  const membership = (type: string, user: string, channel: Channel, options?: DeliveryOptions) =>
    event(
      channel.team,
      { type, user, channel: channel.id, channel_type: channel.private ? 'G' : 'C', team: channel.team },
      options,
    );

  const leave = (user: string, { members }: Channel) => {
    const at = members.indexOf(user);
    if (at >= 0) members.splice(at, 1);
  };

  const changed = (user: User, options?: DeliveryOptions) =>
    event(user.team, { type: 'user_change', user: describeUser(user, undefined) }, options);

  return {
    joins: (user, id, options) => {
      const channel = world.channel(id);
      if (!channel.members.includes(user)) channel.members.push(user);
      return membership('member_joined_channel', user, channel, options);
    },
    leaves: (user, id, options) => {
      const channel = world.channel(id);
      leave(user, channel);
      return membership('member_left_channel', user, channel, options);
    },
    arrives: (seed, options) => {
      world.addUser(seed);
      return event(seed.team, { type: 'team_join', user: describeUser(person(seed.id), undefined) }, options);
    },
    deactivates: (id, options) => {
      const user = person(id);
      user.deleted = true;
      return changed(user, options);
    },
    setsStatus: (id, status) => {
      const user = person(id);
      user.status = status;
      return changed(user);
    },
    archives: (id) => {
      world.channel(id).archived = true;
    },
    removesBot: (id) => {
      const channel = world.channel(id);
      leave(world.workspace(channel.team).botUserId, channel);
    },
    uninstalls: async (team) => {
      world.tokens.endAll(team);
      world.workspace(team).installed = false;
      const { botUserId } = world.workspace(team);
      // Both are sent, in no promised order: https://docs.slack.dev/reference/events/app_uninstalled
      return [
        await event(team, { type: 'tokens_revoked', tokens: { oauth: [], bot: [botUserId] } }),
        await event(team, { type: 'app_uninstalled' }),
      ];
    },
    revokes: (value) => {
      world.tokens.find(value).dead = 'token_revoked';
    },
    expires: (value) => {
      world.tokens.find(value).expiresAt = 0;
    },
    grants: (value, scopes) => {
      world.tokens.find(value).scopes = scopes;
    },
    answersConsent: ({ team, user, allow = true }) => consent.answers(team, user, allow),
    knowsCharts: (known) => {
      world.charts = known;
    },
  };
}
