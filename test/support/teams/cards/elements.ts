import { isPayload, list, object, objects, text } from '../../slack/payload.ts';
import type { Payload } from '../types.ts';

/** Reading Adaptive Cards as a client walks them: https://adaptivecards.io/explorer/ */

const KNOWN = new Set([
  'ActionSet',
  'AdaptiveCard',
  'Column',
  'ColumnSet',
  'Container',
  'FactSet',
  'Image',
  'ImageSet',
  'Input.ChoiceSet',
  'Input.Date',
  'Input.Number',
  'Input.Text',
  'Input.Time',
  'Input.Toggle',
  'Media',
  'RichTextBlock',
  'Table',
  'TableCell',
  'TableRow',
  'TextBlock',
]);

const KNOWN_ACTIONS = new Set([
  'Action.Execute',
  'Action.OpenUrl',
  'Action.ShowCard',
  'Action.Submit',
  'Action.ToggleVisibility',
]);

/** Teams draws charts though no version of the schema has them; a client that cannot takes their fallback. */
export const isChart = (element: Payload): boolean => text(element.type).startsWith('Chart.');

export const isKnownElement = (element: Payload): boolean => KNOWN.has(text(element.type));

export const isKnownAction = (action: Payload): boolean => KNOWN_ACTIONS.has(text(action.type));

export const isInput = (element: Payload): boolean => text(element.type).startsWith('Input.');

/** What stands directly in an element, in the order shown; an unknown element holds its fallback. */
export function childrenOf(element: Payload): readonly Payload[] {
  if (!isKnownElement(element)) return isPayload(element.fallback) ? [element.fallback] : [];
  // The columns of a table are only widths.
  const columns = element.type === 'Table' ? [] : named(element.columns, 'Column');
  const items = [element.body, element.items].flatMap(objects);
  return [...items, ...columns, ...named(element.rows, 'TableRow'), ...named(element.cells, 'TableCell')];
}

/** The type may be left out where only one can stand. */
const named = (value: unknown, type: string): readonly Payload[] =>
  objects(value).map((each) => ({ type, ...each }));

/** The actions of a card or action set, and what pressing the element itself does. */
export function actionsIn(element: Payload): readonly Payload[] {
  const own = isPayload(element.selectAction) ? [element.selectAction] : [];
  return [...own, ...objects(element.actions)];
}

/** Every element of a card, itself first, whether shown or not. */
export function everyElement(element: Payload): readonly Payload[] {
  return [element, ...childrenOf(element).flatMap(everyElement)];
}

/** The words of one element alone, without what stands in it. */
export function ownWords(element: Payload): readonly string[] {
  switch (element.type) {
    case 'TextBlock':
      return [text(element.text)];
    case 'RichTextBlock':
      return [
        list(element.inlines)
          .map((run) => (typeof run === 'string' ? run : text(object(run).text)))
          .join(''),
      ];
    case 'FactSet':
      return objects(element.facts).flatMap(({ title, value }) => [text(title), text(value)]);
    case 'Image':
      return [text(element.altText)];
    default:
      return isInput(element) ? inputWords(element) : isChart(element) ? [text(element.title)] : [];
  }
}

function inputWords(input: Payload): readonly string[] {
  const typed = input.type === 'Input.ChoiceSet' || input.type === 'Input.Toggle' ? '' : input.value;
  const choices = objects(input.choices).map(({ title }) => text(title));
  const shown = typeof typed === 'number' ? String(typed) : text(typed);
  return [text(input.label), text(input.title), shown || text(input.placeholder), ...choices];
}

/** The name a person would call an input by. */
export const labelOf = (input: Payload): string =>
  text(input.label) || text(input.title) || text(input.placeholder) || text(input.id);
