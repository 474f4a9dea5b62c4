import { action, circleSubject } from '../../../core/actions/action.ts';
import { type Handlers, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import { calledIn } from '../../../core/called.ts';
import { isSteward } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { circleSignpost, circleTrust } from '../../../core/signposts.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { hasWayIn } from '../../../core/way-in.ts';
import type { ChoosingView } from '../../choosings/messages.ts';
import { choosingTable } from '../../choosings/tables.ts';
import { choosingView, voicesWithout } from '../../choosings/use-cases/views.ts';
import { makeChanges } from '../../governance/actions/settings.ts';
import { circleHistory } from '../../governance/messages/approval.ts';
import { actTable } from '../../governance/tables/proposals.ts';
import { namingOf, waitingApprovals } from '../../governance/use-cases/views.ts';
import { eraseHistoryForm } from '../../membership/messages/people.ts';
import { levelsOf } from '../../pulses/use-cases/levels.ts';
import { invitedVoices, openingsOf } from '../../pulses/use-cases/open-round.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { meetingTable } from '../../turns/tables.ts';
import { invitationTable } from '../../ways-in/tables.ts';
import { waitForNone } from '../../ways-in/use-cases/views.ts';
import { type CircleView, circlePage } from '../messages/circle.ts';

/** More than a year of a busy circle; and what a page can hold. */
const ACTS_LISTED = 200;

export const circleHandlers = {
  'circle.show': action({
    by: 'reader',
    subject: circleSubject,
    run: async (context, { person }) => shown(circlePage(await circleView(context, person), person.reader)),
  }),
  'circle.history': action({
    by: 'reader',
    subject: circleSubject,
    run: async ({ store }, { person: { circle, reader } }) => {
      const acts = await actTable.list(store, circle.id, ACTS_LISTED);
      const naming = await namingOf(store, circle);
      return shown(circleHistory({ circle: circle.name, acts, naming }, reader));
    },
  }),
  'history.erase-form': action({
    by: 'steward',
    subject: circleSubject,
    run: async (_context, { person: { circle, reader } }) => shown(eraseHistoryForm(circle, reader)),
  }),
  'history.erase': action({
    by: 'steward',
    subject: circleSubject,
    run: (context, { person }) => makeChanges(context, person, [{ kind: 'erase-history' }], { form: null }),
  }),
} satisfies Partial<Handlers>;

async function circleView(context: Context, { circle, member }: Person): Promise<CircleView> {
  const { store } = context;
  const now = context.clock.now();
  const meetings: CircleView['meetings'][number][] = [];
  for (const series of await meetingTable.series(store, circle.id)) {
    const next = (await meetingTable.planned(store, series.id)).find(({ startsAt }) => startsAt > now);
    meetings.push({ series, next: next ?? null });
  }
  const { nameOf } = await calledIn(store, circle);
  const members = (await memberTable.listWithReaders(store, circle.id)).map((each) => ({
    ...each,
    name: nameOf(each.id) ?? each.name,
  }));
  const voices = invitedVoices(context, circle, members, context.clock.now());
  const pulses: CircleView['pulses'][number][] = [];
  for (const pulse of await pulseTable.list(store, circle.id)) {
    const due = pulse.nextOpensAt;
    const ahead = due === null ? null : await openingsOf(store, circle, pulse, { now, due, count: 1 });
    const levels = await levelsOf(store, circle, pulse.questions, voices);
    pulses.push({ ...pulse, levels, opens: ahead?.dates[0] ?? null });
  }
  const choosings: ChoosingView[] = [];
  for (const each of await choosingTable.open(store, circle.id)) {
    const seen = await choosingView(context, circle, member, each);
    if (seen.choosing.state === 'open') choosings.push(seen);
  }
  const [nextWayIn = null] = await waitForNone(context, context.store, circle, members);
  const mailed = await invitationTable.mailed(store, circle.id, now);
  return {
    circle,
    members,
    mailed,
    nextWayIn,
    withoutWayIn: members
      .filter(({ identities }) => !hasWayIn(identities, context.platforms))
      .map(({ id }) => id),
    pulses,
    openRounds: (await roundTable.open(store, circle.id)).filter(({ closesAt }) => closesAt > now),
    meetings,
    digest: await circleTable.digestSettings(store, circle.id),
    signpost: await circleSignpost(context, circle),
    outside: (await circleTrust(context, circle)).outside,
    choosings,
    without: voicesWithout(context, circle, members),
    approvals: await waitingApprovals(context, circle, member),
    mayChange: isSteward(member),
    me: member.id,
  };
}
