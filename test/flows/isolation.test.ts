import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Circle, Identity } from '../../src/core/circle.ts';
import { DAY } from '../../src/core/instant.ts';
import type { ActionName } from '../../src/core/ports/action.ts';
import type { OnInteraction, Reply } from '../../src/core/ports/interaction.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import { HANDLERS } from '../../src/features/index.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { importCircle, NORTHFIELD } from '../support/test-users.ts';

/** Somebody else's circle in another organisation, on the same server. */
const ELSEWHERE = `
organisation: Southfield
circle: Library friends
timezone: Europe/London
voices: [{ id: staff, name: Staff }, { id: reps, name: Reps }]
members:
  - { name: Ada Lund, voice: staff, steward: true, slack: T1SOUTH/U1ADA }
  - { name: Bo Reyes, voice: reps, steward: true, slack: T1SOUTH/U1BO }
  - { name: Cy Moss, voice: reps, slack: T1SOUTH/U1CY }
`;
const STEWARD_ELSEWHERE: Identity = { platform: 'slack', externalId: 'T1SOUTH/U1ADA' };
const NOBODY: Identity = { platform: 'slack', externalId: 'T9FAR/U9FAR' };
const PROMISE = 'More chairs in the waiting room, please.';

let app: TestApp;
let circle: Circle;
let ask: OnInteraction;
let member: Identity;
let ids: readonly string[];
/** What is said in the circle and nowhere else. */
let secrets: readonly string[];

beforeAll(async () => {
  app = await startApp({ backend: 'redis+postgres' });
  circle = await importCircle(app, NORTHFIELD);
  await importCircle(app, ELSEWHERE);
  ask = interactionHandler(app.context);
  const members = await memberTable.list(app.context.store, circle.id);
  const plain = members.find((each) => !each.steward && each.identities.length > 0);
  if (plain?.identities[0] === undefined) throw new Error('nobody to ask as');
  [member] = plain.identities;
  await app.passTo(MONDAY + 8 * DAY);
  await say(member, 'promise.raise', circle.id, { words: [PROMISE], named: ['named'] });
  await say(member, 'buddy.ask', circle.id);
  const steward = members.find((each) => each.steward);
  await say(steward?.identities[0] ?? member, 'member.add', circle.id, {
    name: ['Nia Rees'],
    voice: ['reps'],
  });
  await app.settle();
  ids = await idsOf(circle);
  secrets = [circle.name, PROMISE, 'Nia Rees', ...members.map(({ name }) => name)];
});
afterAll(() => app?.stop());

async function say(
  actor: Identity,
  name: ActionName,
  subject: string,
  inputs: Readonly<Record<string, readonly string[]>> = {},
): Promise<Reply> {
  return ask({ requestId: 'r', platform: 'slack', actor, action: { name, subject, value: subject }, inputs });
}

/** What an address or a button could name of a circle: the circle, and some of each kind. */
async function idsOf({ id }: Circle): Promise<readonly string[]> {
  const found = [id];
  for (const table of await app.records.tables()) {
    const rows = (await app.records.table(table)).filter(({ circle_id }) => circle_id === id);
    found.push(...rows.flatMap((row) => (typeof row.id === 'string' ? [row.id] : [])).slice(0, 2));
  }
  return found;
}

/** All that is kept of a circle: what somebody else does must leave it as it is. */
async function kept(): Promise<string> {
  const rows: string[] = [];
  for (const table of await app.records.tables()) {
    for (const row of await app.records.table(table)) {
      if (row.circle_id === circle.id || row.id === circle.id) rows.push(`${table} ${JSON.stringify(row)}`);
    }
  }
  return rows.sort().join('\n');
}

const names = Object.keys(HANDLERS) as ActionName[];

test('there is something of most kinds to be found', () => {
  expect(ids.length).toBeGreaterThan(12);
});

test.each([
  ['a steward of another circle', STEWARD_ELSEWHERE],
  ['somebody of no circle', NOBODY],
])(
  '%s reads and changes nothing of a circle, by no action and no id of it',
  async (_who, actor) => {
    const before = await kept();
    for (const name of names) {
      for (const id of ids) {
        const reply = JSON.stringify(await say(actor, name, id));
        for (const secret of secrets) expect(reply, `${name} ${id}`).not.toContain(secret);
      }
    }
    expect(await kept()).toBe(before);
  },
  600_000,
);

test('a member who is no steward is refused by every action that is a steward’s', async () => {
  const before = await kept();
  const stewards = names.filter((name) => HANDLERS[name].by === 'steward');
  expect(stewards.length).toBeGreaterThan(20);
  for (const name of stewards) {
    for (const id of ids) expect((await say(member, name, id)).kind, `${name} ${id}`).toBe('refused');
  }
  expect(await kept()).toBe(before);
}, 600_000);
