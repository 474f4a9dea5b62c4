import type { Circle, Member, PlatformName } from './core/circle.ts';
import type { Context } from './core/context.ts';
import { DAY } from './core/instant.ts';
import { naming } from './core/messages/blocks.ts';
import { channelReader, type Reader, readerOf } from './core/messages/reader.ts';
import { settled } from './core/messages/settled.ts';
import { words } from './core/messages/words.ts';
import type { Delivery } from './core/outbox/delivery.ts';
import type { Notifications, NotSent } from './core/outbox/notifications.ts';
import type { Message } from './core/ports/message.ts';
import { attendanceAsked } from './features/attendance/messages.ts';
import { buddyLetter } from './features/buddies/notifications.ts';
import { digestNotice, digestPage } from './features/digests/messages/digest.ts';
import { governanceLetter } from './features/governance/notifications.ts';
import { membershipNews } from './features/governance/rules/membership-news.ts';
import { namingOf } from './features/governance/use-cases/views.ts';
import { linkLetter } from './features/linking/notifications.ts';
import { channelWelcome, joiningProposed } from './features/membership/messages/joining.ts';
import { welcome } from './features/membership/messages/welcome.ts';
import { rosterLetter } from './features/membership/notifications.ts';
import { troubleLetter } from './features/membership/unreachable-notifications.ts';
import { joiningFor, joiningView } from './features/membership/use-cases/joining/views.ts';
import { whoAndWhen } from './features/membership/use-cases/who-and-when.ts';
import {
  pulseInChannel,
  pulseInvitation,
  pulseReminder,
  type SinceLastPulse,
} from './features/pulses/messages/pulse.ts';
import { roundCancelled } from './features/pulses/messages/round.ts';
import type { Round } from './features/release/rules/pulse.ts';
import { turnUnfilled } from './features/rota/messages/take-over.ts';
import { chairRests, turnAnnouncement, turnOffer, turnReminder } from './features/rota/messages/turn.ts';
import { takeOverLetter } from './features/rota/notifications.ts';
import { askEndsAt, askedMember } from './features/rota/rules/asks.ts';
import { isUnfilled } from './features/rota/rules/taking-over.ts';
import { supersedeEarlier } from './features/rota/use-cases/supersede.ts';
import { turnView } from './features/rota/use-cases/turn-view.ts';
import { wayInLetter } from './features/ways-in/notifications.ts';
import { wordsLetter } from './features/withdrawing/notifications.ts';

export const NOTIFICATIONS: Notifications = {
  compose,
  inPlaceOf,
  async sent(context, letter) {
    if (letter.kind === 'turn-announcement') await supersedeEarlier(context, letter);
  },
};

async function compose(
  context: Context,
  delivery: Delivery,
  circle: Circle,
  member: Member | null,
  platform: PlatformName,
): Promise<Message | NotSent> {
  const letter = (await wordsOf(context, delivery, circle, member, platform)) ?? 'no-longer-true';
  return typeof letter === 'string' ? letter : naming(letter, circle.name, words(letter.language));
}

async function inPlaceOf(
  context: Context,
  { kind, subject }: Pick<Delivery, 'kind' | 'subject'>,
  circle: Circle,
  member: Member | null,
): Promise<Message> {
  const asked = kind === 'pulse-invitation' || kind === 'pulse-reminder';
  const round = asked ? await context.store.tables.rounds.find(subject) : null;
  const reader = readerIn(circle, member);
  const message = round?.state === 'cancelled' ? roundCancelled(round.title, reader) : settled(reader);
  return {
    ...naming(message, circle.name, words(message.language)),
    until: context.clock.now(),
  };
}

function readerIn(circle: Circle, member: Member | null): Reader {
  return member === null ? channelReader(circle) : readerOf(member, circle);
}

