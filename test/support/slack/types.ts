import type { Journal } from '../journal.ts';
import type { StatusSeed, UserSeed } from './seeds.ts';

export type * from './seeds.ts';

/** What a test may ask of the local Slack. Names follow Slack's own where the thing is Slack's. */

/** Part of a JSON payload: read with care, since the app under test wrote it. */
export type Payload = { readonly [key: string]: unknown };

/** One call of the app to Slack, or one answer of it that carries words. Kept in the order of arrival. */
export interface Sent {
  readonly order: number;
  /** Epoch milliseconds by the peer's clock. */
  readonly at: number;
  /** A Web API method (`chat.postMessage`), `ack` (the body of an acknowledgement) or `response_url`. */
  readonly method: string;
  readonly team: string | undefined;
  /** Arguments as sent, JSON in them parsed, credentials left out. */
  readonly args: Payload;
  /** `ok`, or Slack's word for why not; `ratelimited` for a 429. */
  readonly outcome: string;
}

/** One request of Slack to the app. */
export interface Delivery {
  readonly order: number;
  /** An event's type (`app_home_opened`), `block_actions`, `view_submission`, `slash_command`, … */
  readonly kind: string;
  readonly over: 'http' | 'socket';
  /** HTTP status; 200 for a Socket Mode envelope that was acknowledged; 0 where nothing came back. */
  readonly status: number;
  /** Milliseconds until the acknowledgement. */
  readonly tookMs: number;
  /** Acknowledged with 200 within the time Slack waits. */
  readonly inTime: boolean;
  /** Body of the acknowledgement: JSON where it is JSON, text otherwise, `undefined` for an empty one. */
  readonly body: unknown;
}

export interface DeliveryOptions {
  /** Send it this often, one at a time. */
  readonly times?: number;
  /**
   * How repeats look: `numbered` with `x-slack-retry-num` and the same event id, as documented; `unmarked` with other ids
   * and no header, as seen in practice. `unmarked` by default.
   */
  readonly repeats?: 'numbered' | 'unmarked';
  /** Sign with this secret in place of the right one. */
  readonly signingSecret?: string;
  /** Epoch seconds of the signature's timestamp; the present by default. */
  readonly signedAt?: number;
  /** Leave the signature headers out. */
  readonly unsigned?: boolean;
}

export interface SeenMessage {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Payload[];
  /** Every word shown, block by block, one line each; `text` where there are no blocks. */
  readonly words: string;
  readonly buttons: readonly string[];
  readonly edited: boolean;
  /** Shown to this one person only. */
  readonly onlyFor: string | undefined;
}

/** A message of the app's as a Slack keeps it, for another Slack to go on with. */
export interface KeptMessage {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Payload[];
}

export interface SeenView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly title: string;
  /** Label of the submit button. */
  readonly submit: string | undefined;
  readonly blocks: readonly Payload[];
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly words: string;
  readonly buttons: readonly string[];
  /** Labels of the inputs, in order. */
  readonly inputs: readonly string[];
  /** As `view.state.values` would be sent. */
  readonly values: Payload;
  /** What stands at the inputs after a refused submit, by block id. */
  readonly errors: Readonly<Record<string, string>>;
}

export type Submitted =
  /** The view went away. */
  | { readonly outcome: 'closed' }
  | { readonly outcome: 'updated' | 'pushed'; readonly view: SeenView }
  | { readonly outcome: 'errors'; readonly errors: Readonly<Record<string, string>> }
  /** Inputs left empty that must not be, by label, or text too short: the client sends nothing. */
  | { readonly outcome: 'incomplete'; readonly labels: readonly string[] }
  /** "We had some trouble connecting": late, not 200, or an answer that Slack refuses. The view stays. */
  | { readonly outcome: 'trouble'; readonly why: string };

/** Where a person sees something to press. */
export type Surface = SeenMessage | 'modal' | 'home';

