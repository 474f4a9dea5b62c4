import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { OLD_COOKIE_LASTED, SHARED_AT_MOST, type WebSession } from '../../../core/way-in.ts';
import { invitationTable, sessionTable, signInTable } from '../tables.ts';

/** Where somebody is signed in on web pages, oldest first. For themselves alone. */
export async function sessionsOf(context: Context, member: Member): Promise<readonly WebSession[]> {
  const began = context.clock.now() - SHARED_AT_MOST;
  const sessions = await sessionTable.of(context.store, webIdsOf(member));
  return sessions.filter(({ device, beganAt }) => device === 'own' || beganAt > began);
}

/**
 * Signs one of somebody's devices out, and ends a way in that it may have made. Nothing happens where it is not theirs, or
 * is out already.
 */
export async function endSession(context: Context, member: Member, id: string): Promise<void> {
  await context.store.transact(async (tx) => {
    await invitationTable.dropUnused(tx, member.id, 'own');
    await signInTable.drop(tx, member.id);
    await sessionTable.end(tx, id, webIdsOf(member), context.clock.now());
  });
}

/** Signs all of somebody's devices out but the one they ask from, and ends a way in that one of them may have made; `here` is undefined where that is none of them. */
export async function endOtherSessions(
  context: Context,
  member: Member,
  here: string | undefined,
): Promise<void> {
  await context.store.transact(async (tx) => {
    await invitationTable.dropUnused(tx, member.id, 'own');
    await signInTable.drop(tx, member.id);
    await sessionTable.endOthers(tx, webIdsOf(member), here ?? null, context.clock.now());
  });
}

/** Forgets sessions on shared devices that are over, and what is kept about cookies that have run out. */
export async function sweepSessions(context: Context): Promise<void> {
  const now = context.clock.now();
  await sessionTable.forget(context.store, now - SHARED_AT_MOST, now - OLD_COOKIE_LASTED);
}

function webIdsOf({ identities }: Member): readonly string[] {
  return identities.filter(({ platform }) => platform === 'web').map(({ externalId }) => externalId);
}
