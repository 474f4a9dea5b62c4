import { hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError, environmentSchema, readConfig } from '../src/config/config.ts';
import { loadSecrets } from '../src/config/secrets.ts';
import { runProgram } from './support/app-process.ts';
import { temporaryFolder } from './support/folders.ts';

const folder = temporaryFolder('config');
afterAll(() => folder.remove());

/** Begins with none of the letters that tests put in its place. */
const STRONG = `Z${randomBytes(32).toString('base64').slice(1)}`;
const PRODUCTION = {
  NODE_ENV: 'production',
  BASE_URL: 'https://roundtable.example.org',
  PULSE_PEPPER: STRONG,
  LINK_SECRET: STRONG,
};

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test('.env.example names every variable that is read, and no other', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(environmentSchema.shape).sort());
});

test('the values of .env.example are the defaults', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const given = Object.fromEntries(
    [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  expect(readConfig(given)).toEqual(readConfig({}));
});

describe('in production', () => {
  test('a sound set-up is taken', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({ production: true, pepper: STRONG });
  });

  test('everything that is missing is told at once', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('PULSE_PEPPER is missing.'),
      expect.stringContaining('LINK_SECRET is missing.'),
      expect.stringContaining('BASE_URL is missing.'),
    ]);
  });

  test.each([
    ['changeme'],
    ['0123456789abcdef'.repeat(2)],
    ['a'.repeat(64)],
    ['abababababababababababababababababababababababababab'],
    ['3q2+7wABAgMEBQYHCAkKCw=='],
    ['0bad078b3eca331871feefaad2b9385e5093f3f252405e400af7bb568b24ba'],
  ])('the pepper %s is too weak', (PULSE_PEPPER) => {
    const problems = problemsOf({ ...PRODUCTION, PULSE_PEPPER });
    expect(problems).toEqual([expect.stringContaining('PULSE_PEPPER is too weak')]);
    expect(problems.join()).not.toContain(PULSE_PEPPER);
  });

  test('answers may not travel in the open', () => {
    expect(problemsOf({ ...PRODUCTION, BASE_URL: 'http://roundtable.example.org' })).toEqual([
      expect.stringContaining('https://'),
    ]);
    expect(problemsOf({ ...PRODUCTION, BASE_URL: 'http://localhost:3000' })).toEqual([]);
  });
});

test('on PostgreSQL the pepper is needed everywhere: a file on one machine would seal for that machine alone', () => {
  const DATABASE_URL = 'postgres://user@host/database';
  for (const NODE_ENV of ['', 'development', 'test']) {
    expect(problemsOf({ NODE_ENV, DATABASE_URL })).toEqual([
      expect.stringMatching(/^PULSE_PEPPER is missing\. With DATABASE_URL every process and every command/),
      expect.stringMatching(/^LINK_SECRET is missing\./),
    ]);
    expect(problemsOf({ NODE_ENV, DATABASE_URL, PULSE_PEPPER: STRONG, LINK_SECRET: STRONG })).toEqual([]);
  }
});

