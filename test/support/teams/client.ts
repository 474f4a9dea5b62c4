import type { Activities } from './activities.ts';
import type { Asked } from './answers.ts';
import { CardView } from './cards/view.ts';
import type { Deliveries } from './deliveries.ts';
import type { StoredMessage } from './messages.ts';
import { seenDialog } from './seen.ts';
import type { Delivery, Pressed } from './types.ts';
import { type DialogOrigin, keyOf } from './views.ts';
import type { Account, World } from './world.ts';

/** What a person's client needs of Teams. */
export interface Line {
  readonly world: World;
  readonly activities: Activities;
  readonly deliveries: Deliveries;
}

/** One client of one person. */
export interface Client extends Line {
  readonly person: Account;
  readonly oldClient: boolean;
  /** Where its screen is kept. */
  readonly screen: string;
}

export function viewOf({ world, screen, oldClient }: Client, message: StoredMessage): CardView {
  const known = world.views.card(screen, keyOf(message));
  if (known !== undefined) return known;
  const view = new CardView(message.cards, oldClient);
  world.views.show(screen, keyOf(message), view);
  return view;
}

/** Does what an answer asks for. `on`: where a card that comes back stands. */
export function follow(
  client: Client,
  asked: Asked,
  delivery: Delivery,
  on: { readonly message?: StoredMessage | undefined; readonly origin?: DialogOrigin | undefined },
): Pressed {
  const { world, screen, oldClient } = client;
  const { views } = world;
  try {
    switch (asked.asks) {
      case 'trouble':
        return { outcome: 'trouble', why: asked.why, delivery };
      case 'toast':
        // Over a dialog the sentence takes the dialog's place.
        if (on.origin !== undefined) views.dialogs.delete(screen);
        views.toasts.set(screen, asked.text);
        return { outcome: 'toast', text: asked.text, delivery };
      case 'nothing':
        views.dialogs.delete(screen);
        return { outcome: 'closed', delivery };
      case 'card': {
        const view = new CardView([asked.card], oldClient, true);
        if (on.message !== undefined) views.show(screen, keyOf(on.message), view);
        return { outcome: 'card', shown: view.seen(), delivery };
      }
      case 'dialog': {
        if (on.origin === undefined)
          return { outcome: 'trouble', why: 'a dialog where none can be', delivery };
        const { title, url, card } = asked;
        const view = new CardView(card === undefined ? [] : [card], oldClient);
        const dialog = { title, url, view, origin: on.origin };
        views.dialogs.set(screen, dialog);
        return { outcome: 'dialog', dialog: seenDialog(dialog), delivery };
      }
    }
  } finally {
    world.journal.ring();
  }
}
