import { isNull, sql } from 'drizzle-orm';
import { bigint, boolean, check, index, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, oneOf, roundtable } from '../../../store/columns.ts';
import type { ChairWillingness } from '../../circle.ts';
import { ofCircle } from './circles.ts';
import { ofPerson } from './people.ts';

/** Stands where the name of somebody was whose data is deleted. */
export const FORMER_MEMBER = 'A former member';

export const members = roundtable.table(
  'members',
  {
    id: text().primaryKey(),
    circleId: ofCircle(),
    /** Of the circle's organisation. */
    personId: ofPerson(),
    /** When this member became that person's, who was another's before; null: from the start. */
    personSince: instant('person_since'),
    /** The order in which members were entered: the order of every list of them. */
    position: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    voice: text().notNull(),
    email: text(),
    steward: boolean().notNull(),
    stewardUntil: instant('steward_until'),
    manager: boolean().notNull(),
    /** What they say in this circle. A rest is the person's. */
    chairs: text().$type<Exclude<ChairWillingness, 'resting'>>().notNull(),
    joinedAt: instant('joined_at').notNull(),
    confirmedAt: instant('confirmed_at'),
    voiceSince: instant('voice_since'),
    leftAt: instant('left_at'),
  },
  (member) => [
    unique('members_of_circle').on(member.circleId, member.id),
    index('members_present').on(member.circleId, member.position).where(isNull(member.leftAt)),
    index('members_of_person').on(member.personId),
    // One seat a person, by whichever account they come. The person first: by them every request finds its circles, also in a
    // database that has not gathered statistics yet.
    uniqueIndex('members_once').on(member.personId, member.circleId).where(isNull(member.leftAt)),
    check('members_stand_in', sql`${member.steward} or ${member.stewardUntil} is null`),
    check('members_chairs', oneOf(member.chairs, ['yes', 'not-yet'])),
  ],
);

/** The column of what belongs to a member. */
export const ofMember = () =>
  text('member_id')
    .notNull()
    .references(() => members.id);
