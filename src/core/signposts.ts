import type { Circle } from './circle.ts';
import type { Context } from './context.ts';
import { type Signpost, signpostOf, type Trust } from './signpost.ts';
import { circleTable } from './tables/circles.ts';

/** What stands where the circle's people write. */
export async function circleSignpost(
  { store }: Context,
  circle: Pick<Circle, 'id' | 'timezone'>,
): Promise<Signpost> {
  return signpostOf(circle, await circleTable.signpost(store, circle.id));
}

/** Who could watch an answer pass, and whom people of this circle can talk to outside it. */
export async function circleTrust({ store, operator }: Context, { id }: Pick<Circle, 'id'>): Promise<Trust> {
  return { operator, outside: await circleTable.outside(store, id) };
}
