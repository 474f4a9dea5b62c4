import type { Voice } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
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
import { whenTold } from '../../core/messages/dates.ts';
import { type PersonOption, personOptions } from '../../core/messages/form-blocks.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Words } from '../../core/messages/words.ts';
import type { Button, Message } from '../../core/ports/message.ts';
import type { TurnView } from '../turns/messages/turn-view.ts';
import { ATTENDANCE_CHOICES, type AttendanceChoice, BANDS, type Happened } from './rules.ts';

export type MetView = Pick<TurnView, 'meetingId' | 'meeting' | 'startsAt'>;

/** What the input of a voice is called. */
export function attendanceInput(voice: string): string {
  return `there-${voice}`;
}

/** What the input with who chaired is called. */
export const CHAIR_INPUT = 'chaired';
/** The value of that input where nobody did: no member id. */
export const NOBODY = '-';

/** Asks what happened at a meeting. One tap answers. `twoSides`: also which sides were there. */
export function meetingAsked(view: MetView & { readonly twoSides: boolean }, reader: Reader): Message {
  const { twoSides, meetingId } = view;
  const choices = [...(twoSides ? ATTENDANCE_CHOICES : (['held'] as const)), 'not-held' as const];
  return sentence(
    reader,
    (words) => asked(view, twoSides, reader, words),
    (words) => [
      ...(twoSides ? [text(words.say('attendance.sides'))] : []),
      actions(...choices.map((value) => tap(value, meetingId, words))),
      link(words.say('attendance.form.link'), 'attendance.form', meetingId),
    ],
  );
}

export interface MeetingFormView extends MetView {
  /** Empty: the circle has one side only. */
  readonly voices: readonly Voice[];
  readonly people: readonly PersonOption[];
  readonly chairId: string | null;
}

/** The same, voice by voice, of which only the sides are kept, and who chaired. */
export function meetingForm(view: MeetingFormView, reader: Reader): Message {
  const { voices, people, chairId, meetingId } = view;
  return compose(reader, (words) => {
    const options = BANDS.map((band) => ({ value: band, label: words.say(`attendance.band.${band}`) }));
    const chairs = [
      ...personOptions(people, words),
      { value: NOBODY, label: words.say('attendance.band.none') },
    ];
    const question = asked(view, voices.length > 0, reader, words);
    return {
      summary: question,
      blocks: [
        heading(1, question),
        ...(voices.length === 0 ? [] : [text(words.say('attendance.sides'), 'lead')]),
        ...voices.map(({ id, name }) => choice(attendanceInput(id), name, options, null)),
        choice(CHAIR_INPUT, words.say('attendance.chaired'), chairs, chairId ?? NOBODY),
        actions(
          button(words.say('attendance.form.send'), 'attendance.record', meetingId, 'primary'),
          tap('not-held', meetingId, words),
        ),
      ],
    };
  });
}

/** The reply: what is kept, and that it can be mended. */
export function meetingRecorded(view: MetView, happened: Happened, reader: Reader): Message {
  return sentence(
    reader,
    (words) => recorded(happened, words),
    (words) => [
      text(words.say(happened.what === 'held' ? 'attendance.done.mend' : 'attendance.not-held.mend')),
      link(words.say('attendance.form.link'), 'attendance.form', view.meetingId),
    ],
  );
}

/** To who chaired and who had agreed to: what somebody noted, and where to say otherwise. */
export function chairNoted(
  view: MetView & { readonly by: string; readonly chairedBy: string | null; readonly until: Instant },
  reader: Reader,
): Message {
  const { by, chairedBy, meeting, meetingId, startsAt, until } = view;
  return sentence(
    reader,
    (words) => {
      const told = { by, meeting, when: whenTold(startsAt, reader, words) };
      return chairedBy === null
        ? words.say('attendance.noted.nobody', told)
        : words.say('attendance.noted', { ...told, name: chairedBy });
    },
    (words) => [
      text(
        words.say('attendance.noted.mend', {
          until: whenTold(until, reader, words),
        }),
      ),
      link(words.say('attendance.noted.link'), 'attendance.form', meetingId),
    ],
  );
}

function recorded(happened: Happened, words: Words): string {
  if (happened.what === 'not-held') return words.say('attendance.not-held');
  if (happened.sides === null) return words.say('attendance.held');
  return words.say('attendance.done', {
    staff: words.say(`attendance.staff.${happened.sides.staff}`),
    reps: words.say(`attendance.reps.${happened.sides.reps}`),
  });
}

function asked({ meeting, startsAt }: MetView, twoSides: boolean, reader: Reader, words: Words): string {
  return words.say(twoSides ? 'attendance.asked' : 'attendance.asked.one-side', {
    meeting,
    when: whenTold(startsAt, reader, words),
  });
}

function tap(value: AttendanceChoice | 'held' | 'not-held', meetingId: string, words: Words): Button {
  return {
    label: words.say(`attendance.choice.${value}`),
    action: { name: 'attendance.record', subject: meetingId, value },
    weight: 'secondary',
  };
}
