import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import type { Context } from '../../../src/core/context.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import type { WaysIn } from '../../../src/core/ports/ways-in.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import type { WebSession } from '../../../src/core/way-in.ts';
import { actTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import {
  CLAIM_LASTS,
  INVITATION_LASTS,
  OWN_INVITATION_LASTS,
  TOLD_BEFORE,
} from '../../../src/features/ways-in/rules/way-in.ts';
import { sweepWaysIn } from '../../../src/features/ways-in/sweep.ts';
import { invitationTable, sessionTable } from '../../../src/features/ways-in/tables.ts';
import { waysIn } from '../../../src/features/ways-in/use-cases/claim.ts';
import { endWaysIn } from '../../../src/features/ways-in/use-cases/endings.ts';
import { makeByOperator, makeFirst, stopWayIn } from '../../../src/features/ways-in/use-cases/for-others.ts';
import { inviteSelf, type WayIn } from '../../../src/features/ways-in/use-cases/invite.ts';
import {
  endOtherSessions,
  endSession,
  sessionsOf,
} from '../../../src/features/ways-in/use-cases/sessions.ts';
import { madeByOthers, waitForNone } from '../../../src/features/ways-in/use-cases/views.ts';
import { claimsFor, claimUnder, turnAway, vouch } from '../../../src/features/ways-in/use-cases/vouch.ts';
import { make, putAway, told } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let context: Context;
let door: WaysIn;
let ours: Group;
let others: Group;

beforeAll(async () => {
  core = await startCore();
  const entrance = 'https://roundtable.test/in';
  const links = {
    ...core.context.links,
    entrance: () => entrance,
    wayIn: (secret: string) => `${entrance}#${secret}`,
  };
  context = { ...core.context, links };
  door = waysIn(context);
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 3 });
});

const secretOf = ({ address }: WayIn) => address.split('#')[1] ?? '';
const find = (id: string) => invitationTable.find(context.store, id);
const acts = () => actTable.list(context.store, ours.circle.id, 99);
const accounts = async (name: string) =>
  (await personTable.find(context.store, ours.who(name).personId))?.accounts ?? [];

/** Takes everything away that somebody is known by. */
async function unknown(name: string): Promise<void> {
  for (const account of await accounts(name))
    await personTable.removeAccount(context.store, ours.circle.organisationId, account);
}
const first = (asker: Member, member: Pick<Member, 'id'>) =>
  makeFirst(context, ours.circle, asker, member.id);
async function firstFor(name: string, by = 'Rep1'): Promise<WayIn> {
  await unknown(name);
  const made = await first(ours.who(by), ours.who(name));
  if (!made.ok) throw new Error(made.code);
  return made.value.wayIn;
}
async function claimed(wayIn: WayIn): Promise<WebSession> {
  const session = await door.claim(secretOf(wayIn), 'own', 'pages');
  if (session === null) throw new Error('not let in');
  return session;
}

