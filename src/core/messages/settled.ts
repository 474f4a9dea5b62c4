import type { Message } from '../ports/message.ts';
import { naming, sentence } from './blocks.ts';
import type { Reader } from './reader.ts';
import { words } from './words.ts';

/** In place of a letter that asked for something: nothing is left to do, and it tells nothing of what came of it. */
export function settled(circle: string, reader: Reader): Message {
  const message = sentence(reader, (say) => say.say('settled'));
  return naming(message, circle, words(message.language));
}
