import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { KeyRing, Pepper, Secrets } from '../core/ports/secrets.ts';
import { type Config, ConfigError } from './config.ts';
import { createTokenVault } from './token-vault.ts';

const ANSWERS_LOST = 'If no pulse is open, you may delete it: a new one is made.';
const LINKS_END =
  'Or delete it: a new one is made, everybody on the web has to come in again, and posted buttons stop working.';

/**
 * Gathers the key material. Outside production a missing pepper is made once and kept in an owner-only file that lies
 * outside the data folder, so that a copy of the folder alone opens nothing; a missing link secret lies beside it. Throws `ConfigError`.
 */
export function loadSecrets(config: Config): Secrets {
  const pepper = config.pepper ?? readSecretFile(pepperFile(config), ANSWERS_LOST);
  const current = pepperFrom(pepper);
  const retired = config.retiredPeppers.map(pepperFrom);
  const linkKey = (secret: Uint8Array) => derive(secret, 'roundtable personal links v1');
  const linkSecret = config.linkSecret ?? readSecretFile(`${pepperFile(config)}-links`, LINKS_END);
  const linkKeys: KeyRing = [
    linkKey(Buffer.from(linkSecret)),
    ...config.retiredLinkSecrets.map((text) => linkKey(Buffer.from(text))),
    // v0.1.0 made this key of the pepper where it was given none: what it signed stays good, also under a new pepper.
    ...[current, ...retired].map(({ key }) => linkKey(key)),
  ];
  return {
    current,
    pepper: (id) => [current, ...retired].find((pepper) => pepper.id === id) ?? null,
    linkKeys,
    tokens: createTokenVault(config.tokenKey ?? pepper, config.retiredTokenKeys),
  };
}

function pepperFrom(text: string): Pepper {
  const key = derive(Buffer.from(text.trim()), 'roundtable pepper v1');
  return {
    id: createHash('sha256').update('roundtable pepper id').update(key).digest('hex').slice(0, 16),
    key,
  };
}

function derive(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), purpose, 32));
}

function pepperFile(config: Config): string {
  const file = resolve(
    config.pepperFile ??
      join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'roundtable', 'pepper'),
  );
  const fromData = relative(resolve(config.dataDir), file);
  if (!isAbsolute(fromData) && fromData.split(sep)[0] !== '..') {
    throw new ConfigError([
      'PEPPER_FILE lies inside DATA_DIR. A stolen copy of the data would hold its own key: choose a file elsewhere.',
    ]);
  }
  return file;
}

/** Makes the file where there is none. `ifLost` says what a new one would end. */
function readSecretFile(file: string, ifLost: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  createSecretFile(file);
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  const text = readFileSync(file, 'utf8').trim();
  if (text.length < 40) {
    throw new ConfigError([`The file ${file} is damaged. Put the old one back. ${ifLost}`]);
  }
  return text;
}

/** Two processes starting at once must end with one secret, whole: the first to link its file in place wins. */
function createSecretFile(file: string): void {
  if (existsSync(file)) return;
  const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(handle);
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    closeSync(handle);
    rmSync(draft, { force: true });
  }
}
