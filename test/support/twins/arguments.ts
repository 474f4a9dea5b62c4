import ts from 'typescript';
import { HOUR } from '../../../src/core/instant.ts';
import { MARK } from './marks.ts';
import { aliasOf, elementOf, membersOf, propertiesOf, type Query, type Slot } from './queries.ts';

/** Values that a query may be called with, of the first circle alone. */
export type Arguments = readonly unknown[];

/** What values are chosen from. */
export interface Sources {
  readonly checker: ts.TypeChecker;
  readonly queries: readonly Query[];
  /** What stands in each column, and the ids of each table, by their names in the program. */
  readonly columns: ReadonlyMap<string, readonly unknown[]>;
  /** Values of types that say by their name what they are. */
  readonly byType: Readonly<Record<string, readonly unknown[]>>;
  readonly newId: () => string;
  /** What a query gives; null where it gives nothing, or refuses. */
  readonly ask: (query: Query, given: Arguments) => Promise<unknown>;
}

/** So many values are made of properties, or of things to be about, and so many combinations of arguments are tried. */
const MOST_VALUES = 16;
const MOST_COMBINATIONS = 300;
/** So many rows of one query are taken as values of their type; so many more calls are made for the second one. */
const MOST_SAMPLES = 2;
const MORE_CALLS = 6;

/** Rows of one type: as they are, as they could be entered beside what is there, and about other things than they are. */
type Families = readonly (readonly unknown[])[];

/** Chooses values by the declared type and name of what is wanted. */
export function chooser({ checker, queries, columns, byType, newId, ask }: Sources): {
  argumentsOf(query: Query): Promise<readonly Arguments[]>;
} {
  const samples = new Map<Query, Promise<readonly object[]>>();
  const isObject = (type: ts.Type) =>
    membersOf(checker.getNonNullableType(type)).some((each) => propertiesOf(checker, each).length > 0);
  const has = (type: ts.Type, flag: ts.TypeFlags) =>
    membersOf(type).some(({ flags }) => (flags & flag) !== 0);

  async function argumentsOf({ wants, noun }: Query): Promise<readonly Arguments[]> {
    return combined(await valuesOfEach(wants, noun), MOST_COMBINATIONS);
  }

  async function valuesOfEach(slots: readonly Slot[], noun: string): Promise<Families> {
    const each: (readonly unknown[])[] = [];
    for (const slot of slots) {
      const values = await valuesOf(slot, noun);
      each.push(slot.optional ? [...values, undefined] : values);
    }
    return each;
  }

  async function valuesOf(slot: Slot, noun: string): Promise<readonly unknown[]> {
    const type = checker.getNonNullableType(slot.type);
    const said = byType[aliasOf(slot.node) ?? type.aliasSymbol?.name ?? type.symbol?.name ?? ''];
    if (said !== undefined) return /^(since|moment)$/.test(slot.name) ? said.toReversed() : said;
    const element = elementOf(checker, { ...slot, type });
    if (element !== null) {
      const isOfRows = isObject(element.type) && byType[aliasOf(element.node) ?? ''] === undefined;
      return isOfRows ? familiesOf(element, noun) : [await valuesOf(element, noun)];
    }
    const words = membersOf(type).flatMap((each) => (each.isStringLiteral() ? each.value : []));
    if (words.length > 0) return words;
    if (isObject(type)) return (await familiesOf({ ...slot, type }, noun)).flat();
    if (has(type, ts.TypeFlags.BooleanLike)) return [true, false];
    if (has(type, ts.TypeFlags.NumberLike)) return [slot.name === 'limit' ? 50 : 1];
    const own = slot.name === 'id' ? (columns.get(noun) ?? []) : [];
    return [...own, ...(columns.get(slot.name) ?? []), `${MARK}’s ${slot.name}`];
  }

  /** Of rows that other queries give; made of their properties where none does. */
  async function familiesOf({ type }: Slot, noun: string): Promise<Families> {
    const rows: object[] = [];
    for (const query of queries.filter((each) => givesTo(each, type))) rows.push(...(await samplesOf(query)));
    const properties = propertiesOf(checker, type);
    if (rows.length > 0)
      return [rows, rows.flatMap(asNew), rows.flatMap((row) => aboutOthers(row, properties))].filter(isSome);
    const made: object[] = [];
    for (const member of membersOf(type)) {
      const slots = propertiesOf(checker, member);
      for (const values of combined(await valuesOfEach(slots, noun), MOST_VALUES))
        made.push(Object.fromEntries(slots.map(({ name }, at) => [name, values[at]])));
    }
    return [made];
  }

  function givesTo({ name, wants, gives }: Query, wanted: ts.Type): boolean {
    const type = checker.getNonNullableType(gives);
    const row = elementOf(checker, { name, type, node: undefined, optional: false })?.type ?? type;
    // Else what is wanted could be needed to ask for it.
    const isPlain = wants.every((slot) => !isObject(elementOf(checker, slot)?.type ?? slot.type));
    return isPlain && isObject(row) && checker.isTypeAssignableTo(row, wanted);
  }

  function samplesOf(query: Query): Promise<readonly object[]> {
    const taken = samples.get(query) ?? takeSamples(query);
    samples.set(query, taken);
    return taken;
  }

  async function takeSamples(query: Query): Promise<readonly object[]> {
    const found: object[] = [];
    let more = MORE_CALLS;
    for (const given of await argumentsOf(query)) {
      const rows = [await ask(query, given)].flat().filter((row) => row !== null && row !== undefined);
      // The first and the last of a list are mostly of different states.
      found.push(...new Set([rows[0], rows.at(-1)].filter((row) => row !== undefined)));
      if (found.length > 0) more -= 1;
      if (found.length >= MOST_SAMPLES || more === 0) break;
    }
    return found;
  }

  /** Of the same person, and of a new one. */
  function asNew(row: object): readonly object[] {
    const fresh = withEach(row, (value, name) => {
      if (name === 'id' || name.endsWith('Hash')) return newId();
      if (name === 'week') return '2031-W07';
      if (typeof value === 'number' && name.endsWith('At')) return value + HOUR;
      if (typeof value === 'number' && name === 'number') return value + 1000;
      return typeof value === 'string' && /^(key|name|question|workspace)$/.test(name)
        ? `${value} anew`
        : value;
    });
    return 'identities' in row ? [fresh, { ...fresh, personId: newId(), identities: [] }] : [fresh];
  }

  /** What has no id of its own may be entered once for each thing that it is about. */
  function aboutOthers(row: object, properties: readonly Slot[]): readonly object[] {
    if ('id' in row) return [];
    return properties
      .filter(({ name }) => name.endsWith('Id') && name !== 'circleId' && name !== 'organisationId')
      .flatMap(({ name }) =>
        (columns.get(name) ?? []).slice(0, MOST_VALUES).map((id) => ({ ...row, [name]: id })),
      );
  }

  return { argumentsOf };
}

function isSome(family: readonly unknown[]): boolean {
  return family.length > 0;
}

function withEach(row: object, change: (value: unknown, name: string) => unknown): object {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value, name)]));
}

/** One of each, in every way, until there are `most`. */
function combined(each: Families, most: number): readonly Arguments[] {
  return each.reduce<readonly Arguments[]>(
    (ways, values) => ways.flatMap((way) => values.map((value) => [...way, value])).slice(0, most),
    [[]],
  );
}
