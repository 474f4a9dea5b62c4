import type { CardView } from './cards/view.ts';
import type { StoredMessage } from './messages.ts';
import type { Payload } from './types.ts';

/** A dialog that somebody has open, and what its buttons are sent as. */
export interface OpenDialog {
  readonly title: string;
  readonly url: string | undefined;
  readonly view: CardView;
  readonly origin: DialogOrigin;
}

export interface DialogOrigin {
  /** The name of the invoke that a submit in the dialog is sent as. */
  readonly submit: 'task/submit' | 'composeExtension/submitAction';
  readonly conversation: string;
  /** What a submit repeats of how the dialog was opened. */
  readonly value: Payload;
  /** The message it was opened from. */
  readonly on: StoredMessage | undefined;
}

/** What stands on people's screens: cards as they have folded, filled or replaced them, dialogs and toasts. */
export class Views {
  readonly #cards = new Map<string, Map<string, CardView>>();
  readonly dialogs = new Map<string, OpenDialog>();
  readonly toasts = new Map<string, string>();

  /** `client`: a person's object id, or another name for a second client of theirs. */
  card(client: string, message: string): CardView | undefined {
    return this.#cards.get(message)?.get(client);
  }

  show(client: string, message: string, view: CardView): void {
    const views = this.#cards.get(message) ?? new Map<string, CardView>();
    this.#cards.set(message, views.set(client, view));
  }

  /** A message changed or went: everybody sees it anew. */
  renew(message: string): void {
    this.#cards.delete(message);
  }

  reload(client: string): void {
    for (const views of this.#cards.values()) views.delete(client);
    this.dialogs.delete(client);
    this.toasts.delete(client);
  }
}

export const keyOf = ({ conversation, id }: { readonly conversation: string; readonly id: string }): string =>
  `${conversation}/${id}`;
