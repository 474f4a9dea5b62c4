import { afterAll, beforeAll, expect, test } from 'vitest';
import { conversationTable } from '../../src/core/tables/conversations.ts';
import { erasingTable } from '../../src/core/tables/erasing.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { joiningTable } from '../../src/features/membership/tables.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { advanceSeries } from '../../src/features/turns/use-cases/advance.ts';
import { type Group, startCore, type TestCore } from '../support/test-core.ts';

let core: TestCore;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());

const TEAMS = { platform: 'teams', externalId: 'aad-of-the-erased' } as const;

/** A member with an account on Teams, a chat there, and a no of the stewards from before they were one. */
async function known(group: Group) {
  const { store } = core.context;
  const member = group.who('Rep3');
  await personTable.addAccount(store, member.personId, TEAMS, null);
  const chat = { platform: 'teams', name: `member/${TEAMS.externalId}`, parent: null } as const;
  await conversationTable.save(store, { ...chat, keyId: 'k', sealed: new Uint8Array(1), closedAt: null });
  const asked = { identity: TEAMS, name: 'Rep3', kind: 'guest' } as const;
  const joining = {
    id: core.context.newId(),
    circleId: group.circle.id,
    what: 'join',
    person: asked,
  } as const;
  await joiningTable.open(store, { ...joining, memberId: null, at: core.clock.now(), state: 'open' });
  await joiningTable.close(store, joining.id, 'dismissed');
  return { member, joining, chat };
}

test('nothing of an erased member is left to reach them by, to draw them by, or to ask about them by', async () => {
  const { store } = core.context;
  const group = await core.group();
  const { member, joining, chat } = await known(group);
  const [series] = await meetingTable.series(store, group.circle.id);
  if (series === undefined) throw new Error('there is no series');
  await advanceSeries(core.context, series.id);
  const rotaAndTurns = async () =>
    JSON.stringify([
      (await meetingTable.series(store, group.circle.id)).map(({ rota }) => rota),
      (await meetingTable.planned(store, series.id)).map(({ turn, asking }) => [
        turn?.basis,
        asking?.turn?.basis,
      ]),
    ]);
  expect(await rotaAndTurns()).toContain(member.id);
  await store.transact((tx) => erasingTable.member(tx, core.context.kept, member.id, core.clock.now()));
  expect(await rotaAndTurns()).not.toContain(member.id);
  expect(await joiningTable.find(store, joining.id)).toBeNull();
  expect(await conversationTable.find(store, chat.platform, chat.name)).toBeNull();
  expect(await memberTable.find(store, member.id)).toMatchObject({ identities: [], steward: false });
});

test('an account that another organisation knows keeps its chat', async () => {
  const { store } = core.context;
  const [here, there] = [await core.group(), await core.group()];
  const { member, chat } = await known(here);
  await personTable.addAccount(store, there.who('Rep4').personId, TEAMS, null);
  await store.transact((tx) => erasingTable.member(tx, core.context.kept, member.id, core.clock.now()));
  expect(await conversationTable.find(store, chat.platform, chat.name)).not.toBeNull();
});
