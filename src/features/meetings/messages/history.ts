import type { Instant } from '../../../core/instant.ts';
import { compose, heading, link, list, text } from '../../../core/messages/blocks.ts';
import { dayName, whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { ToldEvent } from '../rules.ts';

export interface HistoryView {
  readonly meeting: string;
  readonly startsAt: Instant;
  /** Oldest first, with the names of who said yes. */
  readonly events: readonly HistoryEvent[];
  /** Newest first. */
  readonly before: readonly {
    readonly meetingId: string;
    readonly startsAt: Instant;
    readonly took: boolean;
    readonly chair: string | null;
  }[];
}

interface HistoryEvent extends Pick<ToldEvent, 'at' | 'what'> {
  readonly voice: string;
  /** Whom it is about, who took a turn over, and the steward who acted; null: nobody. */
  readonly name: string | null;
  readonly other: string | null;
  readonly by: string | null;
}

/** What happened to a turn, and the meetings before: each leads on to its own. */
export function historyPage({ before, events, meeting, startsAt }: HistoryView, reader: Reader): Message {
  return compose(reader, (words) => {
    const whole = (at: Instant) => whenTold(at, reader, words);
    const summary = words.say('turn-history.summary', { meeting, when: whole(startsAt) });
    const line = (when: string, what: string) => words.say('turn-history.line', { when, what });
    const lines = events.map((event) => line(whole(event.at), eventWords(event, words)));
    return {
      summary,
      blocks: [
        heading(1, summary),
        text(words.say('turn-history.what'), 'lead'),
        lines.length === 0 ? text(words.say('turn-history.none')) : list(lines),
        ...(before.length === 0 ? [] : [heading(2, words.say('turn-history.before'))]),
        ...before.map(({ meetingId, startsAt, took, chair }) => {
          const who = chair ?? words.say('turn-history.past-none');
          const day = dayName(startsAt, words.language, reader.timezone, reader.now);
          return link(line(day, took ? who : words.say('turn-history.past-off')), 'turn.history', meetingId);
        }),
      ],
    };
  });
}

function eventWords(event: HistoryEvent, words: Words): string {
  const { what, voice } = event;
  const told = { voice, name: event.name ?? '', other: event.other ?? '', by: event.by ?? '' };
  switch (what) {
    case 'drawn':
    case 'accepted':
    case 'taken-back':
    case 'added':
    case 'not-held':
      return words.say(`turn-history.${what}`, told);
    case 'taken-over':
      if (event.name === null) return words.say('turn-history.found', told);
      return words.say(event.by === null ? 'turn-history.taken-over' : 'turn-history.acted-for', told);
    case 'cancelled':
      return words.say(event.by === null ? 'turn-history.called-off' : 'turn-history.cancelled', told);
    case 'moved':
      return words.say(event.by === null ? 'turn-history.moved' : 'turn-history.moved-by', told);
    case 'chair-noted':
      return words.say(event.name === null ? 'turn-history.nobody-noted' : 'turn-history.chair-noted', told);
    case 'held':
      return words.say(event.name === null ? 'turn-history.held' : 'turn-history.held-by', told);
  }
}
