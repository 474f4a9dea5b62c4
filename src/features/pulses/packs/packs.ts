import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Pack, packSchema } from '../../release/rules/question.ts';

/** Each is a file beside this one, in the order in which people choose among them. */
const SHIPPED = ['having-a-voice', 'meeting-check', 'access-and-inclusion', 'tlap-ladder'];

/** Every pack that ships with Roundtable, by id. */
export const packs: ReadonlyMap<string, Pack> = new Map(SHIPPED.map((id) => [id, readPack(id)]));

/** The pack of that id; undefined where none of ours has it. */
export function findPack(id: string): Pack | undefined {
  return packs.get(id);
}

/** Throws, with the file's name, where it is no pack or has another id. */
function readPack(id: string): Pack {
  const file = new URL(`${id}.yaml`, import.meta.url);
  const pack = packSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (pack.success && pack.data.id === id) return pack.data;
  throw new Error(`${file.pathname} is no sound pack of that name: ${pack.error?.message ?? 'another id'}`);
}