describe('a way in that somebody makes for themselves', () => {
  test('opens at once, by its secret or its code, once, and tells nobody', async () => {
    const wayIn = await inviteSelf(context, ours.circle, await ours.now('Rep2'));
    expect(wayIn).toMatchObject({
      opensAt: core.clock.now(),
      expiresAt: core.clock.now() + OWN_INVITATION_LASTS,
    });
    expect(await door.look(wayIn.code.toLowerCase())).toEqual({
      name: 'Rep2',
      circle: ours.circle.name,
      opensFrom: null,
      sentTo: null,
    });
    const letters = await core.letters(ours.circle);
    const session = await claimed(wayIn);
    expect(session.webId).toBe((await accounts('Rep2'))[0]?.externalId);
    expect(await sessionsOf(context, await ours.now('Rep2'))).toEqual([session]);
    expect(await find(wayIn.id)).toMatchObject({ usedAt: core.clock.now(), waiting: false });
    expect(await core.letters(ours.circle)).toEqual(letters);
    for (const given of [secretOf(wayIn), wayIn.code]) {
      expect(await door.look(given)).toBeNull();
      expect(await door.claim(given, 'own', 'pages')).toBeNull();
    }
    // They alone are told that it was tried again, once.
    expect(await told(core, ours, 'way-in-tried')).toEqual(['Rep2']);
  });

  test('takes the place of their own alone; an account that acts since later gets one as young', async () => {
    const one = await inviteSelf(context, ours.circle, await ours.now('Rep2'));
    const made = await makeByOperator(context, ours.circle, await ours.now('Rep2'));
    expect(await find(one.id)).toBeNull();
    const two = await inviteSelf(context, ours.circle, await ours.now('Rep2'), core.clock.now());
    expect([await find(made.id), await find(two.id)]).toMatchObject([{ id: made.id }, { id: two.id }]);
    expect(await accounts('Rep2')).toMatchObject([{ since: null }, { since: core.clock.now() }]);
    await inviteSelf(context, ours.circle, await ours.now('Rep2'), core.clock.now());
    expect(await accounts('Rep2')).toHaveLength(2);
    expect(await find(two.id)).toBeNull();
  });

  test('is over at its end, and for who has left', async () => {
    const wayIn = await inviteSelf(context, ours.circle, await ours.now('Rep2'));
    core.clock.moveTo(wayIn.expiresAt - 1);
    expect(await door.look(wayIn.code)).toMatchObject({ name: 'Rep2' });
    core.clock.moveTo(wayIn.expiresAt);
    for (const does of [door.look(wayIn.code), door.claim(wayIn.code, 'own', 'pages')])
      expect(await does).toBeNull();
    const other = await inviteSelf(context, ours.circle, await ours.now('Rep3'));
    await make(core, ours, 'Rep3', { leftAt: core.clock.now() });
    for (const given of [other.code, 'nonsense', '']) {
      expect(await door.look(given)).toBeNull();
      expect(await door.claim(given, 'own', 'pages')).toBeNull();
    }
    expect(await find(other.id)).toMatchObject({ usedAt: null });
  });
});

