import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CODE_LASTS, MOST_TRIES, TRIES_WITHIN } from '../../../src/core/account-links.ts';
import type { Identity, Member } from '../../../src/core/circle.ts';
import { addressTable } from '../../../src/core/tables/addresses.ts';
import { linkTable } from '../../../src/core/tables/links.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { sweepCodes } from '../../../src/features/linking/sweep.ts';
import { showCode } from '../../../src/features/linking/use-cases/codes.ts';
import { seatsOf } from '../../../src/features/linking/use-cases/gain.ts';
import { joinByCode } from '../../../src/features/linking/use-cases/join.ts';
import { undoLink } from '../../../src/features/linking/use-cases/undo.ts';
import { joiningTable } from '../../../src/features/membership/tables.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { contextAt } from '../../support/contexts.ts';
import { meetingNow, plannedOf, toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
/** Another circle of the same organisation. */
let sister: Group;
let abroad: Group;
let accounts = 0;
let organisations = 0;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  organisations += 1;
  const organisation = `Linked ${organisations}`;
  ours = await core.group({ staff: 3, reps: 3, organisation });
  sister = await core.group({ staff: 3, reps: 3, organisation });
  abroad = await core.group({ staff: 3, reps: 3 });
});

const slack = (): Identity => {
  accounts += 1;
  return { platform: 'slack', externalId: `T1/U${accounts}` };
};
const webOf = (member: Member): Identity => {
  const web = member.identities.find(({ platform }) => platform === 'web');
  if (web === undefined) throw new Error('no web account');
  return web;
};
const at = (moment: number) => contextAt(core.context, moment);
const shown = async (member: Member, context = core.context) =>
  (await showCode(context, member.personId, webOf(member))).code;
const join = (typed: Identity, code: string, context = core.context) => joinByCode(context, typed, code);
const personBehind = (group: Group, account: Identity) =>
  personTable.ownerOf(core.context.store, group.circle.organisationId, account);
const linksOf = ({ personId }: Member) => linkTable.of(core.context.store, personId);
const link = async (member: Member) => {
  const [found] = await linksOf(member);
  if (found === undefined) throw new Error('nothing is linked');
  return found;
};
/** Everything that a join may change, of one group. */
const stand = async (group: Group) => ({
  members: await memberTable.list(core.context.store, group.circle.id),
  letters: await core.letters(group.circle),
});

test('an account of nobody becomes theirs in all their circles, and they are told where they were reached', async () => {
  const account = slack();
  const who = ours.who('Rep2');
  await personTable.moveMember(core.context.store, sister.who('Rep2').id, who.personId, null);
  core.enqueued();
  const joined = await join(account, await shown(who));
  expect(joined).toMatchObject({
    value: { circles: [{ circle: { id: ours.circle.id } }, { circle: { id: sister.circle.id } }] },
  });
  expect(await personBehind(ours, account)).toBe(who.personId);
  expect((await link(who)).gained).toEqual([{ ...account, since: null }]);
  expect((await ours.now('Rep2')).preferences.reachOn).toBe('web');
  expect(await toldBy(core, ours, 'account-linked')).toEqual(['Rep2']);
  const jobs = core.enqueued().map(({ name }) => name);
  expect(jobs.filter((name) => name === 'draw-chair')).toHaveLength(2);
  expect(jobs).toContain('deliver');
});

test('an address that they wished to be told at stays so; that of who joins them is not taken along, nor the wish for it', async () => {
  const { store } = core.context;
  const [who, other] = [ours.who('Rep2'), sister.who('Rep3')];
  const wishes = async ({ personId }: Member) => {
    await addressTable.save(store, personId, 'mail', `${personId}@example.org`);
    const person = await personTable.find(store, personId);
    if (person === null) throw new Error('nobody');
    const preferences = { ...person.preferences, reachOn: 'mail' } as const;
    await personTable.saveWishes(store, personId, { ...person, preferences });
  };
  await wishes(who);
  await join(slack(), await shown(who));
  expect((await ours.now('Rep2')).preferences.reachOn).toBe('mail');

  const stays = ours.who('Rep3');
  await wishes(other);
  expect(await join(webOf(other), await shown(stays))).toMatchObject({ ok: true });
  expect((await ours.now('Rep3')).preferences.reachOn).toBe('web');
  for (const { personId } of [stays, other]) expect(await addressTable.of(store, personId)).toEqual([]);
});

test('a code works once, and another code of theirs takes its place', async () => {
  const who = ours.who('Rep2');
  const [first, second] = [await shown(who), await shown(who)];
  expect(await join(slack(), first)).toMatchObject({ code: 'no-such-code' });
  expect(await join(slack(), second)).toMatchObject({ ok: true });
  expect(await join(slack(), second)).toMatchObject({ code: 'no-such-code' });
  expect(await linksOf(who)).toHaveLength(1);
});

