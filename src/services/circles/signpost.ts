import type { Circle } from '../../domain/circle.ts';
import { type Signpost, signpostOf } from '../../domain/signpost.ts';
import type { Context } from '../context.ts';

/** What stands where the circle's people write. */
export async function circleSignpost(
  { store }: Context,
  circle: Pick<Circle, 'id' | 'timezone'>,
): Promise<Signpost> {
  return signpostOf(circle, await store.tables.circles.signpost(circle.id));
}