describe('a first way in that one steward makes', () => {
  test('is on record and told to the other stewards; the person has none yet', async () => {
    const wayIn = await firstFor('Rep2');
    expect(wayIn).toMatchObject({
      opensAt: core.clock.now(),
      expiresAt: core.clock.now() + INVITATION_LASTS,
    });
    expect((await acts())[0]).toMatchObject({
      what: 'changed',
      memberId: ours.who('Rep1').id,
      change: { kind: 'first-way-in', memberId: ours.who('Rep2').id },
    });
    expect(await told(core, ours, 'settings-changed')).toEqual(['Staff1']);
    expect(await madeByOthers(context, ours.who('Rep2'))).toMatchObject([
      { id: wayIn.id, maker: 'steward', by: 'Rep1', circle: ours.circle.name },
    ]);
    // Made again it takes the place of the one before.
    const again = await first(ours.who('Rep1'), ours.who('Rep2'));
    expect(again).toMatchObject({ ok: true });
    expect([await find(wayIn.id), await door.claim(wayIn.code, 'own', 'pages')]).toEqual([null, null]);
  });

  test('is not made by others, for others, or where nobody could say that it is them', async () => {
    await unknown('Rep2');
    const rep2 = ours.who('Rep2');
    for (const [code, by, member] of [
      ['not-a-steward', ours.who('Rep3'), rep2],
      ['not-a-steward', others.who('Rep1'), rep2],
      ['not-found', ours.who('Rep1'), others.who('Rep2')],
      ['not-found', ours.who('Rep1'), { id: 'unknown' }],
      ['has-way-in', ours.who('Rep1'), ours.who('Rep3')],
    ] as const) {
      expect(await first(by, member)).toMatchObject({ code });
    }
    await make(core, ours, 'Staff1', { voiceSince: core.clock.now() });
    expect(await first(ours.who('Rep1'), rep2)).toMatchObject({ code: 'nobody-to-vouch' });
    for (const account of await accounts('Rep3'))
      await memberTable.holdIdentity(context.store, account, true);
    expect(await first(ours.who('Rep1'), ours.who('Rep3'))).toMatchObject({ code: 'has-way-in' });
    expect(await told(core, ours, 'settings-changed')).toEqual([]);
  });

  test('lets nobody act before a steward of another voice says by three words that it is them', async () => {
    const wayIn = await firstFor('Rep2');
    const session = await claimed(wayIn);
    expect(await find(wayIn.id)).toMatchObject({ usedAt: core.clock.now(), waiting: true });
    expect(await accounts('Rep2')).toEqual([]);
    expect(await told(core, ours, 'link-made')).toEqual(['Rep2']);
    expect(await told(core, ours, 'claim-waits')).toEqual(['Staff1']);
    const own = await claimUnder(context, session.webId);
    expect(own?.vouchers.map(({ name }) => name)).toEqual(['Staff1']);
    const claims = await claimsFor(context, ours.circle, ours.who('Staff1'));
    expect(claims.map(({ member }) => member.name)).toEqual(['Rep2']);
    for (const [circle, by] of [
      [ours.circle, ours.who('Rep1')],
      [ours.circle, ours.who('Staff2')],
      [others.circle, others.who('Staff1')],
    ] as const) {
      expect(await claimsFor(context, circle, by)).toEqual([]);
    }
    const words = own?.words ?? '';
    for (const [code, by, id, said] of [
      ['not-yours-to-vouch', ours.who('Rep1'), wayIn.id, words],
      ['not-yours-to-vouch', ours.who('Staff2'), wayIn.id, words],
      ['not-yours-to-vouch', others.who('Staff1'), wayIn.id, words],
      ['not-found', ours.who('Staff1'), 'unknown', words],
      ['not-these-words', ours.who('Staff1'), wayIn.id, 'apple apple apple'],
    ] as const) {
      expect(await vouch(context, by, id, said)).toMatchObject({ code });
    }
    expect(await accounts('Rep2')).toEqual([]);
    expect(await vouch(context, ours.who('Staff1'), wayIn.id, words.toUpperCase())).toMatchObject({
      value: { member: { name: 'Rep2' } },
    });
    expect(await accounts('Rep2')).toMatchObject([
      { platform: 'web', externalId: session.webId, since: core.clock.now() },
    ]);
    expect((await acts())[0]).toMatchObject({ what: 'vouched', memberId: ours.who('Staff1').id });
    expect(await putAway(core, ours, 'claim-waits')).toEqual(['Staff1']);
    expect(await told(core, ours, 'settings-changed')).toEqual(['Staff1', 'Rep1']);
    expect(await claimUnder(context, session.webId)).toBeNull();
    expect(await vouch(context, ours.who('Staff1'), wayIn.id, words)).toMatchObject({ code: 'not-found' });
    expect(await sessionTable.find(context.store, session.id)).toEqual(session);
  });

  test('is turned away for good where it was somebody else', async () => {
    const wayIn = await firstFor('Rep2');
    const session = await claimed(wayIn);
    expect(await turnAway(context, ours.who('Rep1'), wayIn.id)).toMatchObject({
      code: 'not-yours-to-vouch',
    });
    expect(await turnAway(context, ours.who('Staff1'), wayIn.id)).toMatchObject({ ok: true });
    expect([await accounts('Rep2'), await sessionTable.of(context.store, [session.webId])]).toEqual([[], []]);
    expect((await acts())[0]).toMatchObject({ what: 'turned-away', memberId: ours.who('Staff1').id });
    expect(await putAway(core, ours, 'claim-waits')).toEqual(['Staff1']);
    expect(await turnAway(context, ours.who('Staff1'), wayIn.id)).toMatchObject({ code: 'not-found' });
    expect(await door.claim(wayIn.code, 'own', 'pages')).toBeNull();
  });

  test('tells the person and every steward once that it was tried again', async () => {
    const wayIn = await firstFor('Rep2');
    await claimed(wayIn);
    for (const _ of ['once', 'again']) await door.claim(wayIn.code, 'own', 'pages');
    expect(await told(core, ours, 'way-in-tried')).toEqual(['Staff1', 'Rep1', 'Rep2']);
  });

  test('is not vouched for once whoever waited has signed out, or the member has left', async () => {
    const wayIn = await firstFor('Rep2');
    const session = await claimed(wayIn);
    const words = (await claimUnder(context, session.webId))?.words ?? '';
    await make(core, ours, 'Rep2', { leftAt: core.clock.now() });
    expect(await vouch(context, ours.who('Staff1'), wayIn.id, words)).toMatchObject({ code: 'not-found' });
    expect(await claimUnder(context, session.webId)).toBeNull();
    await make(core, ours, 'Rep2', { leftAt: null });
    await sessionTable.leave(context.store, session.id);
    expect(await vouch(context, ours.who('Staff1'), wayIn.id, words)).toMatchObject({ code: 'claim-left' });
    expect(await accounts('Rep2')).toEqual([]);
  });

  test('is waited for: who has one, or waits with one, is not among those who wait for none', async () => {
    const waiting = async () =>
      (
        await waitForNone(
          context,
          context.store,
          ours.circle,
          await memberTable.list(context.store, ours.circle.id),
        )
      ).map(({ name }) => name);
    await unknown('Rep3');
    await unknown('Rep2');
    expect(await waiting()).toEqual(['Rep2', 'Rep3']);
    const wayIn = await firstFor('Rep2');
    expect(await waiting()).toEqual(['Rep3']);
    await claimed(wayIn);
    core.clock.moveTo(wayIn.expiresAt);
    expect(await waiting()).toEqual(['Rep3']);
  });

  test('ends with the membership: unused, and claimed', async () => {
    const end = (name: string) =>
      context.store.transact((tx) => endWaysIn(context, tx, ours.circle, ours.who(name).id));
    const unused = await firstFor('Rep2');
    await end('Rep2');
    expect(await door.claim(unused.code, 'own', 'pages')).toBeNull();
    const used = await firstFor('Rep3');
    const session = await claimed(used);
    const letters = await end('Rep3');
    expect(letters).toHaveLength(1);
    expect(await find(used.id)).toMatchObject({ waiting: false });
    expect(await sessionTable.of(context.store, [session.webId])).toEqual([]);
  });
});

