import type { Direction } from './measure.ts';

/** One direction for a measure told of several groups: what changed comes before what did not, and a fall before a rise. */
export function commonDirection(directions: readonly Direction[]): Direction {
  const has = (direction: Direction) => directions.includes(direction);
  if (has('up') && has('down')) return 'mixed';
  for (const direction of ['down', 'up', 'unknown', 'first'] as const) if (has(direction)) return direction;
  return 'same';
}
