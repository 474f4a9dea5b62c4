import type { PersonId } from '../../../core/circle.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { personTable } from '../../../core/tables/people.ts';

/** Holds every circle that these people are or were in, in order of their ids, and then the people, until the transaction ends. */
export async function lockPeople(tx: Tx, ids: readonly PersonId[]): Promise<void> {
  const circles = new Set<string>();
  for (const id of ids) {
    for (const { circleId } of await personTable.members(tx, id)) circles.add(circleId);
  }
  for (const id of [...circles].sort()) await circleTable.lock(tx, id);
  await personTable.lock(tx, ids);
}
