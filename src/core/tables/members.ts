import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Database, first, once } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import { batched } from '../batched.ts';
import {
  type ChairWillingness,
  type Circle,
  type CircleId,
  type Identity,
  type Member,
  type MemberId,
  type Preferences,
  READER,
} from '../circle.ts';
import type { Instant } from '../instant.ts';
import type { Absence } from '../person.ts';
import { circleColumns } from './circles.ts';
import { links } from './links.ts';
import { circles, organisations } from './schema/circles.ts';
import { FORMER_MEMBER, members } from './schema/members.ts';
import { absences, accounts, awayStatuses, isAccount, people } from './schema/people.ts';

const { personSince: _since, position: _position, ...ownColumns } = getTableColumns(members);
const memberColumns = {
  ...ownColumns,
  chairs: sql<Member['chairs']>`case when ${people.resting} then 'resting' else ${members.chairs} end`,
  preferences: people.preferences,
};

/** The account that somebody is looked up by. */
const asked = alias(accounts, 'asked');

const identityColumns = {
  platform: accounts.platform,
  externalId: accounts.externalId,
};

const ofMember = and(eq(accounts.personId, members.personId), eq(accounts.held, false));
/** Of several of a kind, what has been theirs from the start comes first, and then the oldest. */
export const accountOrder = [
  asc(accounts.platform),
  sql`${accounts.since} nulls first`,
  asc(accounts.position),
];

interface MemberRow {
  readonly member: Omit<Member, 'identities'>;
  readonly identity: Identity | null;
}

/** Members with the preferences and identities of their person, a row for each identity. */
export function selectMembers(database: Database) {
  return database
    .select({ member: memberColumns, identity: identityColumns })
    .from(members)
    .innerJoin(people, eq(people.id, members.personId))
    .leftJoin(accounts, ofMember);
}

