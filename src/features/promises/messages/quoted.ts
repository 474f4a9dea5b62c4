import type { Words } from '../../../core/messages/words.ts';
import type { PromiseItem } from '../rules/promise.ts';

/** "You said", and "we did" or "we cannot" where there is a reply, as facts. */
export function quoted({ words: said, reply }: PromiseItem, words: Words): [string, string][] {
  return [[words.say('promise.said'), said], ...(reply === null ? [] : [replied(reply, words)])];
}

function replied(
  { outcome, words: reply }: NonNullable<PromiseItem['reply']>,
  words: Words,
): [string, string] {
  return [words.say(outcome === 'we-did' ? 'promise.we-did' : 'promise.we-cannot'), reply];
}
