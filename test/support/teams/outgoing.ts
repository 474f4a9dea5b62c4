import { list, object, objects, text } from '../slack/payload.ts';
import { cardComplaints, cardViolations } from './cards/check.ts';
import { badArgument, Refusal } from './refusal.ts';
import type { Payload } from './types.ts';

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
export const MESSAGE_BYTES = 100 * 1024;
export const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const SUGGESTIONS_MAX = 3;

export interface Content {
  readonly text: string;
  readonly cards: readonly Payload[];
  readonly suggestions: readonly Payload[];
  readonly violations: readonly string[];
}

/** What a message says, checked: words or cards there, and every card one that Teams can show. */
export function contentOf(activity: Payload, personal: boolean): Content {
  if (Buffer.byteLength(JSON.stringify(activity)) > MESSAGE_BYTES) {
    throw new Refusal(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  const said = text(activity.text);
  if (activity.attachments !== undefined && !Array.isArray(activity.attachments)) {
    throw badArgument('attachments is not a list');
  }
  const cards = list(activity.attachments).map(cardOf);
  if (said.trim() === '' && cards.length === 0)
    throw badArgument('The message has neither text nor attachments.');
  refuseStrayMentions(activity, said, cards);
  const suggestions = objects(object(activity.suggestedActions).actions);
  return {
    text: said,
    cards,
    suggestions,
    violations: [
      ...cards.flatMap(cardViolations),
      ...(said.trim() !== '' && cards.length > 0 ? ['text stands beside a card'] : []),
      ...suggestionViolations(suggestions, personal),
    ],
  };
}

function cardOf(attachment: unknown): Payload {
  const { contentType, content } = object(attachment);
  if (contentType !== ADAPTIVE) throw badArgument(`Unknown attachment type «${text(contentType)}».`);
  const complaints = cardComplaints(content);
  if (complaints.length > 0) throw new Refusal(400, 'BadSyntax', complaints.join('; '));
  return object(content);
}

/** A mention's words must stand in the message: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations */
function refuseStrayMentions(activity: Payload, said: string, cards: readonly Payload[]): void {
  const inMessage = objects(activity.entities).map((entity) => [entity, said] as const);
  const inCards = cards.flatMap((card) =>
    objects(object(card.msteams).entities).map((entity) => [entity, JSON.stringify(card.body)] as const),
  );
  for (const [entity, where] of [...inMessage, ...inCards]) {
    if (entity.type === 'mention' && !where.includes(text(entity.text))) {
      throw badArgument(`The mention «${text(entity.text)}» does not stand in the message.`);
    }
  }
}

/** Suggested actions show in personal chats only, of one kind, and no more than three. */
function suggestionViolations(suggestions: readonly Payload[], personal: boolean): readonly string[] {
  if (suggestions.length === 0) return [];
  return [
    ...(personal ? [] : ['suggested actions show in personal chats only']),
    ...(suggestions.length > SUGGESTIONS_MAX ? [`more than ${SUGGESTIONS_MAX} suggested actions`] : []),
    ...suggestions
      .filter(({ type }) => type !== 'imBack')
      .map(({ type }) => `suggested action of the kind «${text(type)}»`),
  ];
}
