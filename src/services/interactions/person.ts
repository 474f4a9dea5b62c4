import type { Circle, CircleId, Identity, Member } from '../../domain/circle.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Reader, readerOf } from '../../messages/reader.ts';
import type { Context } from '../context.ts';

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
  /** For what belongs to no circle in particular. */
  readonly anywhere: Person;
  /** The same, where they are in one circle only; null where it takes the circle to know who asks. */
  readonly alone: Person | null;
  /** Who they are in each of their circles, as far as the account they ask from tells. */
  readonly everywhere: readonly Person[];
  /** Who they are in one circle; null where they are not in it. */
  in(circleId: CircleId): Person | null;
}

/** Who somebody is in the circle that an action names; empty: the first of theirs. null: that circle is not theirs. */
export function personFor(asker: Asker, circleId: string): Person | null {
  return circleId === '' ? asker.anywhere : asker.in(circleId);
}

/** Finds who asks. null: this identity is nobody's, or nobody's any more. */
export async function findAsker(context: Context, actor: Identity): Promise<Asker | null> {
  const found = await context.store.tables.members.findByIdentity(actor);
  const people = found.map(({ member, circle, since }) => ({
    member,
    circle,
    reader: readerOf(member, circle),
    accountSince: since,
  }));
  const [anywhere, another] = people;
  if (anywhere === undefined) return null;
  return {
    anywhere,
    alone: another === undefined ? anywhere : null,
    everywhere: people,
    in: (circleId) => people.find(({ circle }) => circle.id === circleId) ?? null,
  };
}
