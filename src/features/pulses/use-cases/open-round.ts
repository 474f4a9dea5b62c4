import type { Ahead } from '../../../core/calendar/ahead.ts';
import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { hasBegun } from '../../../core/has-begun.ts';
import { DAY, HOUR, type Instant } from '../../../core/instant.ts';
import { paceOf, tellAt } from '../../../core/outbox/contact-budget.ts';
import {
  addToOutbox,
  enqueueDeliveries,
  toChannels,
  toMember,
  toPutAway,
} from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { hasWayIn } from '../../../core/way-in.ts';
import { hasSeat } from '../../governance/rules/keys.ts';
import { type Pulse, type Round, SHORTEST_PULSE } from '../../release/rules/pulse.ts';
import { layoutOf } from '../../release/rules/tally/layout.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { freshSeal, seatsFor } from '../../release/use-cases/sealing.ts';
import {
  type Asked,
  DAYS_BETWEEN_SAME_QUESTION,
  hindrance,
  openingsAhead,
  sharesQuestion,
} from '../rules/openings.ts';
import { levelsAtOpening, restOf } from './levels.ts';
import { slowerLetters } from './offer-slower.ts';
import { thresholdsOf } from './thresholds.ts';

/** A start this late still closes when people were told it would. */
const PUNCTUAL_WITHIN = 1 * HOUR;

export type OpenRefusal =
  | 'no-such-pulse'
  | 'pulse-paused'
  | 'not-set-up'
  | 'nobody-to-ask'
  | 'still-open'
  | 'asked-by-another'
  | 'asked-lately'
  | 'question-rests'
  | 'closing-in-the-past'
  | 'open-too-short';

/** How a round is opened by hand. */
export interface OpenByHand {
  /** Milliseconds; the pulse's own where left out. */
  readonly openFor?: number;
}

/** Opens the round that a pulse's schedule makes due. Does nothing where none is: another worker was faster. */
export async function openScheduledRound(context: Context, pulseId: string): Promise<void> {
  const letters = await context.store.transact(async (tx) => {
    const pulse = await pulseTable.lock(tx, pulseId);
    const now = context.clock.now();
    if (pulse === null || pulse.nextOpensAt === null || pulse.nextOpensAt > now) return [];
    const circle = await circleTable.find(tx, pulse.circleId);
    if (circle === null) return [];
    const nextOpensAt = nextOccurrence(pulse.schedule, circle.timezone, now);
    await pulseTable.setNextOpening(tx, pulse.id, nextOpensAt);
    const late = now - pulse.nextOpensAt;
    const from = late <= PUNCTUAL_WITHIN ? pulse.nextOpensAt : now;
    const opened = await openRound(context, tx, {
      pulse: { ...pulse, nextOpensAt },
      circle,
      from,
      openFor: pulse.openFor,
      byHand: false,
    });
    if (!opened.ok) {
      context.log.warn('round.not-opened', { pulse: pulse.id, reason: opened.code });
      return [];
    }
    const offers = await addToOutbox(tx, await slowerLetters(context, tx, circle, pulse));
    return [...opened.value.letters, ...offers];
  });
  await enqueueDeliveries(context, letters);
}

/** Opens a round now. Refuses where the circle was asked the same question in the last seven days, is being asked, or is to be asked by another pulse. */
export async function openRoundByHand(
  context: Context,
  pulseId: string,
  how: OpenByHand = {},
): Promise<Result<Round, OpenRefusal>> {
  const opened = await context.store.transact(async (tx) => {
    const pulse = await pulseTable.lock(tx, pulseId);
    const circle = pulse === null ? null : await circleTable.find(tx, pulse.circleId);
    if (pulse === null || circle === null || pulse.state === 'ended') return refuse('no-such-pulse');
    if (pulse.state === 'paused') return refuse('pulse-paused');
    const openFor = how.openFor ?? pulse.openFor;
    if (how.openFor !== undefined && openFor < SHORTEST_PULSE) return refuse('open-too-short');
    return openRound(context, tx, { pulse, circle, from: context.clock.now(), openFor, byHand: true });
  });
  if (!opened.ok) return opened;
  await enqueueDeliveries(context, opened.value.letters);
  return success(opened.value.round);
}

/** Whether another pulse that asks some of the same would then not open when it is due: who runs both could silence it for good. */
async function takesItsPlace(
  tx: Tx,
  circle: Circle,
  { id, questions }: Pulse,
  now: Instant,
): Promise<boolean> {
  const until = now + DAYS_BETWEEN_SAME_QUESTION * DAY;
  return (await pulseTable.list(tx, circle.id)).some(
    (other) =>
      other.id !== id &&
      other.nextOpensAt !== null &&
      other.nextOpensAt < until &&
      sharesQuestion(other.questions, questions),
  );
}

interface Opening {
  readonly pulse: Pulse;
  readonly circle: Circle;
  readonly from: Instant;
  readonly openFor: number;
  readonly byHand: boolean;
}

