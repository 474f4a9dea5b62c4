import type { PersonId } from '../../../core/circle.ts';
import type { Tables } from '../../../ports/store.ts';

/** Holds every circle that these people are or were in, in order of their ids, and then the people, until the transaction ends. */
export async function lockPeople(tables: Tables, ids: readonly PersonId[]): Promise<void> {
  const circles = new Set<string>();
  for (const id of ids) {
    for (const { circleId } of await tables.people.members(id)) circles.add(circleId);
  }
  for (const id of [...circles].sort()) await tables.circles.lock(id);
  await tables.people.lock(ids);
}
