import type { TeamsConfig } from './teams.ts';

/** How Teams names the things of ours that people can call up from the box they write in, and from a message's menu. */
export const TEAMS_CALLS = { say: 'say_something', youSaid: 'turn_into_you_said' } as const;

/** The words that people can write to the bot. Others get the list of these. */
export const TEAMS_WORDS = ['help', 'pulse', 'chair', 'say', 'digest', 'circle', 'me', 'link'] as const;

/** What Teams shows beside each word while somebody writes to the bot. */
export const TEAMS_COMMANDS: Readonly<Record<(typeof TEAMS_WORDS)[number], string>> = {
  help: 'What Roundtable does, and whom you can ask',
  pulse: 'What waits for you, with open pulses',
  chair: 'Who chairs next',
  say: 'Open a form to say something without your name',
  digest: 'The digests so far',
  circle: 'Who is in your circle, when things happen, the rules',
  me: 'How you want to be asked, where to be told first, days away',
  link: 'Type a code that you were shown on another platform',
};

/**
 * What we ask of a team or a meeting chat for: the least that works. `docs/teams.md` says the same to the people who
 * decide. None of it reads a message; a bot hears only what is written to it.
 * https://learn.microsoft.com/microsoftteams/platform/graph-api/rsc/resource-specific-consent
 */
export const TEAMS_RESOURCE_PERMISSIONS = {
  'OnlineMeeting.ReadBasic.Chat':
    "hear when a meeting starts and ends, in a meeting's chat that somebody added us to",
  'ChannelMeeting.ReadBasic.Group':
    'hear when a meeting in a channel starts and ends, in a team that somebody added us to',
} as const;

/** What Teams tells a person about us before they add the app. */
export const TEAMS_PERMISSIONS = {
  identity: 'know who presses a button: the name and id of the account, no e-mail address',
  messageTeamMembers: 'open the personal chat in which somebody is invited, asked or reminded',
} as const;

/** The page of ours that Teams shows inside itself. `adapters/web/teams-tab.ts` says why it is no other. */
export const TEAMS_TAB_PATH = '/teams';

/** Teams takes a changed app only with a higher version: raise it with every change of the manifest or the icons. */
export const TEAMS_APP_VERSION = '1.0.0';

/**
 * The first schema in which an app says that it works in every kind of channel (`supportsChannelFeatures`). Nothing that
 * came later is of use to us, and an older one is taken by more tenants.
 */
const SCHEMA = '1.25';

/**
 * The app manifest for Microsoft Teams, as it lies in the app package. `baseUrl` is where people and Teams reach us,
 * without a slash at its end, over https. Fields: https://learn.microsoft.com/microsoft-365/extensibility/schema/
 */
export function teamsManifest(baseUrl: string, { appId }: Pick<TeamsConfig, 'appId'>): object {
  const scopes = ['personal', 'team', 'groupChat'];
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA}/MicrosoftTeams.schema.json`,
    manifestVersion: SCHEMA,
    version: TEAMS_APP_VERSION,
    // One app for one bot: the bot's id stays the same for as long as the app should.
    id: appId,
    developer: {
      name: 'Roundtable',
      websiteUrl: baseUrl,
      privacyUrl: `${baseUrl}/privacy`,
      // What we promise and where that ends is all the terms there are.
      termsOfUseUrl: `${baseUrl}/privacy`,
    },
    name: { short: 'Roundtable', full: 'Roundtable for co-production groups' },
    description: {
      short: 'Anonymous pulse checks, a fair chair rota and a weekly digest.',
      full: [
        'Roundtable is for groups in which the people who use a service and the staff who run it work as equals.',
        'It asks a few short questions and shows only what the group said, never who said what. It says whose turn it is to chair. Once a week it sends a digest that everybody gets at the same minute.',
        'It reads no messages but those written to it. Your group decides whether to use it, and everybody may leave every question out.',
      ].join('\n\n'),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1d3557',
    supportsChannelFeatures: 'tier1',
    // A bot in a team may open a personal chat with everybody of the team, guests among them, who cannot add apps.
    defaultInstallScope: 'team',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot', meetings: 'bot' },
    bots: [
      {
        botId: appId,
        scopes,
        isNotificationOnly: false,
        supportsFiles: false,
        supportsCalling: false,
        supportsVideo: false,
        commandLists: [
          {
            scopes,
            commands: TEAMS_WORDS.map((title) => ({ title, description: TEAMS_COMMANDS[title] })),
          },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          {
            id: TEAMS_CALLS.say,
            type: 'action',
            title: 'Say something',
            description: 'Say what should change, without your name',
            context: ['compose', 'commandBox'],
            fetchTask: true,
          },
          {
            id: TEAMS_CALLS.youSaid,
            type: 'action',
            title: 'Turn into a you-said',
            description: 'Put what this message asks for on the list',
            context: ['message'],
            fetchTask: true,
          },
        ],
      },
    ],
    staticTabs: [
      { entityId: 'conversations', scopes: ['personal'] },
      {
        entityId: 'roundtable',
        name: 'Your pages',
        contentUrl: `${baseUrl}${TEAMS_TAB_PATH}`,
        websiteUrl: `${baseUrl}/`,
        scopes: ['personal'],
      },
      { entityId: 'about', scopes: ['personal'] },
    ],
    permissions: Object.keys(TEAMS_PERMISSIONS),
    validDomains: [new URL(baseUrl).host],
    // Meeting events want this entry. The address is a fixed word of Microsoft's; no sign-in happens there:
    // https://learn.microsoft.com/microsoftteams/platform/apps-in-teams-meetings/meeting-apps-apis
    webApplicationInfo: { id: appId, resource: 'https://RscPermission' },
    authorization: {
      permissions: {
        resourceSpecific: Object.keys(TEAMS_RESOURCE_PERMISSIONS).map((name) => ({
          name,
          type: 'Application',
        })),
      },
    },
  };
}