/** Locks roster, voices, questions, thresholds, closing time and text policy, and invites everybody in the same words. */
async function openRound(context: Context, tx: Tx, opening: Opening) {
  const { pulse, circle, from, openFor, byHand } = opening;
  const now = context.clock.now();
  if (circle.setUpAt === null) return refuse('not-set-up');
  const closesAt = from + openFor;
  if (closesAt <= now) return refuse('closing-in-the-past');
  const members = (await memberTable.list(tx, circle.id)).filter((member) => isSeated(context, member, now));
  if (members.length === 0) return refuse('nobody-to-ask');
  const hindered = hindrance(now, await askedOf(tx, circle, pulse.questions, now), circle.timezone);
  if (hindered !== null) return refuse(hindered.why);
  if (byHand && (await takesItsPlace(tx, circle, pulse, now))) return refuse('asked-by-another');
  const voices = invitedVoices(context, circle, members, now);
  const [remindAt = null, ...remindLater] = pulse.reminders
    .map((after) => from + after)
    .filter((at) => at < closesAt);
  const levels = await levelsAtOpening(tx, circle, pulse.questions, voices);
  const thresholds = await thresholdsOf(tx, circle, pulse, now);
  if (JSON.stringify(thresholds) !== JSON.stringify(pulse.thresholds))
    await pulseTable.save(tx, { ...pulse, thresholds });
  const round: Round = {
    id: context.newId(),
    pulseId: pulse.id,
    circleId: circle.id,
    number: (await roundTable.count(tx, pulse.id)) + 1,
    title: pulse.title,
    questions: pulse.questions,
    voices,
    levels,
    thresholds,
    comments: pulse.comments,
    openedAt: now,
    closesAt,
    remindAt,
    remindLater,
    remindedAt: null,
    state: 'open',
  };
  const seal = freshSeal(context, round.id, layoutOf(round));
  await roundTable.insert(tx, round, seatsFor(context, members), seal);
  const invitation = {
    kind: 'pulse-invitation',
    subject: round.id,
    dueAt: now,
    expiresAt: closesAt,
  } as const;
  const letters = [
    ...members.map((member) => {
      const dueAt = tellAt(paceOf(member.preferences, circle), { from: now, to: closesAt });
      return toMember(context, circle, member, { ...invitation, dueAt });
    }),
    ...toChannels(context, { ...circle, channels: channelsToo(context, circle) }, invitation),
  ];
  // Stewards of a new circle were offered to open it: the offer stands no more.
  const offers = round.number > 1 ? [] : await toPutAway(context, tx, circle, circle.id, ['circle-set-up']);
  return success({ round, letters: await addToOutbox(tx, [...letters, ...offers]) });
}

/** When a pulse with these questions opens next: see `openingsAhead`. `due`: when it is to. null: the circle is not set up. */
export async function openingsOf(
  tx: Tx,
  circle: Circle,
  { questions, schedule }: Pick<Pulse, 'questions' | 'schedule'>,
  {
    now,
    due = null,
    count,
  }: { readonly now: Instant; readonly due?: Instant | null; readonly count: number },
): Promise<Ahead | null> {
  if (!(await hasBegun(tx, circle))) return null;
  // A round that is due this minute counts as ahead.
  const after = due === null ? now : Math.min(now, due - 1);
  return openingsAhead(schedule, circle.timezone, after, await askedOf(tx, circle, questions, now), count);
}

async function askedOf(tx: Tx, circle: Circle, questions: Pulse['questions'], now: Instant): Promise<Asked> {
  const known = [
    ...(await roundTable.open(tx, circle.id)),
    ...(await roundTable.since(tx, circle.id, now - (DAYS_BETWEEN_SAME_QUESTION + 2) * DAY)),
  ];
  return {
    rounds: known.filter((round) => sharesQuestion(questions, round.questions)),
    restsUntil: await restOf(tx, circle, questions),
  };
}

/** Channels with people in them who may not be reachable in private. */
function channelsToo({ platforms }: Context, { channels }: Circle): Circle['channels'] {
  return channels.filter(({ platform }) => platforms.get(platform)?.abilities.reachesEverybody === false);
}

/** Who can answer in a round that opens now, by voice; voices with nobody in them are left out. */
export function invitedVoices(
  context: Pick<Context, 'platforms'>,
  circle: Circle,
  members: readonly Member[],
  now: Instant,
): Round['voices'] {
  const seated = members.filter((member) => isSeated(context, member, now));
  return circle.voices
    .map(({ id }) => ({ voice: id, invited: seated.filter(({ voice }) => voice === id).length }))
    .filter(({ invited }) => invited > 0);
}

/** N of every width counts who can answer: somebody who never came in would make others' silence show less than it does. */
function isSeated({ platforms }: Pick<Context, 'platforms'>, member: Member, now: Instant): boolean {
  return hasSeat(member, now) && hasWayIn(member.identities, platforms);
}
