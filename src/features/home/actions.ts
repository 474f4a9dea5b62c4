import { action } from '../../core/actions/action.ts';
import { type Handlers, shown } from '../../core/actions/handler.ts';
import type { Person } from '../../core/actions/person.ts';
import { circleOrAll } from '../../core/actions/which-circle.ts';
import { calledIn } from '../../core/called.ts';
import { type Identity, isReader, isSteward, voiceName } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { memberTable } from '../../core/tables/members.ts';
import { choosingAtHome, voicesWithout } from '../choosings/use-cases/views.ts';
import { digestTable } from '../digests/tables.ts';
import { waitingApprovals } from '../governance/use-cases/views.ts';
import { type Outlook, outlooks } from '../meetings/use-cases/outlook.ts';
import { waitingJoinings } from '../membership/use-cases/joining/views.ts';
import { firstPulseOf, rosterView } from '../membership/use-cases/roster-view.ts';
import { mayJudge } from '../promises/rules/closing.ts';
import { inOrder, isOpen, isReadable } from '../promises/rules/promise.ts';
import { promiseTable } from '../promises/tables.ts';
import { seatHolder } from '../pulses/use-cases/seat.ts';
import { roundTable } from '../release/tables/rounds.ts';
import { askedMember } from '../turns/rules/asks.ts';
import type { Meeting } from '../turns/rules/meeting.ts';
import { requestsTo } from '../turns/use-cases/take-over-view.ts';
import { claimsFor } from '../ways-in/use-cases/vouch.ts';
import { type HomeView, homePage } from './messages.ts';

export const homeHandlers = {
  'home.show': action({
    by: 'reader',
    subject: circleOrAll,
    run: async (context, { subject: people, person: { reader }, interaction: { actor } }) => {
      const views: HomeView[] = [];
      for (const person of people) views.push(await homeView(context, person, actor));
      return shown(homePage(views, reader));
    },
  }),
} satisfies Partial<Handlers>;

async function homeView(context: Context, person: Person, actor: Identity): Promise<HomeView> {
  const { circle, member } = person;
  const { store } = context;
  const reads = isReader(member);
  const called = await calledIn(store, circle);
  const members = await memberTable.list(store, circle.id);
  const others = members.filter(({ voice }) => voice !== member.voice);
  const promises = inOrder((await promiseTable.list(store, circle.id)).filter(isReadable));
  const ahead = await outlooks(store, circle);
  const [latest = null] = await digestTable.list(store, circle.id, 1);
  const nameOf = (voice: string) => voiceName(circle, voice);
  const chairOf = (id: string | null) => {
    const chair = members.find((each) => each.id === id);
    return chair === undefined ? null : { name: chair.name, voiceName: called.voiceOf(chair) };
  };
  const seen = (meeting: Meeting, voice: string | null | undefined) => ({
    startsAt: meeting.startsAt,
    turnOf: voice == null ? null : nameOf(voice),
    chair: chairOf(meeting.chairId),
  });
  return {
    name: member.name,
    reads,
    circle: circle.name,
    circleId: circle.id,
    timezone: circle.timezone,
    pulses: await openPulses(context, person, actor),
    turns: reads ? [] : turnsOf(ahead, member.id),
    asked: reads ? [] : await requestsTo(context, circle, ahead.flatMap(meetingsIn), member.id),
    roster: member.steward ? await rosterView(context, circle, member) : null,
    joinings: member.steward ? await waitingJoinings(context, circle) : [],
    claims: await claimViews(context, person),
    approvals: (await waitingApprovals(context, circle, member)).filter(({ mayDecide }) => mayDecide),
    toConfirm: promises.filter((item) => mayJudge(item, member, context.clock.now())),
    chairs: ahead
      .flatMap(({ seriesName, next, forecasts }) => {
        const of = { meeting: ahead.length > 1 ? seriesName : null };
        return [
          ...(next === null
            ? []
            : [{ ...of, ...seen(next, next.turn?.voice), meetingId: next.id, forecast: null }]),
          ...forecasts.map(({ meeting, voice, likely }) => ({
            ...of,
            ...seen(meeting, voice),
            meetingId: null,
            forecast: forecastOf(meeting, likely === member.id),
          })),
        ];
      })
      .sort((one, other) => one.startsAt - other.startsAt),
    choosing: reads ? null : await choosingAtHome(context, circle, members, member),
    without: isSteward(member) ? voicesWithout(context, circle, others) : [],
    standsIn:
      isSteward(member) && member.stewardUntil !== null
        ? { memberId: member.id, until: member.stewardUntil }
        : null,
    firstPulse: isSteward(member) ? await firstPulseOf(context, circle) : null,
    latestDigest: latest === null ? null : { id: latest.id, week: latest.week },
    openPromises: promises.filter(isOpen).length,
  };
}

function forecastOf({ turn }: Meeting, isMine: boolean): 'you' | 'voice' | null {
  if (turn !== null) return null;
  return isMine ? 'you' : 'voice';
}

async function claimViews(context: Context, { circle, member }: Person): Promise<HomeView['claims']> {
  const claims = await claimsFor(context, circle, member);
  const { nameOf } = await calledIn(context.store, circle);
  return claims.map(({ invitation, member: { id, name } }) => ({
    id: invitation.id,
    name: nameOf(id) ?? name,
    circle: circle.name,
  }));
}

/** Listed until they close, whether or not this person has answered: the store could not tell if it were asked. */
async function openPulses(context: Context, person: Person, actor: Identity): Promise<HomeView['pulses']> {
  const now = context.clock.now();
  const invited: HomeView['pulses'][number][] = [];
  for (const round of await roundTable.open(context.store, person.circle.id)) {
    if (round.closesAt <= now) continue;
    const holder = await seatHolder(context.store, person, actor, round);
    if (holder !== null && (await roundTable.seat(context.store, round.id, holder)) !== null)
      invited.push(round);
  }
  return invited;
}

function isAsked(meeting: Meeting, memberId: string): boolean {
  return askedMember(meeting) === memberId && meeting.asking?.refused === false;
}

function turnsOf(ahead: readonly Outlook[], memberId: string): HomeView['turns'] {
  return ahead.flatMap((each) =>
    meetingsIn(each)
      .filter((meeting) => meeting.chairId === memberId || isAsked(meeting, memberId))
      .map(({ id, startsAt, chairId }) => ({
        meetingId: id,
        meeting: each.seriesName,
        startsAt,
        accepted: chairId === memberId,
      })),
  );
}

function meetingsIn({ next, forecasts }: Outlook): readonly Meeting[] {
  return [...(next === null ? [] : [next]), ...forecasts.map(({ meeting }) => meeting)];
}
