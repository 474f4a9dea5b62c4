import type { Identity } from '../../../src/core/circle.ts';
import type { KnownPerson } from '../../../src/core/ports/chat.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import { type Address, identityOf, readAddress } from '../addresses.ts';
import type { Workspace, Workspaces } from '../auth/workspaces.ts';
import { faultOf } from './errors.ts';
import type { LimitedMethod, Pacing } from './rate-limiter.ts';

/** Somebody in a channel, with what decides whether they may be put into a circle without being asked. */
export interface SlackPerson {
  readonly identity: Identity;
  readonly name: string;
  /**
   * `guest`: of this workspace, in some of its channels only (`is_restricted`, `is_ultra_restricted`); `stranger`: of another
   * organisation, here through Slack Connect; `bot`: nobody.
   */
  readonly kind: 'member' | 'guest' | 'stranger' | 'bot';
  readonly deactivated: boolean;
  /** IANA name; null where Slack does not tell. */
  readonly timezone: string | null;
}

export interface People {
  /** Everybody in a channel but our own bot. Throws where Slack does not let us see it. */
  in(channel: Identity): Promise<readonly Identity[]>;
  /** The same people, with what Slack says about each: a call for every one, so it takes its time. */
  detailsIn(channel: Identity): Promise<readonly SlackPerson[]>;
  /** What Slack says about one person. Throws where it does not. */
  one(workspace: Workspace, id: string): Promise<SlackPerson>;
  /** `Chat.person`. */
  known(identity: Identity): Promise<KnownPerson | null>;
}

/** https://docs.slack.dev/apis/web-api/pagination: "no more than 200 results at a time". */
const PAGE = 200;
const MOST_TRIES = 5;

export function createPeople(workspaces: Workspaces, pacing: Pacing, clock: Clock): People {
  /** Waits for a slot, and tries again where Slack wants it later. */
  async function call<T>(method: LimitedMethod, team: string, ask: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const notBefore = await pacing.wait(method, team);
      if (notBefore !== null) {
        await clock.pause(Math.max(0, notBefore - clock.now()));
        continue;
      }
      try {
        return await ask();
      } catch (error) {
        const fault = faultOf(error);
        if (fault?.kind !== 'limited' || tries === MOST_TRIES) throw error;
        await pacing.hold(method, team, fault.wait);
      }
    }
  }

  async function idsIn({ team, id }: Address, { client, botUserId }: Workspace): Promise<readonly string[]> {
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await call('conversations.members', team, () =>
        client.conversations.members({ channel: id, limit: PAGE, ...(cursor === '' ? {} : { cursor }) }),
      );
      found.push(...(page.members ?? []));
      cursor = page.response_metadata?.next_cursor ?? '';
      if (cursor === '') return found.filter((each) => each !== botUserId);
    }
  }

  async function find(
    channel: Identity,
  ): Promise<{ readonly address: Address; readonly workspace: Workspace }> {
    const address = channel.platform === 'slack' ? readAddress(channel.externalId) : null;
    const workspace = address === null ? null : await workspaces.find(address.team);
    if (address === null || workspace === null) throw new Error('This channel is in no workspace of ours.');
    return { address, workspace };
  }

  async function one({ team, client }: Workspace, id: string): Promise<SlackPerson> {
    const { user = {} } = await call('users.info', team, () => client.users.info({ user: id }));
    return {
      identity: identityOf({ team, id }),
      name: user.profile?.real_name ?? user.real_name ?? user.name ?? id,
      kind: kindOf(user, team),
      deactivated: user.deleted === true,
      timezone: user.tz ?? null,
    };
  }

  return {
    one,
    async known(identity) {
      const address = identity.platform === 'slack' ? readAddress(identity.externalId) : null;
      const workspace = address === null ? null : await workspaces.find(address.team);
      if (address === null || workspace === null || address.id === workspace.botUserId) return null;
      try {
        const { kind, deactivated, ...told } = await one(workspace, address.id);
        return kind === 'bot' || deactivated ? null : { ...told, kind, workspace: address.team };
      } catch (error) {
        const fault = faultOf(error);
        if (fault?.kind === 'closed') return null;
        throw error;
      }
    },
    async in(channel) {
      const { address, workspace } = await find(channel);
      const ids = await idsIn(address, workspace);
      return ids.map((id) => identityOf({ team: address.team, id }));
    },
    async detailsIn(channel) {
      const { address, workspace } = await find(channel);
      const people: SlackPerson[] = [];
      for (const id of await idsIn(address, workspace)) {
        people.push(await one(workspace, id));
      }
      return people;
    },
  };
}

/** https://docs.slack.dev/reference/objects/user-object */
function kindOf(
  user: {
    readonly is_bot?: boolean;
    readonly is_stranger?: boolean;
    readonly team_id?: string;
    readonly is_restricted?: boolean;
    readonly is_ultra_restricted?: boolean;
  },
  team: string,
): SlackPerson['kind'] {
  if (user.is_bot === true) return 'bot';
  if (user.is_stranger === true || (user.team_id !== undefined && user.team_id !== team)) return 'stranger';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member';
}
