import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import type { Context } from '../../../src/core/context.ts';
import { DAY } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { cameBack } from '../../../src/core/outbox/came-back.ts';
import { deliver } from '../../../src/core/outbox/deliver.ts';
import { addressTable } from '../../../src/core/tables/addresses.ts';
import { erasingTable } from '../../../src/core/tables/erasing.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { confirmRoster } from '../../../src/features/membership/use-cases/confirm-roster.ts';
import { invitationTable } from '../../../src/features/ways-in/tables.ts';
import { waysIn } from '../../../src/features/ways-in/use-cases/claim.ts';
import { scriptedMail } from '../../core/scripted-platform.ts';
import { contextAt } from '../../support/contexts.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const mail = scriptedMail();
let core: TestCore;
let store: Context['store'];
let ours: Group;
/** Another for each test: letters to an address are looked at in all circles. */
let address: string;
let tests = 0;

beforeAll(async () => {
  core = await startCore({ mail });
  store = core.context.store;
});
afterAll(() => core?.stop());
beforeEach(async () => {
  tests += 1;
  address = `joe${tests}@example.org`;
  ours = await core.group({ staff: 2, reps: 2, setUp: false });
  await core.settle();
  mail.posts.length = 0;
  mail.answers.length = 0;
});

/** On the list of a circle that is not set up, without an account. */
async function listed(name = 'Joe', email: string | null = address): Promise<Member> {
  const { newId } = core.context;
  const person = { id: newId(), personId: newId(), name, email, steward: false, identities: [] };
  await memberTable.insert(store, { ...ours.who('Rep2'), ...person });
  return now(person.id);
}
async function now(id: string): Promise<Member> {
  const member = await memberTable.find(store, id);
  if (member === null) throw new Error('nobody is there');
  return member;
}
async function setUp(context = core.context): Promise<void> {
  for (const name of ['Staff1', 'Rep1']) await confirmRoster(context, ours.circle, ours.who(name));
  await core.settle();
}
/** Sends what waits for the address in its time, and nothing of what else would happen until then. */
async function remind(): Promise<void> {
  for (const { dueAt, id, state } of await told('invited'))
    if (state === 'due') await deliver(contextAt(core.context, dueAt), id);
}
const door = () => waysIn(core.context);
/** The mails that went to the address, as they read. */
const mails = () =>
  mail.posts.filter(([{ externalId }]) => externalId === address).map(([, message]) => message);
const secretIn = (index = -1): string => {
  const block = mails()
    .at(index)
    ?.blocks.find(({ kind }) => kind === 'address');
  return block?.kind === 'address' ? new URL(block.url).hash.slice(1) : '';
};
const told = async (kind: string) =>
  (await core.letters(ours.circle)).filter((letter) => letter.kind === kind);
const page = async (who: string, name: Parameters<TestCore['ask']>[1], subject: string) =>
  JSON.stringify(await core.ask(ours.who(who), name, { subject }));

