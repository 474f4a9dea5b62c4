import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/domain/circle.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { changeCircle } from '../../src/services/governance/changes.ts';
import { decideProposal } from '../../src/services/governance/decisions.ts';
import { openRoundByHand } from '../../src/services/pulses/open-round.ts';
import { MONDAY, startTown, type Town } from '../support/town.ts';
import { everybody, importCircle, type Neighbour, openRound } from '../support/town-people.ts';

const WEEK = 7 * DAY;
const TUESDAY_12 = MONDAY + DAY + 3 * HOUR;
const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;

/** As seen: which of split and together a week showed told that some voice had fewer, and figures told that all answered. */
describe('six staff and six reps', () => {
  let town: Town;
  let circle: Circle;
  let people: readonly Neighbour[];

  beforeAll(async () => {
    town = await startTown({ backend: 'postgres' });
    circle = await importCircle(town);
    people = await everybody(town, circle);
  });
  afterAll(() => town?.stop());

  test('are shown together, and all twelve look like eleven and like ten, whichever they are', async () => {
    const shown: unknown[] = [];
    for (const [week, silent] of [0, 1, 2].entries()) {
      await town.passTo(TUESDAY_12 + week * WEEK);
      const round = await openRound(town, circle);
      const form = await people[0]?.open(`/pulse/${round.id}`);
      expect(form?.text).toContain('Answers are shown for everybody together.');
      for (const person of people.slice(silent)) await person.answer(round, { voice: '1', trust: '1' });
      await town.passTo(FRIDAY_16 + week * WEEK);
      const entry = (await town.records.table('ledger')).find((each) => each.round_id === round.id);
      const { questions } = entry?.release as { questions: unknown[] };
      shown.push(questions);
    }
    expect(JSON.stringify(shown[0])).toContain('"overall"');
    expect(shown[1]).toEqual(shown[0]);
    expect(shown[2]).toEqual(shown[0]);
  });

  test('may choose by voice with two keys; then the questions rest for eight weeks', async () => {
    const { tables } = town.context.store;
    const [pulse] = await tables.pulses.list(circle.id);
    const stewards = (await tables.members.list(circle.id)).filter(({ steward }) => steward);
    const [one, other] = stewards;
    if (pulse === undefined || one === undefined || other === undefined) throw new Error('no stewards');
    const change = { kind: 'level', pulseId: pulse.id, level: 'by-voice' } as const;
    const asked = await changeCircle(town.context, circle, one, [change]);
    expect(asked).toMatchObject({ ok: true, value: { made: [], asked: [{ change }] } });
    const proposal = asked.ok ? asked.value.asked[0] : undefined;
    await decideProposal(town.context, circle, other, proposal?.id ?? '', 'approved');
    await town.passTo(TUESDAY_12 + 4 * WEEK);
    expect(await openRoundByHand(town.context, pulse.id)).toMatchObject({ ok: false, code: 'question-rests' });
    await town.passTo(TUESDAY_12 + 12 * WEEK);
    const round = await openRound(town, circle);
    expect(Object.values(round.levels ?? {})).toContain('by-voice');
    expect(Object.values(round.levels ?? {})).not.toContain('together');
  });
});
