import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConfigError } from '../src/config/config.ts';
import { isSetUpError } from '../src/config/set-up-errors.ts';
import { socketPath } from '../src/control/socket-path.ts';
import { temporaryFolder } from './support/folders.ts';

const root = temporaryFolder('socket');
afterAll(() => root.remove());

const LONG = join('/', 'a'.repeat(60), 'b'.repeat(60));
/** Where sockets go whose data folder has too long a path. */
const fallback = join(root.path, `roundtable-${process.getuid?.() ?? 0}`);

beforeEach(() => {
  vi.stubEnv('TMPDIR', root.path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(fallback, { recursive: true, force: true });
});

function refusal(): string {
  try {
    return socketPath(LONG);
  } catch (error) {
    expect(isSetUpError(error)).toBe(true);
    return error instanceof ConfigError ? error.problems.join('\n') : 'another error';
  }
}

test('a short path: in the data folder itself', () => {
  expect(socketPath('/srv/data')).toBe('/srv/data/control.sock');
});

test('a long path: in a folder for its owner only, the same one each time', () => {
  const path = socketPath(LONG);
  expect(dirname(path)).toBe(fallback);
  expect(lstatSync(fallback).mode & 0o777).toBe(0o700);
  expect(socketPath(LONG)).toBe(path);
});

test('a folder that others may enter is refused', () => {
  mkdirSync(fallback);
  chmodSync(fallback, 0o755);
  expect(refusal()).toBe(
    `The folder ${fallback} is not yours alone, so commands could go astray. Delete it, or choose a shorter DATA_DIR.`,
  );
});

test('a link to a folder is refused, even to one of our own', () => {
  const elsewhere = join(root.path, 'elsewhere');
  mkdirSync(elsewhere, { mode: 0o700 });
  symlinkSync(elsewhere, fallback);
  expect(refusal()).toContain('is not yours alone');
});

test('a folder of somebody else is refused, closed as it may be', () => {
  mkdirSync(fallback, { mode: 0o700 });
  const uid = process.getuid?.() ?? 0;
  const asked = vi
    .spyOn(process, 'getuid')
    .mockReturnValueOnce(uid)
    .mockReturnValue(uid + 1);
  expect(refusal()).toContain('is not yours alone');
  asked.mockRestore();
});