describe('with the yes of two voices to the list', () => {
  test('whoever has an address and no way in is invited there, in words that name no circle', async () => {
    const joe = await listed();
    expect(await page('Staff1', 'roster.show', ours.circle.id)).toContain(`by e-mail, at ${address}`);
    await confirmRoster(core.context, ours.circle, ours.who('Staff1'));
    await core.settle();
    expect(mails()).toEqual([]);
    await setUp();
    expect(mails()).toHaveLength(1);
    const [letter] = mails();
    const text = letter === undefined ? '' : plainText(letter);
    expect(text).toContain(`Hello Joe. Staff1 and Rep1 would like you in their group at Trust`);
    expect(JSON.stringify(letter)).not.toContain(ours.circle.name);
    expect((await now(joe.id)).email).toBeNull();
    expect(await door().look(secretIn())).toEqual({
      name: 'Joe',
      circle: ours.circle.organisation,
      opensFrom: null,
      sentTo: address,
    });
  });

  test('coming in by it is enough, and makes the address theirs where they say so', async () => {
    const joe = await listed();
    await setUp();
    const session = await door().claim(secretIn(), 'own', 'mail');
    expect((await now(joe.id)).identities).toEqual([{ platform: 'web', externalId: session?.webId }]);
    expect(await invitationTable.claims(store, ours.circle.id)).toEqual([]);
    expect(await addressTable.of(store, joe.personId)).toMatchObject([
      { kind: 'mail', address, held: false },
    ]);
    await core.settle();
    expect(mails().map(({ summary }) => summary)).toContainEqual(
      expect.stringContaining('Rep1 made the way in'),
    );
    expect(await told('claim-waits')).toEqual([]);
    expect(await door().look(secretIn(0))).toBeNull();
  });

  test('a steward who comes in by it holds a key only once three words are said', async () => {
    const joe = await listed();
    await memberTable.saveStanding(store, joe.id, { ...joe, steward: true });
    await setUp();
    await door().claim(secretIn(), 'own', 'mail');
    expect((await now(joe.id)).identities).toEqual([]);
    expect(await invitationTable.claims(store, ours.circle.id)).toMatchObject([{ memberId: joe.id }]);
    expect(await told('claim-waits')).not.toEqual([]);
    expect(await addressTable.of(store, joe.personId)).toEqual([]);
  });

  test('a name that was read with an address is its person’s alone to change, from the first yes on until they are in', async () => {
    const joe = await listed();
    const rename = (who: string, name: string) =>
      core.ask(ours.who(who), 'name.save', { subject: joe.id, inputs: { name: [name] } });
    expect(await rename('Rep1', 'Joe Brady')).toMatchObject({ kind: 'done' });
    await confirmRoster(core.context, ours.circle, ours.who('Staff1'));
    expect(JSON.stringify(await rename('Rep1', 'Pat'))).toContain('Others have read this name');
    await setUp();
    expect(JSON.stringify(await rename('Rep1', 'Pat'))).toContain('Others have read this name');
    await door().claim(secretIn(), 'own', 'pages');
    expect(await rename('Rep1', 'Joe')).toMatchObject({ kind: 'done' });
  });

  test('coming in without messages keeps no address', async () => {
    const joe = await listed();
    await setUp();
    expect(await door().claim(secretIn(), 'shared', 'pages')).toMatchObject({ device: 'shared' });
    expect(await addressTable.of(store, joe.personId)).toEqual([]);
    expect((await personTable.find(store, joe.personId))?.preferences.reachOn).not.toBe('mail');
  });

  test.each([
    ['in a chat', async (joe: Member) => personTable.addAccount(store, joe.personId, account(), null)],
    [
      'with a way in that was handed over',
      async (joe: Member) => core.ask(ours.who('Rep1'), 'way-in.make', { subject: joe.id }),
    ],
    ['with an address that is none', async (joe: Member) => rename(joe, 'joe@localhost')],
  ])('nobody is written to who is %s; nor is the address kept', async (_who, make) => {
    const joe = await listed();
    await make(joe);
    await setUp();
    expect(await told('invited')).toEqual([]);
    expect((await now(joe.id)).email).toBeNull();
  });

  test('without e-mail nobody is promised any', async () => {
    await listed();
    const without = { ...core.context, posts: new Map() };
    await setUp(without);
    expect(await told('invited')).toEqual([]);
  });
});

const account = () => ({ platform: 'web', externalId: core.context.newId() }) as const;
async function rename({ id, ...joe }: Member, email: string): Promise<void> {
  await memberTable.forgetEmails(store, [id]);
  const { newId } = core.context;
  await memberTable.insert(store, { ...joe, id: newId(), personId: newId(), name: 'Jo', email });
}