/** null: what it told of has moved on. */
function wordsOf(
  context: Context,
  delivery: Delivery,
  circle: Circle,
  member: Member | null,
  platform: PlatformName,
): Promise<Message | NotSent | null> {
  const reader = readerIn(circle, member);
  switch (delivery.kind) {
    case 'welcome':
      return Promise.resolve(member === null ? null : welcomeFor(circle, member, reader));
    case 'roster-waits':
    case 'circle-set-up':
      return rosterLetter(context, delivery, circle, member, reader);
    case 'pulse-invitation':
    case 'pulse-reminder':
      return aboutRound(context, delivery, circle, member, reader);
    case 'turn-offer':
    case 'turn-reminder':
    case 'turn-announcement':
    case 'turn-unfilled':
      return aboutTurn(context, delivery, circle, member, reader);
    case 'chair-rests':
      return Promise.resolve(member?.chairs === 'resting' ? chairRests(circle.id, reader) : null);
    case 'turn-asked':
    case 'turn-agreed':
    case 'turn-refused':
    case 'turn-acted-for':
    case 'turn-taken-back':
    case 'co-chair-offer':
    case 'shadow-offer':
      return member === null
        ? Promise.resolve(null)
        : takeOverLetter(context, delivery, circle, member, reader);
    case 'channel-welcome':
      return aboutChannel(context, delivery, circle, reader);
    case 'joining-proposed':
      return member === null
        ? Promise.resolve(null)
        : aboutJoining(context, delivery, circle, member, reader);
    case 'digest-correction':
      // Composed as the letter that it corrects: see correct.ts.
      return Promise.resolve(null);
    case 'digest':
      return aboutDigest(context, delivery, circle, member, platform, reader);
    case 'approval-wanted':
    case 'approval-decided':
    case 'membership-told':
    case 'measuring-changed':
    case 'settings-changed':
    case 'act-told':
    case 'choosing-asked':
    case 'choosing-stands':
      return member === null
        ? Promise.resolve(null)
        : governanceLetter(context, delivery, circle, member, reader);
    case 'channel-closed':
    case 'member-unreachable':
    case 'platform-shut-out':
      return member === null
        ? Promise.resolve(null)
        : troubleLetter(context, delivery, circle, member, reader);
    case 'buddy-wanted':
    case 'buddy-asked':
    case 'buddy-found':
      return member === null ? Promise.resolve(null) : buddyLetter(context, delivery, circle, member, reader);
    case 'words-flagged':
    case 'words-review':
      return member === null ? Promise.resolve(null) : wordsLetter(context, delivery, circle, member, reader);
    case 'attendance-asked':
      return aboutAttendance(context, delivery, circle, reader);
    case 'account-linked':
      return linkLetter(context, delivery, circle);
    case 'link-made':
    case 'way-in-tried':
    case 'way-in-new':
    case 'claim-waits':
      return wayInLetter(context, delivery, circle, member, reader);
  }
}

function welcomeFor(circle: Circle, member: Member, reader: Reader): Message {
  const voice = circle.voices.find(({ id }) => id === member.voice);
  return welcome(
    {
      name: member.name,
      circle: circle.name,
      circleId: circle.id,
      organisation: circle.organisation,
      voiceName: voice?.name ?? member.voice,
    },
    reader,
  );
}

async function aboutRound(
  context: Context,
  { kind, subject }: Delivery,
  circle: Circle,
  member: Member | null,
  reader: Reader,
): Promise<Message | null> {
  const round = await context.store.tables.rounds.find(subject);
  if (round === null || round.state !== 'open') return null;
  const view = { circle: circle.name, round };
  if (kind === 'pulse-reminder' && member !== null) return pulseReminder(view, reader);
  const invitation = { ...view, since: await sinceLastPulse(context, circle, round) };
  return member === null
    ? pulseInChannel({ ...invitation, circleId: circle.id }, reader)
    : pulseInvitation(invitation, reader);
}

