import { action, circleSubject, type FindSubject, inCircle } from '../../../core/actions/action.ts';
import { type Handlers, refusedAt, shown } from '../../../core/actions/handler.ts';
import { signpostForm } from '../../../core/messages/signpost.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { circleSignpost, circleTrust } from '../../../core/signposts.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { digestSettingsForm } from '../../digests/messages/settings.ts';
import { readDigestForm } from '../../digests/use-cases/settings.ts';
import { formAction, type SettingsForm, saveAction } from '../../governance/actions/settings.ts';
import { marked } from '../../governance/messages/form-mark.ts';
import { meetingSettingsForm } from '../../meetings/messages/settings.ts';
import { readMeetingForm } from '../../meetings/use-cases/settings.ts';
import {
  aroundChannel,
  platformsAsked,
  teamsChannel,
  workspacesOf,
} from '../../membership/use-cases/people.ts';
import { pulseSubject } from '../../pulses/actions/subjects.ts';
import { pulsePreview, pulseSettingsForm } from '../../pulses/messages/settings.ts';
import { packs } from '../../pulses/packs/packs.ts';
import { sharesQuestion } from '../../pulses/rules/openings.ts';
import { levelsOf } from '../../pulses/use-cases/levels.ts';
import { invitedVoices } from '../../pulses/use-cases/open-round.ts';
import { questionsIn, readPulseForm } from '../../pulses/use-cases/settings.ts';
import { oneLevel } from '../../release/rules/level.ts';
import type { Pulse } from '../../release/rules/pulse.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { findRunning } from '../../turns/actions/subjects.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';
import { channelsForm } from '../messages/channels.ts';
import { circleSettingsForm } from '../messages/circle-settings.ts';
import { readChannelForm } from '../use-cases/channels.ts';
import { readCircleForm } from '../use-cases/circle-form.ts';
import { readSignpostForm } from '../use-cases/signpost-form.ts';

const pulseSettings: SettingsForm<Pulse | null> = {
  subject: async (context, asker, id) =>
    (await pulseSubject(context, asker, id)) ?? circleSubject(context, asker, id),
  open: async (context, { subject: pulse, person: { circle, reader } }) => {
    const { clock, store } = context;
    const all = await pulseTable.list(store, circle.id);
    const inUse = new Set(all.map(({ packId }) => packId));
    const alike = all.filter(
      ({ id, questions }) => id !== pulse?.id && sharesQuestion(questions, pulse?.questions ?? []),
    );
    const free = [...packs.values()].filter(({ id }) => !inUse.has(id));
    const known = pulse === null ? [...new Set([...free, ...packs.values()])] : [...packs.values()];
    const voices = invitedVoices(context, circle, await memberTable.list(store, circle.id), clock.now());
    const level = oneLevel(await levelsOf(store, circle, pulse?.questions ?? [], voices));
    return {
      form: pulseSettingsForm({ subject: pulse?.id ?? circle.id, pulse, packs: known, level }, reader),
      read: (inputs) => {
        const pulseId = pulse?.id ?? context.newId();
        return readPulseForm(inputs, {
          circle,
          pulse,
          pulseId,
          level,
          others: alike.map(({ title }) => title),
          now: clock.now(),
        });
      },
    };
  },
};

const meetingSettings: SettingsForm<MeetingSeries | null> = {
  subject: existingOrNew(findRunning),
  open: async (context, { subject: series, person: { circle, reader } }) => ({
    form: meetingSettingsForm({ subject: series?.id ?? circle.id, circle: circle.name, series }, reader),
    read: (inputs) => {
      const seriesId = series?.id ?? context.newId();
      return readMeetingForm(inputs, { circle, series, seriesId, now: context.clock.now() });
    },
  }),
};

const digestSettings: SettingsForm<null> = {
  subject: circleSubject,
  open: async ({ clock, store }, { person: { circle, reader } }) => {
    const digest = await circleTable.digestSettings(store, circle.id);
    return {
      form: digestSettingsForm({ circleId: circle.id, digest }, reader),
      read: (inputs) => readDigestForm(inputs, { circle, digest, now: clock.now() }),
    };
  },
};

const circleSettings: SettingsForm<null> = {
  subject: circleSubject,
  open: async (_context, { person: { circle, reader } }) => ({
    form: circleSettingsForm(circle, reader),
    read: (inputs) => readCircleForm(inputs, circle),
  }),
};

const channels: SettingsForm<null> = {
  subject: circleSubject,
  open: async (context, { person: { circle, member, reader }, interaction: { channel, platform } }) => {
    const here = teamsChannel(circle, channel);
    const { channels: listed } = await aroundChannel(context, here, member.identities);
    const platforms = platformsAsked(context, platform);
    return {
      form: channelsForm({ circle, platforms, listed, here }, reader),
      read: (inputs) =>
        readChannelForm(inputs, circle, workspacesOf([...circle.channels, ...member.identities], 'slack')),
    };
  },
};

const signposts: SettingsForm<null> = {
  subject: circleSubject,
  open: async (context, { person: { circle, reader } }) => {
    const signpost = await circleSignpost(context, circle);
    const { outside } = await circleTrust(context, circle);
    return {
      form: signpostForm({ circleId: circle.id, signpost, outside }, reader),
      read: (inputs) => readSignpostForm(inputs, { signpost, outside }),
    };
  },
};

export const settingsHandlers = {
  'pulse-settings.form': formAction(pulseSettings),
  'pulse-settings.save': saveAction(pulseSettings),
  /** Reads the questions alone: the rest of the form may not be done yet. */
  'pulse-settings.preview': action({
    by: 'steward',
    subject: pulseSettings.subject,
    run: async (context, doing) => {
      const { interaction, person, subject: pulse } = doing;
      const { form: fresh } = await pulseSettings.open(context, doing);
      // As it was opened, and not as it is now: what is filled in is from then.
      const form = marked(fresh, interaction.action.value);
      const asked = questionsIn(interaction.inputs, pulse);
      if (!asked.ok)
        return refusedAt(asked.code, person.reader, form, String(asked.details?.input), asked.details);
      const seen = { questions: asked.value.questions, comments: pulse?.comments ?? false };
      return shown(pulsePreview(form, interaction.inputs, seen, person.reader));
    },
  }),
  'meeting-settings.form': formAction(meetingSettings),
  'meeting-settings.save': saveAction(meetingSettings),
  'digest-settings.form': formAction(digestSettings),
  'digest-settings.save': saveAction(digestSettings),
  'circle-settings.form': formAction(circleSettings),
  'circle-settings.save': saveAction(circleSettings),
  'channels.form': formAction(channels),
  'channels.save': saveAction(channels),
  'signpost.form': formAction(signposts),
  'signpost.save': saveAction(signposts),
} satisfies Partial<Handlers>;

/** By its own id, or by the circle's for another one. */
function existingOrNew<Row extends { readonly circleId: string }>(
  find: (tx: Tx, id: string) => Promise<Row | null>,
): FindSubject<Row | null> {
  return async (context, asker, id) =>
    (await inCircle(find)(context, asker, id)) ?? (await circleSubject(context, asker, id));
}