describe('an invitation that was sent', () => {
  test('is sent once more after four days to who has not come in, and never again', async () => {
    await listed();
    await setUp();
    const first = secretIn();
    const due = (await told('invited')).filter(({ state }) => state === 'due');
    expect(due.map(({ dueAt }) => dueAt - core.clock.now())).toEqual([4 * DAY]);
    await remind();
    await remind();
    expect(mails().map(({ summary }) => /still open/.test(summary))).toEqual([false, true]);
    expect(secretIn()).toBe(first);
    const after = contextAt(core.context, core.clock.now() + 7 * DAY);
    expect(await waysIn(after).look(first)).toBeNull();
  });

  test('goes with its person: nothing names the address any more', async () => {
    const joe = await listed();
    await setUp();
    await store.transact((tx) => erasingTable.member(tx, core.context.kept, joe.id, core.clock.now()));
    expect(await told('invited')).toEqual([]);
    expect(await invitationTable.lastSent(store, joe.id)).toBeNull();
  });

  test('reminds nobody who has come in', async () => {
    await listed();
    await setUp();
    await door().claim(secretIn(), 'own', 'pages');
    await remind();
    expect(mails()).toHaveLength(1);
  });

  test('can be answered with no, once: the stewards hear it, and nothing more goes there', async () => {
    const joe = await listed();
    await setUp();
    const secret = secretIn();
    expect(await door().decline(secret)).toBe(true);
    for (const does of [door().decline(secret), door().decline('nonsense')]) expect(await does).toBe(false);
    expect(await door().claim(secret, 'own', 'mail')).toBeNull();
    expect(await told('invitation-ended')).toHaveLength(2);
    expect(await page('Rep1', 'way-in.mail', joe.id)).toContain('No invitation was sent');
    await remind();
    expect(mails()).toHaveLength(1);
  });

  test('is for its person to say no to: not one that was handed over', async () => {
    const joe = await listed('Joe', null);
    await setUp();
    const made = await page('Rep1', 'way-in.make', joe.id);
    const secret = /#([\w-]+)/.exec(made)?.[1] ?? '';
    expect(await door().decline(secret)).toBe(false);
    expect(await door().look(secret)).toMatchObject({ name: 'Joe', sentTo: null });
  });

  test.each([
    [
      'is refused at the door',
      async () =>
        void mail.answers.push({ outcome: 'unreachable', why: 'no such user', bar: 'account-closed' }),
      null,
    ],
    [
      'is reported',
      async () => {},
      async () => {
        const [letter] = (await told('invited')).filter(({ state }) => state === 'sent');
        const back = { letterId: letter?.id ?? '', recipients: [address.toUpperCase()] };
        expect(await cameBack(core.context, { ...back, recipients: ['other@example.org'] })).toBe(false);
        expect([await cameBack(core.context, back), await cameBack(core.context, back)]).toEqual([
          true,
          false,
        ]);
      },
    ],
  ])('that %s opens nothing, and the stewards hear of it once', async (_what, before, after) => {
    await listed();
    await before();
    await setUp();
    const secret = secretIn();
    await after?.();
    await core.settle();
    const ended = await told('invitation-ended');
    expect(ended.map(({ payload }) => payload?.why)).toEqual(['came-back', 'came-back']);
    expect(JSON.stringify(ended)).not.toContain(address);
    expect(await door().look(secret)).toBeNull();
    await remind();
    expect(mails()).toHaveLength(1);
  });

  test('is sent again by one steward, once in three days, on record; the earlier one opens nothing then', async () => {
    const joe = await listed();
    await setUp();
    const first = secretIn();
    expect(await page('Rep1', 'way-in.form', joe.id)).toContain('way-in.mail');
    expect(await page('Rep1', 'way-in.mail', joe.id)).toContain('within the last three days');
    core.clock.moveTo(core.clock.now() + 3 * DAY);
    expect(await page('Rep2', 'way-in.mail', joe.id)).toContain('steward');
    const again = await page('Rep1', 'way-in.mail', joe.id);
    expect(again).toContain('on its way to Joe again');
    expect(again).not.toContain(address);
    await core.settle();
    expect(mails()).toHaveLength(2);
    expect([await door().look(first), await door().look(secretIn())]).toMatchObject([null, { name: 'Joe' }]);
    expect(await page('Rep2', 'circle.history', ours.circle.id)).toContain('Joe');
  });

  test('is written under the key it was made with, also once that is retired; under one that is gone it is not sent', async () => {
    await listed();
    const made = Buffer.alloc(32, tests);
    const keys = core.context.secrets.linkKeys as unknown as Uint8Array[];
    const before = { ...core.context, secrets: { ...core.context.secrets, linkKeys: [made] as const } };
    keys.push(made);
    await setUp(before);
    expect(await door().look(secretIn())).toMatchObject({ name: 'Joe' });
    keys.pop();
    await remind();
    expect(mails()).toHaveLength(1);
  });
});

