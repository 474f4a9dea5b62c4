import type { Instant } from '../domain/instant.ts';
import type { Message } from '../ports/message.ts';
import { compose, text } from './blocks.ts';
import { dayAndTime } from './dates.ts';
import type { Reader } from './reader.ts';

export interface LinkView {
  /** Who made it, in words that can begin a sentence: a steward's name, or "A steward". */
  readonly by: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
}

/** Tells a member that somebody holds a link to their page. Never holds the link itself. */
export function linkMade(view: LinkView, reader: Reader): Message {
  return compose(reader, (words) => {
    const at = (instant: Instant) => dayAndTime(instant, words.language, reader.timezone);
    return {
      summary: words.say('link.summary', { by: view.by, when: at(view.madeAt) }),
      blocks: [
        text(words.say('link.summary', { by: view.by, when: at(view.madeAt) }), 'lead'),
        text(words.say('link.what', { until: at(view.expiresAt) })),
        text(words.say('link.not-you'), 'warning'),
      ],
    };
  });
}
