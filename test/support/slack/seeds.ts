/** What a local Slack starts with. */

export interface WorkspaceSeed {
  /** `T…`. */
  readonly id: string;
  readonly name?: string;
  /** The bot's user in this workspace; made from the workspace's id if not given. */
  readonly botUserId?: string;
  /** `false`: the app is not installed yet; only the consent page leads to a token. Installed by default. */
  readonly installed?: boolean;
  /** Scopes of the token made at the start; every scope of `ALL_SCOPES` by default. */
  readonly scopes?: readonly string[];
}

export interface UserSeed {
  /** `U…`. */
  readonly id: string;
  readonly team: string;
  /** As people see it: "Amina Khan". */
  readonly name: string;
  readonly email?: string;
  readonly locale?: string;
  readonly timezone?: string;
  readonly deleted?: boolean;
  readonly bot?: boolean;
  /** A guest of one channel, or of several. */
  readonly guest?: 'single-channel' | 'multi-channel';
  /** Somebody of another organisation who is here through Slack Connect: the workspace they belong to. */
  readonly strangerFrom?: string;
  readonly status?: StatusSeed;
}

export interface StatusSeed {
  readonly text: string;
  readonly emoji?: string;
  /** Epoch seconds, as Slack keeps it; 0 or nothing: until changed. */
  readonly expiration?: number;
}

export interface ChannelSeed {
  /** `C…`. */
  readonly id: string;
  readonly team: string;
  readonly name: string;
  /** Ids of people. */
  readonly members: readonly string[];
  /** Is the app's bot in it; it is by default. */
  readonly withBot?: boolean;
  readonly private?: boolean;
  readonly archived?: boolean;
  /** Shared with another organisation through Slack Connect. */
  readonly shared?: boolean;
}

export interface SlackOptions {
  readonly workspaces: readonly WorkspaceSeed[];
  readonly users: readonly UserSeed[];
  readonly channels: readonly ChannelSeed[];
  /** How much faster the windows of the rate limits pass than real time. 1 by default; `Infinity` switches them off. */
  readonly speed?: number;
  /** Bot tokens expire after twelve hours and come with a refresh token. Off by default. */
  readonly rotation?: boolean;
  /** `false`: refuses the `data_visualization` block as a Slack that does not know it yet. Known by default. */
  readonly charts?: boolean;
  /** Milliseconds within which the app must acknowledge; Slack's own 3,000 by default. */
  readonly acknowledgeWithin?: number;
  /** Where the consent page may send people back to; any address if not given. */
  readonly redirectUris?: readonly string[];
}
