import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import {
  everybody,
  importCircle,
  NORTHFIELD,
  named,
  openRound,
  type TestUser,
} from '../support/test-users.ts';

const ADVOCATE = 'Rosa Lima, Northfield Advocacy, 01632 960 123';
const OPERATOR = 'Northfield Council, digital team';

describe('a way for who is afraid', () => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  const who = (name: string) => named(people, name);

  beforeAll(async () => {
    app = await startApp({ backend: 'redis+postgres', settings: { OPERATOR_NAME: OPERATOR } });
    circle = await importCircle(app);
    people = await everybody(app, circle);
    await app.passTo(MONDAY + DAY + 2 * HOUR);
  });
  afterAll(() => app?.stop());

  const form = async () => (await who('Joe').open(`/pulse/${(await openRound(app, circle)).id}`)).text;

  const agree = async (name: string) => {
    const [asked] = (await proposalTable.open(app.context.store, circle.id)).slice(-1);
    expect((await who(name).send(`/approval-yes/${asked?.id}`, {})).status).toBe(200);
  };

  test('the form says who runs the server, that there is a way past the chat platform, and that silence is heard by nobody', async () => {
    const text = await form();
    expect(text).toContain(
      `${OPERATOR} runs this server, and could in theory watch your answer as it passes.`,
    );
    expect(text).toContain('You can answer on a web page, past Slack and Microsoft');
    expect(text).toContain('You do not have to answer. Nobody is told.');
    expect(text).not.toContain('outside this circle');
    expect((await who('Joe').open('/privacy')).text).toContain(OPERATOR);
  });

  test('stewards of two voices name somebody outside the circle; from then on they stand above every pulse', async () => {
    const path = `/signpost/${circle.id}`;
    expect((await who('Joe').send(path, { text: '', outside: ADVOCATE })).status).toBe(403);
    const long = await who('Gwen').send(path, { text: '', outside: 'a'.repeat(301) });
    expect([long.status, long.text]).toEqual([
      422,
      expect.stringContaining('Please use at most 300 letters.'),
    ]);
    const words = 'Is somebody in danger? Call Sam.';
    const asked = await who('Gwen').send(path, { text: words, outside: ` ${ADVOCATE} ` });
    expect(asked.text).toContain('This waits for a steward of another voice.');
    expect([
      await circleTable.signpost(app.context.store, circle.id),
      await circleTable.outside(app.context.store, circle.id),
    ]).toEqual([words, null]);
    expect(await form()).not.toContain('Rosa');
    await agree('Amina');
    expect(await form()).toContain(`You can talk to somebody outside this circle: ${ADVOCATE}`);
    const everybodySees = `/circle-history/${circle.id}`;
    expect((await who('Joe').open(everybodySees)).text).toContain(ADVOCATE);
    expect((await who('Gwen').send(path, { text: '', outside: '' })).status).toBe(200);
    expect(await form()).toContain('Rosa');
    await agree('Amina');
    expect(await form()).not.toContain('Rosa');
  });

  test('a circle file names them too', async () => {
    const file = NORTHFIELD.replace(/^circle: .*$/m, 'circle: Ward 8');
    const other = await importCircle(app, `${file}\noutside: ${ADVOCATE}\n`);
    expect(await circleTable.outside(app.context.store, other.id)).toBe(ADVOCATE);
  });
});
