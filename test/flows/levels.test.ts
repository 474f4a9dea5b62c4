import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { erasingTable } from '../../src/core/tables/erasing.ts';
import { DECLARED } from '../../src/features/index.ts';
import { levelsOf } from '../../src/features/pulses/use-cases/levels.ts';
import { openRoundByHand } from '../../src/features/pulses/use-cases/open-round.ts';
import { oneLevel } from '../../src/features/release/rules/level.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { chooseByVoice, everybody, importCircle, openRound, type TestUser } from '../support/test-users.ts';

const WEEK = 7 * DAY;
const TUESDAY_12 = MONDAY + DAY + 3 * HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;

/** As seen: which of split and together a week showed told that some voice had fewer, and figures told that all answered. */
describe('six staff and six reps', () => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend: 'redis+postgres' });
    circle = await importCircle(app);
    people = await everybody(app, circle);
  });
  afterAll(() => app?.stop());

  test('are shown together, and all twelve look like eleven and like ten, whichever they are', async () => {
    const shown: unknown[] = [];
    for (const [week, silent] of [0, 1, 2].entries()) {
      await app.passTo(TUESDAY_12 + week * WEEK);
      const round = await openRound(app, circle);
      const form = await people[0]?.open(`/pulse/${round.id}`);
      expect(form?.text).toContain('Answers are shown for everybody together.');
      for (const person of people.slice(silent)) await person.answer(round, { voice: '1', trust: '1' });
      await app.passTo(FRIDAY_16 + week * WEEK);
      const entry = (await app.records.table('ledger')).find((each) => each.round_id === round.id);
      if (entry === undefined) throw new Error(`week ${week} was not released`);
      const { questions } = entry.release as { questions: unknown[] };
      shown.push(questions);
    }
    expect(JSON.stringify(shown[0])).toContain('"overall"');
    expect(shown[1]).toEqual(shown[0]);
    expect(shown[2]).toEqual(shown[0]);
  });

  test('may choose by voice with two keys; then the questions rest for eight weeks', async () => {
    const { store } = app.context;
    const page = `/circle/${circle.id}`;
    expect((await people[1]?.open(page))?.text).toContain('Answers are shown for everybody together.');
    const last = (await roundTable.since(store, circle.id, 0)).at(-1);
    // What was asked lately rests also where the circle's past is erased meanwhile.
    const past = { circleId: circle.id, before: app.clock.now(), week: '2026-W50' } as const;
    await store.transact((tx) => erasingTable.past(tx, DECLARED.kept, past));
    expect(await roundTable.since(store, circle.id, 0)).toEqual([]);
    await chooseByVoice(app, circle);
    expect((await people[1]?.open(page))?.text).toContain('Answers are shown for each group by itself.');
    const [pulse] = await pulseTable.list(store, circle.id);
    if (pulse === undefined) throw new Error('no pulse');
    // The same questions in another pulse, whatever they are called there and however many there are by then.
    const copied = pulse.questions.map((each, index) => ({ ...each, id: `q${index}`, onlyIf: undefined }));
    const others = circle.voices.map(({ id }) => ({ voice: id, invited: 3 }));
    expect(oneLevel(await levelsOf(store, circle, copied, others))).toBe('by-voice');
    expect(pulse.nextOpensAt).toBeGreaterThan((last?.closesAt ?? Infinity) + 8 * WEEK);
    await app.passTo(TUESDAY_12 + 4 * WEEK);
    expect(await openRoundByHand(app.context, pulse.id)).toMatchObject({
      ok: false,
      code: 'question-rests',
    });
    await app.passTo(TUESDAY_12 + 12 * WEEK);
    const round = await openRound(app, circle);
    expect(Object.values(round.levels ?? {})).toContain('by-voice');
    expect(Object.values(round.levels ?? {})).not.toContain('together');
  });
});
