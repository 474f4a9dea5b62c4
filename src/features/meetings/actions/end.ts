import { inCircle } from '../../../core/actions/action.ts';
import type { Handlers } from '../../../core/actions/handler.ts';
import { success } from '../../../core/result.ts';
import { formAction, type SettingsForm, saveAction } from '../../governance/actions/settings.ts';
import { findRunning } from '../../turns/actions/subjects.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';
import { endMeetingsForm } from '../messages/end.ts';

const meetingsEnd: SettingsForm<MeetingSeries> = {
  subject: inCircle(findRunning),
  open: async (_context, { subject: { id, name }, person: { reader } }) => ({
    form: endMeetingsForm({ id, name }, reader),
    read: () => success([{ kind: 'meetings-end', seriesId: id, name }]),
  }),
};

export const meetingsEndHandlers = {
  'meetings-end.form': formAction(meetingsEnd),
  'meetings-end.save': saveAction(meetingsEnd),
} satisfies Partial<Handlers>;
