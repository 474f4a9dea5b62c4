import { addWeeks, type IsoWeek, isoWeekOf, isoWeekRange } from '../../../core/calendar/iso-week.ts';
import { nextOccurrence } from '../../../core/calendar/occurrences.ts';
import { type Circle, type CircleId, isReader } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toChannels, toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable, type DigestSettings, type ReviewState } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { attendanceTable } from '../../attendance/tables.ts';
import { isReps, isShown, showPromise } from '../../promises/rules/promise.ts';
import { promiseTable } from '../../promises/tables.ts';
import { closeRound } from '../../pulses/use-cases/close-round.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { wasReviewed } from '../../unnamed-words/rules/review.ts';
import { unnamedWordsTable } from '../../unnamed-words/tables.ts';
import { composeDigest } from '../rules/compose.ts';
import type { Digest } from '../rules/digest.ts';
import { WEEKS_BACK } from '../rules/facts.ts';
import { type DigestRow, digestTable } from '../tables.ts';
import { digestFacts, metFacts } from './facts.ts';
import { type Period, wholeWeek } from './period.ts';

/** How many digests a late result may miss, and still be told. */
const REMEMBERED = 6;

/** Composes the digest that a circle's schedule makes due, once a week, and puts it into the outbox. */
export async function composeDueDigest(context: Context, circleId: CircleId): Promise<void> {
  await closeOverdueRounds(context, circleId);
  await transactSending(context, async (tx, send) => {
    const circle = await circleTable.lock(tx, circleId);
    const settings = await circleTable.digestSettings(tx, circleId);
    const now = context.clock.now();
    if (circle === null || settings === null || settings.nextAt === null || settings.nextAt > now) return;
    await circleTable.setNextDigest(tx, circleId, nextOccurrence(settings.schedule, circle.timezone, now));
    // Named after the week it was due in, even where the program was down that day and it comes late.
    const week = isoWeekOf(settings.nextAt, circle.timezone);
    await send(await publish(context, tx, circle, settings, { week, at: now }));
  });
}

/** Composes this week's digest now, or finds the one there is: a week has one. */
export async function composeAndSend(context: Context, circle: Circle): Promise<Digest> {
  await closeOverdueRounds(context, circle.id);
  const week = isoWeekOf(context.clock.now(), circle.timezone);
  return transactSending(context, async (tx, send) => {
    await circleTable.lock(tx, circle.id);
    const settings = await circleTable.digestSettings(tx, circle.id);
    const to = settings ?? { toChannel: true, toManagers: true };
    // Where no digest is due there is no minute before it.
    const reviewedWeek = (settings?.nextAt ?? null) === null ? week : (settings?.reviewedWeek ?? null);
    const minute = { week, at: context.clock.now() };
    await send(await publish(context, tx, circle, { ...to, reviewedWeek }, minute));
    const row = await digestTable.find(tx, circle.id, week);
    if (row === null) throw new Error('The digest that was just composed is not there.');
    return row.digest;
  });
}

/**
 * The digest of a week as it was published; otherwise a preview, which is not kept. A preview leaves out words that no
 * digest has shown yet: when they first appear must not tell when they were written.
 */
export async function digestOf(context: Context, circle: Circle, week: string): Promise<Digest> {
  const { store } = context;
  const row = await digestTable.find(store, circle.id, week);
  if (row !== null) return row.digest;
  const period = wholeWeek(week, circle.timezone, context.clock.now());
  const promises = (await promiseTable.list(store, circle.id)).filter(isShown);
  return composeDigest(await digestFacts(store, circle, period, { promises, said: [] }), context.random);
}

/** In the caller's transaction, which holds the circle: facts, digest, letters. Empty where the week has its digest. */
async function publish(
  context: Context,
  tx: Tx,
  circle: Circle,
  to: Pick<DigestSettings, 'toChannel' | 'toManagers'> & Pick<ReviewState, 'reviewedWeek'>,
  { week, at }: { readonly week: string; readonly at: Instant },
): Promise<readonly Delivery[]> {
  if ((await digestTable.find(tx, circle.id, week)) !== null) return [];
  // What stewards could not see before waits for the digest after.
  const mayShow = (unnamed: IsoWeek) => wasReviewed(unnamed, to.reviewedWeek);
  const unshown = (await unnamedWordsTable.unshown(tx, circle.id)).filter((said) => mayShow(said.week));
  const before = (await promiseTable.list(tx, circle.id)).filter(
    (item) => isShown(item) || mayShow(item.raisedIn),
  );
  const promises = before.map((item) => showPromise(item, week));
  const written = { promises, said: unshown.map(({ words }) => words) };
  const period = await periodOf(tx, circle, week, at);
  const facts = await digestFacts(tx, circle, period, written);
  const digest = composeDigest(facts, context.random);
  const row: DigestRow = { id: context.newId(), circleId: circle.id, week, publishedAt: at, digest };
  if (!(await digestTable.insert(tx, row))) return [];
  for (const item of before.filter(({ shownIn }) => shownIn === null)) {
    await promiseTable.save(tx, showPromise(item, week));
  }
  const shown = unshown.map(({ id }) => id);
  await unnamedWordsTable.markShown(tx, shown, week);
  const met = await metFacts(tx, circle, period.until - WEEKS_BACK * 7 * DAY, period.until);
  const told = met.map(({ meetingId }) => meetingId);
  await attendanceTable.markShown(tx, told, week);
  return lettersFor(context, tx, circle, to, row);
}

/** News since the last digest; for the first one, since the start of the week before. */
async function periodOf(tx: Tx, circle: Circle, week: string, until: Instant): Promise<Period> {
  const digests = await digestTable.list(tx, circle.id, REMEMBERED);
  const before = (first: string) => isoWeekRange(addWeeks(first, -1), circle.timezone).from - 1;
  return {
    week,
    since: digests[0]?.publishedAt ?? before(week),
    until,
    resultsSince: digests[REMEMBERED - 1]?.publishedAt ?? before(digests.at(-1)?.week ?? week),
    told: new Set(digests.flatMap(({ digest }) => digest.tells)),
  };
}

/**
 * Ends the rounds that should have ended: after hours of darkness both are due at once, and the digest must not come
 * first. What fails here is no news: the job of its own that closes the round fails too and is kept as a failure, and the
 * digest tells of a round that stays open too long.
 */
async function closeOverdueRounds(context: Context, circleId: CircleId): Promise<void> {
  for (const { id, closesAt } of await roundTable.open(context.store, circleId)) {
    if (closesAt <= context.clock.now()) await closeRound(context, id).catch(() => undefined);
  }
}

/** Reps get it at the same minute as managers and readers: where one of these is told in person, reps are. */
async function lettersFor(
  context: Context,
  tx: Tx,
  circle: Circle,
  to: Pick<DigestSettings, 'toChannel' | 'toManagers'>,
  row: DigestRow,
): Promise<readonly Delivery[]> {
  const letter = { kind: 'digest', subject: row.id, dueAt: row.publishedAt, expiresAt: null } as const;
  const everybody = await memberTable.listWithReaders(tx, circle.id);
  const inPerson = to.toManagers || everybody.some(isReader);
  const told = everybody.filter(
    (member) => isReader(member) || (inPerson && isReps(member.voice)) || (to.toManagers && member.manager),
  );
  return [
    ...(to.toChannel ? toChannels(context, circle, letter) : []),
    ...told.map((member) => toMember(context, circle, member, letter)),
  ];
}