/** A person at a Slack client. */
export interface Person {
  readonly team: string;
  readonly id: string;
  /** Everything of the app's that this person can read now, oldest first: their direct messages, channels they are in, and what only they are shown. */
  messages(): readonly SeenMessage[];
  /** Only the direct messages. */
  direct(): readonly SeenMessage[];
  /** Presses a button; throws where there is none with that text. A button with only a `url` goes nowhere. */
  press(where: Surface, label: string): Promise<Delivery>;
  /** Picks in a menu, radio group or check boxes that report at once; `choice` as for `fill`. */
  choose(where: Surface, name: string, choice: string | readonly string[]): Promise<Delivery>;
  /** The top view of the open modal, or nothing. */
  modal(): SeenView | undefined;
  /** The same, but throws where no modal is open. */
  openModal(): SeenView;
  /**
   * Fills inputs of the open modal. Keys are labels, block ids or action ids; values what is typed, the text or the value of
   * an option, a user's or channel's id, a date (`2026-11-22`) or a time (`14:00`). Throws where the client would not let one.
   */
  fill(values: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  submit(options?: DeliveryOptions): Promise<Submitted>;
  /** Closes the top view, or with `all` the whole modal; the app hears of it if it asked to. */
  close(options?: { readonly all?: boolean }): Promise<void>;
  /** Opens the app's Home tab and gives what stands there once the app has acknowledged. Later changes: `homeTab`. */
  home(): Promise<SeenView | undefined>;
  homeTab(): SeenView | undefined;
  /** `/roundtable help`, typed in a channel, or in the direct message where none is given. */
  command(line: string, channel?: string): Promise<Delivery>;
  /** A global shortcut, or with a message a shortcut on it. */
  shortcut(callbackId: string, message?: SeenMessage): Promise<Delivery>;
  /** Writes to the bot: in the direct message (`message.im`), or in a channel, mentioning it (`app_mention`). */
  say(text: string, channel?: string): Promise<Delivery>;
}

/** The workspace as its administrators see it. Changes without an event are quiet ones, as an outage would leave them. */
export interface FakeWorkspace {
  joins(user: string, channel: string, options?: DeliveryOptions): Promise<Delivery>;
  leaves(user: string, channel: string, options?: DeliveryOptions): Promise<Delivery>;
  arrives(user: UserSeed, options?: DeliveryOptions): Promise<Delivery>;
  /** Sends `user_change`. */
  deactivates(user: string, options?: DeliveryOptions): Promise<Delivery>;
  setsStatus(user: string, status: StatusSeed): Promise<Delivery>;
  archives(channel: string): void;
  /** Takes the bot out of a channel, without an event. */
  removesBot(channel: string): void;
  /** Removes the app: its tokens die, then `tokens_revoked` and `app_uninstalled` are sent. */
  uninstalls(team: string): Promise<readonly Delivery[]>;
  revokes(token: string): void;
  expires(token: string): void;
  grants(token: string, scopes: readonly string[]): void;
  /** Who is asked on the consent page next, and what they say. */
  answersConsent(answer: { readonly team: string; readonly user: string; readonly allow?: boolean }): void;
  knowsCharts(known: boolean): void;
}

export interface Slack {
  readonly url: string;
  /** For `SLACK_API_URL`; ends with a slash. */
  readonly apiUrl: string;
  /** For `SLACK_AUTHORIZE_URL`. */
  readonly authorizeUrl: string;
  readonly signingSecret: string;
  /** Of the first workspace that has the app installed. */
  readonly botToken: string;
  readonly appToken: string;
  readonly appId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The newest token of the bot in a workspace; throws where the app is not installed. */
  botTokenOf(team: string): string;
  botUserOf(team: string): string;
  /** Sends requests to `<appBaseUrl>/slack/events` from now on; without it they go out over Socket Mode. */
  deliverTo(appBaseUrl: string): void;
  readonly chatApp: FakeWorkspace;
  user(team: string, id: string): Person;
  /** An event of one's own making. */
  event(team: string, event: Payload, options?: DeliveryOptions): Promise<Delivery>;
  /** Slack's check of a request address; gives true where the challenge came back. */
  verifyUrl(): Promise<boolean>;
  /** A request of any shape to the app, signed as asked: for what must be refused. */
  raw(body: string, contentType: string, options?: DeliveryOptions): Promise<Delivery>;
  /** Everything that the app ever said to Slack, refused or not, in order. */
  everything(): readonly Sent[];
  deliveries(): readonly Delivery[];
  /** Every message of the app's that stays: not what one person was shown for once. */
  keeps(): readonly KeptMessage[];
  /** Puts messages back that another Slack of the same people kept. */
  recalls(messages: readonly KeptMessage[]): void;
  /** Every message in a channel, whoever may see it. */
  messagesIn(channel: string): readonly SeenMessage[];
  /** Resolves with what `read` gives as soon as that is neither undefined nor false; asks again after every request. */
  until<T>(read: () => T | undefined | false, what?: string): Promise<T>;
  /** Moves the peer's clock: trigger ids, tokens and rate limits grow older at once. */
  advance(milliseconds: number): void;
  /** Answers the next calls of a method with an error: `{ error }`, or 429 with `{ retryAfter }` seconds, or `{ status: 500 }`. */
  fails(method: string, how: Failure, times?: number): void;
  /** Socket Mode connections that are open. */
  sockets(): number;
  /** Asks every Socket Mode client to reconnect, as Slack does about once an hour. */
  refreshSockets(): void;
  /** Drops every Socket Mode connection without a word. */
  dropSockets(): void;
  stop(): Promise<void>;
}

export type Failure =
  | { readonly error: string }
  | { readonly retryAfter: number }
  | { readonly status: number };

export type SlackJournal = Journal<Omit<Sent, 'order'>, Omit<Delivery, 'order'>>;
