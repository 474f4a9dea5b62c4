import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Promises of v0.1.0, moved on: what was "confirmed" was kept or refused, and nobody is asked anew. */

const database = new PGlite();
const by = { memberId: 'gwen', voice: 'reps' };
const did = { by: { memberId: 'amina', voice: 'staff' }, outcome: 'we-did', words: 'Done', week: '2026-W46' };
const cannot = { ...did, outcome: 'we-cannot' };

async function migrate(tag: string): Promise<void> {
  const file = new URL(`../../src/store/migrations/${tag}.sql`, import.meta.url);
  for (const each of readFileSync(file, 'utf8').split('--> statement-breakpoint')) await database.exec(each);
}

beforeAll(async () => {
  await migrate('0000_v0-1-0');
  await database.query(`insert into roundtable.organisations values ('o', 'o')`);
  await database.query(
    `insert into roundtable.circles (id, organisation_id, name, timezone, language, voices, channels, digest_to_channel, digest_to_managers)
     values ('c', 'o', 'c', 'Europe/London', 'en-GB', '[]', '[]', false, false)`,
  );
  const rows: [string, string, unknown, unknown][] = [
    ['raised', 'raised', null, null],
    ['answered', 'answered', did, null],
    ['sent back', 'reopened', cannot, null],
    ['kept', 'confirmed', did, { by, week: '2026-W47' }],
    ['refused', 'confirmed', cannot, { by, week: '2026-W47' }],
  ];
  for (const [id, state, reply, confirmed] of rows) {
    await database.query(
      `insert into roundtable.promises (id, circle_id, words, raised_in, state, reply, confirmed)
       values ($1, 'c', 'Ramps', '2026-W45', $2, $3, $4)`,
      [id, state, reply, confirmed],
    );
  }
  await migrate('0001_v0-2-0');
});
afterAll(() => database.close());

test('each says how it ended, and no rep is named who closed it', async () => {
  const { rows } = await database.query<Record<string, unknown>>(
    'select id, state, reply, closed, reopened, owner_id, asked_id, due_on from roundtable.promises order by id',
  );
  const none = { reopened: null, owner_id: null, asked_id: null, due_on: null };
  const since = { number: 1, askerUntil: null, firstYes: null };
  const closed = { by: 'one-rep', week: '2026-W47' };
  expect(rows).toEqual([
    { id: 'answered', state: 'answered', reply: { ...did, ...since }, closed: null, ...none },
    { id: 'kept', state: 'kept', reply: { ...did, ...since }, closed, ...none },
    { id: 'raised', state: 'raised', reply: null, closed: null, ...none },
    { id: 'refused', state: 'refused', reply: { ...cannot, ...since }, closed, ...none },
    { id: 'sent back', state: 'not-yet', reply: { ...cannot, ...since }, closed: null, ...none },
  ]);
});
