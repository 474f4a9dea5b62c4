import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import type { Circle } from '../../core/circle.ts';
import type { Interaction } from '../../core/ports/interaction.ts';
import { findMeeting } from '../rota/actions/turn.ts';
import { turnView } from '../rota/use-cases/turn-view.ts';
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
export const attendanceHandlers: Handlers<'attendance.form' | 'attendance.record'> = {
  'attendance.form': async (context, asker, { action }) => {
    const found = await findMeeting(context, asker, action.subject);
    if ('reply' in found) return found.reply;
    const { meeting, person } = found;
    if (!mayRecord(meeting, person.member)) return refused('not-allowed', person.reader);
    const view = await turnView(context.store.tables, person.circle, meeting);
    return shown(attendanceForm(view, person.circle.voices, person.reader));
  },
  'attendance.record': async (context, asker, interaction) => {
    const found = await findMeeting(context, asker, interaction.action.subject);
    if ('reply' in found) return found.reply;
    const { meeting, person } = found;
    const view = await turnView(context.store.tables, person.circle, meeting);
    const form = attendanceForm(view, person.circle.voices, person.reader);
    const sides = sidesIn(interaction, person.circle);
    if (typeof sides === 'string') return refusedAt('no-choice', person.reader, form, sides);
    const recorded = await recordAttendance(context, person.member, meeting.id, sides);
    if (recorded.ok) return done(attendanceRecorded(view, sides, person.reader));
    if (recorded.code !== 'nobody-there') return refused(recorded.code, person.reader);
    return refusedAt(recorded.code, person.reader, form, null);
  },
};

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
