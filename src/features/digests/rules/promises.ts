import { addWeeks, type IsoWeek } from '../../../core/calendar/iso-week.ts';
import type { Random } from '../../../core/instant.ts';
import { randomOrder } from '../../../core/random-order.ts';
import { ageInWeeks, inOrder, isOpen, type PromiseItem } from '../../promises/rules/promise.ts';
import type { Digest, PromiseEntry } from './digest.ts';
import { type DigestFacts, OLD_PROMISE_WEEKS, type PromiseFact, WEEKS_BACK } from './facts.ts';
import type { PromiseMeasure } from './measure.ts';

/** Open promises by age, and how many were confirmed; null where the circle has not raised any. */
export function promiseMeasure(facts: DigestFacts): PromiseMeasure | null {
  const items = facts.promises.map(({ item }) => item);
  if (items.length === 0) return null;
  const open = items.filter(isOpen);
  const ages = open.map((item) => ageInWeeks(item, facts.week));
  const waitForRep = open.filter(({ state }) => state === 'answered').length;
  const since = addWeeks(facts.week, 1 - WEEKS_BACK);
  const oldest = ages.length === 0 ? null : Math.max(...ages);
  return {
    id: 'promises',
    open: open.length,
    oldest,
    waitForReply: open.length - waitForRep,
    waitForRep,
    confirmed: items.filter(({ confirmed }) => confirmed !== null && confirmed.week >= since).length,
    direction: directionOf(items, facts.week, open.length),
    advice: adviceOn(open.length, waitForRep, oldest ?? 0),
  };
}

/**
 * New ones in a random order, so that nothing tells which was written first; then the other open ones, oldest first;
 * then those confirmed this week.
 */
export function promiseSections(facts: DigestFacts, random: Random): Digest['promises'] {
  const { week } = facts;
  const byId = new Map(facts.promises.map((fact) => [fact.item.id, fact]));
  const facing = inOrder(facts.promises.map(({ item }) => item)).flatMap((item) => byId.get(item.id) ?? []);
  const isNew = ({ item }: PromiseFact) => (item.shownIn === null || item.shownIn === week) && isOpen(item);
  return {
    raised: randomOrder(facing.filter(isNew), random).map((fact) => entry(fact, week)),
    open: facing.filter((fact) => isOpen(fact.item) && !isNew(fact)).map((fact) => entry(fact, week)),
    confirmed: facing.filter(({ item }) => item.confirmed?.week === week).map((fact) => entry(fact, week)),
  };
}

/** Open promises beyond the age at which they come first, oldest first. */
export function oldPromises(facts: DigestFacts): PromiseItem[] {
  return inOrder(facts.promises.map(({ item }) => item)).filter(
    (item) => isOpen(item) && ageInWeeks(item, facts.week) > OLD_PROMISE_WEEKS,
  );
}

function entry({ item, raisedBy, repliedBy }: PromiseFact, week: IsoWeek): PromiseEntry {
  const { words, state, reply } = item;
  return {
    words,
    ...(item.changedIn === null ? {} : { changed: true }),
    raisedBy: item.raisedBy === null ? null : raisedBy,
    weeks: ageInWeeks(item, week),
    state,
    reply: reply === null ? null : { outcome: reply.outcome, words: reply.words, by: repliedBy },
  };
}

/** Against the end of the week before. More open is not worse in itself: it may mean that people speak up. */
function directionOf(
  items: readonly PromiseItem[],
  week: IsoWeek,
  open: number,
): PromiseMeasure['direction'] {
  const before = items.filter(({ raisedIn }) => raisedIn < week);
  if (before.length === 0) return 'first';
  const then = before.filter(({ confirmed }) => confirmed === null || confirmed.week >= week).length;
  return open === then ? 'same' : open > then ? 'up' : 'down';
}

function adviceOn(open: number, waitForRep: number, oldest: number): PromiseMeasure['advice'] {
  if (open === 0) return 'ask-for-more';
  if (waitForRep > 0 && oldest <= OLD_PROMISE_WEEKS) return 'ask-a-rep';
  if (waitForRep === open) return 'ask-a-rep';
  return oldest > OLD_PROMISE_WEEKS ? 'reply-to-the-oldest' : 'tell-the-circle';
}
