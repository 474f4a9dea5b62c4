import type { Venue } from '../../../core/meeting-plan.ts';
import { address, text } from '../../../core/messages/blocks.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block } from '../../../core/ports/message.ts';

/** Where a meeting takes place and how to come to it; nothing where that is not known. */
export function venueBlocks({ place, link, notes }: Venue, words: Words): Block[] {
  return [
    ...(place === undefined ? [] : [text(words.say('venue.place', { place }))]),
    ...(notes === undefined ? [] : [text(notes)]),
    ...(link === undefined ? [] : [address(words.say('venue.link'), link)]),
  ];
}
