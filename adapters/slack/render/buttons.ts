import type { ActionsBlock, Button as SlackButton } from '@slack/types';
import type { Action } from '../../../src/core/ports/action.ts';
import type { AddressBlock, Button, LinkBlock } from '../../../src/core/ports/message.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { LIMITS } from '../limits.ts';
import { bulleted, paragraph } from './rich-text.ts';
import type { SlackBlock } from './slack-block.ts';
import { clean, plain } from './text.ts';
import { WORDS } from './words.ts';

const OPEN_PAGE = 'open-page';

/** Whether this is the action id of a button that only opens an address: acknowledge it and do nothing. */
export function opensPage(actionId: string): boolean {
  return actionId.split('#', 1)[0] === OPEN_PAGE;
}

/** Makes buttons whose action ids are unique within one message or view. */
export interface Buttons {
  button(label: string, action: Action, weight: Button['weight']): SlackButton;
  /** One that only opens an address. */
  opening(label: string, url: string): SlackButton;
}

export function createButtons(codec: ActionCodec): Buttons {
  let position = 0;
  return {
    button(label, action, weight) {
      position += 1;
      return {
        type: 'button',
        text: plain(label, LIMITS.buttonText),
        ...codec.encode(action, position),
        ...(weight === 'primary' ? { style: 'primary' } : {}),
        ...(weight === 'warning' ? { style: 'danger' } : {}),
      };
    },
    opening(label, url) {
      position += 1;
      const action_id = `${OPEN_PAGE}#${position}`;
      return { type: 'button', text: plain(label, LIMITS.buttonText), action_id, url };
    },
  };
}

/** Rows of buttons. Labels that a button has no room for stand above it in full. */
export function buttonRows(given: readonly Button[], buttons: Buttons): SlackBlock[][] {
  return inRows(given).map((row) => {
    const long = row.filter(({ label }) => clean(label).length > LIMITS.buttonText);
    return [
      ...bulleted(long.map(({ label }) => [{ text: label }])),
      actionsBlock(row.map(({ label, action, weight }) => buttons.button(label, action, weight))),
    ];
  });
}

/** Links that stand one after the other, as rows of buttons: in Slack a link cannot carry what a button does. */
export function linkRows(links: readonly LinkBlock[], buttons: Buttons): SlackBlock[][] {
  return buttonRows(
    links.map(({ text, action }) => ({ label: text, action, weight: 'secondary' })),
    buttons,
  );
}

/** A button that opens an address, and the address itself, to copy. */
export function addressBlocks({ text, url, calendar }: AddressBlock, buttons: Buttons): SlackBlock[] {
  const written = paragraph([{ text: url }]);
  return calendar || url.length > LIMITS.url
    ? written
    : [...written, actionsBlock([buttons.opening(text, url)])];
}

/** Where the rest of what did not fit can be read: a view of ours, or the address of its page. */
export type Whole = Action | { readonly url: string };

/** The line that says something was left out, with the way to it. */
export function more(whole: Whole | null, buttons: Buttons): SlackBlock {
  return {
    type: 'section',
    text: plain(WORDS.more, LIMITS.text),
    accessory: wayTo(whole, buttons),
  };
}

function wayTo(whole: Whole | null, buttons: Buttons): SlackButton {
  if (whole === null) return buttons.button(WORDS.toHome, { name: 'home.show', subject: '' }, 'secondary');
  if ('url' in whole) return buttons.opening(WORDS.seeAll, whole.url);
  return buttons.button(WORDS.seeAll, whole, 'secondary');
}

function actionsBlock(elements: SlackButton[]): ActionsBlock {
  return { type: 'actions', elements };
}

function inRows<T>(items: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < items.length; at += LIMITS.buttonsInRow)
    rows.push(items.slice(at, at + LIMITS.buttonsInRow));
  return rows;
}
