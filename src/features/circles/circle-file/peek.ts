import type { z } from 'zod';
import type { Path } from './problem.ts';

/** What stands at `path` in a raw file, if it is sound by itself; undefined otherwise. One fault must not hide the next. */
export function peek<Schema extends z.ZodType>(
  raw: unknown,
  path: Path,
  schema: Schema,
): z.output<Schema> | undefined {
  const parsed = schema.safeParse(at(raw, path));
  return parsed.success ? parsed.data : undefined;
}

/** The number of entries of the list at `path`; 0 where there is no list. */
export function countAt(raw: unknown, path: Path): number {
  const list = at(raw, path);
  return Array.isArray(list) ? list.length : 0;
}

export function at(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
