import { type Handlers, refused, shown } from '../../../core/actions/handler.ts';
import { type Person, personFor } from '../../../core/actions/person.ts';
import { isSteward } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { signpostForm } from '../../../core/messages/signpost.ts';
import { circleSignpost, circleTrust } from '../../../core/signposts.ts';
import { hasWayIn } from '../../../core/way-in.ts';
import { digestSettingsForm } from '../../digests/messages/settings.ts';
import { readDigestForm } from '../../digests/use-cases/settings.ts';
import { type FindForm, makeChanges, saveForm, showForm } from '../../governance/actions/settings.ts';
import { circleHistory } from '../../governance/messages/approval.ts';
import type { ChoosingView } from '../../governance/messages/choosing.ts';
import { choosingView, voicesWithout } from '../../governance/use-cases/choosing-views.ts';
import { namingOf, waitingApprovals } from '../../governance/use-cases/views.ts';
import { meetingSettingsForm } from '../../meetings/messages/settings.ts';
import { readMeetingForm } from '../../meetings/use-cases/settings.ts';
import { eraseHistoryForm } from '../../membership/messages/people.ts';
import { platformsAsked, workspacesOf } from '../../membership/use-cases/people.ts';
import { pulseSettingsForm } from '../../pulses/messages/settings.ts';
import { packs } from '../../pulses/packs/packs.ts';
import { levelsOf } from '../../pulses/use-cases/levels.ts';
import { invitedVoices } from '../../pulses/use-cases/open-round.ts';
import { readPulseForm } from '../../pulses/use-cases/settings.ts';
import { oneLevel } from '../../release/rules/level.ts';
import { waitForNone } from '../../ways-in/use-cases/views.ts';
import { channelsForm } from '../messages/channels.ts';
import { type CircleView, circlePage } from '../messages/circle.ts';
import { readSignpostForm } from '../signpost-form.ts';
import { readChannelForm } from '../use-cases/channels.ts';

/** More than a year of a busy circle; and what a page can hold. */
const ACTS_LISTED = 200;

type CircleActions =
  | 'circle.show'
  | 'circle.history'
  | `${'pulse-settings' | 'meeting-settings' | 'digest-settings' | 'channels' | 'signpost'}.${'form' | 'save'}`
  | 'history.erase-form'
  | 'history.erase';

export const circleHandlers: Handlers<CircleActions> = {
  'circle.show': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    return shown(circlePage(await circleView(context, person), person.reader));
  },
  'circle.history': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    const { circle, reader } = person;
    const acts = await context.store.tables.acts.list(circle.id, ACTS_LISTED);
    const naming = await namingOf(context.store.tables, circle);
    return shown(circleHistory({ circle: circle.name, acts, naming }, reader));
  },
  'pulse-settings.form': (context, asker, interaction) => showForm(findPulse, context, asker, interaction),
  'pulse-settings.save': (context, asker, interaction) => saveForm(findPulse, context, asker, interaction),
  'meeting-settings.form': (context, asker, interaction) =>
    showForm(findMeetings, context, asker, interaction),
  'meeting-settings.save': (context, asker, interaction) =>
    saveForm(findMeetings, context, asker, interaction),
  'digest-settings.form': (context, asker, interaction) => showForm(findDigest, context, asker, interaction),
  'digest-settings.save': (context, asker, interaction) => saveForm(findDigest, context, asker, interaction),
  'channels.form': (context, asker, interaction) => showForm(findChannels, context, asker, interaction),
  'channels.save': (context, asker, interaction) => saveForm(findChannels, context, asker, interaction),
  'signpost.form': (context, asker, interaction) => showForm(findSignpost, context, asker, interaction),
  'signpost.save': (context, asker, interaction) => saveForm(findSignpost, context, asker, interaction),
  'history.erase-form': async (_context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    if (!isSteward(person.member)) return refused('not-a-steward', person.reader);
    return shown(eraseHistoryForm(person.circle, person.reader));
  },
  'history.erase': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    return makeChanges(context, person, [{ kind: 'erase-history' }], { form: null });
  },
};

