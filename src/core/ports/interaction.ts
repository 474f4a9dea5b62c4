import type { Identity, PlatformName } from '../circle.ts';
import type { Action } from './action.ts';
import type { Message } from './message.ts';

/** One request by one person, already authenticated by the adapter. */
export interface Interaction {
  /** Names this request in logs; made by the adapter, unrelated to the person. */
  readonly requestId: string;
  readonly platform: PlatformName;
  /** Who asks, as the platform knows them. */
  readonly actor: Identity;
  /** Which of this person's sign-ins it comes by, where the platform keeps such. */
  readonly session?: string;
  /** The channel it was asked in, where others read along: says which circle is meant. Kept nowhere. */
  readonly channel?: Identity | null;
  readonly action: Action;
  /** What the inputs of the form held, by input name. Untrusted; at most what the adapter's size limit let through. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

export type Reply = Told & {
  /** Who the person is to the circle: a form says so on a platform where a device may be somebody else's. */
  readonly as?: string;
};

type Told =
  /** A view: a form, a page, a card. */
  | { readonly kind: 'shown'; readonly message: Message }
  /** Something was done; the words say what. Shown where it is not kept: in the page, modal or dialog. */
  | { readonly kind: 'done'; readonly message: Message }
  | Refused;

/** Nothing was changed. The words say why and what to do; with `form`, the person may mend and send again. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: 'invalid' | 'not-found' | 'not-allowed' | 'closed' | 'conflict' | 'unavailable';
  readonly message: Message;
  /** The form to show again. The adapter fills in what was typed, from the request alone. */
  readonly form?: Message;
  /** The form holds already what is to stand in it: the adapter shows it so, also where something else was typed. */
  readonly filled?: true;
  /** One sentence for each input at fault, by input name. */
  readonly problems?: Readonly<Record<string, string>>;
}

export type OnInteraction = (interaction: Interaction) => Promise<Reply>;
