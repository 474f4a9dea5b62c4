import { Journal } from '../journal.ts';
import { ServerClock } from './clock.ts';
import { RateLimits } from './limits.ts';
import { Messages } from './messages.ts';
import { ALL_SCOPES, Tokens } from './tokens.ts';
import type { ChannelSeed, Payload, SlackJournal, SlackOptions, StatusSeed, UserSeed } from './types.ts';
import { Views } from './views.ts';

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly scopes: readonly string[];
  installed: boolean;
}

export interface User extends Omit<UserSeed, 'deleted' | 'status'> {
  deleted: boolean;
  status: StatusSeed;
}

export interface Channel {
  readonly id: string;
  readonly team: string;
  readonly name: string;
  readonly kind: 'channel' | 'im';
  readonly private: boolean;
  readonly shared: boolean;
  archived: boolean;
  /** In the order of joining, the bot included. */
  readonly members: string[];
}

/** Workspaces, people and channels, and where everything else of the peer is kept. */
export class World {
  readonly options: SlackOptions;
  readonly clock: ServerClock;
  readonly journal: SlackJournal = new Journal();
  readonly tokens: Tokens;
  readonly limits: RateLimits;
  readonly messages: Messages;
  readonly views: Views;
  readonly appId = 'A01PEER';
  readonly workspaces = new Map<string, Workspace>();
  readonly #users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  charts: boolean;

  constructor(options: SlackOptions) {
    this.options = options;
    this.charts = options.charts ?? true;
    this.clock = new ServerClock(options.speed ?? 1);
    this.tokens = new Tokens(this.clock);
    this.limits = new RateLimits(this.clock);
    this.messages = new Messages(this.clock);
    this.views = new Views(this.clock);
    for (const {
      id,
      name = id,
      botUserId = `UBOT${id}`,
      installed = true,
      scopes = ALL_SCOPES,
    } of options.workspaces) {
      const domain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
      this.workspaces.set(id, {
        id,
        name,
        domain,
        botUserId,
        botId: `B${botUserId.slice(1)}`,
        scopes,
        installed,
      });
      this.addUser({ id: botUserId, team: id, name: 'Roundtable', bot: true });
    }
    for (const user of options.users) this.addUser(user);
    for (const channel of options.channels) this.#addChannel(channel);
  }

  workspace(team: string): Workspace {
    const found = this.workspaces.get(team);
    if (found === undefined) throw new Error(`There is no workspace ${team}.`);
    return found;
  }

  addUser(seed: UserSeed): void {
    const { deleted = false, status = { text: '' }, ...rest } = seed;
    this.#users.set(`${seed.team}/${seed.id}`, { ...rest, deleted, status });
  }

  user(team: string, id: string): User | undefined {
    return this.#users.get(`${team}/${id}`);
  }

  usersOf(team: string): readonly User[] {
    return [...this.#users.values()].filter((user) => user.team === team);
  }

  #addChannel(seed: ChannelSeed): void {
    const { id, team, name, members, withBot = true, shared = false, archived = false } = seed;
    const bot = withBot ? [this.workspace(team).botUserId] : [];
    const channel: Channel = {
      id,
      team,
      name,
      kind: 'channel',
      private: seed.private ?? false,
      shared,
      archived,
      members: [...members, ...bot],
    };
    this.channels.set(id, channel);
  }

  channel(id: string): Channel {
    const found = this.channels.get(id);
    if (found === undefined) throw new Error(`There is no channel ${id}.`);
    return found;
  }

  /** The direct message between the bot and a person; made when first asked for. */
  directMessage(team: string, user: string): Channel {
    const id = `D${team.slice(1)}${user.slice(1)}`;
    const known = this.channels.get(id);
    if (known !== undefined) return known;
    const members = [user, this.workspace(team).botUserId];
    const channel: Channel = {
      id,
      team,
      name: 'directmessage',
      kind: 'im',
      private: true,
      shared: false,
      archived: false,
      members,
    };
    this.channels.set(id, channel);
    return channel;
  }

  /** A channel as `conversations.info` and payloads name it. */
  describe(channel: Channel): Payload {
    const im = channel.kind === 'im';
    const { botUserId } = this.workspace(channel.team);
    return {
      id: channel.id,
      ...(im ? { user: channel.members[0] } : { name: channel.name, name_normalized: channel.name }),
      is_channel: !im && !channel.private,
      is_group: !im && channel.private,
      is_im: im,
      is_mpim: false,
      is_private: channel.private,
      is_archived: channel.archived,
      is_general: false,
      is_shared: channel.shared,
      is_ext_shared: channel.shared,
      is_org_shared: false,
      is_member: channel.members.includes(botUserId),
      context_team_id: channel.team,
    };
  }
}
