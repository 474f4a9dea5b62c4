import { isRecord } from '../../../core/fields.ts';
import type { Finding, Path } from '../../circles/circle-file/problem.ts';
import type { Section } from './state.ts';

/** A file laid over the circle as it stands: what the file does not say is unchanged. */
export interface Merged {
  readonly raw: Section;
  readonly problems: readonly Finding[];
  /** Where in the edited file a place of `raw` stands. */
  readonly placeOf: (path: Path) => Path;
}

/** Each signs somebody in, or is theirs alone to choose. */
const THEIR_OWN = [
  'slack',
  'teams',
  'web',
  'email',
  'chairs',
  'language',
  'easy-read',
  'one-at-a-time',
  'quiet-hours',
  'away',
];

/** Keys of which an entry has one: who writes the one takes the other out. */
const INSTEAD: Readonly<Record<string, string>> = {
  voice: 'reader',
  reader: 'voice',
  pack: 'questions',
  questions: 'pack',
};

const LISTS = ['voices', 'members', 'pulse', 'meetings'] as const;

/** Lays an edited file over an exported one. Entries of lists are found by their id; one without an id is new. */
export function merge(exported: Section, edited: Section): Merged {
  const problems: Finding[] = [];
  const raw: Record<string, unknown> = { ...exported };
  const places = new Map<string, number>();
  const single = new Set<string>();
  for (const key of LISTS)
    if (exported[key] !== undefined && edited[key] === undefined)
      raw[key] = mergeEntries(key, exported[key], [], problems).map(({ entry }) => entry);
  for (const [key, value] of Object.entries(edited)) {
    if (key === 'organisation' && value !== exported.organisation)
      problems.push({ path: [key], message: 'A file cannot change this: write it as it was.' });
    if (isList(key) && (Array.isArray(value) || isRecord(value))) {
      if (!Array.isArray(value)) single.add(key);
      const entries = mergeEntries(key, exported[key], [value].flat(), problems);
      raw[key] = entries.map(({ entry }) => entry);
      for (const [index, { from }] of entries.entries())
        if (from !== null) places.set(`${key}.${index}`, from);
    } else if (key === 'channels' || key === 'digest') {
      raw[key] = isRecord(value) && isRecord(exported[key]) ? { ...exported[key], ...value } : value;
    } else raw[key] = value;
  }
  const placeOf = ([key = '', index, ...rest]: Path): Path => {
    if (index === undefined) return [key];
    const place = places.get(`${key}.${index}`);
    if (!isList(String(key))) return [key, index, ...rest];
    if (place === undefined) return [key];
    return single.has(String(key)) ? [key, ...rest] : [key, place, ...rest];
  };
  return { raw, problems, placeOf };
}

function isList(key: string): key is (typeof LISTS)[number] {
  return LISTS.some((list) => list === key);
}

function mergeEntries(
  key: (typeof LISTS)[number],
  exported: unknown,
  edited: unknown[],
  problems: Finding[],
) {
  const known = (Array.isArray(exported) ? exported : []).filter(isRecord);
  const said = new Set(edited.map((entry) => (isRecord(entry) ? entry.id : undefined)));
  // What was new in the file is there by its name once it was applied: a second time it is no other one.
  const idOf = (entry: unknown) => {
    if (!isRecord(entry) || entry.id !== undefined) return isRecord(entry) ? entry.id : undefined;
    return known.find(
      ({ id, name, voice }) =>
        !said.has(id) && name === entry.name && (key !== 'members' || voice === entry.voice),
    )?.id;
  };
  const seen = new Set<unknown>();
  for (const [index, entry] of edited.entries()) {
    const id = idOf(entry);
    const path: Path = [key, index, 'id'];
    if (id !== undefined && seen.has(id))
      problems.push({ path, message: 'This id stands twice: keep one of the two.' });
    seen.add(id);
    if (key !== 'voices' && id !== undefined && !known.some((each) => each.id === id)) {
      const message = 'Nothing in the circle has this id: take the line out, and it is a new one.';
      problems.push({ path, message });
    }
    if (key === 'members' && isRecord(entry)) problems.push(...ownFaults(entry, index));
  }
  const entries = known.map((each) => {
    const from = edited.findIndex((entry) => idOf(entry) === each.id);
    return { entry: from < 0 ? each : overlay(each, edited[from]), from: from < 0 ? null : from };
  });
  const fresh = edited.flatMap((entry, from) =>
    known.some((each) => each.id === idOf(entry)) ? [] : [{ entry, from }],
  );
  // The ids of voices are words of the file; those of the others are ours.
  return [...entries, ...fresh].map(({ entry, from }) => ({
    entry: key === 'voices' ? entry : withoutId(entry),
    from,
  }));
}

function ownFaults(entry: Readonly<Record<string, unknown>>, index: number): readonly Finding[] {
  return THEIR_OWN.filter((key) => Object.hasOwn(entry, key)).map((key) => ({
    path: ['members', index, key],
    message: 'This is the person’s own, and no file changes it: take the line out.',
  }));
}

function overlay(below: Section, above: unknown): unknown {
  if (!isRecord(above)) return above;
  const kept = Object.fromEntries(
    Object.entries(below).filter(([key]) => !Object.hasOwn(above, INSTEAD[key] ?? key)),
  );
  const chair =
    isRecord(below.chair) && isRecord(above.chair) ? overlayChair(below.chair, above.chair) : null;
  return { ...kept, ...above, ...(chair === null ? {} : { chair }) };
}

/** A least share goes with one policy alone. */
function overlayChair(below: Section, above: Section): Section {
  const { floor, ...rest } = below;
  const keeps = floor !== undefined && (above.policy ?? below.policy) === 'floor';
  return { ...rest, ...(keeps ? { floor } : {}), ...above };
}

function withoutId(entry: unknown): unknown {
  if (!isRecord(entry)) return entry;
  const { id: _, ...rest } = entry;
  return rest;
}
