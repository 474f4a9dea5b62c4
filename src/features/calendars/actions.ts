import { action, circleSubject, type FindSubject } from '../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import type { Person } from '../../core/actions/person.ts';
import { isReader } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Message } from '../../core/ports/message.ts';
import { FEED_INPUTS, feedMade, feedStopped, feedsPage } from './messages/feeds.ts';
import { FEED_MEETINGS, FEED_WORDS, type Feed } from './rules/feed.ts';
import { feedTable } from './tables.ts';
import { makeFeed } from './use-cases/feeds.ts';

/** One of the asker's own. */
const ownFeed: FindSubject<Feed> = async ({ store }, asker, id) => {
  const feed = await feedTable.find(store, id);
  const person = asker.everywhere.find(({ member }) => member.id === feed?.memberId);
  return feed === null || person === undefined ? null : { person, subject: feed };
};

/** Each about the asker's own addresses in one circle. */
export const calendarHandlers = {
  'calendar.show': action({
    by: 'reader',
    subject: circleSubject,
    run: async (context, { person }) => shown(await pageOf(context, person)),
  }),
  'calendar.make': action({
    by: 'reader',
    subject: circleSubject,
    run: async (context, { person, interaction }) => {
      const { circle, member, reader } = person;
      const asked = isReader(member) ? 'circle' : only(interaction, FEED_INPUTS.meetings);
      const meetings = FEED_MEETINGS.find((each) => each === asked);
      const words = FEED_WORDS.find((each) => each === only(interaction, FEED_INPUTS.words));
      if (meetings === undefined || words === undefined) {
        const missing = meetings === undefined ? FEED_INPUTS.meetings : FEED_INPUTS.words;
        return refusedAt('no-choice', reader, await pageOf(context, person), missing);
      }
      const made = await makeFeed(context, member, { meetings, words });
      return made.ok ? done(feedMade(made.value, circle, reader)) : refused(made.code, reader);
    },
  }),
  'calendar.stop': action({
    by: 'reader',
    subject: ownFeed,
    run: async ({ store }, { subject, person: { circle, reader } }) => {
      await feedTable.end(store, subject.id);
      return done(feedStopped(circle.id, reader));
    },
  }),
} satisfies Partial<Handlers>;

async function pageOf({ store }: Context, { circle, member, reader }: Person): Promise<Message> {
  const feeds = await feedTable.of(store, member.id);
  return feedsPage({ circle, feeds, reads: isReader(member) }, reader);
}
