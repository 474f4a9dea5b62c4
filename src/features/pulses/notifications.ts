import { type Circle, isSteward, type Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { DAY } from '../../core/instant.ts';
import {
  type NotificationKinds,
  notification,
  toOne,
  type Writing,
} from '../../core/outbox/notifications.ts';
import type { Message } from '../../core/ports/message.ts';
import { membershipNews } from '../governance/rules/membership-news.ts';
import { actTable } from '../governance/tables/proposals.ts';
import { namingOf } from '../governance/use-cases/views.ts';
import type { Round } from '../release/rules/pulse.ts';
import { pulseTable } from '../release/tables/pulses.ts';
import { roundTable } from '../release/tables/rounds.ts';
import { pulseInChannel, pulseInvitation, pulseReminder, type SinceLastPulse } from './messages/pulse.ts';
import { roundCancelled, slowerOffered } from './messages/round.ts';

export const pulseNotifications = {
  'pulse-invitation': notification(roundLetter, { inPlace }),
  'pulse-reminder': notification(roundLetter, { inPlace }),
  'pulse-slower': toOne(slowerLetter),
} satisfies Partial<NotificationKinds>;

/** null: who is no steward any more, or the pulse has stopped. */
async function slowerLetter({
  context,
  delivery: { subject },
  member,
  reader,
}: Writing & { readonly member: Member }): Promise<Message | null> {
  const pulse = await pulseTable.find(context.store, subject);
  return pulse?.state === 'running' && isSteward(member) ? slowerOffered(pulse, reader) : null;
}

async function roundLetter({
  context,
  delivery: { kind, subject },
  circle,
  member,
  reader,
}: Writing): Promise<Message | null> {
  const round = await roundTable.find(context.store, subject);
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
  const lately = await roundTable.since(context.store, circle.id, openedAt - PULSE_BEFORE);
  const before = lately.filter((each) => each.id !== id && each.openedAt < openedAt).at(-1);
  if (before === undefined) return null;
  const news = membershipNews(
    await actTable.list(context.store, circle.id, ACTS_READ),
    before.openedAt,
    openedAt,
  );
  const { people } = await namingOf(context.store, circle);
  return { ...news, names: news.keys.flatMap((key) => people.get(key) ?? []) };
}

/** Where a pulse was cancelled, its letters say so. */
async function inPlace({ context, delivery: { subject }, reader }: Writing): Promise<Message | null> {
  const round = await roundTable.find(context.store, subject);
  return round?.state === 'cancelled' ? roundCancelled(round.title, reader) : null;
}
