import type { Journal } from '../journal.ts';
import type { Payload } from '../slack/types.ts';
import type { PersonSeed } from './seeds.ts';

export type { Payload } from '../slack/types.ts';
export type * from './seeds.ts';

/** What a test may ask of the local Teams. Names follow Microsoft's own where the thing is Microsoft's. */

/** One call of the app to Microsoft, or one answer of it that carries words. Kept in the order of arrival. */
export interface Sent {
  readonly order: number;
  /** Epoch milliseconds by the peer's clock. */
  readonly at: number;
  /** An operation of the connector (`sendToConversation`, …), `token`, or `answer` (the body of an answer to an activity). */
  readonly method: string;
  /** `POST /v3/conversations`; for an answer the kind of activity answered. */
  readonly path: string;
  readonly tenant: string | undefined;
  /** Body and query as sent, credentials left out. */
  readonly args: Payload;
  /** `ok`, or `<status> <Microsoft's code>`. */
  readonly outcome: string;
  /** What Teams lets pass but people would see go wrong. */
  readonly violations: readonly string[];
}

/** One activity of Teams for the app. */
export interface Delivery {
  readonly order: number;
  /** An activity's type (`message`, `conversationUpdate`), or the name of an invoke or event (`task/fetch`). */
  readonly kind: string;
  /** HTTP status; 0 where nothing came back. */
  readonly status: number;
  readonly tookMs: number;
  /** Answered with 2xx within the time Teams waits. */
  readonly inTime: boolean;
  /** Body of the answer: JSON where it is JSON, text otherwise, `undefined` for an empty one. */
  readonly body: unknown;
  /** What was sent; `undefined` for raw bytes. */
  readonly activity: Payload | undefined;
}

/** What is wrong with the token of an activity. */
export type TokenFault =
  | 'missing'
  | 'expired'
  | 'not-yet'
  /** Signed by somebody else under the name of a published key. */
  | 'foreign-key'
  /** A key id that nobody published. */
  | 'unknown-key'
  /** A published key that is not endorsed for Teams. */
  | 'unendorsed'
  | 'wrong-audience'
  | 'wrong-issuer'
  /** For another service URL than the body names. */
  | 'other-service-url'
  | 'unsigned';

export interface DeliveryOptions {
  /** Send the very same activity this often, one at a time. */
  readonly times?: number;
  readonly token?: TokenFault;
  /** Another service URL in the body; the token names it too unless `token` says otherwise. */
  readonly serviceUrl?: string;
  /** Another tenant in the body. */
  readonly tenant?: string;
}

export interface SeenCard {
  readonly cards: readonly Payload[];
  /** Every word shown, block by block, one line each; for a chart its title and fallback. */
  readonly words: string;
  /** Titles of the actions shown, in order. */
  readonly buttons: readonly string[];
  /** Labels of the inputs shown, in order. */
  readonly inputs: readonly string[];
  /** What would be sent with an action: also what stands in inputs that are hidden. */
  readonly values: Readonly<Record<string, string>>;
}

export interface SeenMessage extends SeenCard {
  readonly tenant: string;
  readonly conversation: string;
  readonly id: string;
  readonly text: string;
  /** Suggested actions below the message. */
  readonly suggestions: readonly string[];
  readonly edited: boolean;
  /** What is shown stands in place of the stored card, for this person, until they reload. */
  readonly inPlace: boolean;
}

/** A message of the app's as a Teams keeps it, for another Teams to go on with. */
export interface KeptMessage {
  readonly tenant: string;
  readonly conversation: string;
  readonly id: string;
  readonly thread: string;
  readonly text: string;
  readonly cards: readonly Payload[];
  readonly suggestions: readonly Payload[];
}

export interface SeenDialog extends SeenCard {
  readonly title: string;
  /** The page shown where it is not a card. */
  readonly url: string | undefined;
}

/** What came of pressing something. `delivery` is what was sent for it. */
export type Pressed =
  /** Another card stands in its place now. */
  | { readonly outcome: 'card'; readonly shown: SeenCard; readonly delivery: Delivery }
  /** The app answered with a sentence: a toast over a chat, a plain dialog over a dialog. */
  | { readonly outcome: 'toast'; readonly text: string; readonly delivery: Delivery }
  | { readonly outcome: 'dialog'; readonly dialog: SeenDialog; readonly delivery: Delivery }
  /** The dialog went away. */
  | { readonly outcome: 'closed'; readonly delivery: Delivery }
  /** A message activity was taken. */
  | { readonly outcome: 'sent'; readonly delivery: Delivery }
  | { readonly outcome: 'toggled' }
  | { readonly outcome: 'opened'; readonly url: string }
  /** Inputs that keep the client from sending, by label. */
  | { readonly outcome: 'incomplete'; readonly labels: readonly string[] }
  /** "Something went wrong": late, not 200, an error of the app, or an answer that Teams cannot use. */
  | { readonly outcome: 'trouble'; readonly why: string; readonly delivery: Delivery };

/** Where a person sees something to press or fill in. */
export type Surface = SeenMessage | 'dialog';

