import { objects, text } from '../../slack/payload.ts';
import type { StoredMessage } from '../messages.ts';
import { contentOf } from '../outgoing.ts';
import { badArgument, Refusal } from '../refusal.ts';
import type { Payload } from '../types.ts';
import { keyOf } from '../views.ts';
import type { Conversation, World } from '../world.ts';
import { type Call, type Operation, placeOf, type Result, threadOf, usable } from './operation.ts';

/** Puts a bot's message into a conversation; an activity that only shows something is in progress leaves none. */
export function post(world: World, conversation: Conversation, activity: Payload, thread?: string) {
  const id = world.messages.newId();
  if (activity.type === 'typing') return { id, violations: [] };
  if (activity.type !== 'message') throw badArgument(`Unknown activity type «${text(activity.type)}».`);
  const { violations, ...content } = contentOf(activity, conversation.kind === 'personal');
  const { tenant } = conversation;
  const message = { tenant, conversation: conversation.id, from: undefined, ...content };
  return { id: world.messages.add(message, thread).id, violations };
}

function send(call: Call): Result {
  const id = call.path.conversation ?? '';
  const { violations, ...body } = post(call.world, usable(call, id), call.body, threadOf(id));
  return { status: 201, body, violations };
}

/** The bot's own message. */
function own(call: Call): StoredMessage {
  const conversation = usable(call, call.path.conversation ?? '');
  const message = call.world.messages.find(conversation.id, call.path.activity ?? '');
  if (message === undefined) {
    throw new Refusal(404, 'ActivityNotFoundInConversation', 'Activity not found in conversation.');
  }
  if (message.from !== undefined) {
    throw new Refusal(403, 'NotEnoughPermissions', 'The bot did not write this message.');
  }
  return message;
}

function update(call: Call): Result {
  const message = own(call);
  if (call.body.type !== 'message') throw badArgument(`Unknown activity type «${text(call.body.type)}».`);
  const personal = call.world.conversation(message.conversation).kind === 'personal';
  const { text: said, cards, suggestions, violations } = contentOf(call.body, personal);
  Object.assign(message, { text: said, cards, suggestions, edited: true });
  call.world.views.renew(keyOf(message));
  return { status: 200, body: { id: message.id }, violations };
}

function remove(call: Call): Result {
  const message = own(call);
  call.world.messages.remove(message);
  call.world.views.renew(keyOf(message));
  return { status: 200, body: {} };
}

const conversationTenant = ({ world, body }: Call): string => {
  const channelData = objects([body.channelData])[0] ?? {};
  const given = text(objects([channelData.tenant])[0]?.id) || text(body.tenantId);
  if (!world.options.tenants.some(({ id }) => id === given))
    throw badArgument('Unknown or missing tenant id.');
  return given;
};

/** Either the personal chat with one member, or a new thread in a channel. */
function target(call: Call): Conversation {
  const { world, body } = call;
  const tenant = conversationTenant(call);
  if (body.isGroup === true) {
    const channel = text(objects([objects([body.channelData])[0]?.channel])[0]?.id);
    const conversation = usable(call, channel);
    if (conversation.kind !== 'channel') throw badArgument('Only a channel can be written to this way.');
    return conversation;
  }
  const members = objects(body.members);
  if (members.length !== 1) throw badArgument('Incorrect conversation creation parameters.');
  const person = world.known(text(members[0]?.id));
  if (person === undefined) throw new Refusal(404, 'MemberNotFound', 'Failed to decrypt pairwise id.');
  if (person.tenant !== tenant) throw new Refusal(403, 'Forbidden', 'The member is of another tenant.');
  return usable(call, world.personalChat(person.aad).id);
}

function create(call: Call): Result {
  const conversation = target(call);
  const activity = objects([call.body.activity])[0];
  if (conversation.kind === 'personal') {
    const violations =
      activity === undefined ? [] : ['an activity to start a personal chat with is not shown'];
    return { status: 201, body: { id: conversation.id }, violations };
  }
  if (activity === undefined) throw badArgument('A thread starts with an activity.');
  const { id, violations } = post(call.world, conversation, activity);
  return { status: 201, body: { id: `${conversation.id};messageid=${id}`, activityId: id }, violations };
}

/** Counted by the person or channel, since there is no conversation yet. */
function createdPlace({ world, body }: Call) {
  const person = world.known(text(objects(body.members)[0]?.id));
  const channel = text(objects([objects([body.channelData])[0]?.channel])[0]?.id);
  const found = person === undefined ? world.find(channel) : world.personalChat(person.aad);
  return found === undefined ? undefined : { tenant: found.tenant, conversation: `new ${found.id}` };
}

const ACTIVITIES = '/v3/conversations/{conversation}/activities';
const writing = { counts: 'writes', place: placeOf } as const;

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export const MESSAGES: readonly Operation[] = [
  {
    name: 'createConversation',
    method: 'POST',
    path: '/v3/conversations',
    counts: 'writes',
    place: createdPlace,
    run: create,
  },
  { name: 'sendToConversation', method: 'POST', path: ACTIVITIES, run: send, ...writing },
  { name: 'replyToActivity', method: 'POST', path: `${ACTIVITIES}/{activity}`, run: send, ...writing },
  { name: 'updateActivity', method: 'PUT', path: `${ACTIVITIES}/{activity}`, run: update, ...writing },
  { name: 'deleteActivity', method: 'DELETE', path: `${ACTIVITIES}/{activity}`, run: remove, ...writing },
];