export const memberTable = table('members', (database) => {
  const select = () => selectMembers(database);
  const present = async (circleId: CircleId, which?: SQL) =>
    withIdentities(
      await select()
        .where(and(eq(members.circleId, circleId), isNull(members.leftAt), which))
        .orderBy(asc(members.position), ...accountOrder),
    );
  const personOf = (id: string) =>
    database.select({ id: members.personId }).from(members).where(eq(members.id, id));

  const find = once(() =>
    select()
      .where(eq(members.id, sql.placeholder('id')))
      .orderBy(...accountOrder)
      .prepare('members_find'),
  );
  const findByIdentities = once(() =>
    database
      .select({
        asked: { platform: asked.platform, externalId: asked.externalId, since: asked.since },
        personSince: members.personSince,
        member: memberColumns,
        identity: identityColumns,
        circle: circleColumns,
      })
      .from(asked)
      .innerJoin(people, eq(people.id, asked.personId))
      .innerJoin(members, eq(members.personId, people.id))
      .innerJoin(circles, eq(circles.id, members.circleId))
      .innerJoin(organisations, eq(organisations.id, circles.organisationId))
      .leftJoin(accounts, ofMember)
      .where(
        and(
          isNull(members.leftAt),
          sql`(${asked.platform}, ${asked.externalId}) in (select * from unnest(${sql.placeholder('platforms')}::text[], ${sql.placeholder('externalIds')}::text[]))`,
        ),
      )
      .orderBy(asc(members.position), ...accountOrder)
      .prepare('members_find_by_identities'),
  );

  // Every request begins with this question, and in a busy minute many wait for an answer at once.
  const findByIdentity = batched<Identity, readonly MemberInCircle[]>(async (wanted) => {
    const rows = await findByIdentities().execute({
      platforms: wanted.map(({ platform }) => platform),
      externalIds: wanted.map(({ externalId }) => externalId),
    });
    const rowsOf = new Map<string, typeof rows>();
    for (const row of rows) {
      const name = nameOf(row.asked);
      const others = rowsOf.get(name);
      if (others === undefined) rowsOf.set(name, [row]);
      else others.push(row);
    }
    return wanted.map((identity) => inCircles(rowsOf.get(nameOf(identity)) ?? []));
  });

  return {
    /**
     * Enters a member. A person who is not there yet is entered with them, with their preferences and identities; of a person
     * who is there, both stay as they are.
     */
    async insert({ chairs, identities, preferences, ...row }: Member): Promise<void> {
      const moment = (at: Instant | null) => (at === null ? null : new Date(at).toISOString());
      const given = JSON.stringify(identities);
      // One statement: on its own, outside a transaction, it must not leave a member without their person.
      await database.execute(sql`with person as (
          insert into ${people} (id, organisation_id, resting, preferences)
          select ${row.personId}, circle.organisation_id, ${chairs === 'resting'}, ${JSON.stringify(preferences)}::jsonb
          from ${circles} circle where circle.id = ${row.circleId}
          on conflict (id) do nothing returning id, organisation_id
        ), entered as (
          insert into ${members} (id, circle_id, person_id, name, voice, email, steward, steward_until, manager, chairs,
            joined_at, confirmed_at, voice_since, left_at)
          values (${row.id}, ${row.circleId}, ${row.personId}, ${row.name}, ${row.voice}, ${row.email}::text, ${row.steward},
            ${moment(row.stewardUntil)}::timestamptz, ${row.manager},
            ${chairs === 'resting' ? 'yes' : chairs}, ${moment(row.joinedAt)}::timestamptz,
            ${moment(row.confirmedAt)}::timestamptz, ${moment(row.voiceSince)}::timestamptz,
            ${moment(row.leftAt)}::timestamptz)
        )
        insert into ${accounts} (platform, external_id, organisation_id, person_id)
        select given.account->>'platform', given.account->>'externalId', person.organisation_id, person.id
        from person, jsonb_array_elements(${given}::jsonb) with ordinality given (account, place)
        order by given.place`);
    },

    async find(id: MemberId): Promise<Member | null> {
      return first(withIdentities(await find().execute({ id })));
    },

    /**
     * Who this identity is, in every circle they belong to, those who left excluded. With the circles, because every
     * request begins with this and needs both.
     */
    findByIdentity,

    /**
     * Present members of a circle who have a voice, in the order they were entered. Seats, turns, keys, requests and counts are
     * theirs alone, so this is the list to take: readers are in none of these.
     */
    async list(circleId: CircleId): Promise<readonly Member[]> {
      return present(circleId, ne(members.voice, READER));
    },

    /** The same and the readers: for what everybody in the circle is told, and for who is in it. */
    async listWithReaders(circleId: CircleId): Promise<readonly Member[]> {
      return present(circleId);
    },

    /** Everybody who is or was in a circle, in the order they were entered. */
    async everybody(
      circleId: CircleId,
    ): Promise<readonly Pick<Member, 'id' | 'name' | 'voice' | 'confirmedAt' | 'leftAt'>[]> {
      const { id, name, voice, confirmedAt, leftAt } = members;
      return database
        .select({ id, name, voice, confirmedAt, leftAt })
        .from(members)
        .where(eq(members.circleId, circleId))
        .orderBy(asc(members.position));
    },

    /** Who they are in the circle: voice, roles, and whether they are there. Who is no steward stands in for nobody. */
    async saveStanding(id: MemberId, standing: Standing): Promise<void> {
      const { voice, steward, manager, joinedAt, confirmedAt, voiceSince, leftAt } = standing;
      const stewardUntil = steward ? standing.stewardUntil : null;
      const roles = { voice, steward, stewardUntil, manager };
      const row = { ...roles, joinedAt, confirmedAt, voiceSince, leftAt };
      await database.update(members).set(row).where(eq(members.id, id));
    },

    /** Where their invitations were to go: they are on their way, or not wanted any more. */
    async forgetEmails(ids: readonly MemberId[]): Promise<void> {
      await database
        .update(members)
        .set({ email: null })
        .where(inArray(members.id, [...ids]));
    },

    /** In this circle alone: a person may be called differently in each. */
    async saveName(id: MemberId, name: string): Promise<void> {
      await database.update(members).set({ name }).where(eq(members.id, id));
    },

    /** The person with this identity, as who they were in a circle that they have left; the last to leave. */
    async findFormer(circleId: CircleId, account: Identity): Promise<Member | null> {
      const rows = await select()
        .innerJoin(asked, eq(asked.personId, members.personId))
        .where(and(eq(members.circleId, circleId), isNotNull(members.leftAt), isAccount(asked, account)))
        .orderBy(desc(members.leftAt), desc(members.position), ...accountOrder);
      return first(withIdentities(rows));
    },

    /** Who has this identity and reads nothing of these circles yet: see `waitsOutside`. */
    async candidates(account: Identity): Promise<readonly Pick<MemberInCircle, 'member' | 'circle'>[]> {
      const rows = await database
        .select({ member: memberColumns, identity: identityColumns, circle: circleColumns })
        .from(asked)
        .innerJoin(people, eq(people.id, asked.personId))
        .innerJoin(members, eq(members.personId, people.id))
        .innerJoin(circles, eq(circles.id, members.circleId))
        .innerJoin(organisations, eq(organisations.id, circles.organisationId))
        .leftJoin(accounts, ofMember)
        .where(
          and(
            isAccount(asked, account),
            or(
              and(isNull(members.confirmedAt), isNotNull(members.leftAt)),
              and(isNull(circles.setUpAt), isNull(members.leftAt), eq(members.steward, false)),
            ),
            ne(members.name, FORMER_MEMBER),
          ),
        )
        .orderBy(asc(members.position), ...accountOrder);
      const circleOf = new Map(rows.map(({ member, circle }) => [member.id, circle]));
      return withIdentities(rows).flatMap((member) => {
        const circle = circleOf.get(member.id);
        return circle === undefined ? [] : [{ member, circle }];
      });
    },

    /** Who was to be let in and was not, since before that moment: nobody asks for them any more. */
    async neverLetIn(before: Instant): Promise<readonly MemberId[]> {
      const moved = sql`${links.members} @> jsonb_build_array(jsonb_build_object('memberId', ${members.id}))`;
      const rows = await database
        .select({ id: members.id })
        .from(members)
        .where(
          and(
            isNull(members.confirmedAt),
            lte(members.leftAt, before),
            ne(members.name, FORMER_MEMBER),
            // Who became one person with somebody may be parted from them again.
            notExists(database.select({ id: links.id }).from(links).where(moved)),
          ),
        );
      return rows.map(({ id }) => id);
    },

    /** Stand-ins whose time is over by then. */
    async standInsOver(now: Instant): Promise<readonly Pick<Member, 'id' | 'circleId'>[]> {
      return database
        .select({ id: members.id, circleId: members.circleId })
        .from(members)
        .where(lte(members.stewardUntil, now));
    },

    /** For the person in all their circles, but for `chairs`: a rest is the person's, else it is what they say in this one. */
    async savePreferences(id: MemberId, preferences: Preferences, chairs: ChairWillingness): Promise<void> {
      await database
        .update(people)
        .set({ preferences, resting: chairs === 'resting' })
        .where(eq(people.id, sql`(${personOf(id)})`));
      if (chairs !== 'resting') await database.update(members).set({ chairs }).where(eq(members.id, id));
    },

    /**
     * A platform put an account out of use, or back into it. While held, an identity is not among those of its member, so
     * that nothing is sent there; whoever acts with it is still found.
     */
    async holdIdentity(account: Identity, held: boolean): Promise<void> {
      await database.update(accounts).set({ held }).where(isAccount(accounts, account));
    },

    /** Of present members. An absence is the person's: it stands in each of their circles. */
    async absences(circleId: CircleId): Promise<readonly Absence[]> {
      return database
        .select({ id: absences.id, memberId: members.id, from: absences.from, to: absences.to })
        .from(absences)
        .innerJoin(members, eq(members.personId, absences.personId))
        .where(and(eq(members.circleId, circleId), isNull(members.leftAt)))
        .orderBy(asc(absences.from), asc(absences.id));
    },

    /** The same days a second time change nothing. */
    async addAbsence({ id, memberId, from, to }: Absence): Promise<void> {
      const personId = sql`(${personOf(memberId)})`;
      const same = and(eq(absences.personId, personId), eq(absences.from, from), eq(absences.to, to));
      const known = await database.select({ id: absences.id }).from(absences).where(same);
      if (known.length === 0) await database.insert(absences).values({ id, personId, from, to });
    },

    /** Away as a platform's status says it: until when, for each present member who has such a status. */
    async awayStatuses(circleId: CircleId): Promise<ReadonlyMap<MemberId, Instant>> {
      const rows = await database
        .select({ memberId: members.id, until: awayStatuses.until })
        .from(awayStatuses)
        .innerJoin(members, eq(members.personId, awayStatuses.personId))
        .where(and(eq(members.circleId, circleId), isNull(members.leftAt)));
      return new Map(rows.map(({ memberId, until }) => [memberId, until]));
    },

    /** Replaces the one there is; null: not away. */
    async setAwayStatus(memberId: MemberId, until: Instant | null): Promise<void> {
      const personId = sql`(${personOf(memberId)})`;
      if (until === null) {
        await database.delete(awayStatuses).where(eq(awayStatuses.personId, personId));
        return;
      }
      await database
        .insert(awayStatuses)
        .values({ personId, until })
        .onConflictDoUpdate({ target: awayStatuses.personId, set: { until } });
    },

    /** Removes it if it is this member's person's. */
    async removeAbsence(id: string, memberId: MemberId): Promise<void> {
      await database
        .delete(absences)
        .where(and(eq(absences.id, id), eq(absences.personId, sql`(${personOf(memberId)})`)));
    },
  };
});

