import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Linux allows 107 bytes, macOS 103 (sun_path in unix(7)). */
const LONGEST_SOCKET_PATH = 100;

/**
 * Where the server that holds a data folder listens for commands: in that folder, or, where the folder's path is too
 * long for a socket, in an owner-only folder of the system's temporary one.
 */
export function socketPath(dataDir: string): string {
  const inFolder = join(resolve(dataDir), 'control.sock');
  if (Buffer.byteLength(inFolder) <= LONGEST_SOCKET_PATH) return inFolder;
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `roundtable-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${name}.sock`);
}
