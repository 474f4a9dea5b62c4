import { z } from 'zod';
import type { Identity } from '../../../src/core/circle.ts';
import { LIMITS } from '../limits.ts';

/**
 * What we read of Teams' activities (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 * and https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events).
 * Everything else in them is dropped here: names, texts around a button, where somebody is.
 */
const id = z.string().min(1).max(400);
const aad = z
  .string()
  .regex(/^[\w.-]{3,128}$/)
  .transform((text) => text.toLowerCase());

/** Where something happened. */
export interface Chat {
  readonly conversationId: string;
  /** Where an answer belongs: in a channel the thread, which its name has behind a semicolon. */
  readonly answerIn: string;
  readonly kind: 'personal' | 'group' | 'channel';
  readonly serviceUrl: string;
  readonly tenantId: string;
  /** The team that a channel belongs to. */
  readonly team: string | null;
}

/** Who did something, as Teams vouches for it. */
export interface Actor {
  /** Microsoft Entra object id. */
  readonly aadObjectId: string;
  /** How Teams names the person to us (`29:…`). */
  readonly userId: string;
  /** The conversation, where others read along: it tells which circle is meant, and is kept nowhere. */
  readonly conversationId?: string;
}

/** As the core names them. */
export function whoAndWhere({ aadObjectId, conversationId }: Actor) {
  return {
    actor: identityOf(aadObjectId),
    channel: conversationId === undefined ? null : identityOf(conversationId),
  };
}

export function identityOf(aadObjectId: string): Identity {
  return { platform: 'teams', externalId: aadObjectId };
}

/** Where Teams does not say what a conversation is, it counts as one that others read: nothing personal goes there. */
const KINDS = { personal: 'personal', groupChat: 'group', channel: 'channel' } as const;

/** The part of every activity that has to be right before we read on. */
export const envelopeSchema = z
  .object({
    type: z.string().min(1).max(64),
    name: z.string().max(200).nullish(),
    id: z.string().max(400).nullish(),
    channelId: z.literal('msteams'),
    serviceUrl: z.string().min(1).max(500),
    from: z.object({ id, aadObjectId: aad.optional().catch(undefined) }),
    recipient: z.object({ id }),
    conversation: z.object({
      id,
      conversationType: z.enum(['personal', 'groupChat', 'channel']).nullish(),
      tenantId: z.string().max(64).nullish(),
    }),
    channelData: z
      .object({
        tenant: z.object({ id: z.string().max(64) }).nullish(),
        team: z.object({ id }).nullish(),
        eventType: z.string().max(64).nullish(),
      })
      .nullish(),
  })
  .transform(({ from, conversation, channelData, ...rest }) => {
    const { id: conversationId, conversationType } = conversation;
    const chat: Chat = {
      // A reply in a channel's thread names the thread behind a semicolon.
      conversationId: conversationId.split(';', 1)[0] ?? conversationId,
      answerIn:
        conversationType === 'channel' && !conversationId.includes(';') && rest.id
          ? `${conversationId};messageid=${rest.id}`
          : conversationId,
      kind: KINDS[conversationType ?? 'groupChat'],
      serviceUrl: rest.serviceUrl,
      tenantId: (conversation.tenantId ?? channelData?.tenant?.id ?? '').toLowerCase(),
      team: channelData?.team?.id ?? null,
    };
    const actor: Actor | null =
      from.aadObjectId === undefined
        ? null
        : {
            aadObjectId: from.aadObjectId,
            userId: from.id,
            ...(chat.kind === 'personal' ? {} : { conversationId: chat.conversationId }),
          };
    return {
      type: rest.type,
      name: rest.name ?? '',
      id: rest.id ?? '',
      ownId: rest.recipient.id,
      eventType: channelData?.eventType ?? '',
      chat,
      actor,
    };
  });
export type Envelope = z.output<typeof envelopeSchema>;

/** What a button sends: our signed text, and what stood in the inputs. */
const data = z.record(z.string().max(200), z.unknown()).refine((given) => Object.keys(given).length <= 200);
export type Data = z.output<typeof data>;

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model */
export const pressSchema = z
  .object({ action: z.object({ data }), trigger: z.string().optional() })
  .transform(({ action, trigger }) => ({ data: action.data, automatic: trigger === 'automatic' }));

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules */
export const dialogSchema = z.object({ data }).transform((value) => value.data);

/** https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module */
export const callSchema = z
  .object({
    commandId: z.string().max(64),
    messagePayload: z
      .object({ body: z.object({ content: z.string().max(100_000).nullish() }).nullish() })
      .nullish(),
    data: data.nullish(),
  })
  .transform(({ commandId, messagePayload, data: sent }) => ({
    commandId,
    words: messagePayload == null ? null : (messagePayload.body?.content ?? ''),
    data: sent ?? null,
  }));

export const messageSchema = z
  .object({ text: z.string().max(LIMITS.typedText).nullish(), value: data.nullish() })
  .transform(({ text, value }) => ({ text: text ?? '', data: value ?? null }));

const someone = z.object({ id, aadObjectId: aad.optional().catch(undefined) });
export const rosterSchema = z.object({
  membersAdded: z.array(someone).max(1_000).default([]),
  membersRemoved: z.array(someone).max(1_000).default([]),
});

export const installationSchema = z.object({ action: z.string().max(64) });

export const channelSchema = z
  .object({ channelData: z.object({ channel: z.object({ id }) }) })
  .transform(({ channelData }) => channelData.channel.id);
