import { isPayload, object, text } from '../slack/payload.ts';
import { dialogAnswer, executeAnswer } from './answers.ts';
import type { CardView } from './cards/view.ts';
import { type Client, follow, viewOf } from './client.ts';
import type { StoredMessage } from './messages.ts';
import type { Delivery, DeliveryOptions, Payload, Pressed } from './types.ts';
import type { DialogOrigin, OpenDialog } from './views.ts';

/** How dialogs and message extensions are told about the client. */
const CONTEXT = { context: { theme: 'default' } };

/** What any client does by itself with an action, or nothing where it has to be sent. */
function local(view: CardView, action: Payload): Pressed | undefined {
  if (action.type === 'Action.OpenUrl') return { outcome: 'opened', url: text(action.url) };
  if (action.type === 'Action.ToggleVisibility') {
    view.toggle(action);
    return { outcome: 'toggled' };
  }
  if (action.type === 'Action.ShowCard') throw new Error('This client does not play Action.ShowCard.');
  const labels = action.associatedInputs === 'none' ? [] : view.incomplete();
  return labels.length > 0 ? { outcome: 'incomplete', labels } : undefined;
}

/** An action's data and, unless it wants none, what stands in the inputs. */
function dataOf(view: CardView, action: Payload): Payload {
  const inputs = action.associatedInputs === 'none' ? {} : view.values();
  return { ...object(action.data), ...inputs };
}

export async function pressOnMessage(
  client: Client,
  message: StoredMessage,
  label: string,
  options?: DeliveryOptions,
): Promise<Pressed> {
  const view = viewOf(client, message);
  const suggestion = message.suggestions.find(({ title }) => title === label);
  if (suggestion !== undefined) {
    const chat = client.world.conversation(message.conversation);
    const said = client.activities.message(client.person, chat, text(suggestion.value));
    return sent(await client.deliveries.send(said, options));
  }
  const action = view.button(label);
  const done = local(view, action);
  if (done !== undefined) return done;
  const data = dataOf(view, action);
  if (action.type === 'Action.Execute') return execute(client, message, action, data, 'manual', options);
  const msteams = object(data.msteams);
  if (msteams.type === 'task/fetch') {
    return openDialog(client, message, data, options);
  }
  const chat = client.world.conversation(message.conversation);
  const { msteams: taken, ...rest } = data;
  const value = taken === undefined || msteams.type === undefined ? data : rest;
  const submit = client.activities.submit(client.person, chat, value, message);
  const back =
    msteams.type === 'messageBack' ? { text: text(msteams.text), value: msteams.value ?? rest } : {};
  return sent(await client.deliveries.send({ ...submit, ...back }, options));
}

const sent = (delivery: Delivery): Pressed =>
  delivery.inTime
    ? { outcome: 'sent', delivery }
    : {
        outcome: 'trouble',
        why: `status ${delivery.status} after ${Math.round(delivery.tookMs)} ms`,
        delivery,
      };

/** `adaptiveCard/action`, by a press or as the card's refresh. */
export async function execute(
  client: Client,
  message: StoredMessage,
  { type, id, title, verb }: Payload,
  data: Payload,
  trigger: 'manual' | 'automatic',
  options?: DeliveryOptions,
): Promise<Pressed> {
  const chat = client.world.conversation(message.conversation);
  const action = { type, ...(id === undefined ? {} : { id }), title, verb, data };
  const value = { action, trigger };
  const invoke = client.activities.invoke(client.person, chat, 'adaptiveCard/action', value, message);
  const delivery = await client.deliveries.send(invoke, options);
  return follow(client, executeAnswer(delivery), delivery, { message });
}

async function openDialog(client: Client, message: StoredMessage, data: Payload, options?: DeliveryOptions) {
  const chat = client.world.conversation(message.conversation);
  const invoke = client.activities.invoke(client.person, chat, 'task/fetch', { data, ...CONTEXT }, message);
  const delivery = await client.deliveries.send(invoke, options);
  const origin: DialogOrigin = {
    submit: 'task/submit',
    conversation: chat.id,
    value: {},
    on: message,
  };
  return follow(client, dialogAnswer(delivery, false), delivery, { origin });
}

export async function pressInDialog(
  client: Client,
  { view, origin }: OpenDialog,
  action: Payload,
  options?: DeliveryOptions,
): Promise<Pressed> {
  const done = local(view, action);
  if (done !== undefined) return done;
  const chat = client.world.conversation(origin.conversation);
  const value = { ...origin.value, data: dataOf(view, action), ...CONTEXT };
  const invoke = client.activities.invoke(client.person, chat, origin.submit, value, origin.on);
  const delivery = await client.deliveries.send(invoke, options);
  return follow(client, dialogAnswer(delivery, true), delivery, { origin });
}

/** A command of the message extension: https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module */
export async function runCommand(
  client: Client,
  commandId: string,
  message?: StoredMessage,
): Promise<Pressed> {
  const { world, person, activities, deliveries } = client;
  const chat =
    message === undefined ? world.personalChat(person.aad) : world.conversation(message.conversation);
  const value = {
    commandId,
    commandContext: message === undefined ? 'compose' : 'message',
    ...(message === undefined ? {} : { messagePayload: messagePayload(client, message) }),
  };
  const invoke = activities.invoke(person, chat, 'composeExtension/fetchTask', { ...value, ...CONTEXT });
  const delivery = await deliveries.send(invoke);
  const origin: DialogOrigin = {
    submit: 'composeExtension/submitAction',
    conversation: chat.id,
    value,
    on: undefined,
  };
  return follow(client, dialogAnswer(delivery, false), delivery, { origin });
}

/** A message as message extensions are given it; by a person or by the app. */
function messagePayload({ world }: Client, { id, thread, text: said, from, cards }: StoredMessage): Payload {
  const author = from === undefined ? undefined : world.person(from);
  const user = author && { userIdentityType: 'aadUser', id: author.aad, displayName: author.name };
  const application = { applicationIdentityType: 'bot', id: world.login.appId, displayName: world.botName };
  return {
    id,
    replyToId: id === thread ? null : thread,
    createdDateTime: new Date(Number(id)).toISOString(),
    lastModifiedDateTime: null,
    deleted: false,
    importance: 'normal',
    locale: 'en-GB',
    body: { contentType: 'html', content: `<div>${said}</div>` },
    from: { device: null, conversation: null, user: user ?? null, application: user ? null : application },
    reactions: [],
    mentions: [],
    attachments: cards.map((content) => ({
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: JSON.stringify(content),
    })),
  };
}

/** What a card's refresh would send for this person, or why their client would not run it. */
export function refreshOf(
  { person }: Client,
  card: Payload | undefined,
  members: number,
  trigger: 'manual' | 'automatic',
): Payload {
  const { action, userIds } = object(card?.refresh);
  if (!isPayload(action)) throw new Error('This card has no refresh.');
  if (trigger === 'manual') return action;
  const named = Array.isArray(userIds) ? userIds.includes(person.memberId) : members <= 60;
  if (!named) throw new Error(`The card does not refresh by itself for ${person.name}.`);
  return action;
}