test('a code runs out, and never was where nobody shows it any more', async () => {
  const who = ours.who('Rep2');
  const now = core.clock.now();
  const { code, expiresAt } = await showCode(core.context, who.personId, webOf(who));
  expect(expiresAt).toBe(now + CODE_LASTS);
  expect(await join(slack(), code, at(now + CODE_LASTS))).toMatchObject({ code: 'no-such-code' });
  const fresh = await shown(who);
  await memberTable.saveStanding(core.context.store, who.id, { ...who, leftAt: now });
  expect(await join(webOf(ours.who('Rep3')), fresh)).toMatchObject({ code: 'no-such-code' });
  expect(await ours.now('Rep3')).toMatchObject({ leftAt: null, personId: ours.who('Rep3').personId });
  expect(await join(slack(), 'no code at all')).toMatchObject({ code: 'no-such-code' });
});

test('an account tries five codes within an hour; the sixth is not looked at, and waits for the next hour', async () => {
  const now = core.clock.now();
  const typed = slack();
  for (let tries = 0; tries < MOST_TRIES; tries += 1)
    expect(await join(typed, 'AAAA-AAAA')).toMatchObject({ code: 'no-such-code' });
  const code = await shown(ours.who('Rep2'));
  expect(await join(typed, code)).toMatchObject({ code: 'too-many-codes' });
  expect(await personBehind(ours, typed)).toBeNull();
  expect(await join(slack(), code)).toMatchObject({ ok: true });
  const later = at(now + TRIES_WITHIN);
  expect(await join(typed, await shown(ours.who('Rep3'), later), later)).toMatchObject({ ok: true });
});

test('a code that fits forgives the tries before it', async () => {
  const typed = slack();
  for (let tries = 1; tries < MOST_TRIES; tries += 1) await join(typed, 'AAAA-AAAA');
  expect(await join(typed, await shown(ours.who('Rep2')))).toMatchObject({ ok: true });
  for (let tries = 0; tries < MOST_TRIES; tries += 1)
    expect(await join(typed, 'AAAA-AAAA')).toMatchObject({ code: 'no-such-code' });
  expect(await join(typed, 'AAAA-AAAA')).toMatchObject({ code: 'too-many-codes' });
});

test('a code that is typed where it was shown is used up, and joins nothing', async () => {
  const who = ours.who('Rep2');
  const code = await shown(who);
  expect(await join(webOf(who), code)).toMatchObject({ code: 'same-place' });
  expect(await join(slack(), code)).toMatchObject({ code: 'no-such-code' });
  expect(await linksOf(who)).toEqual([]);
});

test('two accounts of one person are one already: nothing is joined, nobody is told', async () => {
  const who = ours.who('Rep2');
  const account = slack();
  await personTable.addAccount(core.context.store, who.personId, account, null);
  const before = await stand(ours);
  expect(await join(account, await shown(who))).toEqual({ ok: true, value: { circles: [] } });
  expect(await stand(ours)).toEqual(before);
  expect(await linksOf(who)).toEqual([]);
});

test('two people of different circles become one, in the circles of both', async () => {
  const [stays, joins] = [ours.who('Rep2'), sister.who('Staff3')];
  const typed = webOf(joins);
  expect(await join(typed, await shown(stays))).toMatchObject({ ok: true });
  const seats = await seatsOf(core.context.store, stays.personId);
  expect(seats.map(({ member }) => member.id)).toEqual([stays.id, joins.id]);
  expect(await personBehind(ours, typed)).toBe(stays.personId);
  expect(await link(stays)).toMatchObject({
    fromId: joins.personId,
    left: [],
    members: [{ memberId: joins.id }],
  });
  expect((await toldBy(core, ours, 'account-linked')).sort()).toEqual(
    ['Rep2', `web/${typed.externalId}`].sort(),
  );
});

test('in a circle where both are, who typed leaves, and their turn goes to others', async () => {
  const { store } = core.context;
  const [stays, joins] = [ours.who('Rep2'), ours.who('Rep3')];
  const [next] = await plannedOf(core, ours);
  await meetingTable.save(store, { ...next, chairId: joins.id, asking: null });
  const away = { id: core.context.newId(), memberId: joins.id, from: '2026-12-24', to: '2026-12-26' };
  await memberTable.addAbsence(store, away);
  expect(await join(webOf(joins), await shown(stays))).toMatchObject({
    value: { circles: [{ member: { id: stays.id } }] },
  });
  expect(await ours.now('Rep3')).toMatchObject({ leftAt: core.clock.now(), personId: stays.personId });
  expect(await ours.now('Rep2')).toMatchObject({ leftAt: null });
  expect((await meetingNow(core, next)).chairId).toBeNull();
  expect((await memberTable.absences(store, ours.circle.id)).map(({ memberId }) => memberId)).toEqual([
    stays.id,
  ]);
});