function nameOf({ platform, externalId }: Identity): string {
  return `${platform}/${externalId}`;
}

type FoundRow = MemberRow &
  Pick<MemberInCircle, 'circle'> & {
    readonly asked: Pick<MemberInCircle, 'since'>;
    readonly personSince: Instant | null;
  };

function inCircles(rows: readonly FoundRow[]): readonly MemberInCircle[] {
  const byCircle = new Map(
    rows.map(({ asked: { since }, circle, personSince }) => [
      circle.id,
      { circle, since: later(since, personSince) },
    ]),
  );
  return withIdentities(rows).flatMap((member) => {
    const where = byCircle.get(member.circleId);
    return where === undefined ? [] : [{ member, ...where }];
  });
}

function later(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** Rows of one member stand together; the first decides the member's place. */
export function withIdentities(rows: readonly MemberRow[]): Member[] {
  const found = new Map<string, { member: MemberRow['member']; known: Identity[] }>();
  for (const { member, identity } of rows) {
    const entry = found.get(member.id) ?? { member, known: [] };
    if (identity !== null) entry.known.push(identity);
    found.set(member.id, entry);
  }
  return [...found.values()].map(({ member, known }) => ({ ...member, identities: known }));
}

export interface MemberInCircle {
  readonly member: Member;
  readonly circle: Circle;
  /** Since when the identity that was looked up acts for this member; null: from the start. */
  readonly since: Instant | null;
}

export type Standing = Pick<
  Member,
  'voice' | 'steward' | 'stewardUntil' | 'manager' | 'joinedAt' | 'confirmedAt' | 'voiceSince' | 'leftAt'
>;
