import type { Circle } from './circle.ts';
import type { Tx } from './ports/store.ts';
import { circleTable } from './tables/circles.ts';

/** Whether a circle is set up, as it stands now: nothing of it comes before. */
export async function hasBegun(tx: Tx, { id }: Pick<Circle, 'id'>): Promise<boolean> {
  const circle = await circleTable.find(tx, id);
  return circle !== null && circle.setUpAt !== null;
}
