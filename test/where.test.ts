import { expect, test } from 'vitest';
import { whereLine } from '../src/control/where.ts';

const at = (databaseUrl: string | null) => ({ databaseUrl, dataDir: '/srv/data' });

test('a command says which database it was about, and whether a server runs on it', () => {
  expect(whereLine(at(null), 'through-server')).toBe('Database: the folder /srv/data. A server runs on it.');
  expect(whereLine(at(null), 'alone')).toBe('Database: the folder /srv/data. No server runs on it.');
  expect(whereLine(at(null), 'new')).toContain('/srv/data, made just now: there was none.');
});

test.each([
  [
    'postgres://roundtable:secret@db.example.org:5433/round%20table',
    'PostgreSQL “round table” at db.example.org',
  ],
  ['postgresql:///roundtable?host=/run/postgresql', 'PostgreSQL “roundtable” at /run/postgresql'],
  ['postgres://secret@127.0.0.1', 'PostgreSQL at 127.0.0.1'],
])('of PostgreSQL it names server and database, and nobody: %s', (url, place) => {
  expect(whereLine(at(url), 'beside-server')).toBe(`Database: ${place}. A server runs on it.`);
  expect(whereLine(at(url), 'alone')).not.toMatch(/secret|roundtable:/);
});