test.each([
  ['rests', 'resting'],
  ['is away that day', 'away'],
] as const)('who %s as one of the two gives up the turn of the other', async (_how, how) => {
  const { store } = core.context;
  const [stays, joins] = [ours.who('Rep2'), sister.who('Rep3')];
  const [next] = await plannedOf(core, ours);
  await meetingTable.save(store, { ...next, chairId: stays.id, asking: null });
  const day = new Date(next.startsAt).toISOString().slice(0, 10);
  if (how === 'resting')
    await personTable.saveWishes(store, joins.personId, { preferences: joins.preferences, resting: true });
  else
    await memberTable.addAbsence(store, { id: core.context.newId(), memberId: joins.id, from: day, to: day });
  await join(webOf(joins), await shown(stays));
  expect((await meetingNow(core, next)).chairId).toBeNull();
});

test.each([
  ['two people of one circle with different voices', 'Rep2', 'ours', 'Staff3', 'ask-a-steward'],
  ['a steward who typed, of a circle where both are', 'Rep2', 'ours', 'Rep1', 'ask-a-steward'],
  ['a manager who typed, of a circle where both are', 'Staff3', 'ours', 'Staff2', 'ask-a-steward'],
  ['a steward who typed, of another circle', 'Rep2', 'sister', 'Staff1', 'link-other-way'],
  ['stewards of two circles', 'Rep1', 'sister', 'Rep1', 'ask-a-steward'],
] as const)('%s stay who they are', async (_who, shows, where, types, code) => {
  const typing = where === 'ours' ? ours : sister;
  const before = [await stand(ours), await stand(sister)];
  expect(await join(webOf(typing.who(types)), await shown(ours.who(shows)))).toMatchObject({ code });
  expect([await stand(ours), await stand(sister)]).toEqual(before);
  expect(await linksOf(ours.who(shows))).toEqual([]);
});

test('accounts of people in two organisations are joined in both, and the people stay two', async () => {
  const [here, there] = [ours.who('Rep2'), abroad.who('Rep3')];
  expect(await join(webOf(there), await shown(here))).toMatchObject({ ok: true });
  expect(await personBehind(ours, webOf(there))).toBe(here.personId);
  expect(await personBehind(abroad, webOf(here))).toBe(there.personId);
  expect(await personBehind(abroad, webOf(there))).toBe(there.personId);
  expect(await toldBy(core, ours, 'account-linked')).toEqual(['Rep2']);
  expect(await toldBy(core, abroad, 'account-linked')).toEqual(['Rep3']);
});

test('a steward of another organisation gains nothing there by typing, but in the one where they are nobody', async () => {
  const [here, there] = [ours.who('Rep2'), abroad.who('Rep1')];
  expect(await join(webOf(there), await shown(here))).toMatchObject({
    value: { circles: [{ circle: { id: ours.circle.id } }] },
  });
  expect(await personBehind(ours, webOf(there))).toBe(here.personId);
  expect(await personBehind(abroad, webOf(here))).toBeNull();
});

test('what is refused in one organisation changes nothing in any', async () => {
  const { store } = core.context;
  const [here, there] = [ours.who('Rep2'), abroad.who('Staff3')];
  const abroadToo = slack();
  await personTable.addAccount(store, here.personId, abroadToo, null);
  await personTable.addAccount(store, abroad.who('Rep2').personId, webOf(here), null);
  expect(await join(webOf(there), await shown(here))).toMatchObject({ code: 'ask-a-steward' });
  expect(await personBehind(ours, webOf(there))).toBeNull();
  expect(await linksOf(here)).toEqual([]);
});

test('a question to the stewards about the account is answered by the link', async () => {
  const { store } = core.context;
  const account = slack();
  const id = core.context.newId();
  await joiningTable.open(store, {
    id,
    circleId: ours.circle.id,
    what: 'join',
    person: { identity: account, name: 'Rep Two', kind: 'member' },
    memberId: null,
    at: core.clock.now(),
    state: 'open',
  });
  await join(account, await shown(ours.who('Rep2')));
  expect(await joiningTable.find(store, id)).toMatchObject({ state: 'withdrawn' });
});

test('a link is undone by the person alone, once, and each account is whose it was', async () => {
  const who = ours.who('Rep2');
  const account = slack();
  await join(account, await shown(who));
  const { id } = await link(who);
  for (const [actor, of] of [
    [webOf(ours.who('Rep3')), id],
    [webOf(abroad.who('Rep2')), id],
    [webOf(who), 'gone'],
  ] as const)
    expect(await undoLink(core.context, actor, of)).toMatchObject({ code: 'not-found' });
  expect(await undoLink(core.context, webOf(who), id)).toMatchObject({ ok: true });
  expect(await personBehind(ours, account)).toBeNull();
  expect(await linksOf(who)).toEqual([]);
  expect(await undoLink(core.context, webOf(who), id)).toMatchObject({ code: 'not-found' });
});