describe('another way in, for who has one', () => {
  test('needs two stewards, opens a week later, and is told to the person, who can stop it', async () => {
    const rep2 = await ours.now('Rep2');
    const wanted = await changeCircle(context, ours.circle, ours.who('Staff1'), [
      { kind: 'new-way-in', memberId: rep2.id },
    ]);
    const id = wanted.ok ? (wanted.value.asked[0]?.id ?? '') : '';
    expect(await approveProposal(context, ours.circle, ours.who('Rep1'), id)).toMatchObject({
      value: { handedOver: { letters: [{ kind: 'way-in-new' }] } },
    });
    const [waiting] = await madeByOthers(context, rep2);
    expect(waiting).toMatchObject({ maker: 'stewards', opensAt: core.clock.now() + TOLD_BEFORE });
    const invitation = waiting?.id ?? '';
    expect(await stopWayIn(context, ours.who('Rep3'), invitation)).toBe(false);
    expect(await stopWayIn(context, others.who('Rep2'), invitation)).toBe(false);
    expect(await find(invitation)).not.toBeNull();
    expect(await stopWayIn(context, rep2, invitation)).toBe(true);
    expect(await find(invitation)).toBeNull();
    expect((await acts())[0]).toMatchObject({ what: 'withdrawn', memberId: rep2.id });
    expect(await told(core, ours, 'settings-changed')).toEqual(['Staff1', 'Rep1']);
    expect(await stopWayIn(context, rep2, invitation)).toBe(false);
  });

  test('is not made for a stranger', async () => {
    expect(
      await changeCircle(context, ours.circle, ours.who('Staff1'), [
        { kind: 'new-way-in', memberId: others.who('Rep2').id },
      ]),
    ).toMatchObject({ code: 'not-found' });
  });

  test('that the people who run the server make can be looked at before it opens, not used', async () => {
    const rep2 = await ours.now('Rep2');
    const wayIn = await makeByOperator(context, ours.circle, rep2);
    expect((await acts())[0]).toMatchObject({ memberId: null, change: { kind: 'new-way-in' } });
    expect(await told(core, ours, 'settings-changed')).toEqual(['Staff1', 'Rep1']);
    expect((await core.letters(ours.circle)).filter(({ kind }) => kind === 'way-in-new')).toMatchObject([
      { person: `web/${rep2.identities[0]?.externalId}`, expiresAt: wayIn.expiresAt },
    ]);
    expect((await door.look(wayIn.code))?.opensFrom).toBeTypeOf('string');
    expect(await door.claim(wayIn.code, 'own', 'pages')).toBeNull();
    core.clock.moveTo(wayIn.opensAt);
    expect(await door.look(wayIn.code)).toMatchObject({ opensFrom: null, sentTo: null });
    const device = await claimed(wayIn);
    expect((await claimUnder(context, device.webId))?.vouchers.map(({ name }) => name)).toEqual([
      'Staff1',
      'Rep1',
    ]);
    // Stopped after it was used: whoever came in is signed out.
    expect(await stopWayIn(context, rep2, wayIn.id)).toBe(true);
    expect(await sessionTable.of(context.store, [device.webId])).toEqual([]);
    expect(await putAway(core, ours, 'claim-waits')).toEqual(['Staff1', 'Rep1']);
    expect(await stopWayIn(context, rep2, wayIn.id)).toBe(false);
  });

  test('signs every other browser out once it is vouched for, and ends what else waited', async () => {
    const before = await claimed(await inviteSelf(context, ours.circle, await ours.now('Rep2')));
    const wayIn = await makeByOperator(context, ours.circle, await ours.now('Rep2'));
    core.clock.moveTo(wayIn.opensAt);
    const session = await claimed(wayIn);
    const own = await inviteSelf(context, ours.circle, await ours.now('Rep2'));
    const words = (await claimUnder(context, session.webId))?.words ?? '';
    expect(await vouch(context, ours.who('Staff1'), wayIn.id, words)).toMatchObject({ ok: true });
    expect([await sessionTable.find(context.store, before.id), await find(own.id)]).toEqual([null, null]);
    expect(await sessionTable.find(context.store, session.id)).not.toBeNull();
  });

  test('replaces one that waited, and the letter about that is settled', async () => {
    const rep2 = await ours.now('Rep2');
    const one = await makeByOperator(context, ours.circle, rep2);
    await makeByOperator(context, ours.circle, rep2);
    expect(await find(one.id)).toBeNull();
    const letters = await core.letters(ours.circle);
    const [letter] = letters.filter(({ subject }) => subject === one.id);
    expect(letters.filter(({ kind }) => kind === 'digest-correction')).toContainEqual(
      expect.objectContaining({ subject: letter?.id }),
    );
  });
});

