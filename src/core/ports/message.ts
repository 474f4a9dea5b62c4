import type { PlatformName } from '../circle.ts';
import type { Instant } from '../instant.ts';
import type { Action } from './action.ts';
import type { CalendarEntry } from './calendar.ts';

/**
 * What the bot says, before any platform shapes it. Rendering is a pure function from a Message to Block Kit, an
 * Adaptive Card or HTML. Every block has a text form, so a platform that lacks an element loses looks, never meaning.
 * Strings are plain text: no markup of any platform, and each renderer escapes them.
 */
export interface Message {
  /** The whole point in one sentence: notification line, page title, and what a screen reader hears first. */
  readonly summary: string;
  /** BCP 47 tag of the words below. */
  readonly language: string;
  readonly blocks: readonly Block[];
  /**
   * After this moment it is of no use any more (the pulse has closed, the meeting is over). A platform of ours that keeps
   * messages puts it away then; others leave it as it is.
   */
  readonly until?: Instant;
  /** Shows the inputs one after the other where the platform can; the form is the same and is still sent once, at the end. */
  readonly oneAtATime?: boolean;
  /** For a surface where it stands by itself (`Abilities.standsAlone`). */
  readonly envelope?: Envelope;
}

/** What a letter says of itself where nothing around it does. */
export interface Envelope {
  /** Those with the same one belong together. An id, never words. */
  readonly thread: string;
  /** Where this letter is read again, and where its buttons are pressed. */
  readonly page: string;
  /** The same in few characters, for a text: there letters of its kind can be switched off too, by who is not signed in. */
  readonly short: string;
  /** Who sends it and why it came, in the reader's words. */
  readonly foot: readonly string[];
  /** Where letters of its kind are switched off in this place, and what that says; null: they cannot be. */
  readonly stop: { readonly text: string; readonly url: string } | null;
  /** What goes along for the reader's calendar, where the place can carry it. */
  readonly entry?: CalendarEntry;
}

export type Block =
  | HeadingBlock
  | TextBlock
  | ListBlock
  | FactsBlock
  | TableBlock
  | ChartBlock
  | LinkBlock
  | AddressBlock
  | ChoiceBlock
  | ScaleBlock
  | TextInputBlock
  | PickBlock
  | WhenBlock
  | ActionsBlock
  | { readonly kind: 'divider' };

export interface HeadingBlock {
  readonly kind: 'heading';
  /** 1 once a message at most; no level is skipped. */
  readonly level: 1 | 2 | 3;
  readonly text: string;
}

export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
  /** `lead`: the one sentence that matters; `quiet`: small print; `warning`: read before you act. Never told by colour alone. */
  readonly tone: 'plain' | 'lead' | 'quiet' | 'warning';
}

export interface ListBlock {
  readonly kind: 'list';
  readonly items: readonly string[];
}

export interface FactsBlock {
  readonly kind: 'facts';
  readonly items: readonly { readonly label: string; readonly value: string }[];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Always comes with a sentence that says what it shows and a table that holds all of it. */
export interface ChartBlock {
  readonly kind: 'chart';
  readonly form: 'line' | 'bar';
  readonly title: string;
  /** The text alternative: what a reader who cannot see the picture needs to know. */
  readonly sentence: string;
  readonly axis: { readonly label: string; readonly min: number; readonly max: number };
  readonly categories: readonly string[];
  /** `null`: nothing to show for that category, drawn as a gap. `open`: an end-coded value ("3.5 or higher"). */
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
    readonly labels: readonly string[];
  }[];
  readonly table: TableBlock;
}

/** Goes to another view of the bot. Reading only: following it changes nothing. */
export interface LinkBlock {
  readonly kind: 'link';
  readonly text: string;
  readonly action: Action;
}

/** An address of our web pages to open in a browser: as a button or link, and whole, so that it can be copied. */
export interface AddressBlock {
  readonly kind: 'address';
  readonly text: string;
  /** `https:` or `http:`. */
  readonly url: string;
  /** No page: a calendar program subscribes to it. To be copied, and opened where the surface can hand it to such a program. */
  readonly calendar?: true;
}

/** Inputs gather, only buttons submit: the one meaning that Slack, Teams and a web form share. */
export interface Input {
  /** What the core's own answer would ask for: a platform may say so before anything is sent. */
  readonly required?: true;
  /** "(optional)" in the reader's words, for a label that says so where the platform does not by itself. */
  readonly optional?: string;
}

export interface ChoiceBlock extends Input {
  readonly kind: 'choice';
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly many: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
}

export interface ScaleBlock extends Input {
  readonly kind: 'scale';
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  /** Lowest first; each option carries its own words. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface TextInputBlock extends Input {
  readonly kind: 'text-input';
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly lines: number;
  /** In characters (Unicode code points). */
  readonly maxLength: number;
  readonly value: string;
  /** What of the reader's own belongs there: their device may offer it, and the keys for it (WCAG 2.2, 1.3.5). */
  readonly own?: 'email' | 'tel' | 'one-time-code';
}

/**
 * People or a channel, picked from those that a chat platform knows. On that platform it is the platform's own picker (in
 * Slack a `users_select`, `multi_users_select` or `conversations_select`; in Teams an `Input.ChoiceSet` over the data set
 * `graph.microsoft.com/users`). Everywhere else, and where the platform has no picker for `what`, it is a text with one
 * id to a line.
 *
 * What comes back to the core are external ids as `Identity` has them (`T…/U…` for Slack, although its picker says `U…`),
 * one to a value, or a text of them where they were typed: read it with `pickedIn`. None picked is no value, or an empty
 * one. A renderer that cannot show every id of `chosen` in its picker must draw the text, so that nothing is lost unseen.
 */
export interface PickBlock extends Input {
  readonly kind: 'pick';
  readonly name: string;
  readonly label: string;
  /** Said with a picker. */
  readonly hint: string | null;
  /** Said where ids are typed: how to find one. */
  readonly typedHint: string | null;
  /** Whose people or channels. */
  readonly platform: Exclude<PlatformName, 'web'>;
  readonly what: 'person' | 'channel';
  readonly many: boolean;
  /** External ids. */
  readonly chosen: readonly string[];
}

/**
 * A day or a time of the day: picked where the platform can, in whatever language its client speaks, and typed elsewhere. What comes
 * back is `2026-12-24` or `14:00` where it was picked, and what was typed otherwise: read it with `parseDate` and `parseClock`.
 * A renderer whose picker cannot show `value`, or not take it out again, must draw the text.
 */
export interface WhenBlock extends Input {
  readonly kind: 'date' | 'time';
  readonly name: string;
  readonly label: string;
  /** Said with a picker. */
  readonly hint: string | null;
  /** Said where it is typed: how to write it. */
  readonly typedHint: string | null;
  /** `2026-12-24` or `14:00`, or what was typed before; empty: none. */
  readonly value: string;
}

export interface ActionsBlock {
  readonly kind: 'actions';
  readonly buttons: readonly Button[];
}

export interface Button {
  readonly label: string;
  readonly action: Action;
  readonly weight: 'primary' | 'secondary' | 'warning';
}
