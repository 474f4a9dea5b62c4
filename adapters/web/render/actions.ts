import { ACTIONS, type Action } from '../../../src/core/ports/action.ts';
import type { ActionsBlock, Button, LinkBlock } from '../../../src/core/ports/message.ts';
import { addressOf } from '../addresses.ts';
import { FORM_TOKEN, FORM_VALUE } from '../inbound/fields.ts';
import { type Html, html } from './html.ts';
import type { Surface } from './surface.ts';

const CLASSES = {
  primary: 'nhsuk-button',
  secondary: 'nhsuk-button nhsuk-button--secondary',
  warning: 'nhsuk-button nhsuk-button--warning',
} as const satisfies Record<Button['weight'], string>;

/** `inForm`: the block stands inside the message's one form, whose fields its buttons send. */
export function renderActions(block: ActionsBlock, surface: Surface, inForm: boolean): Html {
  const buttons = block.buttons.map((button) => renderButton(button, surface, inForm));
  return html`<div class="nhsuk-button-group rt-actions">${buttons}</div>
`;
}

/** A link to a view; in a file, where addresses lead nowhere, its words. */
export function renderLink(block: LinkBlock, surface: Surface, inForm: boolean): Html {
  if (surface.formToken === null) return html`<p>${block.text}</p>\n`;
  if (changes(block.action)) {
    const button: Button = { label: block.text, action: block.action, weight: 'secondary' };
    return renderActions({ kind: 'actions', buttons: [button] }, surface, inForm);
  }
  return html`<p><a class="nhsuk-link" href="${addressOf(block.action)}">${block.text}</a></p>\n`;
}

function renderButton(button: Button, surface: Surface, inForm: boolean): Html {
  if (surface.formToken === null) return html`<p>${button.label}</p>`;
  const address = addressOf(button.action);
  const look = CLASSES[button.weight];
  if (!changes(button.action)) {
    return html`<a class="${look}" href="${address}" draggable="false">${button.label}</a>`;
  }
  const value = button.action.value;
  const field = value !== undefined && html` name="${FORM_VALUE}" value="${value}"`;
  if (inForm) {
    return html`<button class="${look}" type="submit" formaction="${address}"${field}>${button.label}</button>`;
  }
  return html`<form class="rt-button-form" method="post" action="${address}">${tokenField(surface)}<button class="${look}" type="submit"${field}>${button.label}</button></form>`;
}

/** The hidden field that shows a form is ours. */
export function tokenField(surface: Surface): Html {
  return html`<input type="hidden" name="${FORM_TOKEN}" value="${surface.formToken}">`;
}

function changes(action: Action): boolean {
  return ACTIONS[action.name] === 'write';
}
