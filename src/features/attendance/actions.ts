import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import { calledIn } from '../../core/called.ts';
import type { Circle } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Interaction } from '../../core/ports/interaction.ts';
import type { Message } from '../../core/ports/message.ts';
import { memberTable } from '../../core/tables/members.ts';
import { changedMeanwhile } from '../governance/actions/meanwhile.ts';
import { marked } from '../governance/messages/form-mark.ts';
import { aboutMeeting } from '../turns/actions/subjects.ts';
import type { Meeting } from '../turns/rules/meeting.ts';
import { turnView } from '../turns/use-cases/turn-view.ts';
import { attendanceInput, CHAIR_INPUT, meetingForm, meetingRecorded, NOBODY } from './messages.ts';
import {
  ATTENDANCE_CHOICES,
  type AttendanceChoice,
  BANDS,
  type Band,
  type Happened,
  hasTwoSides,
  sidesFrom,
  sidesOf,
} from './rules.ts';
import { mayRecord, recordMeeting } from './use-cases/record.ts';

/** `subject` is the meeting; `value` what was said with one tap. */
export const attendanceHandlers = {
  'attendance.form': aboutMeeting(
    async (context, { subject: meeting, person: { circle, member, reader } }) => {
      if (!mayRecord(meeting, member)) return refused('not-allowed', reader);
      return shown(marked(await formFor(context, circle, meeting, reader)));
    },
  ),
  'attendance.record': aboutMeeting(
    async (context, { subject: meeting, person: { circle, member, reader }, interaction }) => {
      const fresh = await formFor(context, circle, meeting, reader);
      const told = changedMeanwhile(interaction, fresh, reader);
      if (told !== null) return told;
      const form = marked(fresh);
      const happened = happenedIn(interaction, circle);
      if (typeof happened === 'string') return refusedAt('no-choice', reader, form, happened);
      const recorded = await recordMeeting(context, member, meeting.id, happened);
      if (recorded.ok) {
        const view = await turnView(context.store, circle, meeting);
        return done(meetingRecorded(view, recorded.value, reader));
      }
      switch (recorded.code) {
        case 'nobody-there':
          return refusedAt(recorded.code, reader, form, null);
        case 'no-choice':
          return refusedAt(recorded.code, reader, form, CHAIR_INPUT);
        default:
          return refused(recorded.code, reader);
      }
    },
  ),
} satisfies Partial<Handlers>;

async function formFor(context: Context, circle: Circle, meeting: Meeting, reader: Reader): Promise<Message> {
  const view = await turnView(context.store, circle, meeting);
  const members = await memberTable.list(context.store, circle.id);
  const { voiceOf } = await calledIn(context.store, circle);
  const people = members.map((each) => ({ id: each.id, name: each.name, voiceName: voiceOf(each) }));
  const voices = hasTwoSides(circle) ? circle.voices : [];
  return meetingForm({ ...view, voices, people, chairId: meeting.chairId }, reader);
}

/** What was tapped, or filled in; a string: the input at fault. */
function happenedIn(interaction: Interaction, circle: Circle): Happened | string {
  const { value } = interaction.action;
  if (value === 'not-held') return { what: 'not-held' };
  if (value === 'held') return { what: 'held', sides: null };
  if (value !== undefined && isChoice(value)) return { what: 'held', sides: sidesOf(value) };
  const bands = new Map<string, Band>();
  for (const { id } of hasTwoSides(circle) ? circle.voices : []) {
    const input = attendanceInput(id);
    const said = only(interaction, input);
    const band = BANDS.find((each) => each === said);
    if (band === undefined) return input;
    bands.set(id, band);
  }
  const sides = bands.size === 0 ? null : sidesFrom(bands);
  const chair = only(interaction, CHAIR_INPUT);
  // Forms of before do not ask it.
  if (chair === '') return { what: 'held', sides };
  return { what: 'held', sides, chairId: chair === NOBODY ? null : chair };
}

function isChoice(value: string): value is AttendanceChoice {
  return ATTENDANCE_CHOICES.some((each) => each === value);
}
