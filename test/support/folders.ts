import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all it holds; again does nothing. */
  remove(): void;
}

/** Linux keeps what lies here in memory. A container may have as little as 64 MB of it. */
const MEMORY = '/dev/shm';
const ROOM_BYTES = 2 ** 31;

/** A new empty folder. Should the run end in the middle (Ctrl-C), it goes with the process. */
export function temporaryFolder(purpose: string, parent: string = tmpdir()): TemporaryFolder {
  const path = mkdtempSync(join(parent, `roundtable-${purpose}-`));
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  return { path, remove };
}

/** The same in memory; null where there is none, or little. */
export function memoryFolder(purpose: string): TemporaryFolder | null {
  return hasRoom() ? temporaryFolder(purpose, MEMORY) : null;
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}