test('the account that was joined undoes it as well', async () => {
  const who = ours.who('Rep2');
  const account = slack();
  await join(account, await shown(who));
  expect(await undoLink(core.context, account, (await link(who)).id)).toMatchObject({ ok: true });
  expect(await personBehind(ours, account)).toBeNull();
});

test('the last place where somebody is reached is not taken from them', async () => {
  const { store } = core.context;
  const who = ours.who('Rep2');
  const account = slack();
  await join(account, await shown(who));
  await personTable.removeAccount(store, ours.circle.organisationId, webOf(who));
  const { id } = await link(who);
  expect(await undoLink(core.context, account, id)).toMatchObject({ code: 'last-place' });
  const made = { platform: 'web', externalId: core.context.newId() } as const;
  await personTable.addAccount(store, who.personId, made, (await link(who)).at);
  expect(await undoLink(core.context, account, id)).toMatchObject({ code: 'last-place' });
  expect(await personBehind(ours, account)).toBe(who.personId);
});

test('a way in that the joined account made on the pages goes with it', async () => {
  const who = ours.who('Rep2');
  const account = slack();
  await join(account, await shown(who));
  const { id, at: linkedAt } = await link(who);
  const made = { platform: 'web', externalId: core.context.newId() } as const;
  await personTable.addAccount(core.context.store, who.personId, made, linkedAt);
  await undoLink(core.context, webOf(who), id);
  expect(await personBehind(ours, made)).toBeNull();
  expect(await personBehind(ours, webOf(who))).toBe(who.personId);
});

test('two who were made one are two again, and who left by it is back', async () => {
  const [stays, joins] = [ours.who('Rep2'), ours.who('Rep3')];
  const elsewhere = sister.who('Rep3');
  await personTable.moveMember(core.context.store, elsewhere.id, joins.personId, null);
  await join(webOf(joins), await shown(stays));
  expect(await undoLink(core.context, webOf(joins), (await link(stays)).id)).toMatchObject({ ok: true });
  expect(await ours.now('Rep3')).toMatchObject({ leftAt: null, personId: joins.personId });
  expect((await sister.now('Rep3')).personId).toBe(joins.personId);
  expect(await personBehind(ours, webOf(joins))).toBe(joins.personId);
  expect(await personBehind(ours, webOf(stays))).toBe(stays.personId);
});

test('who was taken out since, as who they had become, does not come back by undoing', async () => {
  const [stays, joins] = [ours.who('Rep2'), ours.who('Rep3')];
  await join(webOf(joins), await shown(stays));
  await memberTable.saveStanding(core.context.store, stays.id, { ...stays, leftAt: core.clock.now() });
  await undoLink(core.context, webOf(joins), (await link(stays)).id);
  expect(await ours.now('Rep3')).toMatchObject({ leftAt: core.clock.now(), personId: joins.personId });
});

test('an account that gave way undoes it too, and comes back if it is nobody’s by now', async () => {
  const { store } = core.context;
  const who = ours.who('Rep2');
  const [gained, earlier, taken] = [slack(), slack(), slack()];
  await personTable.addAccount(store, who.personId, gained, null);
  await personTable.addAccount(store, ours.who('Rep3').personId, taken, null);
  const id = core.context.newId();
  const replaced = [earlier, taken].map((each) => ({ ...each, since: null }));
  await linkTable.record(store, {
    id,
    organisationId: ours.circle.organisationId,
    personId: who.personId,
    at: core.clock.now(),
    gained: [{ ...gained, since: null }],
    replaced,
    fromId: null,
    members: [],
    left: [],
    byId: ours.who('Rep1').id,
  });
  expect(await undoLink(core.context, earlier, id)).toMatchObject({ ok: true });
  expect(await personBehind(ours, earlier)).toBe(who.personId);
  expect(await personBehind(ours, taken)).toBe(ours.who('Rep3').personId);
  expect(await personBehind(ours, gained)).toBeNull();
});

test('codes that ran out are forgotten, and tries of an hour ago', async () => {
  const now = core.clock.now();
  const { code } = await showCode(core.context, ours.who('Rep2').personId, webOf(ours.who('Rep2')));
  const typed = slack();
  for (let tries = 0; tries < MOST_TRIES; tries += 1) await join(typed, 'AAAA-AAAA');
  await sweepCodes(at(now + CODE_LASTS - 1));
  expect(await join(typed, code)).toMatchObject({ code: 'too-many-codes' });
  expect(await join(slack(), code)).toMatchObject({ ok: true });
  await sweepCodes(at(now + TRIES_WITHIN));
  expect(await join(typed, 'AAAA-AAAA')).toMatchObject({ code: 'no-such-code' });
});