describe('somebody who is added with an address', () => {
  const add = (email: string, more: Record<string, readonly string[]> = {}) =>
    core.ask(ours.who('Staff1'), 'member.add', {
      subject: ours.circle.id,
      inputs: { name: ['Nia'], voice: ['reps'], email: [email], ...more },
    });

  test('is invited there with the second key, whose holder has read it; nobody is handed a way in', async () => {
    await setUp();
    const asked = JSON.stringify(await add(`Nia <${address}>`));
    expect(asked).toContain('With the second yes we send Nia an invitation');
    expect(asked).not.toMatch(/#[\w-]{20}/);
    await core.settle();
    expect(mails()).toEqual([]);
    const [wanted] = await told('approval-wanted');
    const proposal = wanted?.subject ?? '';
    expect(await page('Rep1', 'approval.show', proposal)).toContain(address);
    expect(await page('Rep2', 'approval.show', proposal)).not.toContain(address);
    const done = await page('Rep1', 'approval.approve', proposal);
    expect(done).toContain('on its way to Nia by e-mail');
    await core.settle();
    expect(mails()).toHaveLength(1);
    expect(await page('Rep1', 'approval.show', proposal)).not.toContain(address);
    expect(await door().claim(secretIn(), 'own', 'mail')).not.toBeNull();
  });

  test('that is none, or beside an account, is refused at its place', async () => {
    await setUp();
    expect(JSON.stringify(await add('nia'))).toContain('"email"');
    const both = await add(address, { slack: ['T012AB3C4/U061F7AUR'] });
    expect(JSON.stringify(both)).toContain('One account is enough');
  });
});

test('a list that a chat would cut can be said yes to on its page alone, where it is whole', async () => {
  const inSlack = { platform: 'slack', externalId: 'T1/U1' } as const;
  await personTable.addAccount(store, ours.who('Staff1').personId, inSlack, null);
  const ask = async (who: Member | typeof inSlack, name: 'roster.show' | 'roster.confirm') =>
    JSON.stringify(await core.ask(who, name, { subject: ours.circle.id }));
  expect(await ask(inSlack, 'roster.show')).toContain('roster.confirm');
  for (let each = 0; each < 60; each += 1)
    await listed(`Somebody with a long name ${each}`, `a-long-address-of-${each}@somewhere.example.org`);
  const shown = await ask(inSlack, 'roster.show');
  expect(shown).not.toContain('roster.confirm');
  expect(shown).toContain(`https://roundtable.test/roster/${ours.circle.id}`);
  expect(await ask(inSlack, 'roster.confirm')).toBe(shown);
  expect(await ask(ours.who('Staff1'), 'roster.show')).toContain('roster.confirm');
});

test('an address in a circle that was set up before anybody read it is written to by nobody', async () => {
  await setUp();
  const joe = await listed();
  expect(await page('Rep1', 'way-in.form', joe.id)).not.toContain('way-in.mail');
  expect(await page('Rep1', 'way-in.mail', joe.id)).toContain('No invitation was sent');
});
