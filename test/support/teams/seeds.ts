/** What a local Teams starts with. */

export interface TenantSeed {
  /** A GUID, as Entra gives them. */
  readonly id: string;
  readonly name?: string;
}

export interface PersonSeed {
  /** Object id of the account in its tenant (a GUID). A guest has another one at home, which bots never see. */
  readonly aad: string;
  readonly tenant: string;
  /** As people see it: "Amina Khan". */
  readonly name: string;
  readonly email?: string;
  readonly locale?: string;
  /** Somebody of another organisation; the roster says so and gives no address. */
  readonly guest?: boolean;
  /** Is the app in their personal chat. By default for everybody but guests, who cannot add apps. */
  readonly installed?: boolean;
}

export interface TeamSeed {
  /** `19:…@thread.tacv2`; also the id of the General channel. */
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  /** Object ids of people. */
  readonly members: readonly string[];
  /** Channels besides General. */
  readonly channels?: readonly { readonly id: string; readonly name: string }[];
  /** Is the app in it; it is by default. */
  readonly installed?: boolean;
}

export interface ChatSeed {
  /** `19:…@thread.v2`, or `19:meeting_…@thread.v2` for the chat of a meeting. */
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly installed?: boolean;
}

export interface TeamsOptions {
  /** The application id, by which ids of people and their chats are made; a new one by default. */
  readonly appId?: string;
  readonly tenants: readonly TenantSeed[];
  readonly people: readonly PersonSeed[];
  readonly teams?: readonly TeamSeed[];
  readonly chats?: readonly ChatSeed[];
  /** How much faster the windows of the rate limits pass than real time. 1 by default; `Infinity` switches them off. */
  readonly speed?: number;
  /** Milliseconds within which the app must answer; Teams' own 15,000 by default. */
  readonly answerWithin?: number;
  /** Sends an activity that was not answered in time once more, as Teams may. Off by default. */
  readonly repeatsWhenLate?: boolean;
}
