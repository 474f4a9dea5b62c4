import type { Voice } from '../../core/circle.ts';
import {
  actions,
  button,
  choice,
  compose,
  heading,
  link,
  sentence,
  text,
} from '../../core/messages/blocks.ts';
import { dayAndTime } from '../../core/messages/dates.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Block, Message } from '../../core/ports/message.ts';
import type { TurnView } from '../turns/messages/turn-view.ts';
import { ATTENDANCE_CHOICES, BANDS, type Sides } from './rules.ts';

export type MetView = Pick<TurnView, 'meetingId' | 'meeting' | 'startsAt'>;

/** What the input of a voice is called. */
export function attendanceInput(voice: string): string {
  return `there-${voice}`;
}

/** Asks which sides were at a meeting. One tap answers. */
export function attendanceAsked(view: MetView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: asked(view, reader, words),
    blocks: [
      text(asked(view, reader, words), 'lead'),
      text(words.say('attendance.sides')),
      oneTap(view, words),
      link(words.say('attendance.form.link'), 'attendance.form', view.meetingId),
    ],
  }));
}

/** The same, voice by voice. Only the sides are kept of it. */
export function attendanceForm(view: MetView, voices: readonly Voice[], reader: Reader): Message {
  return compose(reader, (words) => {
    const options = BANDS.map((band) => ({ value: band, label: words.say(`attendance.band.${band}`) }));
    return {
      summary: asked(view, reader, words),
      blocks: [
        heading(1, asked(view, reader, words)),
        text(words.say('attendance.sides'), 'lead'),
        ...voices.map(({ id, name }) => choice(attendanceInput(id), name, options, null)),
        actions(button(words.say('attendance.form.send'), 'attendance.record', view.meetingId, 'primary')),
      ],
    };
  });
}

/** The reply: what is kept, and that it can be mended. */
export function attendanceRecorded(view: MetView, sides: Sides, reader: Reader): Message {
  return sentence(
    reader,
    (words) =>
      words.say('attendance.done', {
        staff: words.say(`attendance.staff.${sides.staff}`),
        reps: words.say(`attendance.reps.${sides.reps}`),
      }),
    (words) => [
      text(words.say('attendance.done.mend')),
      link(words.say('attendance.form.link'), 'attendance.form', view.meetingId),
    ],
  );
}

function asked({ meeting, startsAt }: MetView, reader: Reader, words: Words): string {
  return words.say('attendance.asked', {
    meeting,
    when: dayAndTime(startsAt, words.language, reader.timezone),
  });
}

function oneTap({ meetingId }: MetView, words: Words): Block {
  return actions(
    ...ATTENDANCE_CHOICES.map((value) => ({
      label: words.say(`attendance.choice.${value}`),
      action: { name: 'attendance.record', subject: meetingId, value } as const,
      weight: 'secondary' as const,
    })),
  );
}
