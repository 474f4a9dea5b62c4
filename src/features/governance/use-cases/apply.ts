import { isoWeekOf } from '../../../core/calendar/iso-week.ts';
import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import { type Schedule, sameSchedule } from '../../../core/calendar/schedule.ts';
import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember } from '../../../core/outbox/outbox.ts';
import type { Tables } from '../../../ports/store.ts';
import type { Standing } from '../../../ports/tables/members.ts';
import { endUnread } from '../../pulses/use-cases/cancel-round.ts';
import { chooseLevel } from '../../pulses/use-cases/levels.ts';
import { THRESHOLD_FLOOR } from '../../release/rules/thresholds.ts';
import { PARITY } from '../../rota/rules/policy.ts';
import { forgetMember, startRota } from '../../rota/rules/state.ts';
import { advanceSeries } from '../../rota/use-cases/advance.ts';
import { vacateTurns } from '../../rota/use-cases/vacate.ts';
import { reviewAfterMove } from '../../unnamed-words/rules/review.ts';
import { INVITATION_LASTS } from '../../ways-in/rules/way-in.ts';
import { endWaysIn } from '../../ways-in/use-cases/endings.ts';
import { withdrawWords } from '../../withdrawing/use-cases/withdraw.ts';
import type { Change, TakingWords } from '../rules/change.ts';
import { standInEnds } from '../rules/stand-in.ts';

/** How much of a circle's past stays when it is erased: the week's questions must not be asked again at once. */
export const HISTORY_KEPT = 14 * DAY;

/**
 * Makes a checked change, in the caller's transaction. Rounds that are open keep what they were opened with. Returns the
 * letters it makes necessary: whoever chairs instead of somebody who has left is asked.
 */
export async function applyChange(
  context: Context,
  tables: Tables,
  circle: Circle,
  change: Change,
): Promise<readonly Delivery[]> {
  switch (change.kind) {
    case 'member-added':
      return letIn(context, tables, circle, change);
    case 'member-left': {
      const leftAt = context.clock.now();
      await stand(tables, change.memberId, ({ confirmedAt, joinedAt }) => ({
        leftAt,
        steward: false,
        manager: false,
        confirmedAt: confirmedAt ?? joinedAt,
      }));
      await tables.rounds.giveUpSeats(change.memberId);
      return [
        ...(await endWaysIn(context, tables, circle, change.memberId)),
        ...(await vacateTurns(context, tables, circle, change.memberId)),
      ];
    }
    case 'erase-member':
      // Whoever else they were here, or were to be, is them: nothing may be left under that name either.
      for (const id of await allOfThemIn(tables, circle, change.memberId)) {
        await erase(context, tables, circle, id);
      }
      return vacateTurns(context, tables, circle, change.memberId);
    case 'withdraw-words':
    case 'hold-words':
      return withdrawWords(context, tables, circle, change);
    case 'cancel-round':
      return endUnread(context, tables, { id: change.roundId, circleId: circle.id });
    default:
      await applySetting(context, tables, circle, change);
      return [];
  }
}

/** They come in as nobody's steward; whoever was here before comes back as the person they were, with their place in the rota. */
async function letIn(
  context: Context,
  tables: Tables,
  circle: Circle,
  { memberId, voice }: Extract<Change, { kind: 'member-added' }>,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  const member = await tables.members.find(memberId);
  if (member === null || member.leftAt === null) return [];
  const before = member.confirmedAt !== null;
  const moved = before && member.voice !== voice;
  await tables.members.saveStanding(memberId, {
    voice,
    steward: false,
    stewardUntil: null,
    manager: false,
    joinedAt: before ? member.joinedAt : now,
    confirmedAt: now,
    voiceSince: moved ? now : member.voiceSince,
    leftAt: null,
  });
  if (!before) await tables.invitations.endAt(memberId, now + INVITATION_LASTS);
  const letter = { kind: 'welcome', subject: circle.id, edition: String(now), dueAt: now } as const;
  return [toMember(context, circle, member, { ...letter, expiresAt: null })];
}

type Setting = Exclude<
  Change,
  { kind: 'member-added' | 'member-left' | 'erase-member' | 'cancel-round' | TakingWords['kind'] }
>;

async function applySetting(
  context: Context,
  tables: Tables,
  circle: Circle,
  change: Setting,
): Promise<void> {
  switch (change.kind) {
    case 'pulse':
      return savePulse(context, tables, circle, change);
    case 'thresholds':
    case 'comments': {
      const pulse = await tables.pulses.lock(change.pulseId);
      if (pulse === null) return;
      const changed =
        change.kind === 'thresholds' ? { thresholds: change.thresholds } : { comments: change.comments };
      return tables.pulses.save({ ...pulse, ...changed });
    }
    case 'level': {
      const pulse = await tables.pulses.lock(change.pulseId);
      if (pulse === null) return;
      const rests = await chooseLevel(tables, circle, pulse.questions, change.level, context.clock.now());
      if (rests === null || pulse.nextOpensAt === null || pulse.nextOpensAt >= rests) return;
      const next = nextOccurrence(pulse.schedule, circle.timezone, rests);
      return tables.pulses.setNextOpening(pulse.id, next);
    }
    case 'meetings':
      return saveMeetings(context, tables, circle, change);
    case 'chair-policy': {
      const series = await tables.meetings.lockSeries(change.seriesId);
      if (series === null || series.circleId !== circle.id) return;
      return tables.meetings.saveSeries({ ...series, policy: change.policy });
    }
    case 'digest':
      return saveDigest(context, tables, circle, change);
    case 'channels':
      return tables.circles.saveChannels(circle.id, change.channels);
    case 'signpost':
      return tables.circles.saveSignpost(circle.id, change.text);
    case 'outside':
      return tables.circles.saveOutside(circle.id, change.text);
    case 'account':
    case 'meeting-chat':
    case 'first-way-in':
    case 'new-way-in':
      return;
    case 'voice': {
      const { voice } = change;
      const voiceSince = context.clock.now();
      return stand(tables, change.memberId, () => ({ voice, voiceSince, steward: false }));
    }
    case 'manager':
      return stand(tables, change.memberId, () => ({ manager: change.manager }));
    case 'steward-chosen':
      return stand(tables, change.memberId, () => ({ steward: true, stewardUntil: null }));
    case 'steward':
      return stand(tables, change.memberId, () => ({ steward: change.steward, stewardUntil: null }));
    case 'stand-in': {
      const stewardUntil = standInEnds(change.lastDay, circle.timezone);
      return stand(tables, change.memberId, () => ({ steward: true, stewardUntil }));
    }
    case 'stand-in-ended':
      return stand(tables, change.memberId, () => ({ steward: false }));
    case 'erase-history': {
      const before = context.clock.now() - HISTORY_KEPT;
      return tables.erasing.history(circle.id, before, isoWeekOf(before, circle.timezone));
    }
  }
}

