import { isPayload } from '../payload.ts';

/** Characters of all the words (`text`) anywhere inside. */
export function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + charactersIn(each), 0);
  if (!isPayload(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (key === 'text' && typeof each === 'string' ? each.length : charactersIn(each)),
    0,
  );
}