async function circleView(context: Context, { circle, member }: Person): Promise<CircleView> {
  const { tables } = context.store;
  const now = context.clock.now();
  const meetings: CircleView['meetings'][number][] = [];
  for (const series of await tables.meetings.series(circle.id)) {
    const next = (await tables.meetings.planned(series.id)).find(({ startsAt }) => startsAt > now);
    meetings.push({ series, next: next?.startsAt ?? null });
  }
  const members = await tables.members.list(circle.id);
  const voices = invitedVoices(context, circle, members, context.clock.now());
  const pulses: CircleView['pulses'][number][] = [];
  for (const pulse of await tables.pulses.list(circle.id)) {
    pulses.push({ ...pulse, levels: await levelsOf(tables, circle, pulse.questions, voices) });
  }
  const choosings: ChoosingView[] = [];
  for (const each of await tables.choosings.open(circle.id)) {
    const seen = await choosingView(context, circle, member, each);
    if (seen.choosing.state === 'open') choosings.push(seen);
  }
  const [nextWayIn = null] = await waitForNone(context, circle, members);
  return {
    circle,
    members,
    nextWayIn,
    withoutWayIn: members
      .filter(({ identities }) => !hasWayIn(identities, context.platforms))
      .map(({ id }) => id),
    pulses,
    openRounds: (await tables.rounds.open(circle.id)).filter(({ closesAt }) => closesAt > now),
    meetings,
    digest: await tables.circles.digestSettings(circle.id),
    signpost: await circleSignpost(context, circle),
    outside: (await circleTrust(context, circle)).outside,
    choosings,
    without: voicesWithout(context, circle, members),
    approvals: await waitingApprovals(context, circle, member),
    mayChange: isSteward(member),
    me: member.id,
  };
}

/** By the pulse, or by the circle where it has none yet. */
const findPulse: FindForm = async (context, asker, subject) => {
  const { pulses } = context.store.tables;
  const pulse = await pulses.find(subject);
  const person = pulse === null ? personFor(asker, subject) : asker.in(pulse.circleId);
  if (person === null || (pulse === null && (await pulses.list(person.circle.id)).length > 0)) return null;
  const { circle, reader } = person;
  const known = [...packs.values()].map(({ id, name }) => ({ id, name }));
  const { tables } = context.store;
  const voices = invitedVoices(context, circle, await tables.members.list(circle.id), context.clock.now());
  const level = oneLevel(await levelsOf(tables, circle, pulse?.questions ?? [], voices));
  return {
    person,
    form: pulseSettingsForm({ subject: pulse?.id ?? circle.id, pulse, packs: known, level }, reader),
    read: (inputs) => {
      const pulseId = pulse?.id ?? context.newId();
      return readPulseForm(inputs, { circle, pulse, pulseId, level, now: context.clock.now() });
    },
  };
};

/** By the meeting series, or by the circle where it has none yet. */
const findMeetings: FindForm = async (context, asker, subject) => {
  const { meetings } = context.store.tables;
  const series = await meetings.findSeries(subject);
  const person = series === null ? personFor(asker, subject) : asker.in(series.circleId);
  if (person === null || (series === null && (await meetings.series(person.circle.id)).length > 0))
    return null;
  const { circle, reader } = person;
  const view = { subject: series?.id ?? circle.id, circle: circle.name, series };
  return {
    person,
    form: meetingSettingsForm(view, reader),
    read: (inputs) => {
      const seriesId = series?.id ?? context.newId();
      return readMeetingForm(inputs, { circle, series, seriesId, now: context.clock.now() });
    },
  };
};

const findDigest: FindForm = async (context, asker, subject) => {
  const person = personFor(asker, subject);
  if (person === null) return null;
  const { circle, reader } = person;
  const digest = await context.store.tables.circles.digestSettings(circle.id);
  return {
    person,
    form: digestSettingsForm({ circleId: circle.id, digest }, reader),
    read: (inputs) => readDigestForm(inputs, { circle, digest, now: context.clock.now() }),
  };
};

const findChannels: FindForm = async (context, asker, subject, platform) => {
  const person = personFor(asker, subject);
  if (person === null) return null;
  const { circle, member, reader } = person;
  const home = workspacesOf([...circle.channels, ...member.identities], 'slack');
  return {
    person,
    form: channelsForm({ circle, platforms: platformsAsked(context, platform) }, reader),
    read: (inputs) => readChannelForm(inputs, circle, home),
  };
};

const findSignpost: FindForm = async (context, asker, subject) => {
  const person = personFor(asker, subject);
  if (person === null) return null;
  const { circle, reader } = person;
  const signpost = await circleSignpost(context, circle);
  const { outside } = await circleTrust(context, circle);
  return {
    person,
    form: signpostForm({ circleId: circle.id, signpost, outside }, reader),
    read: (inputs) => readSignpostForm(inputs, { signpost, outside }),
  };
};
