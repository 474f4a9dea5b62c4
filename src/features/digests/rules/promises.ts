import { addWeeks, type IsoWeek } from '../../../core/calendar/iso-week.ts';
import type { Random } from '../../../core/instant.ts';
import { randomOrder } from '../../../core/random-order.ts';
import { ageInWeeks, inOrder, isOpen, type PromiseItem } from '../../promises/rules/promise.ts';
import { type Digest, PROMISE_SECTIONS, type PromiseEntry } from './digest.ts';
import { type DigestFacts, OLD_PROMISE_WEEKS, type PromiseFact, WEEKS_BACK } from './facts.ts';
import type { PromiseMeasure } from './measure.ts';

/**
 * What is open, and what became of the rest in the last 12 weeks; null where the circle has not raised any. Only a promise that
 * was kept makes it better: a refusal changes neither the direction nor the longest time, and what was taken back is not in it.
 */
export function promiseMeasure(facts: DigestFacts): PromiseMeasure | null {
  const { week } = facts;
  const items = facts.promises.map(({ item }) => item);
  if (items.length === 0) return null;
  const since = addWeeks(week, 1 - WEEKS_BACK);
  const ended = (state: PromiseItem['state']) =>
    items.filter((item) => item.state === state && item.closed !== null && item.closed.week >= since);
  const open = items.filter(isOpen);
  const refused = ended('refused');
  const unkept = [
    ...open.map((item) => ageInWeeks(item, week)),
    ...refused.map((item) => ageInWeeks(item, item.closed?.week ?? week)),
  ];
  const longest = unkept.length === 0 ? null : Math.max(...unkept);
  const waitForRep = open.filter(({ state }) => state === 'answered').length;
  return {
    id: 'promises',
    open: open.length,
    waitForReply: open.length - waitForRep,
    waitForRep,
    closed: {
      kept: ended('kept').length,
      refused: refused.length,
      withdrawn: ended('withdrawn').length,
    },
    longest,
    direction: directionOf(items, week),
    advice: adviceOn(open.length, waitForRep, longest ?? 0, refused.length),
  };
}

/**
 * New ones in a random order, so that nothing tells which was written first; then the other open ones, oldest first;
 * then those kept and those refused this week, and how many were taken back.
 */
export function promiseSections(facts: DigestFacts, random: Random): Digest['promises'] {
  const { week } = facts;
  const byId = new Map(facts.promises.map((fact) => [fact.item.id, fact]));
  const facing = inOrder(facts.promises.map(({ item }) => item)).flatMap((item) => byId.get(item.id) ?? []);
  const isNew = ({ item }: PromiseFact) => (item.shownIn === null || item.shownIn === week) && isOpen(item);
  const ended = (state: PromiseItem['state']) =>
    facing.filter(({ item }) => item.state === state && item.closed?.week === week);
  return {
    raised: randomOrder(facing.filter(isNew), random).map((fact) => entry(fact, week)),
    open: facing.filter((fact) => isOpen(fact.item) && !isNew(fact)).map((fact) => entry(fact, week)),
    kept: ended('kept').map((fact) => entry(fact, week)),
    refused: ended('refused').map((fact) => entry(fact, week)),
    withdrawn: ended('withdrawn').length,
  };
}

/** Every promise that a digest shows, in all its sections. */
export function entriesOf({ promises }: Pick<Digest, 'promises'>): readonly PromiseEntry[] {
  return PROMISE_SECTIONS.flatMap((section) => promises[section] ?? []);
}

/** Open promises beyond the age at which they come first, oldest first. */
export function oldPromises(facts: DigestFacts): PromiseItem[] {
  return inOrder(facts.promises.map(({ item }) => item)).filter(
    (item) => isOpen(item) && ageInWeeks(item, facts.week) > OLD_PROMISE_WEEKS,
  );
}

function entry({ item, raisedBy, repliedBy, owner }: PromiseFact, week: IsoWeek): PromiseEntry {
  const { words, state, reply, reopened, dueOn } = item;
  const owned = isOpen(item) && owner !== null;
  return {
    words,
    ...(item.changedIn === null ? {} : { changed: true }),
    raisedBy: item.raisedBy === null ? null : raisedBy,
    weeks: ageInWeeks(item, week),
    state,
    ...(owned ? { owner } : {}),
    ...(owned && dueOn !== null ? { dueOn } : {}),
    ...(reopened === null || reopened.reason === null ? {} : { again: reopened.reason }),
    reply: reply === null ? null : { outcome: reply.outcome, words: reply.words, by: repliedBy },
  };
}

/** Of those that are not kept, refused ones among them, against the end of the week before. More is not worse in itself: it may mean that people speak up. */
function directionOf(items: readonly PromiseItem[], week: IsoWeek): PromiseMeasure['direction'] {
  const counted = items.filter(({ state }) => state !== 'withdrawn');
  const before = counted.filter(({ raisedIn }) => raisedIn < week);
  if (before.length === 0) return 'first';
  const now = counted.filter(({ state }) => state !== 'kept').length;
  const then = before.filter((item) => !wasKeptBefore(item, week)).length;
  return now === then ? 'same' : now > then ? 'up' : 'down';
}

function wasKeptBefore({ state, closed, reopened }: PromiseItem, week: IsoWeek): boolean {
  if (state === 'kept') return closed !== null && closed.week < week;
  return reopened !== null && reopened.was === 'kept' && reopened.closedIn < week && reopened.week >= week;
}

function adviceOn(
  open: number,
  waitForRep: number,
  longest: number,
  refused: number,
): PromiseMeasure['advice'] {
  if (open === 0) return refused === 0 ? 'ask-for-more' : 'talk-about-the-no';
  if (waitForRep > 0 && longest <= OLD_PROMISE_WEEKS) return 'ask-a-rep';
  if (waitForRep === open) return 'ask-a-rep';
  return longest > OLD_PROMISE_WEEKS ? 'reply-to-the-oldest' : 'tell-the-circle';
}
