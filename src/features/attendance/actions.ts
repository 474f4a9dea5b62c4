import {
  done,
  type Handlers,
  only,
  refused,
  refusedAt,
  refusedForm,
  shown,
} from '../../core/actions/handler.ts';
import { calledIn } from '../../core/called.ts';
import type { Circle, VoiceId } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { FailureCode } from '../../core/messages/failure.ts';
import { faultAt, together } from '../../core/messages/form-inputs.ts';
import type { Reader } from '../../core/messages/reader.ts';
import type { Interaction } from '../../core/ports/interaction.ts';
import type { Message } from '../../core/ports/message.ts';
import { type Result, success } from '../../core/result.ts';
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
      if (!happened.ok) return refusedForm(happened, reader, form);
      const recorded = await recordMeeting(context, member, meeting.id, happened.value);
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

/** What was tapped, or filled in. */
function happenedIn(interaction: Interaction, circle: Circle): Result<Happened, FailureCode> {
  const { value } = interaction.action;
  if (value === 'not-held') return success({ what: 'not-held' });
  if (value === 'held') return success({ what: 'held', sides: null });
  if (value !== undefined && isChoice(value)) return success({ what: 'held', sides: sidesOf(value) });
  const voices = hasTwoSides(circle) ? circle.voices : [];
  const bands = together(Object.fromEntries(voices.map(({ id }) => [id, bandIn(interaction, id)])));
  if (!bands.ok) return bands;
  const sides = voices.length === 0 ? null : sidesFrom(new Map(Object.entries(bands.value)));
  const chair = only(interaction, CHAIR_INPUT);
  // Forms of before do not ask it.
  if (chair === '') return success({ what: 'held', sides });
  return success({ what: 'held', sides, chairId: chair === NOBODY ? null : chair });
}

function bandIn(interaction: Interaction, voice: VoiceId): Result<Band, FailureCode> {
  const input = attendanceInput(voice);
  const said = only(interaction, input);
  const band = BANDS.find((each) => each === said);
  return band === undefined ? faultAt('no-choice', input) : success(band);
}

function isChoice(value: string): value is AttendanceChoice {
  return ATTENDANCE_CHOICES.some((each) => each === value);
}
