import type { Post } from '../load/request.ts';
import type { BusyRound } from './bench-app.ts';

/** One form of each round in turn, so that neighbours in time belong to different rounds. */
export function formsOf(rounds: readonly BusyRound[]): readonly Post[] {
  const most = Math.max(0, ...rounds.map(({ posts }) => posts.length));
  return Array.from({ length: most }, (_, index) =>
    rounds.flatMap(({ posts }) => posts.slice(index, index + 1)),
  ).flat();
}
