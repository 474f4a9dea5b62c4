import { isPayload, object, text } from '../slack/payload.ts';
import { cardComplaints } from './cards/check.ts';
import { ADAPTIVE, MESSAGE_BYTES } from './outgoing.ts';
import type { Delivery, Payload } from './types.ts';

/** What the app's answer to an invoke asks the client to do; `trouble` where Teams could not make sense of it. */
export type Asked =
  | { readonly asks: 'card'; readonly card: Payload }
  | { readonly asks: 'toast'; readonly text: string }
  | {
      readonly asks: 'dialog';
      readonly title: string;
      readonly card: Payload | undefined;
      readonly url: string | undefined;
    }
  | { readonly asks: 'nothing' }
  | { readonly asks: 'trouble'; readonly why: string };

const trouble = (why: string): Asked => ({ asks: 'trouble', why });

const MESSAGE = 'application/vnd.microsoft.activity.message';
const ERROR = 'application/vnd.microsoft.error';

/** Dialogs may be so tall and wide in pixels, or these: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules */
const SIZES = new Set(['small', 'medium', 'large']);

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
export function executeAnswer(delivery: Delivery): Asked {
  const late = unheard(delivery);
  if (late !== undefined) return late;
  const { statusCode, type, value } = object(delivery.body);
  if (typeof statusCode !== 'number') return trouble('an answer without statusCode');
  if (type === ERROR) {
    const { code, message } = object(value);
    if (statusCode < 400 || text(code) === '') return trouble('an error without its code');
    return trouble(`the app's error ${statusCode} ${text(code)}: ${text(message)}`);
  }
  if (statusCode !== 200) return trouble(`status ${statusCode} in the answer, of type «${text(type)}»`);
  if (type === MESSAGE) {
    return text(value) === '' ? trouble('a message without words') : { asks: 'toast', text: text(value) };
  }
  if (type !== ADAPTIVE) return trouble(`an answer of the type «${text(type)}»`);
  const complaints = cardComplaints(value);
  return complaints.length > 0 ? trouble(complaints.join('; ')) : { asks: 'card', card: object(value) };
}

/** The answer to a fetch or a submit; only a submit may be answered with nothing, which closes the dialog. */
export function dialogAnswer(delivery: Delivery, mayBeEmpty: boolean): Asked {
  const late = unheard(delivery);
  if (late !== undefined) return late;
  if (delivery.body !== undefined && !isPayload(delivery.body)) return trouble('an answer that is not JSON');
  const body = object(delivery.body);
  if (body.task === undefined) {
    const empty = Object.keys(body).length === 0;
    return mayBeEmpty && empty ? { asks: 'nothing' } : trouble('an answer without a task');
  }
  const { type, value } = object(body.task);
  if (type === 'message') {
    return text(value) === '' ? trouble('a message without words') : { asks: 'toast', text: text(value) };
  }
  return type === 'continue' ? dialogOf(object(value)) : trouble(`a task of the type «${text(type)}»`);
}

function dialogOf({ title, height, width, url, card }: Payload): Asked {
  if (title !== undefined && typeof title !== 'string') return trouble('a title that is not text');
  for (const size of [height, width]) {
    const known = size === undefined || typeof size === 'number' || SIZES.has(text(size));
    if (!known) return trouble(`a dialog of the size «${JSON.stringify(size)}»`);
  }
  if ((url === undefined) === (card === undefined)) return trouble('a dialog shows either a card or a page');
  if (card === undefined) return { asks: 'dialog', title: text(title), card, url: text(url) };
  const { contentType, content } = object(card);
  if (contentType !== ADAPTIVE) return trouble(`a dialog's attachment of the type «${text(contentType)}»`);
  const complaints = cardComplaints(content);
  if (complaints.length > 0) return trouble(complaints.join('; '));
  // Dialogs know `Action.Submit` alone: only that is sent as task/submit.
  if (JSON.stringify(content).includes('"Action.Execute"')) return trouble('Action.Execute in a dialog');
  return { asks: 'dialog', title: text(title), card: object(content), url: undefined };
}

function unheard({ inTime, status, tookMs, body }: Delivery): Asked | undefined {
  if (status !== 200 || !inTime) return trouble(`status ${status} after ${Math.round(tookMs)} ms`);
  const bytes = Buffer.byteLength(JSON.stringify(body ?? ''));
  return bytes > MESSAGE_BYTES ? trouble(`an answer of ${bytes} bytes`) : undefined;
}
