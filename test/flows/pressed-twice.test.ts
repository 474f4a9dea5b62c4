import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY } from '../../src/core/instant.ts';
import { FLOW_BACKENDS, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, type Given, importCircle, named, type TestUser } from '../support/test-users.ts';

describe.each(FLOW_BACKENDS)('a button that is pressed twice, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  const wordsIn = async (table: string) => (await app.records.table(table)).map(({ words }) => words).sort();
  /** At one moment, as a double click does, and once more when nothing seemed to happen. */
  async function thrice(name: string, path: string, given: Given): Promise<readonly string[]> {
    const person = named(people, name);
    await person.open('/');
    const once = () => person.send(path, given);
    const pages = [...(await Promise.all([once(), once()])), await once()];
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    return pages.map(({ text }) => text);
  }

  test('words without a name are kept once, and the thanks are the same', async () => {
    const thanks = await thrice('Gwen', `/say/${circle.id}`, { words: 'The room is too small. ' });
    expect(new Set(thanks).size).toBe(1);
    expect(await wordsIn('unnamed_words')).toEqual(['The room is too small.']);
    await thrice('Gwen', `/say/${circle.id}`, { words: 'The room is too cold.' });
    expect(await wordsIn('unnamed_words')).toEqual(['The room is too cold.', 'The room is too small.']);
    // Of the press nothing is kept.
    const [row] = await app.records.table('unnamed_words');
    expect(Object.keys(row ?? {}).sort()).toEqual(['circle_id', 'id', 'shown_in', 'week', 'words']);
  });

  test('so is a promise, without a name and with one; two people may say the same', async () => {
    await thrice('Gwen', '/promise', { words: 'Ramps, please.', named: 'unnamed' });
    expect(await wordsIn('promises')).toEqual(['Ramps, please.']);
    await thrice('Gwen', '/promise', { words: 'Ramps, please.', named: 'named' });
    await thrice('Bex', '/promise', { words: 'Ramps, please.', named: 'named' });
    const raisedBy = (await app.records.table('promises')).map(({ raised_by }) => raised_by);
    expect([raisedBy.length, new Set(raisedBy).size]).toEqual([3, 3]);
  });

  test('in a later week the same words are said anew', async () => {
    await app.passTo(app.clock.now() + 7 * DAY);
    await thrice('Gwen', `/say/${circle.id}`, { words: 'The room is too small.' });
    expect(await wordsIn('unnamed_words')).toHaveLength(3);
  });
});
