import type { Identity, Member, PlatformName } from './circle.ts';
import { DAY, HOUR, type Instant, MINUTE } from './instant.ts';
/** `own`: this person's alone; `shared`: others use it too, so it is left soon. Said at the claim. */
export type Device = 'own' | 'shared';

/** The platforms that are set up on this server. */
export type SetUp = Pick<ReadonlySet<PlatformName>, 'has'>;

/** Whether one of these accounts is where somebody can come in. Who has none cannot answer, so they count in no round that opens. */
export function hasWayIn(accounts: readonly Identity[], platforms: SetUp): boolean {
  return accounts.some(({ platform }) => platforms.has(platform));
}

/** Those of some people who can come in, and so can say yes to anything. */
export function withWayIn<M extends Pick<Member, 'identities'>>(
  members: readonly M[],
  platforms: SetUp,
): readonly M[] {
  return members.filter(({ identities }) => hasWayIn(identities, platforms));
}

/** A browser that is signed in. The row is written at the claim and deleted at the end; using it writes nothing. */
export interface WebSession {
  readonly id: string;
  readonly webId: string;
  readonly device: Device;
  readonly beganAt: Instant;
}

/**
 * How long a browser stays signed in after its last new cookie, and how old a cookie gets before a page gives it the
 * next. Somebody who looks in twice a year is never shut out; a shared device is left after an hour without a page.
 */
export const SESSION_LASTS: Readonly<
  Record<Device, { readonly lasts: number; readonly renewedAfter: number }>
> = {
  own: { lasts: 200 * DAY, renewedAfter: 7 * DAY },
  shared: { lasts: HOUR, renewedAfter: 10 * MINUTE },
};

/** A shared device's session is nobody's any more after so long, used or not. */
export const SHARED_AT_MOST = 12 * HOUR;

/**
 * Who is known on web pages alone. Whether they are signed in anywhere is not looked at: who is not cannot have answered, and
 * that is nobody's business.
 */
export function onWebAlone<Who extends Pick<Member, 'identities'>>(members: readonly Who[]): readonly Who[] {
  return members.filter(({ identities }) => identities.every(({ platform }) => platform === 'web'));
}

/** v0.1.0 gave cookies for so long, and kept no list of them. */
export const OLD_COOKIE_LASTED = 30 * DAY;
