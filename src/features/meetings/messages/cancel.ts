import type { Instant } from '../../../core/instant.ts';
import { actions, button, compose, heading, input, sentence, text } from '../../../core/messages/blocks.ts';
import { whenTold } from '../../../core/messages/dates.ts';
import { LONGEST_REASON, REASON_INPUT } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { TurnView } from '../../turns/messages/turn-view.ts';

type MeetingView = Pick<TurnView, 'meetingId' | 'meeting' | 'startsAt'>;

/** Asks before a meeting is called off. */
export function cancelMeetingForm(view: MeetingView, reader: Reader): Message {
  return compose(reader, (words) => {
    const question = words.say('meeting-off.summary', tell(view, reader, words));
    return {
      summary: question,
      blocks: [
        heading(1, question),
        text(words.say('meeting-off.what'), 'lead'),
        input(REASON_INPUT, words.say('meeting-off.reason'), LONGEST_REASON, {
          hint: words.say('meeting-off.reason-hint'),
        }),
        actions(button(words.say('meeting-off.send'), 'meeting.cancel', view.meetingId, 'warning')),
      ],
    };
  });
}

export function meetingCancelDone(view: MeetingView, reader: Reader): Message {
  return sentence(reader, (words) => words.say('meeting-off.done', tell(view, reader, words)));
}

/** To everybody: a meeting does not take place. `by`: who called it off; `reason`: why, where that was asked; `nextAt`: the next one. */
export function meetingCancelled(
  view: MeetingView & {
    readonly by: string | null;
    readonly reason: string | null;
    readonly nextAt: Instant | null;
  },
  reader: Reader,
): Message {
  const { by, reason, nextAt } = view;
  return sentence(
    reader,
    (words) => words.say('meeting-off.told', tell(view, reader, words)),
    (words) => [
      ...(by === null ? [] : [text(words.say('meeting-off.by', { name: by }))]),
      ...(reason === null ? [] : [text(words.say('history.reason', { reason }))]),
      ...(nextAt === null
        ? []
        : [
            text(
              words.say('meeting-off.next', {
                when: whenTold(nextAt, reader, words),
              }),
            ),
          ]),
    ],
  );
}

function tell({ meeting, startsAt }: MeetingView, reader: Reader, words: Words) {
  return { meeting, when: whenTold(startsAt, reader, words) };
}
