import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import type { Circle } from '../../core/circle.ts';
import type { Interaction } from '../../core/ports/interaction.ts';
import { aboutMeeting } from '../turns/actions/subjects.ts';
import { turnView } from '../turns/use-cases/turn-view.ts';
import { attendanceForm, attendanceInput, attendanceRecorded } from './messages.ts';
import {
  ATTENDANCE_CHOICES,
  type AttendanceChoice,
  BANDS,
  type Band,
  type Sides,
  sidesFrom,
  sidesOf,
} from './rules.ts';
import { mayRecord, recordAttendance } from './use-cases/record.ts';

/** `subject` is the meeting; `value` what was said with one tap. */
export const attendanceHandlers = {
  'attendance.form': aboutMeeting(
    async (context, { subject: meeting, person: { circle, member, reader } }) => {
      if (!mayRecord(meeting, member)) return refused('not-allowed', reader);
      const view = await turnView(context.store, circle, meeting);
      return shown(attendanceForm(view, circle.voices, reader));
    },
  ),
  'attendance.record': aboutMeeting(
    async (context, { subject: meeting, person: { circle, member, reader }, interaction }) => {
      const view = await turnView(context.store, circle, meeting);
      const form = attendanceForm(view, circle.voices, reader);
      const sides = sidesIn(interaction, circle);
      if (typeof sides === 'string') return refusedAt('no-choice', reader, form, sides);
      const recorded = await recordAttendance(context, member, meeting.id, sides);
      if (recorded.ok) return done(attendanceRecorded(view, sides, reader));
      if (recorded.code !== 'nobody-there') return refused(recorded.code, reader);
      return refusedAt(recorded.code, reader, form, null);
    },
  ),
} satisfies Partial<Handlers>;

/** What was tapped, or the sides of a filled-in form; a string: the input at fault. */
function sidesIn(interaction: Interaction, { voices }: Circle): Sides | string {
  const { value } = interaction.action;
  if (value !== undefined && isChoice(value)) return sidesOf(value);
  const bands = new Map<string, Band>();
  for (const { id } of voices) {
    const input = attendanceInput(id);
    const said = only(interaction, input);
    const band = BANDS.find((each) => each === said);
    if (band === undefined) return input;
    bands.set(id, band);
  }
  return sidesFrom(bands);
}

function isChoice(value: string): value is AttendanceChoice {
  return ATTENDANCE_CHOICES.some((each) => each === value);
}
