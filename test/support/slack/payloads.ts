import { randomBytes } from 'node:crypto';
import { object } from './payload.ts';
import type { Payload } from './types.ts';
import type { Channel, User, World } from './world.ts';

/** What Slack puts around things that happen: https://docs.slack.dev/reference/interaction-payloads */
export class Payloads {
  readonly #world: World;
  #count = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** An event in its envelope; each gets an id of its own. */
  event(team: string, event: Payload): Payload {
    this.#count += 1;
    const { botUserId } = this.#world.workspace(team);
    return {
      token: 'deprecated',
      team_id: team,
      api_app_id: this.#world.appId,
      event: { event_ts: `${Math.floor(this.#world.clock.now() / 1000)}.${this.#count}`, ...event },
      type: 'event_callback',
      event_id: `Ev${randomBytes(5).toString('hex').toUpperCase()}`,
      event_time: Math.floor(this.#world.clock.now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: team,
          user_id: botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${randomBytes(6).toString('hex')}`,
    };
  }

  /** What every interaction says of who, where and with which trigger. */
  interaction(type: string, user: User): Payload {
    const { domain } = this.#world.workspace(user.team);
    const home = user.strangerFrom ?? user.team;
    const name = user.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.');
    return {
      type,
      token: 'deprecated',
      api_app_id: this.#world.appId,
      team: { id: user.team, domain },
      enterprise: null,
      is_enterprise_install: false,
      user: { id: user.id, username: name, name, team_id: home },
      trigger_id: this.#world.views.trigger(user.team, user.id),
    };
  }

  /** A slash command: the same, but flat. */
  command(line: string, user: User, { id, name }: Channel, responseUrl: string): Payload {
    const [command = '', ...words] = line.split(' ');
    const { trigger_id, token, api_app_id, team, user: who } = this.interaction('slash_command', user);
    return {
      token,
      team_id: user.team,
      team_domain: object(team).domain,
      channel_id: id,
      channel_name: name,
      user_id: user.id,
      user_name: object(who).name,
      command,
      text: words.join(' '),
      api_app_id,
      is_enterprise_install: 'false',
      response_url: responseUrl,
      trigger_id,
    };
  }
}
