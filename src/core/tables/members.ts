import { and, asc, desc, eq, isNotNull, isNull, lte, ne, notExists, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MemberInCircle, MemberTable } from '../../ports/tables/members.ts';
import { type Database, first, once } from '../../store/database.ts';
import { batched } from '../batched.ts';
import type { Identity, Member } from '../circle.ts';
import type { Instant } from '../instant.ts';
import { circleColumns } from './circles.ts';
import { circles, organisations } from './schema/circles.ts';
import { links } from './schema/links.ts';
import { FORMER_MEMBER, members } from './schema/members.ts';
import { absences, accounts, awayStatuses, people } from './schema/people.ts';

const memberColumns = {
  id: members.id,
  personId: members.personId,
  circleId: members.circleId,
  name: members.name,
  voice: members.voice,
  email: members.email,
  steward: members.steward,
  stewardUntil: members.stewardUntil,
  manager: members.manager,
  chairs: sql<Member['chairs']>`case when ${people.resting} then 'resting' else ${members.chairs} end`,
  preferences: people.preferences,
  joinedAt: members.joinedAt,
  confirmedAt: members.confirmedAt,
  voiceSince: members.voiceSince,
  leftAt: members.leftAt,
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

export function memberTable(database: Database): MemberTable {
  const select = () => selectMembers(database);
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
    async insert({ chairs, identities, preferences, ...row }) {
      const {
        id,
        personId,
        circleId,
        name,
        voice,
        email,
        steward,
        stewardUntil,
        manager,
        joinedAt,
        confirmedAt,
        voiceSince,
        leftAt,
      } = row;
      const moment = (at: Instant | null) => (at === null ? null : new Date(at).toISOString());
      const given = JSON.stringify(identities);
      // One statement: on its own, outside a transaction, it must not leave a member without their person.
      await database.execute(sql`with person as (
          insert into ${people} (id, organisation_id, resting, preferences)
          select ${personId}, circle.organisation_id, ${chairs === 'resting'}, ${JSON.stringify(preferences)}::jsonb
          from ${circles} circle where circle.id = ${circleId}
          on conflict (id) do nothing returning id, organisation_id
        ), entered as (
          insert into ${members} (id, circle_id, person_id, name, voice, email, steward, steward_until, manager, chairs,
            joined_at, confirmed_at, voice_since, left_at)
          values (${id}, ${circleId}, ${personId}, ${name}, ${voice}, ${email}::text, ${steward},
            ${moment(stewardUntil)}::timestamptz, ${manager},
            ${chairs === 'resting' ? 'yes' : chairs}, ${moment(joinedAt)}::timestamptz,
            ${moment(confirmedAt)}::timestamptz, ${moment(voiceSince)}::timestamptz,
            ${moment(leftAt)}::timestamptz)
        )
        insert into ${accounts} (platform, external_id, organisation_id, person_id)
        select given.account->>'platform', given.account->>'externalId', person.organisation_id, person.id
        from person, jsonb_array_elements(${given}::jsonb) with ordinality given (account, place)
        order by given.place`);
    },

    async find(id) {
      return first(withIdentities(await find().execute({ id })));
    },

    findByIdentity,

    async list(circleId) {
      const rows = await select()
        .where(and(eq(members.circleId, circleId), isNull(members.leftAt)))
        .orderBy(asc(members.position), ...accountOrder);
      return withIdentities(rows);
    },

    async everybody(circleId) {
      return database
        .select({ id: members.id, name: members.name })
        .from(members)
        .where(eq(members.circleId, circleId))
        .orderBy(asc(members.position));
    },

    async saveStanding(id, standing) {
      const { voice, steward, manager, joinedAt, confirmedAt, voiceSince, leftAt } = standing;
      const stewardUntil = steward ? standing.stewardUntil : null;
      const row = {
        voice,
        steward,
        stewardUntil,
        manager,
        joinedAt,
        confirmedAt,
        voiceSince,
        leftAt,
      };
      await database.update(members).set(row).where(eq(members.id, id));
    },

    async findFormer(circleId, { platform, externalId }) {
      const rows = await select()
        .innerJoin(asked, eq(asked.personId, members.personId))
        .where(
          and(
            eq(members.circleId, circleId),
            isNotNull(members.leftAt),
            eq(asked.platform, platform),
            eq(asked.externalId, externalId),
          ),
        )
        .orderBy(desc(members.leftAt), desc(members.position), ...accountOrder);
      return first(withIdentities(rows));
    },

    async candidates({ platform, externalId }) {
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
            eq(asked.platform, platform),
            eq(asked.externalId, externalId),
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

    async neverLetIn(before) {
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

    async standInsOver(now) {
      return database
        .select({ id: members.id, circleId: members.circleId })
        .from(members)
        .where(lte(members.stewardUntil, now));
    },

    async savePreferences(id, preferences, chairs) {
      await database
        .update(people)
        .set({ preferences, resting: chairs === 'resting' })
        .where(eq(people.id, sql`(${personOf(id)})`));
      if (chairs !== 'resting') await database.update(members).set({ chairs }).where(eq(members.id, id));
    },

    async holdIdentity({ platform, externalId }, held) {
      await database
        .update(accounts)
        .set({ held })
        .where(and(eq(accounts.platform, platform), eq(accounts.externalId, externalId)));
    },

    async absences(circleId) {
      return database
        .select({ id: absences.id, memberId: members.id, from: absences.from, to: absences.to })
        .from(absences)
        .innerJoin(members, eq(members.personId, absences.personId))
        .where(and(eq(members.circleId, circleId), isNull(members.leftAt)))
        .orderBy(asc(absences.from), asc(absences.id));
    },

    async addAbsence({ id, memberId, from, to }) {
      await database.insert(absences).values({ id, personId: sql`(${personOf(memberId)})`, from, to });
    },

    async awayStatuses(circleId) {
      const rows = await database
        .select({ memberId: members.id, until: awayStatuses.until })
        .from(awayStatuses)
        .innerJoin(members, eq(members.personId, awayStatuses.personId))
        .where(and(eq(members.circleId, circleId), isNull(members.leftAt)));
      return new Map(rows.map(({ memberId, until }) => [memberId, until]));
    },

    async setAwayStatus(memberId, until) {
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

    async removeAbsence(id, memberId) {
      await database
        .delete(absences)
        .where(and(eq(absences.id, id), eq(absences.personId, sql`(${personOf(memberId)})`)));
    },
  };
}

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