/** A person at a Teams client. */
export interface Person {
  readonly tenant: string;
  readonly aad: string;
  /** The id by which bots know them: `29:…`. */
  readonly memberId: string;
  /** Everything of the app's that this person can read now, oldest first, as it stands on their screen. */
  messages(): readonly SeenMessage[];
  /** Only those in the personal chat. */
  direct(): readonly SeenMessage[];
  /** The same message as it stands now; throws where it is gone. */
  look(message: SeenMessage): SeenMessage;
  /** Presses a button or suggestion; throws where none with that title is shown. */
  press(where: Surface, label: string, options?: DeliveryOptions): Promise<Pressed>;
  /**
   * Fills inputs that are shown. Keys are labels or ids; values what is typed, titles or values of choices, `true`-like values of a
   * toggle (`on`, `off`), a name or object id in a people picker, a date or a time. Throws where the client would not let one.
   */
  fill(where: Surface, values: Readonly<Record<string, string | readonly string[]>>): void;
  /** The open dialog, or nothing. */
  dialog(): SeenDialog | undefined;
  /** The same, but throws where none is open. */
  openDialog(): SeenDialog;
  /** Presses the dialog's only submit button; name it with `press` where there are several. */
  submit(options?: DeliveryOptions): Promise<Pressed>;
  closeDialog(): void;
  /** The last toast, or nothing. */
  toast(): string | undefined;
  /** Runs the refresh of a card, as the client does by itself when the message comes into view. Throws where it would not. */
  refresh(message: SeenMessage, trigger?: 'automatic' | 'manual'): Promise<Pressed>;
  /** Starts the client anew: every message as it is stored, nothing typed, no dialog. */
  reload(): void;
  /** Writes to the bot: in the personal chat, or in a channel or group chat, mentioning it. */
  say(text: string, conversation?: string, options?: DeliveryOptions): Promise<Delivery>;
  /** A command of the message extension: from the compose box, or with a message on that message. */
  command(commandId: string, message?: SeenMessage): Promise<Pressed>;
  /** An invoke of any name, as from the personal chat. */
  invoke(name: string, value: Payload, options?: DeliveryOptions): Promise<Delivery>;
}

/** Things that happen to tenants, teams and chats. */
export interface FakeTenant {
  /** Somebody is added to a team or chat. */
  joins(aad: string, conversation: string, options?: DeliveryOptions): Promise<Delivery>;
  leaves(aad: string, conversation: string, options?: DeliveryOptions): Promise<Delivery>;
  /** Adds a person to a tenant, without an event: bots hear nothing of it. */
  arrives(person: PersonSeed): void;
  /** Adds the app to somebody's personal chat (by object id), a team or a chat (by conversation id). */
  installs(where: string, options?: DeliveryOptions): Promise<readonly Delivery[]>;
  uninstalls(where: string, options?: DeliveryOptions): Promise<readonly Delivery[]>;
  /** Somebody blocks or unblocks the app in their personal chat; bots hear nothing of it. */
  blocks(aad: string): void;
  unblocks(aad: string): void;
  /** The meeting of a chat starts; the organiser is its first member. */
  startsMeeting(chat: string, options?: DeliveryOptions): Promise<Delivery>;
  endsMeeting(chat: string, options?: DeliveryOptions): Promise<Delivery>;
  /** Ends every access token that was issued. */
  expiresTokens(): void;
}

export interface Teams {
  /** Where login, OpenID metadata and the connector are found. */
  readonly url: string;
  /** The connector: `<url>/teams/`. */
  readonly serviceUrl: string;
  readonly appId: string;
  readonly appPassword: string;
  /** Of the first tenant. */
  readonly tenantId: string;
  /** `28:<app id>`. */
  readonly botId: string;
  /** Sends activities to `<appBaseUrl>/api/messages` from now on. */
  deliverTo(appBaseUrl: string): void;
  readonly chatApp: FakeTenant;
  /** `oldClient`: one that does not know `Action.Execute` and takes its fallback. */
  user(aad: string, options?: { readonly oldClient?: boolean }): Person;
  memberIdOf(aad: string): string;
  personalChatOf(aad: string): string;
  /** An activity of one's own making, filled up with what every activity has, as from that person in their personal chat. */
  activity(aad: string, activity: Payload, options?: DeliveryOptions): Promise<Delivery>;
  /** Any body at all, with a token that is right unless asked otherwise. */
  raw(body: string | Uint8Array, contentType: string, options?: DeliveryOptions): Promise<Delivery>;
  /** What stands in `Authorization` of an activity that Teams sends now. */
  proof(): string;
  /** Everything that the app ever said to Microsoft, refused or not, in order. */
  everything(): readonly Sent[];
  deliveries(): readonly Delivery[];
  /** All that Teams let pass though it would look wrong. */
  violations(): readonly string[];
  keeps(): readonly KeptMessage[];
  /** Puts messages back that another Teams of the same people and app kept. */
  recalls(messages: readonly KeptMessage[]): void;
  /** Every message of the app in a conversation, as stored. */
  messagesIn(conversation: string): readonly SeenMessage[];
  /** Resolves with what `read` gives as soon as that is neither undefined nor false; asks again after every request. */
  until<T>(read: () => T | undefined | false, what?: string): Promise<T>;
  /** Moves the peer's clock: access tokens and rate limits grow older at once. */
  advance(milliseconds: number): void;
  /** Answers the next calls of an operation (`*`: of any but `token`) with an error. */
  fails(method: string, how: Failure, times?: number): void;
  stop(): Promise<void>;
}

export interface Failure {
  readonly status: number;
  /** Microsoft's code; a usual one for the status if not given. */
  readonly code?: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

export type TeamsJournal = Journal<Omit<Sent, 'order'>, Omit<Delivery, 'order'>>;