/** After the commit: plans what was moved, and frees the space of what was deleted. */
export async function followUp(context: Context, change: Change): Promise<void> {
  switch (change.kind) {
    case 'meetings':
      return advanceSeries(context, change.seriesId);
    case 'erase-member':
    case 'erase-history':
    case 'withdraw-words':
    case 'hold-words':
      return context.store.tidy();
    default:
      return;
  }
}

async function savePulse(
  context: Context,
  tables: Tables,
  circle: Circle,
  { pulseId, plan }: Extract<Change, { kind: 'pulse' }>,
): Promise<void> {
  const pulse = await tables.pulses.lock(pulseId);
  const next = await nextOf(tables, circle, plan.schedule, context.clock.now());
  if (pulse !== null) {
    // A round that is due this minute is not skipped because somebody renamed the pulse.
    const nextOpensAt = sameSchedule(plan.schedule, pulse.schedule) ? pulse.nextOpensAt : next;
    return tables.pulses.save({ ...pulse, ...plan, nextOpensAt });
  }
  return tables.pulses.insert({
    id: pulseId,
    circleId: circle.id,
    ...plan,
    thresholds: THRESHOLD_FLOOR,
    comments: false,
    nextOpensAt: next,
  });
}

/** Nothing of a circle comes before it is set up. */
async function nextOf(
  tables: Tables,
  { id, timezone }: Circle,
  schedule: Schedule,
  after: Instant,
): Promise<Instant | null> {
  const circle = await tables.circles.find(id);
  return circle === null || circle.setUpAt === null ? null : nextOccurrence(schedule, timezone, after);
}

/** A meeting for which a chair was drawn stays where it was announced; those after it are planned anew. */
async function saveMeetings(
  context: Context,
  tables: Tables,
  circle: Circle,
  { seriesId, plan }: Extract<Change, { kind: 'meetings' }>,
): Promise<void> {
  const series = await tables.meetings.lockSeries(seriesId);
  if (series === null) {
    const rota = startRota(context.newId());
    await tables.meetings.insertSeries({ id: seriesId, circleId: circle.id, ...plan, policy: PARITY, rota });
  } else {
    await tables.meetings.saveSeries({ ...series, ...plan });
    await tables.meetings.unplan(seriesId);
  }
  await tables.meetings.setNextDue(seriesId, context.clock.now());
}

/** A digest that is due this minute is not skipped because somebody pressed "save". */
async function saveDigest(
  context: Context,
  tables: Tables,
  circle: Circle,
  { schedule, toManagers }: Extract<Change, { kind: 'digest' }>,
): Promise<void> {
  if (schedule === null) return tables.circles.saveDigest(circle.id, null);
  const before = await tables.circles.digestSettings(circle.id);
  const nextAt =
    before !== null && sameSchedule(schedule, before.schedule)
      ? before.nextAt
      : await nextOf(tables, circle, schedule, context.clock.now());
  await tables.circles.saveDigest(circle.id, { schedule, toManagers, toChannel: true, nextAt });
  if (before !== null && before.nextAt !== null && nextAt !== null)
    await tables.circles.setNextReview(circle.id, reviewAfterMove(nextAt, before.reviewAt));
}

/** A member, with whoever else in the circle is or was the same person. */
async function allOfThemIn(tables: Tables, circle: Circle, memberId: string): Promise<readonly string[]> {
  const member = await tables.members.find(memberId);
  const theirs = member === null ? [] : await tables.people.members(member.personId);
  return theirs.filter(({ circleId }) => circleId === circle.id).map(({ id }) => id);
}

async function erase(context: Context, tables: Tables, circle: Circle, memberId: string): Promise<void> {
  await forgetInRotas(tables, circle, memberId);
  await tables.rounds.giveUpSeats(memberId);
  await tables.erasing.member(memberId, context.clock.now());
}

async function forgetInRotas(tables: Tables, circle: Circle, memberId: string): Promise<void> {
  for (const { id } of await tables.meetings.series(circle.id)) {
    const series = await tables.meetings.lockSeries(id);
    if (series !== null) await tables.meetings.saveRota(id, forgetMember(series.rota, memberId));
  }
}

async function stand(
  tables: Tables,
  memberId: string,
  change: (now: Standing) => Partial<Standing>,
): Promise<void> {
  const member = await tables.members.find(memberId);
  if (member !== null) await tables.members.saveStanding(memberId, { ...member, ...change(member) });
}
