import { ACTIONS, type Action } from '../../../src/core/ports/action.ts';
import type { AddressBlock, Button, LinkBlock } from '../../../src/core/ports/message.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { LIMITS } from '../limits.ts';
import type {
  ActionSet,
  CardAction,
  CardElement,
  Container,
  ExecuteAction,
  SubmitAction,
} from './adaptive-card.ts';
import { bulleted, paragraph } from './rich-text.ts';
import { oneLine, short } from './text.ts';
import { WORDS } from './words.ts';

/** Where a card stands. `chat`: a person's own chat with us; `shared`: a channel, group or meeting chat; `dialog`: a window for one person. */
export type Surface = 'chat' | 'shared' | 'dialog';

/** Makes the buttons of one card. */
export interface Buttons {
  button(label: string, action: Action, weight: Button['weight']): CardAction;
  execute(label: string, action: Action, weight: Button['weight']): ExecuteAction;
}

/**
 * In a chat a button answers in place (`Action.Execute`); a client that lacks it opens a dialog instead, because an answer
 * in the chat would be kept. In a shared place it opens a dialog for whoever presses, so that nothing changes for the others.
 * What is typed goes along only where something is written.
 */
export function createButtons(codec: ActionCodec, surface: Surface, owner: string | null): Buttons {
  const submit = (label: string, action: Action, weight: Button['weight']): SubmitAction => ({
    type: 'Action.Submit',
    ...lookOf(label, weight),
    data: {
      rt: codec.encode(action, owner),
      ...(surface !== 'dialog' ? { msteams: { type: 'task/fetch' as const } } : {}),
    },
    ...(ACTIONS[action.name] === 'read' && surface !== 'shared' ? { associatedInputs: 'none' as const } : {}),
  });
  const execute = (label: string, action: Action, weight: Button['weight']): ExecuteAction => {
    return {
      type: 'Action.Execute',
      ...lookOf(label, weight),
      verb: action.name,
      data: { rt: codec.encode(action, owner) },
      associatedInputs: ACTIONS[action.name] === 'read' ? 'none' : 'auto',
      fallback: submit(label, action, weight),
    };
  };
  return { execute, button: surface === 'chat' ? execute : submit };
}

/** Rows of buttons that fit on a phone. A label that a button has no room for stands above it in full. */
export function buttonRows(given: readonly Button[], buttons: Buttons): CardElement[][] {
  return inRows(given).map((row, index) => {
    const long = row.filter(({ label }) => oneLine(label).length > LIMITS.buttonTitle);
    return [
      ...bulleted(long.map(({ label }) => [{ text: label }])),
      {
        ...actionSet(row.map(({ label, action, weight }) => buttons.button(label, action, weight))),
        ...(index === 0 ? {} : { spacing: 'Small' as const }),
      },
    ];
  });
}

/** Links that stand one after the other, as rows of buttons: in Teams a link cannot carry what a button does. */
export function linkRows(links: readonly LinkBlock[], buttons: Buttons): CardElement[][] {
  return buttonRows(
    links.map(({ text, action }) => ({ label: text, action, weight: 'secondary' })),
    buttons,
  );
}

/** A button that opens an address in the browser, and the address itself, to copy. */
export function addressElements({ text, url, calendar }: AddressBlock): CardElement[] {
  if (calendar) return paragraph([{ text: url }]);
  const title = short(oneLine(text), LIMITS.buttonTitle);
  return [...paragraph([{ text: url }]), actionSet([{ type: 'Action.OpenUrl', title, url }])];
}

/** The line that says something was left out, with the way to it. */
export function more(whole: Action | null, buttons: Buttons): Container {
  const way =
    whole === null
      ? buttons.button(WORDS.toHome, { name: 'home.show', subject: '' }, 'secondary')
      : buttons.button(WORDS.seeAll, whole, 'secondary');
  return { type: 'Container', items: [...paragraph([{ text: WORDS.more }]), actionSet([way])] };
}

export function actionSet(actions: readonly CardAction[]): ActionSet {
  return { type: 'ActionSet', actions };
}

function lookOf(label: string, weight: Button['weight']): Pick<CardAction, 'title' | 'style'> {
  return {
    title: short(oneLine(label), LIMITS.buttonTitle),
    ...(weight === 'primary' ? { style: 'positive' } : {}),
    ...(weight === 'warning' ? { style: 'destructive' } : {}),
  };
}

function inRows(given: readonly Button[]): Button[][] {
  const rows: { buttons: Button[]; size: number }[] = [];
  for (const button of given) {
    const size = Math.min(oneLine(button.label).length, LIMITS.buttonTitle);
    const last = rows.at(-1);
    if (
      last === undefined ||
      last.buttons.length >= LIMITS.row.buttons ||
      last.size + size > LIMITS.row.characters
    )
      rows.push({ buttons: [button], size });
    else {
      last.buttons.push(button);
      last.size += size;
    }
  }
  return rows.map(({ buttons }) => buttons);
}
