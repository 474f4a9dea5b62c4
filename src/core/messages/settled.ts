import type { Message } from '../ports/message.ts';
import { sentence } from './blocks.ts';
import type { Reader } from './reader.ts';

/** In place of a letter that asked for something: nothing is left to do, and it tells nothing of what came of it. */
export function settled(reader: Reader): Message {
  return sentence(reader, (words) => words.say('settled'));
}
