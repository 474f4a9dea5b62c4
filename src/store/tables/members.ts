import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Identity, Member } from '../../domain/circle.ts';
import type { MemberInCircle, MemberTable } from '../../ports/tables/members.ts';
import { batched } from '../batched.ts';
import { type Database, first, once } from '../database.ts';
import { circles, organisations } from '../schema/circles.ts';
import { links } from '../schema/links.ts';
import { absences, awayStatuses, FORMER_MEMBER, identities, members } from '../schema/members.ts';
import { circleColumns } from './circles.ts';

const memberColumns = {
  id: members.id,
  circleId: members.circleId,
  name: members.name,
  voice: members.voice,
  email: members.email,
  steward: members.steward,
  manager: members.manager,
  chairs: members.chairs,
  preferences: members.preferences,
  joinedAt: members.joinedAt,
  confirmedAt: members.confirmedAt,
  voiceSince: members.voiceSince,
  leftAt: members.leftAt,
};

/** The identity that somebody is looked up by. */
const asked = alias(identities, 'asked');

const identityColumns = {
  platform: identities.platform,
  externalId: identities.externalId,
};

interface MemberRow {
  readonly member: Omit<Member, 'identities'>;
  readonly identity: Identity | null;
}

export function memberTable(database: Database): MemberTable {
  const select = () =>
    database
      .select({ member: memberColumns, identity: identityColumns })
      .from(members)
      .leftJoin(identities, and(eq(identities.memberId, members.id), eq(identities.held, false)));

  const find = once(() =>
    select()
      .where(eq(members.id, sql.placeholder('id')))
      .orderBy(asc(identities.platform))
      .prepare('members_find'),
  );
  const findByIdentities = once(() =>
    database
      .select({
        asked: { platform: asked.platform, externalId: asked.externalId, since: asked.since },
        member: memberColumns,
        identity: identityColumns,
        circle: circleColumns,
      })
      .from(asked)
      .innerJoin(members, eq(members.id, asked.memberId))
      .innerJoin(circles, eq(circles.id, members.circleId))
      .innerJoin(organisations, eq(organisations.id, circles.organisationId))
      .leftJoin(identities, and(eq(identities.memberId, members.id), eq(identities.held, false)))
      .where(
        and(
          isNull(members.leftAt),
          sql`(${asked.platform}, ${asked.externalId}) in (select * from unnest(${sql.placeholder('platforms')}::text[], ${sql.placeholder('externalIds')}::text[]))`,
        ),
      )
      .orderBy(asc(members.position), asc(identities.platform))
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
    async insert(member) {
      const { identities: known, ...row } = member;
      // One statement: on its own, outside a transaction, it must not leave a member without their identities.
      const entered = database.$with('entered').as(
        database
          .insert(members)
          .values({
            id: row.id,
            circleId: row.circleId,
            name: row.name,
            voice: row.voice,
            email: row.email,
            steward: row.steward,
            manager: row.manager,
            chairs: row.chairs,
            preferences: row.preferences,
            joinedAt: row.joinedAt,
            confirmedAt: row.confirmedAt,
            voiceSince: row.voiceSince,
            leftAt: row.leftAt,
          })
          .returning({ id: members.id, circleId: members.circleId }),
      );
      const rows = known.map((identity) => ({ memberId: row.id, circleId: row.circleId, ...identity }));
      if (rows.length === 0) await database.with(entered).select().from(entered);
      else await database.with(entered).insert(identities).values(rows);
    },

    async find(id) {
      return first(withIdentities(await find().execute({ id })));
    },

    findByIdentity,

    async list(circleId) {
      const rows = await select()
        .where(and(eq(members.circleId, circleId), isNull(members.leftAt)))
        .orderBy(asc(members.position), asc(identities.platform));
      return withIdentities(rows);
    },

    async everybody(circleId) {
      return database
        .select({ id: members.id, name: members.name })
        .from(members)
        .where(eq(members.circleId, circleId))
        .orderBy(asc(members.position));
    },

    async saveStanding(id, { voice, steward, manager, joinedAt, confirmedAt, voiceSince, leftAt }) {
      const standing = { voice, steward, manager, joinedAt, confirmedAt, voiceSince, leftAt };
      await database.update(members).set(standing).where(eq(members.id, id));
    },

    async findFormer(circleId, identity) {
      const owners = database
        .select({ id: identities.memberId })
        .from(identities)
        .where(
          and(
            eq(identities.circleId, circleId),
            eq(identities.platform, identity.platform),
            eq(identities.externalId, identity.externalId),
          ),
        );
      const rows = await select()
        .where(and(inArray(members.id, owners), isNotNull(members.leftAt)))
        .orderBy(asc(identities.platform));
      return first(withIdentities(rows));
    },

    async candidates({ platform, externalId }) {
      const rows = await database
        .select({ member: memberColumns, identity: identityColumns, circle: circleColumns })
        .from(identities)
        .innerJoin(members, eq(members.id, identities.memberId))
        .innerJoin(circles, eq(circles.id, members.circleId))
        .innerJoin(organisations, eq(organisations.id, circles.organisationId))
        .where(
          and(
            eq(identities.platform, platform),
            eq(identities.externalId, externalId),
            isNull(members.confirmedAt),
            isNotNull(members.leftAt),
          ),
        );
      return rows.map(({ member, identity, circle }) => ({
        member: { ...member, identities: [identity] },
        circle,
      }));
    },

    async neverLetIn(before) {
      const rows = await database
        .select({ id: members.id })
        .from(members)
        .where(
          and(
            isNull(members.confirmedAt),
            lte(members.leftAt, before),
            ne(members.name, FORMER_MEMBER),
            // Who became one person with somebody may be parted from them again.
            notExists(database.select({ id: links.id }).from(links).where(eq(links.fromId, members.id))),
          ),
        );
      return rows.map(({ id }) => id);
    },

    async savePreferences(id, preferences, chairs) {
      await database.update(members).set({ preferences, chairs }).where(eq(members.id, id));
    },

    async setIdentity(id, identity, since) {
      const at = since === undefined ? null : new Date(since).toISOString();
      const owner = database
        .select({
          memberId: members.id,
          circleId: members.circleId,
          platform: sql`${identity.platform}::text`.as('platform'),
          externalId: sql`${identity.externalId}::text`.as('external_id'),
          held: sql`false`.as('held'),
          since: sql`${at}::timestamptz`.as('since'),
        })
        .from(members)
        .where(eq(members.id, id));
      await database
        .insert(identities)
        .select(owner)
        .onConflictDoUpdate({
          target: [identities.memberId, identities.platform],
          set: { externalId: identity.externalId, held: false, since: since ?? null },
        });
    },

    async removeIdentity(circleId, { platform, externalId }) {
      await database
        .delete(identities)
        .where(
          and(
            eq(identities.circleId, circleId),
            eq(identities.platform, platform),
            eq(identities.externalId, externalId),
          ),
        );
    },

    async holdIdentity({ platform, externalId }, held) {
      await database
        .update(identities)
        .set({ held })
        .where(and(eq(identities.platform, platform), eq(identities.externalId, externalId)));
    },

    async absences(circleId) {
      return database
        .select({ id: absences.id, memberId: absences.memberId, from: absences.from, to: absences.to })
        .from(absences)
        .innerJoin(members, eq(members.id, absences.memberId))
        .where(and(eq(members.circleId, circleId), isNull(members.leftAt)))
        .orderBy(asc(absences.from), asc(absences.id));
    },

    async addAbsence(absence) {
      await database.insert(absences).values(absence);
    },

    async awayStatuses(circleId) {
      const rows = await database
        .select({ memberId: awayStatuses.memberId, until: awayStatuses.until })
        .from(awayStatuses)
        .innerJoin(members, eq(members.id, awayStatuses.memberId))
        .where(and(eq(members.circleId, circleId), isNull(members.leftAt)));
      return new Map(rows.map(({ memberId, until }) => [memberId, until]));
    },

    async setAwayStatus(memberId, until) {
      if (until === null) {
        await database.delete(awayStatuses).where(eq(awayStatuses.memberId, memberId));
        return;
      }
      await database
        .insert(awayStatuses)
        .values({ memberId, until })
        .onConflictDoUpdate({ target: awayStatuses.memberId, set: { until } });
    },

    async removeAbsence(id, memberId) {
      await database.delete(absences).where(and(eq(absences.id, id), eq(absences.memberId, memberId)));
    },
  };
}

function nameOf({ platform, externalId }: Identity): string {
  return `${platform}/${externalId}`;
}

type FoundRow = MemberRow &
  Pick<MemberInCircle, 'circle'> & { readonly asked: Pick<MemberInCircle, 'since'> };

function inCircles(rows: readonly FoundRow[]): readonly MemberInCircle[] {
  const byCircle = new Map(rows.map(({ circle, asked: { since } }) => [circle.id, { circle, since }]));
  return withIdentities(rows).flatMap((member) => {
    const where = byCircle.get(member.circleId);
    return where === undefined ? [] : [{ member, ...where }];
  });
}

/** Rows of one member stand together; the first decides the member's place. */
function withIdentities(rows: readonly MemberRow[]): Member[] {
  const found = new Map<string, { member: MemberRow['member']; known: Identity[] }>();
  for (const { member, identity } of rows) {
    const entry = found.get(member.id) ?? { member, known: [] };
    if (identity !== null) entry.known.push(identity);
    found.set(member.id, entry);
  }
  return [...found.values()].map(({ member, known }) => ({ ...member, identities: known }));
}