test('a circle’s first steward comes in by the people who run the server alone', async () => {
  for (const name of ['Staff1', 'Staff2', 'Rep1', 'Rep2', 'Rep3']) await unknown(name);
  const session = await claimed(await makeByOperator(context, ours.circle, await ours.now('Rep1')));
  expect(await accounts('Rep1')).toMatchObject([{ externalId: session.webId }]);
  expect(await claimUnder(context, session.webId)).toBeNull();
  const rep2 = await claimed(await makeByOperator(context, ours.circle, await ours.now('Rep2')));
  expect(await accounts('Rep2')).toEqual([]);
  expect(await claimUnder(context, rep2.webId)).not.toBeNull();
  const staff1 = await claimed(await makeByOperator(context, ours.circle, await ours.now('Staff1')));
  expect(await accounts('Staff1')).toEqual([]);
  expect((await claimUnder(context, staff1.webId))?.vouchers.map(({ name }) => name)).toEqual(['Rep1']);
});

test('who is not let in yet reads the organisation’s name, and not the circle’s', async () => {
  await make(core, ours, 'Rep2', { leftAt: core.clock.now(), confirmedAt: null });
  const wayIn = await makeByOperator(context, ours.circle, await ours.now('Rep2'));
  expect(await door.look(wayIn.code)).toMatchObject({ circle: ours.circle.organisation });
});

