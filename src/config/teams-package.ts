import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';

/** Where Teams looks for its two icons. They are drawn by `scripts/draw-icons.mjs`. */
const ICONS = ['color.png', 'outline.png'] as const;

/** A zip entry must have a date; with this one the same app is the same bytes, whenever it was packed. */
const PACKED_AT = new Date(1980, 0, 1, 12);

/** The app package: what an administrator uploads to Teams. Three files at the root of a zip. */
export function teamsPackage(manifest: object): Uint8Array {
  const icons = ICONS.map((name) => [name, readFileSync(new URL(`./assets/teams/${name}`, import.meta.url))]);
  return zipSync(
    { 'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`), ...Object.fromEntries(icons) },
    { mtime: PACKED_AT },
  );
}
