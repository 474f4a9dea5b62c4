import {
  type Circle,
  type CircleId,
  type Identity,
  isSteward,
  isStewardAt,
  type Member,
  waitsOutside,
} from '../circle.ts';
import type { Context } from '../context.ts';
import type { Instant } from '../instant.ts';
import { type Reader, readerOf } from '../messages/reader.ts';
import { memberTable } from '../tables/members.ts';

/** A member who asks something, in the circle it is about. */
export interface Person {
  readonly member: Member;
  readonly circle: Circle;
  readonly reader: Reader;
  /** When the account they ask from was linked to this member; null: it has been theirs from the start. */
  readonly accountSince: Instant | null;
}

/** Somebody the platform vouches for: one person for each circle they are in, at least one. */
export interface Asker {
  /** For what belongs to no circle in particular; its reader names none. */
  readonly anywhere: Person;
  /** Who they are in the one circle that it can be about: the channel's, or their only one. null: they have to choose. */
  readonly here: Person | null;
  /** The same, where they are in one circle only; null where it takes the circle to know who asks. */
  readonly alone: Person | null;
  /** Who they are in each of their circles, as far as the account they ask from tells. */
  readonly everywhere: readonly Person[];
  /** Who they are in one circle; null where they are not in it. */
  in(circleId: CircleId): Person | null;
}

/** Who somebody is in the circle that an action names; empty: the one it can be about. null: not theirs, or not known. */
export function personFor(asker: Asker, circleId: string): Person | null {
  return circleId === '' ? asker.here : asker.in(circleId);
}

/**
 * Finds who asks. null: this identity is nobody's, or of nobody who reads anything yet. `channel`: where they ask, among others; it only
 * chooses between circles that are theirs.
 */
export async function findAsker(
  context: Pick<Context, 'store' | 'clock'>,
  actor: Identity,
  channel: Identity | null = null,
): Promise<Asker | null> {
  const found = await memberTable.findByIdentity(context.store, actor);
  const now = context.clock.now();
  const known = found.filter(({ member, circle }) => !waitsOutside(member, circle));
  const people = known.map(({ member, circle, since }) => ({
    // A stand-in's time ends on time, whenever the sweep comes.
    member: isSteward(member) && !isStewardAt(member, now) ? { ...member, steward: false } : member,
    circle,
    reader: readerOf(member, circle, now),
    accountSince: since,
  }));
  const [anywhere, another] = people;
  if (anywhere === undefined) return null;
  const { circle: _, ...unplaced } = anywhere.reader;
  const [meant, ...more] =
    another === undefined ? people : people.filter(({ circle }) => isOf(circle, channel));
  return {
    anywhere: { ...anywhere, reader: unplaced },
    here: meant === undefined || more.length > 0 ? null : meant,
    alone: another === undefined ? anywhere : null,
    everywhere: people,
    in: (circleId) => people.find(({ circle }) => circle.id === circleId) ?? null,
  };
}

function isOf({ channels }: Circle, channel: Identity | null): boolean {
  return channels.some(
    ({ platform, externalId }) => platform === channel?.platform && externalId === channel.externalId,
  );
}
