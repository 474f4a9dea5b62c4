import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigError } from '../config/config.ts';

/** Linux allows 107 bytes, macOS 103 (sun_path in unix(7)). */
const LONGEST_SOCKET_PATH = 100;

/**
 * Where the server that holds a data folder listens for commands: in that folder, or, where the folder's path is too
 * long for a socket, in an owner-only folder of the system's temporary one. Throws `ConfigError` where somebody else
 * could reach into that one: anybody may make a folder there first.
 */
export function socketPath(dataDir: string): string {
  const inFolder = join(resolve(dataDir), 'control.sock');
  if (Buffer.byteLength(inFolder) <= LONGEST_SOCKET_PATH) return inFolder;
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `roundtable-${process.getuid?.() ?? 0}`);
  makeFolder(folder);
  if (!isOurs(folder)) {
    throw new ConfigError([
      `The folder ${folder} is not yours alone, so commands could go astray. Delete it, or choose a shorter DATA_DIR.`,
    ]);
  }
  return join(folder, `${name}.sock`);
}

/** What is there already is judged afterwards: mkdir's own "recursive" would take a link for a folder. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** A folder itself, not a link to one; where the system knows no users, their folders are apart. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder);
  const owner = process.getuid?.();
  return (
    found.isDirectory() && (owner === undefined || (found.uid === owner && (found.mode & 0o777) === 0o700))
  );
}
