import { localTime } from '../../../core/calendar/local-time.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Venue } from '../../../core/meeting-plan.ts';
import {
  actions,
  button,
  compose,
  heading,
  link,
  required,
  sentence,
  text,
  when,
} from '../../../core/messages/blocks.ts';
import { whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import type { TurnView } from '../../turns/messages/turn-view.ts';
import { venueBlocks } from '../../turns/messages/venue.ts';

type MeetingView = Pick<TurnView, 'meetingId' | 'meeting' | 'startsAt'>;

/** What the inputs of a day and a time are called. */
export const TIME_INPUTS = { date: 'date', time: 'time' } as const;

/** Asks where to one meeting goes. `timezone`: the circle's. */
export function moveMeetingForm(view: MeetingView, timezone: string, reader: Reader): Message {
  return compose(reader, (words) => {
    const question = words.say('meeting-move.summary', tell(view, reader, words));
    const { date, time } = localTime(view.startsAt, timezone);
    return {
      summary: question,
      blocks: [
        heading(1, question),
        text(words.say('meeting-move.what'), 'lead'),
        ...timeInputs('meeting-move', { date, time }, words),
        actions(button(words.say('meeting-move.send'), 'meeting.move', view.meetingId, 'primary')),
      ],
    };
  });
}

export function meetingMoved(view: MeetingView, reader: Reader): Message {
  return sentence(reader, (words) => words.say('meeting-move.done', tell(view, reader, words)));
}

/** To everybody: a meeting is at another time than it was. `by`: who moved it; null: its plan has changed. */
export function meetingMoveTold(
  view: MeetingView & { readonly by: string | null; readonly from: Instant; readonly venue: Venue },
  reader: Reader,
): Message {
  const { by, from, venue, meetingId } = view;
  return sentence(
    reader,
    (words) => words.say('meeting-move.told', tell(view, reader, words)),
    (words) => [
      text(
        words.say('meeting-move.was', {
          when: whenTold(from, reader, words),
        }),
      ),
      ...(by === null ? [] : [text(words.say('meeting-move.by', { name: by }))]),
      ...venueBlocks(venue, words),
      link(words.say('turn.open'), 'turn.show', meetingId),
    ],
  );
}

/** In place of what was said of a move after which the meeting has moved again. */
export function meetingMovedAgain(reader: Reader): Message {
  return sentence(reader, (words) => words.say('meeting-move.page'));
}

/** Asks when one more meeting of a series is. `time`: when the others begin. */
export function addMeetingForm(
  series: { readonly id: string; readonly name: string },
  time: string,
  reader: Reader,
): Message {
  return compose(reader, (words) => {
    const question = words.say('meeting-add.summary', { meeting: series.name });
    return {
      summary: question,
      blocks: [
        heading(1, question),
        text(words.say('meeting-add.what'), 'lead'),
        ...timeInputs('meeting-add', { date: '', time }, words),
        actions(button(words.say('meeting-add.send'), 'meeting.add', series.id, 'primary')),
      ],
    };
  });
}

export function meetingAdded(view: Pick<MeetingView, 'meeting' | 'startsAt'>, reader: Reader): Message {
  return sentence(reader, (words) => words.say('meeting-add.done', tell(view, reader, words)));
}

/** To everybody: there is one more meeting. */
export function meetingAddTold(
  view: MeetingView & { readonly by: string | null; readonly venue: Venue },
  reader: Reader,
): Message {
  const { by, venue, meetingId } = view;
  return sentence(
    reader,
    (words) => words.say('meeting-add.told', tell(view, reader, words)),
    (words) => [
      ...(by === null ? [] : [text(words.say('meeting-add.by', { name: by }))]),
      ...venueBlocks(venue, words),
      link(words.say('turn.open'), 'turn.show', meetingId),
    ],
  );
}

function timeInputs(
  of: 'meeting-move' | 'meeting-add',
  { date, time }: { readonly date: string; readonly time: string },
  words: Words,
): Block[] {
  const typed = (hint: 'date' | 'time') => ({
    hint: null,
    typedHint: words.say(`meeting-move.${hint}-hint`),
  });
  return [
    required(when('date', TIME_INPUTS.date, words.say(`${of}.date`), typed('date'), date)),
    required(when('time', TIME_INPUTS.time, words.say(`${of}.time`), typed('time'), time)),
  ];
}

function tell(
  { meeting, startsAt }: Pick<MeetingView, 'meeting' | 'startsAt'>,
  reader: Reader,
  words: Words,
) {
  return { meeting, when: whenTold(startsAt, reader, words) };
}