/** A quarter, and a month more: how long ago the pulse before may have been. */
const PULSE_BEFORE = 120 * DAY;
/** What stewards do between two pulses. */
const ACTS_READ = 500;

/** By what was on record when the round opened: every invitation says the same, however late it goes. */
async function sinceLastPulse(
  context: Context,
  circle: Circle,
  { id, openedAt }: Round,
): Promise<SinceLastPulse | null> {
  const { acts, rounds } = context.store.tables;
  const lately = await rounds.since(circle.id, openedAt - PULSE_BEFORE);
  const before = lately.filter((each) => each.id !== id && each.openedAt < openedAt).at(-1);
  if (before === undefined) return null;
  const news = membershipNews(await acts.list(circle.id, ACTS_READ), before.openedAt, openedAt);
  const { people } = await namingOf(context.store.tables, circle);
  return { ...news, names: news.keys.flatMap((key) => people.get(key) ?? []) };
}

async function aboutTurn(
  context: Context,
  { kind, subject }: Delivery,
  circle: Circle,
  member: Member | null,
  reader: Reader,
): Promise<Message | null> {
  const meeting = await context.store.tables.meetings.find(subject);
  if (meeting === null || meeting.state !== 'planned') return null;
  const view = await turnView(context.store.tables, circle, meeting);
  if (kind === 'turn-announcement') return meeting.chairId === null ? null : turnAnnouncement(view, reader);
  if (kind === 'turn-unfilled') return isUnfilled(meeting) ? turnUnfilled(view, reader) : null;
  if (member === null) return null;
  if (kind === 'turn-reminder') return meeting.chairId === member.id ? turnReminder(view, reader) : null;
  if (askedMember(meeting) !== member.id) return null;
  return turnOffer({ ...view, until: askEndsAt(meeting) ?? meeting.startsAt }, reader);
}

async function aboutAttendance(
  context: Context,
  { subject }: Delivery,
  circle: Circle,
  reader: Reader,
): Promise<Message | null> {
  const { attendances, meetings } = context.store.tables;
  const meeting = await meetings.find(subject);
  if (meeting === null || meeting.state === 'cancelled') return null;
  if ((await attendances.find(subject)) !== null) return null;
  return attendanceAsked(await turnView(context.store.tables, circle, meeting), reader);
}

/** The subject holds the circle and how the platform knows the person; who they are is kept nowhere else. */
async function aboutChannel(
  context: Context,
  { subject }: Delivery,
  circle: Circle,
  reader: Reader,
): Promise<Message> {
  const said = subject.slice(subject.lastIndexOf('.') + 1);
  const kind = said === 'guest' || said === 'stranger' ? said : 'member';
  const { name, organisation } = circle;
  const { stewards, next } = await whoAndWhen(context, circle);
  return channelWelcome({ circle: name, organisation, kind, stewards, next }, reader);
}

async function aboutJoining(
  context: Context,
  { subject }: Delivery,
  circle: Circle,
  member: Member,
  reader: Reader,
): Promise<Message | null> {
  const joining = await joiningFor(context, member, subject);
  return joining?.state === 'open' ? joiningProposed(joiningView(circle, joining), reader) : null;
}

/**
 * A chat channel gets the digest itself; a person, and the board of the web pages, a short notice that leads to it. Who
 * reads that board is not told twice.
 */
async function aboutDigest(
  context: Context,
  { subject }: Delivery,
  circle: Circle,
  member: Member | null,
  platform: PlatformName,
  reader: Reader,
): Promise<Message | NotSent | null> {
  const row = await context.store.tables.digests.findById(subject);
  if (row === null) return null;
  const settings = await context.store.tables.circles.digestSettings(circle.id);
  if (member !== null && platform === 'web' && settings?.toChannel !== false) return 'told-on-the-board';
  return member === null && platform !== 'web'
    ? digestPage(row.digest, reader, row.id)
    : digestNotice(row.digest, row.id, reader);
}
