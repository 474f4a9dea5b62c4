import type { SlackConfig } from './slack.ts';

/** What we ask a workspace for: the least that works. `docs/slack.md` says the same to the people who decide. */
export const SLACK_SCOPES = {
  'chat:write': 'say something in a channel that somebody added us to, and in direct messages',
  'im:write': 'open the direct message in which somebody is invited, asked or reminded',
  commands: 'hear /roundtable and the two shortcuts',
  'channels:read': 'see who is in the public channel of a circle',
  'groups:read': 'see who is in the private channel of a circle, if we were added to it',
  'users:read':
    'tell members from guests and people of other organisations, and see whose account is closed and when a status ends',
} as const;

/** How Slack names the things of ours that people can call up. */
export const SLACK_CALLS = {
  command: '/roundtable',
  say: 'say_something',
  youSaid: 'turn_into_you_said',
} as const;

/**
 * Events that Slack tells us of, and why. No message of anybody is among them. None needs a scope beyond those above:
 * https://docs.slack.dev/reference/events
 */
export const SLACK_EVENTS = {
  app_home_opened: 'put the Home tab up to date when somebody looks at it',
  app_uninstalled: 'forget the workspace when it removes us',
  tokens_revoked: 'stop trying when our token is taken away',
  member_joined_channel:
    'welcome somebody new, and ask the stewards; heard with channels:read or groups:read',
  member_left_channel: 'ask the stewards about somebody who left; heard with channels:read or groups:read',
  user_change: 'let a closed account rest, and see when a status ends; heard with users:read',
} as const;

/**
 * The app manifest that a workspace's admin pastes in at https://api.slack.com/apps. `baseUrl` is where people and Slack
 * reach us, without a slash at its end. Fields: https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest(baseUrl: string, slack: SlackConfig | null): object {
  const socket = slack?.listening.kind === 'socket';
  const address = `${baseUrl}/slack/events`;
  const reached = socket ? {} : { request_url: address };
  return {
    display_information: {
      name: 'Roundtable',
      description: 'Anonymous pulse checks, a fair chair rota and a weekly inclusion digest.',
      background_color: '#1d3557',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Roundtable', always_online: true },
      shortcuts: [
        {
          name: 'Say something',
          type: 'global',
          callback_id: SLACK_CALLS.say,
          description: 'Say what should change, without your name',
        },
        {
          name: 'Turn into a you-said',
          type: 'message',
          callback_id: SLACK_CALLS.youSaid,
          description: 'Put what this message asks for on the list',
        },
      ],
      slash_commands: [
        {
          command: SLACK_CALLS.command,
          ...(socket ? {} : { url: address }),
          description: 'Answer a pulse, see who chairs, say something',
          usage_hint: 'help | pulse | chair | say | digest | circle | me | link',
          should_escape: false,
        },
      ],
    },
    oauth_config: {
      ...(slack?.access.kind === 'oauth' ? { redirect_urls: [slack.access.redirectUri] } : {}),
      scopes: { bot: Object.keys(SLACK_SCOPES) },
    },
    settings: {
      event_subscriptions: { ...reached, bot_events: Object.keys(SLACK_EVENTS) },
      interactivity: { is_enabled: true, ...reached },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: slack?.access.kind === 'oauth',
    },
  };
}
