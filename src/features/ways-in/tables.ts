import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { boolean, check, index, integer, text } from 'drizzle-orm/pg-core';
import { batched } from '../../core/batched.ts';
import type { CircleId, MemberId } from '../../core/circle.ts';
import type { Instant } from '../../core/instant.ts';
import type { SessionTable } from '../../core/ports/session-table.ts';
import type { Kept } from '../../core/tables/kept.ts';
import { ofCircle } from '../../core/tables/schema/circles.ts';
import { deliveries } from '../../core/tables/schema/deliveries.ts';
import { members, ofMember } from '../../core/tables/schema/members.ts';
import type { Device, WebSession } from '../../core/way-in.ts';
import { instant, oneOf, roundtable } from '../../store/columns.ts';
import { first, once } from '../../store/database.ts';
import { table } from '../../store/table.ts';
import type { Invitation, Maker } from './rules/way-in.ts';

/** Ways in for one person each. The hashes are keyed: without the key they cannot be tried out. */
export const invitations = roundtable.table(
  'invitations',
  {
    id: text().primaryKey(),
    circleId: ofCircle(),
    memberId: ofMember(),
    secretHash: text('secret_hash').notNull().unique(),
    codeHash: text('code_hash').notNull().unique(),
    maker: text().$type<Maker>().notNull(),
    makerId: text('maker_id').references(() => members.id),
    madeAt: instant('made_at').notNull(),
    opensAt: instant('opens_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    webId: text('web_id'),
    waiting: boolean().notNull(),
    sentTo: text('sent_to'),
  },
  (invitation) => [
    index('invitations_of_member').on(invitation.memberId),
    index('invitations_waiting').on(invitation.circleId, invitation.webId).where(sql`${invitation.waiting}`),
    check('invitations_maker', oneOf(invitation.maker, ['self', 'steward', 'stewards', 'operator'])),
  ],
);

/** Links that somebody had sent to their own address. A row is written when it is asked for and deleted when it is used. */
export const signIns = roundtable.table(
  'sign_ins',
  {
    id: text().primaryKey(),
    memberId: ofMember(),
    secretHash: text('secret_hash').notNull().unique(),
    codeHash: text('code_hash').notNull().unique(),
    expiresAt: instant('expires_at').notNull(),
    /** Of a code by text: how often something was typed for it that was wrong. */
    tries: integer().notNull().default(0),
  },
  (signIn) => [index('sign_ins_of_member').on(signIn.memberId)],
);

/** Browsers that are signed in. A row is written at sign-in and deleted at its end: it never tells of use. */
export const webSessions = roundtable.table(
  'web_sessions',
  {
    id: text().primaryKey(),
    webId: text('web_id').notNull(),
    device: text().$type<Device>().notNull(),
    beganAt: instant('began_at').notNull(),
  },
  (session) => [
    index('web_sessions_of_account').on(session.webId),
    check('web_sessions_device', oneOf(session.device, ['own', 'shared'])),
  ],
);

/** Web accounts whose cookies of v0.1.0, which stand in no row, were ended. */
export const oldCookiesEnded = roundtable.table('old_cookies_ended', {
  webId: text('web_id').primaryKey(),
  at: instant().notNull(),
});

export interface SignIn {
  readonly id: string;
  readonly memberId: MemberId;
  readonly secretHash: string;
  readonly codeHash: string;
  readonly expiresAt: Instant;
}

export const signInTable = table('sign-ins', (database) => {
  const isOpen = (hashes: readonly string[], now: Instant) =>
    and(
      or(inArray(signIns.secretHash, hashes), inArray(signIns.codeHash, hashes)),
      gt(signIns.expiresAt, now),
    );
  return {
    async make(signIn: SignIn): Promise<void> {
      await database.insert(signIns).values(signIn);
    },

    /** How many wait for a member, and how many others of their circle wait for one. */
    async waiting(
      memberId: MemberId,
      now: Instant,
    ): Promise<{ readonly own: number; readonly others: number }> {
      const circle = database.select({ id: members.circleId }).from(members).where(eq(members.id, memberId));
      const rows = await database
        .select({ memberId: signIns.memberId })
        .from(signIns)
        .innerJoin(members, eq(members.id, signIns.memberId))
        .where(and(inArray(members.circleId, circle), gt(signIns.expiresAt, now)));
      const others = new Set(rows.map((row) => row.memberId));
      others.delete(memberId);
      return { own: rows.filter((row) => row.memberId === memberId).length, others: others.size };
    },

    /** Whose it is that has one of these keyed hashes; null: it is unknown, used or over. */
    async find(hashes: readonly string[], now: Instant): Promise<MemberId | null> {
      const row = first(await database.select().from(signIns).where(isOpen(hashes, now)));
      return row === null ? null : row.memberId;
    },

    /**
     * Something was typed where codes by text were asked for, which these keyed hashes name. Counts before it looks, so that no more than
     * `most` wrong ones are ever compared, however many come at once. Whether one has this hash.
     */
    async tryCode(
      askedHashes: readonly string[],
      hashes: readonly string[],
      now: Instant,
      most: number,
    ): Promise<boolean> {
      const isAsked = inArray(signIns.codeHash, [...askedHashes]);
      const tried = await database
        .update(signIns)
        .set({ tries: sql`${signIns.tries} + 1` })
        .where(and(isAsked, gt(signIns.expiresAt, now), lt(signIns.tries, most)))
        .returning();
      const right = tried.find(({ secretHash }) => hashes.includes(secretHash));
      if (right === undefined) return false;
      await database
        .update(signIns)
        .set({ tries: sql`${signIns.tries} - 1` })
        .where(eq(signIns.id, right.id));
      return true;
    },

    /** The same, and it is used: of two callers one gets it. */
    async use(hashes: readonly string[], now: Instant): Promise<MemberId | null> {
      const row = first(await database.delete(signIns).where(isOpen(hashes, now)).returning());
      return row === null ? null : row.memberId;
    },

    /** Those of a member's person open nothing any more. */
    async drop(memberId: MemberId): Promise<void> {
      const person = database.select({ id: members.personId }).from(members).where(eq(members.id, memberId));
      const theirs = database
        .select({ id: members.id })
        .from(members)
        .where(inArray(members.personId, person));
      await database.delete(signIns).where(inArray(signIns.memberId, theirs));
    },

    /** Deletes what was over before then, with the letters: when somebody wished to come in is nobody's to know. */
    async forget(before: Instant): Promise<void> {
      await database.delete(signIns).where(lt(signIns.expiresAt, before));
      await database
        .delete(deliveries)
        .where(and(eq(deliveries.kind, 'sign-in'), lt(deliveries.expiresAt, before)));
    },
  };
});

/** Ways in that wait to be claimed, and for a while those that were. */
export const invitationTable = table('invitations', (database) => {
  const isUnused = (now: Instant) => and(isNull(invitations.usedAt), gt(invitations.expiresAt, now));
  const ofSamePerson = (member: SQL) => {
    const person = database.select({ id: members.personId }).from(members).where(member);
    return database.select({ id: members.id }).from(members).where(inArray(members.personId, person));
  };
  async function drop(member: SQL, which: 'all' | 'own'): Promise<void> {
    const theirs = inArray(invitations.memberId, ofSamePerson(member));
    const made = which === 'own' ? eq(invitations.maker, 'self') : undefined;
    await database.delete(invitations).where(and(theirs, isNull(invitations.usedAt), made));
  }

  return {
    /**
     * Takes the place of every unused one of the same person; one that they made themselves takes the place of their own alone:
     * what others made is stopped on record, or not at all.
     */
    async make(invitation: Invitation): Promise<void> {
      const { memberId, circleId, maker } = invitation;
      const member = sql`${members.id} = ${memberId} and ${members.circleId} = ${circleId}`;
      await drop(member, maker === 'self' ? 'own' : 'all');
      await database.insert(invitations).values(invitation);
    },

    /** Deletes what nobody has used of the member's person, in all their circles: all of it, or what they made themselves. */
    async dropUnused(memberId: string, which: 'all' | 'own' = 'all'): Promise<void> {
      await drop(eq(members.id, memberId), which);
    },

    async find(id: string): Promise<Invitation | null> {
      return first(await database.select().from(invitations).where(eq(invitations.id, id)));
    },

    /** Locked until the transaction ends. */
    async lockById(id: string): Promise<Invitation | null> {
      return first(await database.select().from(invitations).where(eq(invitations.id, id)).for('update'));
    },

    /** The one with any of these keyed hashes, locked until the transaction ends. */
    async lock(hashes: readonly string[]): Promise<Invitation | null> {
      const isIt = or(inArray(invitations.secretHash, hashes), inArray(invitations.codeHash, hashes));
      return first(await database.select().from(invitations).where(isIt).for('update'));
    },

    /** `waiting`: whoever came in with this web account waits for a yes. */
    async use(id: string, at: Instant, webId: string, waiting: boolean): Promise<void> {
      await database.update(invitations).set({ usedAt: at, webId, waiting }).where(eq(invitations.id, id));
    },

    /** Nobody waits for a yes any more. */
    async endClaim(id: string): Promise<void> {
      await database.update(invitations).set({ waiting: false }).where(eq(invitations.id, id));
    },

    /** Claims of a circle that wait for a yes, oldest first; of one member where one is named. */
    async claims(circleId: CircleId, memberId?: MemberId): Promise<readonly Invitation[]> {
      const theirs = memberId === undefined ? undefined : eq(invitations.memberId, memberId);
      return database
        .select()
        .from(invitations)
        .where(and(eq(invitations.circleId, circleId), eq(invitations.waiting, true), theirs))
        .orderBy(asc(invitations.usedAt), asc(invitations.id));
    },

    /** Members of a circle for whom an unused one waits that is not over yet, or their own claim waits for a yes. */
    async waitedFor(circleId: CircleId, now: Instant): Promise<readonly MemberId[]> {
      const waits = or(eq(invitations.waiting, true), isUnused(now));
      const rows = await database
        .selectDistinct({ id: invitations.memberId })
        .from(invitations)
        .where(and(eq(invitations.circleId, circleId), waits));
      return rows.map(({ id }) => id);
    },

    /** What nobody has used of the member's person, in all their circles, and is not over yet, oldest first. */
    async unused(memberId: MemberId, now: Instant): Promise<readonly Invitation[]> {
      return database
        .select()
        .from(invitations)
        .where(and(inArray(invitations.memberId, ofSamePerson(eq(members.id, memberId))), isUnused(now)))
        .orderBy(asc(invitations.madeAt), asc(invitations.id));
    },

    /** Members of a circle for whom one waits that went to an address. */
    async mailed(circleId: CircleId, now: Instant): Promise<readonly MemberId[]> {
      const isIt = and(eq(invitations.circleId, circleId), isNotNull(invitations.sentTo), isUnused(now));
      const rows = await database.selectDistinct({ id: invitations.memberId }).from(invitations).where(isIt);
      return rows.map(({ id }) => id);
    },

    /** The newest of a member that went to an address; one that was declined, or did not arrive, is no more. */
    async lastSent(memberId: MemberId): Promise<Invitation | null> {
      const isIt = and(eq(invitations.memberId, memberId), isNotNull(invitations.sentTo));
      const newest = [desc(invitations.madeAt), desc(invitations.id)];
      return first(
        await database
          .select()
          .from(invitations)
          .where(isIt)
          .orderBy(...newest)
          .limit(1),
      );
    },

    /** The claim that waits under this web account. */
    async claimedBy(webId: string): Promise<Invitation | null> {
      const isIt = and(eq(invitations.webId, webId), eq(invitations.waiting, true));
      return first(await database.select().from(invitations).where(isIt));
    },

    /** Deletes one that nobody has used. */
    async cancel(id: string): Promise<void> {
      await database.delete(invitations).where(and(eq(invitations.id, id), isNull(invitations.usedAt)));
    },

    /** When the unused one of a member ends, in the place of what was foreseen. */
    async endAt(memberId: string, at: Instant): Promise<void> {
      await database
        .update(invitations)
        .set({ expiresAt: at })
        .where(and(eq(invitations.memberId, memberId), isNull(invitations.usedAt)));
    },

    /** Deletes those whose time was over before, and ends claims that were made before `claims`. */
    async forget(before: Instant, claims: Instant): Promise<void> {
      const over = and(eq(invitations.waiting, true), lt(invitations.usedAt, claims));
      const webIds = database.select({ webId: invitations.webId }).from(invitations).where(over);
      await database.delete(webSessions).where(inArray(webSessions.webId, webIds));
      await database.update(invitations).set({ waiting: false }).where(over);
      await database.delete(invitations).where(lt(invitations.expiresAt, before));
    },
  };
});

export const sessionTable = table('sessions', (database): SessionTable => {
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
});

export const waysInKept: Kept = {
  members: [
    { column: invitations.memberId, erase: 'row' },
    { column: signIns.memberId, erase: 'row' },
    { column: invitations.makerId, erase: 'empty' },
  ],
  pastStays: [{ table: invitations, why: 'the sweep forgets each 90 days after its end' }],
  async eraseMember(database, memberId) {
    const isTheirs = sql`${deliveries.payload} ->> 'memberId' = ${memberId}`;
    await database.delete(deliveries).where(and(eq(deliveries.kind, 'invited'), isTheirs));
  },
  async eraseAccounts(database, webIds) {
    await database.delete(webSessions).where(inArray(webSessions.webId, [...webIds]));
    await database.delete(oldCookiesEnded).where(inArray(oldCookiesEnded.webId, [...webIds]));
  },
};
