import { type Member, waitsOutside } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { keyedHash, keyedHashes } from '../../../core/keyed-hash.ts';
import { readerOf } from '../../../core/messages/reader.ts';
import type { Calendar, Feeds } from '../../../core/ports/calendar.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { feedCalendar } from '../messages/events.ts';
import { type Feed, MOST_FEEDS } from '../rules/feed.ts';
import { feedTable } from '../tables.ts';
import { eventsOf } from './events.ts';

const SECRET_BYTES = 16;
const PURPOSE = 'calendar feed';

/**
 * Makes a feed, and gives its address: 128 random bits, shown this once. Only their keyed hash is kept, and nothing of them is sealed
 * into the address as in one that stops letters: a feed lives for years and must end with a press, so it needs a row; and neither a thief of
 * the database nor whoever stands at an open page may read addresses out of it. Good for as long as the key of that day is known, as
 * a retired one too. Refuses more than `MOST_FEEDS`.
 */
export async function makeFeed(
  context: Context,
  { id: memberId }: Pick<Member, 'id'>,
  { meetings, words }: Pick<Feed, 'meetings' | 'words'>,
): Promise<Result<string, 'too-many-feeds'>> {
  const secret = Buffer.from(context.randomBytes(SECRET_BYTES)).toString('base64url');
  const made = await context.store.transact(async (tx) => {
    if ((await feedTable.of(tx, memberId)).length >= MOST_FEEDS) return refuse('too-many-feeds');
    const secretHash = keyedHash(context, PURPOSE, secret);
    await feedTable.make(tx, {
      id: context.newId(),
      memberId,
      meetings,
      words,
      secretHash,
      madeAt: context.clock.now(),
    });
    return success(null);
  });
  return made.ok ? success(context.links.feed(secret)) : made;
}

/** What calendar programs read. Nothing is written: that somebody reads a feed, and when, is kept nowhere. */
export function feedsOf(context: Context): Feeds {
  return {
    async find(secret) {
      return (await feedTable.behind(context.store, keyedHashes(context, PURPOSE, secret)))?.id ?? null;
    },
    async read(id) {
      const { store } = context;
      const feed = await feedTable.find(store, id);
      const member = feed === null ? null : await memberTable.find(store, feed.memberId);
      return feed === null || member === null ? null : calendarFor(context, store, feed, member);
    },
  };
}

/** null: whoever made it is in the circle no more. */
async function calendarFor(context: Context, tx: Tx, feed: Feed, member: Member): Promise<Calendar | null> {
  const circle = await circleTable.find(tx, member.circleId);
  if (circle === null || member.leftAt !== null || waitsOutside(member, circle)) return null;
  const events = await eventsOf(context, tx, circle, feed);
  return feedCalendar(circle.name, feed, events, readerOf(member, circle));
}