describe('sessions', () => {
  const begin = async (device: 'own' | 'shared' = 'own', name = 'Rep2') => {
    const wayIn = await inviteSelf(context, ours.circle, await ours.now(name));
    const session = await door.claim(wayIn.code, device, 'pages');
    if (session === null) throw new Error('not let in');
    return session;
  };
  const mine = async () => (await sessionsOf(context, await ours.now('Rep2'))).map(({ id }) => id);

  test('are ended one by one or but for one, by their own person alone, with a way in they may have made', async () => {
    const [one, two, other] = [await begin(), await begin(), await begin('own', 'Rep3')];
    await endSession(context, await ours.now('Rep2'), other.id);
    expect(await sessionTable.find(context.store, other.id)).toEqual(other);
    const made = await inviteSelf(context, ours.circle, await ours.now('Rep2'));
    const byOthers = await makeByOperator(context, ours.circle, await ours.now('Rep3'));
    await endSession(context, await ours.now('Rep2'), one.id);
    expect([await mine(), await find(made.id)]).toEqual([[two.id], null]);
    await endSession(context, await ours.now('Rep2'), one.id);
    const three = await begin();
    const again = await inviteSelf(context, ours.circle, await ours.now('Rep2'));
    await endOtherSessions(context, await ours.now('Rep2'), three.id);
    expect([await mine(), await find(again.id)]).toEqual([[three.id], null]);
    await endOtherSessions(context, await ours.now('Rep2'), undefined);
    expect(await mine()).toEqual([]);
    expect([await sessionTable.find(context.store, other.id), (await find(byOthers.id))?.id]).toEqual([
      other,
      byOthers.id,
    ]);
  });

  test('on shared devices are over after twelve hours, and forgotten', async () => {
    const [own, shared] = [await begin(), await begin('shared')];
    core.clock.moveTo(core.clock.now() + 12 * HOUR - 1);
    expect([...(await mine())].sort()).toEqual([own.id, shared.id].sort());
    core.clock.moveTo(core.clock.now() + 1);
    expect(await mine()).toEqual([own.id]);
    core.clock.moveTo(core.clock.now() + 1);
    await sweepWaysIn(context);
    expect([
      await sessionTable.find(context.store, own.id),
      await sessionTable.find(context.store, shared.id),
    ]).toEqual([own, null]);
  });
});

test('a claim that nobody answers ends after 14 days, and used ways in are forgotten in the end', async () => {
  const wayIn = await firstFor('Rep2');
  const session = await claimed(wayIn);
  core.clock.moveTo(core.clock.now() + CLAIM_LASTS);
  await sweepWaysIn(context);
  expect(await find(wayIn.id)).toMatchObject({ waiting: true });
  core.clock.moveTo(core.clock.now() + 1);
  await sweepWaysIn(context);
  expect(await find(wayIn.id)).toMatchObject({ waiting: false });
  expect(await sessionTable.of(context.store, [session.webId])).toEqual([]);
  core.clock.moveTo(wayIn.expiresAt + 90 * DAY + 1);
  await sweepWaysIn(context);
  expect(await find(wayIn.id)).toBeNull();
});
