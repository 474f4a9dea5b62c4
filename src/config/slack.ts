/** How Slack was set up. */
export interface SlackConfig {
  readonly access: /** One workspace, with the token that its admin copied. */
    | { readonly kind: 'token'; readonly botToken: string }
    /** Any workspace that installs us. */
    | {
        readonly kind: 'oauth';
        readonly clientId: string;
        readonly clientSecret: string;
        readonly stateSecret: string;
        /** Where Slack sends people back to; our own address is the base. */
        readonly redirectUri: string;
      };
  readonly listening: /** Slack calls us. */
    | { readonly kind: 'http'; readonly signingSecret: string }
    /** We call Slack, and it speaks to us through that. */
    | { readonly kind: 'socket'; readonly appToken: string };
  /** Ends with a slash. */
  readonly apiUrl: string;
  readonly authorizeUrl: string;
}

export interface SlackValues {
  readonly BASE_URL?: string | undefined;
  readonly SLACK_BOT_TOKEN?: string | undefined;
  readonly SLACK_SIGNING_SECRET?: string | undefined;
  readonly SLACK_APP_TOKEN?: string | undefined;
  readonly SLACK_CLIENT_ID?: string | undefined;
  readonly SLACK_CLIENT_SECRET?: string | undefined;
  readonly SLACK_STATE_SECRET?: string | undefined;
  readonly SLACK_API_URL?: string | undefined;
  readonly SLACK_AUTHORIZE_URL?: string | undefined;
}

/** Reads the variables of Slack together: which of them make sense beside each other, and every problem at once. */
export function readSlackConfig(values: SlackValues): {
  readonly config: SlackConfig | null;
  readonly problems: readonly string[];
} {
  const named = Object.entries(values).some(
    ([name, value]) => value !== undefined && name.startsWith('SLACK_') && !name.endsWith('_URL'),
  );
  if (!named) return { config: null, problems: [] };
  const problems: string[] = [];
  const access = readAccess(values, problems);
  const listening = readListening(values, problems);
  if (access === null || listening === null || problems.length > 0) return { config: null, problems };
  return {
    problems,
    config: {
      access,
      listening,
      apiUrl: `${(values.SLACK_API_URL ?? 'https://slack.com/api').replace(/\/+$/, '')}/`,
      authorizeUrl: values.SLACK_AUTHORIZE_URL ?? 'https://slack.com/oauth/v2/authorize',
    },
  };
}

function readAccess(values: SlackValues, problems: string[]): SlackConfig['access'] | null {
  const { SLACK_BOT_TOKEN, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, BASE_URL } = values;
  const forInstalling = { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, BASE_URL };
  const missing = Object.entries(forInstalling).flatMap(([name, value]) =>
    value === undefined ? [name] : [],
  );
  const oauthBegun = [SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET].some(
    (value) => value !== undefined,
  );
  if (SLACK_BOT_TOKEN !== undefined) {
    if (oauthBegun) {
      problems.push(
        'SLACK_BOT_TOKEN is for one workspace, and SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET are for many. Keep one of the two.',
      );
    }
    return { kind: 'token', botToken: SLACK_BOT_TOKEN };
  }
  if (!oauthBegun) {
    problems.push(
      'SLACK_BOT_TOKEN is missing. Copy it from "OAuth & Permissions" of your Slack app, or set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET so that workspaces can install it.',
    );
    return null;
  }
  if (
    SLACK_CLIENT_ID === undefined ||
    SLACK_CLIENT_SECRET === undefined ||
    SLACK_STATE_SECRET === undefined ||
    BASE_URL === undefined
  ) {
    problems.push(`Workspaces cannot install Roundtable in Slack without ${missing.join(' and ')}.`);
    return null;
  }
  return {
    kind: 'oauth',
    clientId: SLACK_CLIENT_ID,
    clientSecret: SLACK_CLIENT_SECRET,
    stateSecret: SLACK_STATE_SECRET,
    redirectUri: `${BASE_URL.replace(/\/+$/, '')}/slack/oauth_redirect`,
  };
}

function readListening(values: SlackValues, problems: string[]): SlackConfig['listening'] | null {
  const { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = values;
  if (SLACK_APP_TOKEN !== undefined) return { kind: 'socket', appToken: SLACK_APP_TOKEN };
  if (SLACK_SIGNING_SECRET !== undefined) return { kind: 'http', signingSecret: SLACK_SIGNING_SECRET };
  problems.push(
    'Slack cannot reach us: set SLACK_SIGNING_SECRET (from "Basic Information" of your Slack app), or SLACK_APP_TOKEN for Socket Mode.',
  );
  return null;
}
