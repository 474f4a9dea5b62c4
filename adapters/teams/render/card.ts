import { ACTIONS, type Action } from '../../../src/core/ports/action.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';
import { withSummary } from '../../chat/blocks.ts';
import { type Budget, bytesOf, fitsBudget, withinBudget } from '../../chat/budget.ts';
import { isInput } from '../../chat/typed.ts';
import type { ActionCodec } from '../auth/action-codec.ts';
import { LIMITS } from '../limits.ts';
import type { AdaptiveCard, CardElement } from './adaptive-card.ts';
import { type Atom, atomsOf } from './atoms.ts';
import { charactersIn, joined, MEASURE } from './budget.ts';
import { createButtons, more, type Surface } from './buttons.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { paragraph } from './rich-text.ts';
import { short } from './text.ts';
import { WORDS } from './words.ts';

export type { Surface } from './buttons.ts';

export interface Drawing {
  readonly surface: Surface;
  /** Entra object id of the one person it is for; null: anybody may press. */
  readonly owner: string | null;
  /** Shows the whole where it had to be cut: a view of ours. Without it the line leads to the start page. */
  readonly whole?: Action | null;
  /** In a personal chat: the `read` action with which the client fetches the card again when it is seen. Ignored elsewhere. */
  readonly refresh?: Action;
}

/**
 * A message as an Adaptive Card 1.5, for an answer or a dialog: at most 100 elements and 78 KB. Its inputs can be filled in
 * where it has a `write` button and does not stand in a shared place; else they are text to read. Throws a RangeError for names
 * and values of inputs that a card cannot carry.
 */
export function renderCard(message: Message, codec: ActionCodec, drawing: Drawing): AdaptiveCard {
  return drawCard(message, withSummary(message), codec, drawing, LIMITS.view);
}

/** `renderCard` for other blocks than the message's, or another budget. */
export function drawCard(
  message: Message,
  blocks: readonly Block[],
  codec: ActionCodec,
  { surface, owner, whole = null, refresh }: Drawing,
  budget: Budget,
): AdaptiveCard {
  const buttons = createButtons(codec, surface, owner);
  const board = { buttons, inputs: surface !== 'shared' && canBeSent(blocks) };
  const frame = frameOf(message);
  const around: Omit<AdaptiveCard, 'body'> = {
    ...frame,
    ...(refresh !== undefined && surface === 'chat'
      ? { refresh: { action: buttons.execute(WORDS.product, refresh, 'secondary') } }
      : {}),
  };
  const room = {
    blocks: budget.blocks,
    characters: budget.characters - frame.fallbackText.length - charactersIn(around),
    bytes: budget.bytes - bytesOf(around) - FULL_WIDTH_BYTES,
  };
  const body = bodyOf(message, blocks, board, room, () => more(whole, buttons));
  return { ...around, body, ...(isWide(body) ? { msteams: { width: 'Full' } } : {}) };
}

const FULL_WIDTH_BYTES = 64;

function bodyOf(
  { oneAtATime: isStepped = false }: Message,
  blocks: readonly Block[],
  board: { readonly buttons: ReturnType<typeof createButtons>; readonly inputs: boolean },
  room: Budget,
  notice: () => CardElement,
): CardElement[] {
  const steps = isStepped ? oneAtATime(blocks, board) : null;
  // Steps of which some had to be left out would lead nowhere: then all questions stand there at once.
  if (steps !== null && fitsBudget(steps, room, MEASURE)) return steps.flatMap((atom) => atom.blocks);
  const atoms = atomsOf(blocks, board);
  const given: Atom[] =
    atoms.length > 0 ? atoms : [{ blocks: paragraph([{ text: WORDS.product }]), vital: false }];
  const fitted = (all: readonly Atom[]) =>
    all.flatMap((atom) => atom.blocks).length > room.blocks ? joined(all) : all;
  const fewer = fitted(given);
  if (fitsBudget(fewer, room, MEASURE)) return fewer.flatMap((atom) => atom.blocks);
  // What is left out then is what stands between: buttons under a heading that is gone would say nothing.
  const held = given.map((atom) => (atom.heading === true ? { ...atom, vital: true } : atom));
  return withinBudget(fitted(held), room, notice, MEASURE);
}

function frameOf({ summary, language }: Message): Omit<AdaptiveCard, 'body'> {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    // A card takes the language alone, without a region (https://adaptivecards.io/explorer/AdaptiveCard.html).
    lang: language.split('-', 1)[0] ?? language,
    fallbackText: summaryOf(summary),
  };
}

/** The summary in one piece, as notifications show it. */
export function summaryOf(summary: string): string {
  const shown = short(summary, LIMITS.summary);
  return shown === WORDS.nothing ? WORDS.product : shown;
}

function canBeSent(blocks: readonly Block[]): boolean {
  return (
    blocks.some(isInput) &&
    blocks.some(
      (block) =>
        block.kind === 'actions' && block.buttons.some(({ action }) => ACTIONS[action.name] === 'write'),
    )
  );
}

/** On a wide screen Teams draws cards narrow unless they ask for more; a phone gives all it has anyway. */
function isWide(elements: readonly CardElement[]): boolean {
  return elements.some(
    (element) =>
      element.type === 'Table' ||
      element.type.startsWith('Chart.') ||
      (element.type === 'Container' && isWide(element.items)),
  );
}
