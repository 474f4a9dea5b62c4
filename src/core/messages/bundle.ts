import type { Block, Message } from '../ports/message.ts';
import { heading, isAnswered, link, list } from './blocks.ts';
import { words } from './words.ts';

/** Below what every chat platform's post holds, with room for what stands around the letters. */
const MOST_BLOCKS = 14;
const MOST_CHARACTERS = 6_000;

/**
 * Several letters to one person as one message, in the order given. A letter stands there whole, so that no button is parted
 * from the words that it is about; of those that find no room, and of forms, stands the one sentence, and the way to the page.
 */
export function bundled(letters: readonly Message[]): Message {
  const language = letters[0]?.language ?? '';
  const says = words(language);
  const whole: Block[] = [];
  const also: string[] = [];
  for (const letter of letters) {
    const part = partOf(letter);
    const all = [...whole, ...part];
    const isRoom = whole.length === 0 || (all.length <= MOST_BLOCKS && lengthOf(all) <= MOST_CHARACTERS);
    if (isRoom && also.length === 0 && !part.some(isInput)) whole.push(...part);
    else also.push(letter.summary);
  }
  const title = says.say('bundle.heading', { count: letters.length });
  const rest =
    also.length === 0
      ? []
      : [
          ...(whole.length === 0 ? [] : [heading(2, says.say('bundle.also'))]),
          list(also),
          link(says.say('bundle.page'), 'home.show'),
        ];
  return { summary: title, language, blocks: [heading(1, title), ...whole, ...rest] };
}

/** Under a heading of its own, one level down: what it is called, or else its one sentence. */
function partOf({ summary, blocks }: Message): readonly Block[] {
  const lower = blocks.map((block): Block => {
    if (block.kind !== 'heading') return block;
    return { ...block, level: block.level === 1 ? 2 : 3 };
  });
  if (blocks.some((block) => block.kind === 'heading' && block.level === 1)) return lower;
  return [heading(2, summary), ...lower.filter((block) => block.kind !== 'text' || block.text !== summary)];
}

function isInput(block: Block): boolean {
  return block.kind !== 'actions' && isAnswered(block);
}

function lengthOf(blocks: readonly Block[]): number {
  return JSON.stringify(blocks).length;
}
