import { and, asc, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { batched } from '../../core/batched.ts';
import type { Instant } from '../../core/instant.ts';
import { members } from '../../core/tables/schema/members.ts';
import type { WebSession } from '../../core/way-in.ts';
import type { InvitationTable, SessionTable } from '../../ports/tables/ways-in.ts';
import { type Database, first, once } from '../../store/database.ts';
import { invitations, oldCookiesEnded, webSessions } from './tables/schema/ways-in.ts';

export function invitationTable(database: Database): InvitationTable {
  const ofSamePerson = (memberId: string) => {
    const person = database.select({ id: members.personId }).from(members).where(eq(members.id, memberId));
    return database.select({ id: members.id }).from(members).where(inArray(members.personId, person));
  };
  async function dropUnused(memberId: string, which: 'all' | 'own' = 'all'): Promise<void> {
    const theirs = inArray(invitations.memberId, ofSamePerson(memberId));
    const made = which === 'own' ? eq(invitations.maker, 'self') : undefined;
    await database.delete(invitations).where(and(theirs, isNull(invitations.usedAt), made));
  }

  return {
    async make(invitation) {
      await dropUnused(invitation.memberId, invitation.maker === 'self' ? 'own' : 'all');
      await database.insert(invitations).values(invitation);
    },

    dropUnused,

    async find(id) {
      return first(await database.select().from(invitations).where(eq(invitations.id, id)));
    },

    async lockById(id) {
      return first(await database.select().from(invitations).where(eq(invitations.id, id)).for('update'));
    },

    async lock(hashes) {
      const rows = await database
        .select()
        .from(invitations)
        .where(or(inArray(invitations.secretHash, hashes), inArray(invitations.codeHash, hashes)))
        .for('update');
      return first(rows);
    },

    async use(id, at, webId, waiting) {
      await database.update(invitations).set({ usedAt: at, webId, waiting }).where(eq(invitations.id, id));
    },

    async settleClaim(id) {
      await database.update(invitations).set({ waiting: false }).where(eq(invitations.id, id));
    },

    async claims(circleId, memberId) {
      const theirs = memberId === undefined ? undefined : eq(invitations.memberId, memberId);
      return database
        .select()
        .from(invitations)
        .where(and(eq(invitations.circleId, circleId), eq(invitations.waiting, true), theirs))
        .orderBy(asc(invitations.usedAt), asc(invitations.id));
    },

    async waitedFor(circleId, now) {
      const rows = await database
        .selectDistinct({ id: invitations.memberId })
        .from(invitations)
        .where(
          and(
            eq(invitations.circleId, circleId),
            or(
              eq(invitations.waiting, true),
              and(isNull(invitations.usedAt), gt(invitations.expiresAt, now)),
            ),
          ),
        );
      return rows.map(({ id }) => id);
    },

    async unused(memberId, now) {
      const waits = and(isNull(invitations.usedAt), gt(invitations.expiresAt, now));
      return database
        .select()
        .from(invitations)
        .where(and(inArray(invitations.memberId, ofSamePerson(memberId)), waits))
        .orderBy(asc(invitations.madeAt), asc(invitations.id));
    },

    async claimedBy(webId) {
      return first(
        await database
          .select()
          .from(invitations)
          .where(and(eq(invitations.webId, webId), eq(invitations.waiting, true))),
      );
    },

    async cancel(id) {
      await database.delete(invitations).where(and(eq(invitations.id, id), isNull(invitations.usedAt)));
    },

    async endAt(memberId, at) {
      await database
        .update(invitations)
        .set({ expiresAt: at })
        .where(and(eq(invitations.memberId, memberId), isNull(invitations.usedAt)));
    },

    async forget(before, claims) {
      const over = and(eq(invitations.waiting, true), lt(invitations.usedAt, claims));
      const webIds = database.select({ webId: invitations.webId }).from(invitations).where(over);
      await database.delete(webSessions).where(inArray(webSessions.webId, webIds));
      await database.update(invitations).set({ waiting: false }).where(over);
      await database.delete(invitations).where(lt(invitations.expiresAt, before));
    },
  };
}

export function sessionTable(database: Database): SessionTable {
  // Every page asks this first, and in a busy minute many wait for an answer at once.
  const findAll = once(() =>
    database
      .select()
      .from(webSessions)
      .where(sql`${webSessions.id} = any(${sql.placeholder('ids')}::text[])`)
      .prepare('web_sessions_find'),
  );
  const find = batched<string, WebSession | null>(async (ids) => {
    const rows = await findAll().execute({ ids });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
  async function endOldCookies(webIds: readonly string[], at: Instant): Promise<void> {
    if (webIds.length === 0) return;
    const rows = webIds.map((webId) => ({ webId, at }));
    await database.insert(oldCookiesEnded).values(rows).onConflictDoNothing();
  }

  return {
    async begin(session) {
      await database.insert(webSessions).values(session).onConflictDoNothing();
    },

    find,

    async of(webIds) {
      return database
        .select()
        .from(webSessions)
        .where(inArray(webSessions.webId, webIds))
        .orderBy(asc(webSessions.beganAt), asc(webSessions.id));
    },

    async end(id, webIds, at) {
      await database
        .delete(webSessions)
        .where(and(eq(webSessions.id, id), inArray(webSessions.webId, webIds)));
      await endOldCookies(webIds, at);
    },

    async leave(id) {
      await database.delete(webSessions).where(eq(webSessions.id, id));
    },

    async endOthers(webIds, but, at) {
      await database
        .delete(webSessions)
        .where(and(inArray(webSessions.webId, webIds), but === null ? undefined : ne(webSessions.id, but)));
      await endOldCookies(webIds, at);
    },

    async oldCookiesEnded(webId) {
      const rows = await database.select().from(oldCookiesEnded).where(eq(oldCookiesEnded.webId, webId));
      return rows.length > 0;
    },

    async forget(before, cookies) {
      await database
        .delete(webSessions)
        .where(and(eq(webSessions.device, 'shared'), lt(webSessions.beganAt, before)));
      await database.delete(oldCookiesEnded).where(lt(oldCookiesEnded.at, cookies));
    },
  };
}
