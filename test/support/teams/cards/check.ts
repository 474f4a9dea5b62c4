import { AdaptiveCard, HostConfig, SerializationContext, ValidationEvent, Versions } from 'adaptivecards';
import { isPayload, list, objects, text } from '../../slack/payload.ts';
import type { Payload } from '../types.ts';
import { actionsIn, everyElement, isChart, isInput, isKnownAction, isKnownElement } from './elements.ts';

/** Teams shows six buttons: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference */
const ACTIONS_MAX = 6;
const REFRESHED_MAX = 60;
const VERSION = /^1\.[0-5]$/;

/** Why Teams cannot show this card; by Microsoft's own parser for version 1.5, and by what Teams adds to it. */
export function cardComplaints(card: unknown): readonly string[] {
  if (!isPayload(card)) return ['the content of the attachment is not a card'];
  if (!VERSION.test(text(card.version))) return [`version «${text(card.version)}» is not one up to 1.5`];
  const elements = everyElement(card);
  return [
    ...parserComplaints(card),
    ...elements.filter((element) => !isKnownElement(element)).flatMap(fallbackComplaints),
    ...elements.flatMap(actionsIn).flatMap(actionComplaints),
    ...elements.filter(isInput).flatMap((input) => (text(input.id) === '' ? ['an input has no id'] : [])),
    ...(list(objects([card.refresh])[0]?.userIds).length > REFRESHED_MAX
      ? [`refresh names more than ${REFRESHED_MAX} people`]
      : []),
  ];
}

/** What Teams lets pass though some people would be left with nothing to press. */
export function cardViolations(card: Payload): readonly string[] {
  return everyElement(card)
    .flatMap(actionsIn)
    .filter(({ type, fallback }) => type === 'Action.Execute' && !isPayload(fallback))
    .map(({ title }) => `Action.Execute «${text(title)}» has no fallback`);
}

function parserComplaints(given: Payload): readonly string[] {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig({ actions: { maxActions: ACTIONS_MAX } });
  card.parse(withoutPeoplePickers(withoutLanguage(given)), context);
  const parsed = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...parsed, ...card.validateProperties().validationEvents]
    .filter(({ event }) => !CHECKED_HERE.has(event))
    .map(({ event, message }) => `${ValidationEvent[event]}: ${message}`);
}

/** The parser says so of everything unknown, whether or not it has a fallback. */
const CHECKED_HERE = new Set([ValidationEvent.UnknownElementType, ValidationEvent.UnknownActionType]);

/** The parser's own look at a language remembers where it stopped in the last card's, and so refuses every second one. */
function withoutLanguage(card: Payload): Payload {
  const { lang, ...rest } = card;
  return /^[a-z]{2,3}$/i.test(text(lang)) ? rest : card;
}

/**
 * Teams knows `choices.data` in cards from version 1.2 on, where the schema has it from 1.6 on:
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
 */
export function withoutPeoplePickers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPeoplePickers);
  if (!isPayload(value)) return value;
  const { 'choices.data': dynamic, ...rest } = value;
  const entries = Object.entries(rest).map(([key, each]) => [key, withoutPeoplePickers(each)]);
  const plain = Object.fromEntries(entries);
  const bare = dynamic !== undefined && objects(value.choices).length === 0;
  return bare ? { ...plain, choices: [{ title: 'Somebody', value: 'somebody' }] } : plain;
}

function fallbackComplaints(element: Payload): readonly string[] {
  const type = text(element.type);
  if (isPayload(element.fallback) || (element.fallback === 'drop' && !isChart(element))) return [];
  return [`element «${type}» is unknown and has no fallback`];
}

function actionComplaints(action: Payload): readonly string[] {
  if (isKnownAction(action)) return [];
  if (action.fallback === 'drop' || isPayload(action.fallback)) return [];
  return [`action «${text(action.type)}» is unknown and has no fallback`];
}