test('a weak retired pepper, a weak link secret and a short token are refused, without their values', () => {
  const secrets = { LINK_SECRET: 'hunter2hunter2', PULSE_PEPPER_RETIRED: `${STRONG},oldoldold` };
  const problems = problemsOf(secrets);
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toMatch(/hunter2|oldoldold/);
  expect(problemsOf({ METRICS_TOKEN: 'tokentoken' }).join()).toBe(
    'METRICS_TOKEN has at least 16 characters.',
  );
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://root:topsecret@host/db'],
  ['REDIS_URL', 'topsecret'],
  ['BASE_URL', 'ftp://topsecret'],
  ['LOG_LEVEL', 'topsecret'],
  ['NODE_ENV', 'topsecret'],
])('%s=%s is refused by name, never by value', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${name} `));
  expect(problems[0]).not.toContain(value);
});

describe('the pepper file', () => {
  const configWith = (changes: Record<string, string>) =>
    readConfig({ DATA_DIR: join(folder.path, 'data'), ...changes });

  test('may not lie in the folder whose theft it guards against', () => {
    for (const place of [
      'data/pepper',
      'data/deep/../deeper/pepper',
      'elsewhere/../data/pepper',
      'data/..pepper',
    ]) {
      const config = configWith({ PEPPER_FILE: `${folder.path}/${place}` });
      expect(() => loadSecrets(config), place).toThrow('PEPPER_FILE lies inside DATA_DIR.');
    }
  });

  test('is made once, for its owner only, and then kept', () => {
    const file = join(folder.path, 'kept', 'pepper');
    const first = loadSecrets(configWith({ PEPPER_FILE: file }));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadSecrets(configWith({ PEPPER_FILE: file })).current).toEqual(first.current);
    const other = loadSecrets(configWith({ PEPPER_FILE: join(folder.path, 'other') }));
    expect(other.current.id).not.toBe(first.current.id);
  });
});

test('a retired pepper still opens what it sealed, and no other does', () => {
  const old = loadSecrets(readConfig({ PULSE_PEPPER: STRONG, LINK_SECRET: STRONG })).current;
  const now = loadSecrets(
    readConfig({
      PULSE_PEPPER: randomBytes(32).toString('base64'),
      PULSE_PEPPER_RETIRED: STRONG,
      LINK_SECRET: STRONG,
    }),
  );
  expect(now.pepper(old.id)).toEqual(old);
  expect(now.pepper('0123456789abcdef')).toBeNull();
});

describe('the keys of sessions and buttons', () => {
  const linkKeys = (changes: Record<string, string>) =>
    loadSecrets(readConfig({ PULSE_PEPPER: STRONG, ...changes })).linkKeys.map((key) =>
      Buffer.from(key).toString('hex'),
    );
  const secret = (letter: string) => `${letter}${STRONG.slice(1)}`;

  test('outside production are made once beside the pepper, and a new pepper leaves them as they are', () => {
    const file = join(folder.path, 'links', 'pepper');
    const [first] = linkKeys({ PEPPER_FILE: file });
    expect(statSync(`${file}-links`).mode & 0o777).toBe(0o600);
    const rotated = linkKeys({ PEPPER_FILE: file, PULSE_PEPPER: secret('A') });
    expect(rotated[0]).toBe(first);
  });

  test('sign with the current one, and open with retired ones and with what v0.1.0 made of each pepper', () => {
    const ofPepper = (pepper: string) => {
      const text = loadSecrets(readConfig({ PULSE_PEPPER: pepper, LINK_SECRET: STRONG })).current.key;
      return Buffer.from(
        hkdfSync('sha256', text, new Uint8Array(0), 'roundtable personal links v1', 32),
      ).toString('hex');
    };
    const [old] = linkKeys({ LINK_SECRET: secret('B') });
    const keys = linkKeys({
      LINK_SECRET: secret('C'),
      LINK_SECRET_RETIRED: secret('B'),
      PULSE_PEPPER: secret('D'),
      PULSE_PEPPER_RETIRED: STRONG,
    });
    expect(keys.slice(1)).toEqual([old, ofPepper(secret('D')), ofPepper(STRONG)]);
    expect(keys[0]).toBe(linkKeys({ LINK_SECRET: secret('C') })[0]);
    expect(new Set(keys).size).toBe(4);
  });
});

test('the program refuses to start with code 2 and plain sentences, without a stack trace or a secret', async () => {
  const { code, out, errors } = await runProgram(['start'], {
    NODE_ENV: 'production',
    PULSE_PEPPER: 'topsecret',
    DATA_DIR: join(folder.path, 'never'),
  }).ended;
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(errors).toBe(
    [
      'The set-up needs mending:',
      '  - LINK_SECRET is missing. It signs sessions and buttons, and must stay the same in every process and when the pepper changes. Make one with `openssl rand -base64 32`.',
      '  - PULSE_PEPPER is too weak to keep anything secret. Use 32 random bytes: `openssl rand -base64 32` makes them.',
      '  - BASE_URL is missing. Personal links need the address that people open, such as https://roundtable.example.org.',
      '',
    ].join('\n'),
  );
});
