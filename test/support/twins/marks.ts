/**
 * A circle that is like the first one row by row, but for its ids and words, and for its moments, which are a little later: what
 * holds neither ids nor words tells by them whose it is. Nobody's ids are well formed and stand in no row.
 */
export type Twin = 'of-same-organisation' | 'of-other-organisation' | 'nobody';

const NAMES: Readonly<
  Record<Twin, { readonly letter: string; readonly name: string; readonly later: number }>
> = {
  'of-same-organisation': { letter: 'b', name: 'Berta', later: 1 },
  'of-other-organisation': { letter: 'c', name: 'Clara', later: 2 },
  nobody: { letter: 'n', name: 'Nemo', later: 3 },
};

/** Stands in whatever text of the first circle holds no id, so that its twins have another. */
export const MARK = 'Anton';
/** A number from here on is a moment: nothing else counts so far. */
const EARLIEST = 1_000_000_000_000;
/** Ids are as `dealtSources` makes them. */
const MARKS = new RegExp(`id[0-9a-f]{18}|${MARK}`, 'g');

/** The same text, each mark in it as the twin has it, but for those that both share. */
export function retold(text: string, twin: Twin, isShared: (mark: string) => boolean): string {
  const { letter, name } = NAMES[twin];
  return text.replace(MARKS, (mark) => {
    if (isShared(mark)) return mark;
    return mark === MARK ? name : `i${letter}${mark.slice(2)}`;
  });
}

/** The same row, as JSON, as the twin has it. */
export function retoldRow(text: string, twin: Twin, isShared: (mark: string) => boolean): string {
  const { later } = NAMES[twin];
  return retold(text, twin, isShared)
    .replace(/(?<=")\d{4}-\d\d-\d\dT[\d:.]+[+]00:00(?=")/g, (moment) =>
      new Date(Date.parse(moment) + later).toISOString(),
    )
    .replace(/(?<=[ [])\d{13}(?=[,}\]])/g, (moment) => String(Number(moment) + later));
}

/** The same value of the program as the twin has it. */
export function retoldValue(value: unknown, twin: Twin, isShared: (mark: string) => boolean): unknown {
  const { later } = NAMES[twin];
  const change = (text: string) => retold(text, twin, isShared);
  return withTexts(value, change, (number) => (number >= EARLIEST ? number + later : number));
}

/** Whether something stands in a text that is a twin's, of one of these or of any. */
export function isOfTwin(
  text: string,
  twins: readonly Twin[] = ['of-same-organisation', 'of-other-organisation'],
): boolean {
  return twins.some((twin) =>
    new RegExp(`i${NAMES[twin].letter}[0-9a-f]{18}|${NAMES[twin].name}`).test(text),
  );
}

/** The marks in a value, each once. */
export function marksIn(value: unknown): readonly string[] {
  const found = new Set<string>();
  withTexts(value, (text) => {
    for (const [mark] of text.matchAll(MARKS)) found.add(mark);
    return text;
  });
  return [...found];
}

/** The same value with every text in it changed, and every number. Bytes and functions stay. */
export function withTexts(
  value: unknown,
  change: (text: string) => string,
  count: (number: number) => number = (number) => number,
): unknown {
  const inside = (each: unknown) => withTexts(each, change, count);
  if (typeof value === 'string') return change(value);
  if (typeof value === 'number') return count(value);
  if (Array.isArray(value)) return value.map(inside);
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [inside(key), inside(each)]));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [change(key), inside(each)]));
}
