import { action, inCircle } from '../../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedForm, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import { instantAt, localTime } from '../../../core/calendar/local-time.ts';
import { parseClock, parseDate } from '../../../core/calendar/spoken.ts';
import { isSteward } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { FailureCode } from '../../../core/messages/failure.ts';
import { REASON_INPUT } from '../../../core/messages/form-blocks.ts';
import { type FormFault, faultAt, reasonIn, together } from '../../../core/messages/form-inputs.ts';
import type { Interaction } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import { type Result, success } from '../../../core/result.ts';
import { changedMeanwhile } from '../../governance/actions/meanwhile.ts';
import { marked } from '../../governance/messages/form-mark.ts';
import { aboutMeeting, findRunning } from '../../turns/actions/subjects.ts';
import type { Meeting, MeetingSeries } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { isAhead } from '../../turns/use-cases/situation.ts';
import { turnView } from '../../turns/use-cases/turn-view.ts';
import { cancelMeetingForm, meetingCancelDone } from '../messages/cancel.ts';
import { historyPage } from '../messages/history.ts';
import {
  addMeetingForm,
  meetingAdded,
  meetingMoved,
  moveMeetingForm,
  TIME_INPUTS,
} from '../messages/one-meeting.ts';
import { policyPreview } from '../messages/preview.ts';
import { cancelMeeting } from '../use-cases/cancel.ts';
import { turnHistory } from '../use-cases/history.ts';
import { addMeeting, moveMeeting } from '../use-cases/move.ts';
import { previewPolicies } from '../use-cases/preview.ts';

const meetingSubject = inCircle((tx, id) => meetingTable.find(tx, id));
const seriesSubject = inCircle(findRunning);

export const meetingHandlers = {
  'meeting.cancel-form': action({
    by: 'steward',
    subject: meetingSubject,
    run: async (context, { subject: meeting, person: { circle, reader } }) => {
      if (!isAhead(context, meeting)) return refused('turn-over', reader);
      return shown(cancelMeetingForm(await turnView(context.store, circle, meeting), reader));
    },
  }),
  'meeting.cancel': action({
    by: 'steward',
    subject: meetingSubject,
    run: async (
      context,
      { subject: meeting, person: { circle, member, reader }, interaction: { inputs } },
    ) => {
      const view = await turnView(context.store, circle, meeting);
      const reason = reasonIn(inputs);
      const form = cancelMeetingForm(view, reader);
      if (!reason.ok) return refusedForm(reason, reader, form);
      if (reason.value === null) return refusedForm(faultAt('no-reason', REASON_INPUT), reader, form);
      const cancelled = await cancelMeeting(context, circle, member, meeting, reason.value);
      if (!cancelled.ok) return refused(cancelled.code, reader);
      return done(meetingCancelDone(view, reader));
    },
  }),
  'meeting.move-form': action({
    by: 'steward',
    subject: meetingSubject,
    run: async (context, { subject: meeting, person }) => {
      if (!isAhead(context, meeting)) return refused('turn-over', person.reader);
      return shown(marked(await moveForm(context, person, meeting)));
    },
  }),
  'meeting.move': action({
    by: 'steward',
    subject: meetingSubject,
    run: async (context, { subject: meeting, person, interaction }) => {
      const { circle, member, reader } = person;
      const form = await moveForm(context, person, meeting);
      const told = changedMeanwhile(interaction, form, reader);
      if (told !== null) return told;
      const to = timeIn(context, person, interaction);
      const moved = to.ok ? await moveMeeting(context, circle, member, meeting, to.value) : to;
      if (!moved.ok) return mended(moved, marked(form), person);
      const view = await turnView(context.store, circle, meeting);
      return done(meetingMoved({ ...view, startsAt: to.ok ? to.value : meeting.startsAt }, reader));
    },
  }),
  'meeting.add-form': action({
    by: 'steward',
    subject: seriesSubject,
    run: async (_, { subject: series, person }) => shown(addForm(series, person)),
  }),
  'turn.history': aboutMeeting(async ({ store }, { subject: meeting, person: { circle, reader } }) => {
    const view = await turnHistory(store, circle, meeting);
    return shown(historyPage(view, reader));
  }, 'reader'),
  /** For everybody with a voice: a group chooses its policy together. */
  'rota.preview': action({
    by: 'member',
    subject: seriesSubject,
    run: async ({ clock, store }, { subject: series, person: { circle, member, reader } }) => {
      const preview = await previewPolicies(store, circle, series, clock.now());
      return shown(policyPreview({ ...preview, mayChange: isSteward(member) }, reader));
    },
  }),
  'meeting.add': action({
    by: 'steward',
    subject: seriesSubject,
    run: async (context, { subject: series, person, interaction }) => {
      const { circle, member, reader } = person;
      const at = timeIn(context, person, interaction);
      const added = at.ok ? await addMeeting(context, circle, member, series, at.value) : at;
      if (!added.ok) return mended(added, addForm(series, person), person);
      return done(meetingAdded({ meeting: series.name, startsAt: at.ok ? at.value : 0 }, reader));
    },
  }),
} satisfies Partial<Handlers>;

async function moveForm(context: Context, { circle, reader }: Person, meeting: Meeting): Promise<Message> {
  return moveMeetingForm(await turnView(context.store, circle, meeting), circle.timezone, reader);
}

function addForm(series: MeetingSeries, { reader }: Person): Message {
  return addMeetingForm(series, series.schedule.time, reader);
}

/** The day and time of a form, on the circle's clocks. */
function timeIn(
  { clock }: Context,
  { circle: { timezone } }: Person,
  interaction: Interaction,
): Result<Instant, FailureCode> {
  const date = parseDate(only(interaction, TIME_INPUTS.date), localTime(clock.now(), timezone).date);
  const time = parseClock(only(interaction, TIME_INPUTS.time));
  const read = together({
    date: date.ok ? date : faultAt(date.code, TIME_INPUTS.date),
    time: time.ok ? time : faultAt(time.code, TIME_INPUTS.time),
  });
  return read.ok ? success(instantAt(`${read.value.date}T${read.value.time}`, timezone)) : read;
}

function mended(fault: FormFault, form: Message, { reader }: Person) {
  const { code } = fault;
  if (code === 'turn-over' || code === 'not-found' || code === 'not-a-steward') return refused(code, reader);
  return refusedForm({ ...fault, details: { input: TIME_INPUTS.date, ...fault.details } }, reader, form);
}
