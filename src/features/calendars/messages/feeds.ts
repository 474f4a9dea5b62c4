import { localTime } from '../../../core/calendar/local-time.ts';
import type { Circle } from '../../../core/circle.ts';
import {
  actions,
  button,
  choice,
  compose,
  heading,
  link,
  required,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import { dateName } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import { FEED_MEETINGS, FEED_WORDS, type Feed } from '../rules/feed.ts';

export const FEED_INPUTS = { meetings: 'meetings', words: 'words' } as const;

export interface FeedsView {
  readonly circle: Pick<Circle, 'id' | 'name'>;
  readonly feeds: readonly Feed[];
  /** Whether they only read, and so have no turns. */
  readonly reads: boolean;
}

/** Which addresses there are, each with the press that ends it, and the form for another. */
export function feedsPage({ circle, feeds, reads }: FeedsView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('calendar.heading'),
    blocks: [
      heading(1, words.say('calendar.heading')),
      text(words.say('calendar.lead'), 'lead'),
      text(words.say('calendar.who-reads')),
      ...(feeds.length === 0
        ? []
        : [
            heading(2, words.say('calendar.yours')),
            ...feeds.flatMap((feed) => feedBlocks(feed, circle, reader, words)),
            heading(2, words.say('calendar.another')),
          ]),
      ...(reads ? [] : [meetingsChoice(circle, words)]),
      required(
        choice(
          FEED_INPUTS.words,
          words.say('calendar.words'),
          FEED_WORDS.map((value) => ({ value, label: words.say(`calendar.words.${value}`) })),
          null,
          words.say('calendar.words-hint'),
        ),
      ),
      actions(button(words.say('calendar.make'), 'calendar.make', circle.id, 'primary')),
    ],
  }));
}

function meetingsChoice(circle: FeedsView['circle'], words: Words): Block {
  const options = FEED_MEETINGS.map((value) => ({ value, label: meetingsName(value, circle, words) }));
  return required(choice(FEED_INPUTS.meetings, words.say('calendar.meetings'), options, null));
}

function feedBlocks(
  { id, madeAt, meetings, words: much }: Feed,
  circle: FeedsView['circle'],
  { timezone }: Reader,
  words: Words,
): Block[] {
  const said = {
    meetings: meetingsName(meetings, circle, words),
    words: words.say(`calendar.words.${much}`),
    date: dateName(localTime(madeAt, timezone).date, words.language),
  };
  return [
    text(words.say('calendar.one', said)),
    actions(button(words.say('calendar.stop'), 'calendar.stop', id)),
  ];
}

function meetingsName(meetings: Feed['meetings'], { name }: FeedsView['circle'], words: Words): string {
  return meetings === 'mine'
    ? words.say('calendar.meetings.mine')
    : words.say('calendar.meetings.circle', { circle: name });
}

/** The one time that an address is shown. */
export function feedMade(url: string, { id }: Pick<Circle, 'id'>, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('calendar.made.heading'),
    blocks: [
      heading(1, words.say('calendar.made.heading')),
      text(words.say('calendar.made.copy'), 'lead'),
      { kind: 'address', text: words.say('calendar.made.open'), url, calendar: true },
      text(words.say('calendar.made.how')),
      text(words.say('calendar.who-reads')),
      link(words.say('calendar.link'), 'calendar.show', id),
    ],
  }));
}

export function feedStopped(circleId: string, reader: Reader): Message {
  return sentence(
    reader,
    (words) => words.say('calendar.stopped'),
    (words) => [
      text(words.say('calendar.stopped.left')),
      link(words.say('calendar.link'), 'calendar.show', circleId),
    ],
  );
}
