import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { cameBack } from '../../../src/core/outbox/came-back.ts';
import { deliver } from '../../../src/core/outbox/deliver.ts';
import { notification } from '../../../src/core/outbox/notifications.ts';
import { addToOutbox, toMember } from '../../../src/core/outbox/outbox.ts';
import { stopCapability } from '../../../src/core/outbox/stop.ts';
import { TOPICS } from '../../../src/core/person.ts';
import { addressTable } from '../../../src/core/tables/addresses.ts';
import { deliveryTable } from '../../../src/core/tables/deliveries.ts';
import { erasingTable } from '../../../src/core/tables/erasing.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { addressesOf } from '../../../src/features/addresses/use-cases/addresses.ts';
import { scriptedMail } from '../../core/scripted-platform.ts';
import { toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const mail = scriptedMail();
let core: TestCore;
let ours: Group;
/** Another for each test: what one address is sent is counted in all circles. */
let joe: string;
let tests = 0;

beforeAll(async () => {
  core = await startCore({ mail });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  tests += 1;
  joe = `joe${tests}@example.org`;
  ours = await core.group({ staff: 2, reps: 2 });
  await core.settle();
  mail.posts.length = 0;
  mail.answers.length = 0;
});

const enter = (who: Member, address: string) =>
  core.ask(who, 'address.enter', { inputs: { address: [address] } });
const webOf = (who: Member) => who.identities.find(({ platform }) => platform === 'web')?.externalId;
const of = (who: Member) => addressTable.of(core.context.store, who.personId);
const posted = () =>
  mail.posts.map(([place, message]) => ({ to: place.externalId, words: plainText(message), message }));
/** What stands behind `#` in the last mail that asks whose an address is. */
const secret = () => secretIn(mail.posts.at(-1));
const secretIn = (post: (typeof mail.posts)[number] | undefined) => {
  const block = post?.[1].blocks.find(({ kind }) => kind === 'address');
  return block?.kind === 'address' ? new URL(block.url).hash.slice(1) : '';
};
const addresses = () => addressesOf(core.context);
async function verified(who: Member, address = joe): Promise<void> {
  await enter(who, address);
  await core.settle();
  expect(await addresses().confirm(secret())).toBe(true);
  await core.settle();
  mail.posts.length = 0;
}
/** Something that is told to one member at once. */
async function tell(
  who: Member,
  kind: 'turn-retimed' | 'away-noted' | 'membership-told' = 'membership-told',
) {
  const { circle } = ours;
  const letter = toMember(core.context, circle, who, {
    kind,
    subject: core.context.newId(),
    payload: null,
    dueAt: core.clock.now(),
    expiresAt: null,
  });
  await core.context.store.transact((tx) => addToOutbox(tx, [letter]));
  await core.settle();
  return (await core.letters(circle)).find(({ id }) => id === letter.id);
}

describe('an address', () => {
  test('gets one question and nothing else, which names no circle and nobody, until somebody presses there', async () => {
    const rep = ours.who('Rep1');
    expect(await enter(rep, ` Joe${tests}@Example.org `)).toMatchObject({ kind: 'done' });
    await core.settle();
    await enter(rep, `Joe${tests}@example.org`);
    await core.settle();
    expect(posted()).toMatchObject([{ to: `Joe${tests}@example.org` }]);
    const [{ words = '' } = {}] = posted();
    for (const name of [ours.circle.name, ours.circle.organisation, 'Rep1', 'Staff1'])
      expect(words).not.toContain(name);
    expect(await of(rep)).toEqual([]);
    await tell(rep);
    expect(posted()).toHaveLength(1);

    // A mail scanner follows the link and looks.
    expect(addresses().check(secret())).toBe(`Joe${tests}@example.org`);
    expect(await of(rep)).toEqual([]);

    expect(await addresses().confirm(secret())).toBe(true);
    expect(await addresses().confirm(secret())).toBe(true);
    expect(await of(rep)).toEqual([
      { kind: 'mail', address: `Joe${tests}@example.org`, held: false, stopped: [] },
    ]);
  });

  test('is told of in every other place of its owner’s, not in itself; the address before it hears of it too', async () => {
    const rep = ours.who('Rep1');
    await enter(rep, joe);
    await core.settle();
    const first = secret();
    await addresses().confirm(first);
    await core.settle();
    expect(posted().filter(({ to }) => to === joe)).toHaveLength(1);
    expect(await toldBy(core, ours, 'address-new')).toEqual([`web/${webOf(rep)}`]);

    mail.posts.length = 0;
    await core.passTo(core.clock.now() + 20 * MINUTE);
    await enter(rep, 'other@example.org');
    await core.settle();
    await addresses().confirm(secret());
    await core.settle();
    expect(posted().map(({ to }) => to)).toEqual(['other@example.org', joe]);
    expect(await of(rep)).toMatchObject([{ address: 'other@example.org' }]);
  });

  test('is told of in each place of its owner’s, not only in the first; when it is taken out it hears so itself', async () => {
    const rep = ours.who('Rep1');
    const slack = { platform: 'slack', externalId: `T1/U${rep.id}` } as const;
    await personTable.addAccount(core.context.store, rep.personId, slack, null);
    await verified(rep);
    const told = await toldBy(core, ours, 'address-new');
    expect(told.toSorted()).toEqual([`slack/${slack.externalId}`, `web/${webOf(rep)}`]);
    await core.ask(rep, 'address.remove', { subject: 'mail' });
    await core.settle();
    expect(posted()).toMatchObject([{ to: joe, words: expect.stringContaining('taken out') }]);
  });

  test('proves nothing by a link of before: once it was taken out, or another was proved, only a new one counts', async () => {
    const rep = ours.who('Rep1');
    await enter(rep, joe);
    await core.settle();
    const first = secret();
    expect(await addresses().confirm(first)).toBe(true);
    await core.ask(rep, 'address.remove', { subject: 'mail' });
    await core.settle();
    expect(await addresses().confirm(first)).toBe(false);
    expect(await of(rep)).toEqual([]);
    await enter(rep, joe);
    await enter(rep, `b${joe}`);
    await core.settle();
    const [second = '', third = ''] = mail.posts.slice(-2).map(secretIn);
    expect(await addresses().confirm(third)).toBe(true);
    expect(await addresses().confirm(second)).toBe(false);
    expect(await of(rep)).toHaveLength(1);
  });

  test('says nothing of where it could not be sent, but to its owner; and such tries count', async () => {
    const rep = ours.who('Rep1');
    mail.answers.push(
      ...Array.from(
        { length: 5 },
        () => ({ outcome: 'unreachable', why: 'mailbox-closed', bar: 'account-closed' }) as const,
      ),
    );
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      expect(await enter(rep, `${name}${joe}`)).toMatchObject({ kind: 'done' });
    await core.settle();
    expect(JSON.stringify(await core.ask(rep, 'address.form'))).toContain('could not be delivered');
    expect(await enter(rep, `f${joe}`)).toMatchObject({ kind: 'refused' });
  });

  test('of somebody is written to five times a day at most, whoever asks', async () => {
    const others = await core.group({ staff: 3, reps: 3 });
    const people = ['Staff1', 'Staff2', 'Staff3', 'Rep1', 'Rep2'].map((name) => others.who(name));
    for (const each of people) expect(await enter(each, joe)).toMatchObject({ kind: 'done' });
    expect(await enter(others.who('Rep3'), joe.toUpperCase())).toMatchObject({ kind: 'refused' });
  });

  test('is asked for a day; what is changed, forged or for somebody of before opens nothing', async () => {
    const rep = ours.who('Rep1');
    await enter(rep, joe);
    await core.settle();
    const given = secret();
    const parts = given.split('.');
    for (const other of [
      '',
      'a.',
      'a..',
      `${given}x`,
      given.slice(0, -2),
      `${parts[0]}.${parts[1]}.AAAA`,
      'a.x.y',
    ])
      expect(addresses().check(other)).toBeNull();
    expect(await addresses().confirm('a.x.y')).toBe(false);
    core.clock.moveTo(core.clock.now() + DAY - HOUR);
    expect(addresses().check(given)).toBe(joe);
    core.clock.moveTo(core.clock.now() + HOUR);
    expect(addresses().check(given)).toBeNull();
    expect(await addresses().confirm(given)).toBe(false);
  });

  test('no more than five a day are asked for one person, and the refusal says when to come back', async () => {
    const rep = ours.who('Rep1');
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      expect(await enter(rep, `${name}@example.org`)).toMatchObject({ kind: 'done' });
    expect(await enter(rep, 'f@example.org')).toMatchObject({ kind: 'refused' });
    // The same press again is no sixth.
    expect(await enter(rep, 'e@example.org')).toMatchObject({ kind: 'done' });
    expect(await enter(ours.who('Rep2'), 'f@example.org')).toMatchObject({ kind: 'done' });
    await core.settle();
    expect(
      posted()
        .map(({ to }) => to[0])
        .sort(),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    core.clock.moveTo(core.clock.now() + DAY);
    expect(await enter(rep, 'f@example.org')).toMatchObject({ kind: 'done' });
  });

  test('what is no address comes back with the form, and what to write', async () => {
    const refused = await enter(ours.who('Rep1'), 'joe at example');
    expect(refused).toMatchObject({
      kind: 'refused',
      problems: { address: expect.stringContaining('joe@example.org') },
    });
    expect(refused).toHaveProperty('form');
  });

  test('is shown to its owner, and to nobody else', async () => {
    await verified(ours.who('Rep1'));
    const page = await core.ask(ours.who('Rep1'), 'address.form');
    expect(JSON.stringify(page)).toContain(joe);
    for (const name of ['circle.show', 'roster.show'] as const)
      expect(
        JSON.stringify(await core.ask(ours.who('Staff1'), name, { subject: ours.circle.id })),
      ).not.toContain(joe);
    const member = await core.ask(ours.who('Staff1'), 'member.form', { subject: ours.who('Rep1').id });
    expect(member.kind).toBe('shown');
    expect(JSON.stringify(member)).not.toContain(joe);
  });

  test('two people may share one mailbox; each takes out their own', async () => {
    await verified(ours.who('Rep1'));
    await verified(ours.who('Rep2'));
    await core.ask(ours.who('Rep1'), 'address.remove', { subject: 'mail' });
    expect(await of(ours.who('Rep1'))).toEqual([]);
    expect(await of(ours.who('Rep2'))).toMatchObject([{ address: joe }]);
  });

  test('goes with the person, and so do the letters that name it', async () => {
    const rep = ours.who('Rep2');
    await verified(rep);
    await enter(rep, 'second@example.org');
    await core.settle();
    await core.context.store.transact((tx) =>
      erasingTable.member(tx, core.context.kept, rep.id, core.clock.now()),
    );
    expect(await of(rep)).toEqual([]);
    expect(JSON.stringify(await core.letters(ours.circle))).not.toMatch(/joe\d|second@/);
    expect(await addresses().confirm(secret())).toBe(false);
  });

  test('whom it was asked of is forgotten after two weeks', async () => {
    await enter(ours.who('Rep1'), joe);
    await core.passTo(core.clock.now() + 15 * DAY);
    expect((await core.letters(ours.circle)).some(({ person }) => person?.includes(joe))).toBe(false);
  });
});

describe('letters by e-mail', () => {
  test('go there before the board, with who sends them and why, and how to stop them', async () => {
    const rep = ours.who('Rep1');
    await verified(rep);
    const letter = await tell(rep, 'away-noted');
    expect(letter?.state).toBe('dropped');
    await core.ask(ours.who('Staff1'), 'away.note', {
      subject: ours.circle.id,
      inputs: { who: [rep.id], from: ['24/12/2026'], to: [''] },
    });
    await core.settle();
    expect(posted()).toMatchObject([{ to: joe }]);
    const { envelope } = posted()[0]?.message ?? {};
    expect(envelope?.foot[0]).toContain(ours.circle.name);
    expect(envelope?.stop?.text).toContain('people and changes');
    expect(envelope?.stop?.url).toMatch(/\/stop\/[\w.-]+$/);
  });

  test('one kind is switched off in one place by whoever holds the link, and nothing else; reading changes nothing', async () => {
    const rep = ours.who('Rep1');
    await verified(rep);
    const stop = { personId: rep.personId, kind: 'mail', address: joe, topic: 'people' } as const;
    const ofBefore = stopCapability(core.context, { ...stop, address: 'old@example.org' });
    expect(await addresses().stop(ofBefore)).not.toBeNull();
    const capability = stopCapability(core.context, stop);
    expect(addresses().topic(capability)).toBe('people and changes in the circle');
    expect(await of(rep)).toMatchObject([{ stopped: [] }]);
    for (const forged of ['', 'x', capability.slice(0, -1), `${capability}A`])
      expect(await addresses().stop(forged)).toBeNull();
    expect(await addresses().stop(capability)).not.toBeNull();
    expect(await addresses().stop(capability)).not.toBeNull();
    expect(await of(rep)).toMatchObject([{ address: joe, stopped: ['people'] }]);

    const noted = { subject: ours.circle.id, inputs: { who: [rep.id], from: ['24/12/2026'], to: [''] } };
    await core.ask(ours.who('Staff1'), 'away.note', noted);
    await core.settle();
    expect(posted()).toEqual([]);
    expect(await toldBy(core, ours, 'away-noted')).toEqual(['Rep1']);

    const page = JSON.stringify(await core.ask(rep, 'address.form'));
    const others = TOPICS.filter((topic) => topic !== 'people');
    expect(page).toContain(`"chosen":${JSON.stringify(others)}`);
    const topics = [...TOPICS, 'no-such-topic'];
    await core.ask(rep, 'address.topics', { subject: 'mail', inputs: { topics } });
    expect(await of(rep)).toMatchObject([{ stopped: [] }]);
    await core.ask(rep, 'address.topics', { subject: 'mail' });
    expect(await of(rep)).toMatchObject([{ stopped: TOPICS }]);
  });

  test('what comes back goes to the next place and no more to this one; stewards hear of it once, and not where', async () => {
    const rep = ours.who('Rep2');
    await verified(rep);
    mail.answers.push({ outcome: 'unreachable', why: 'mailbox-closed', bar: 'account-closed' });
    const noted = (from: string) =>
      core.ask(ours.who('Staff1'), 'away.note', {
        subject: ours.circle.id,
        inputs: { who: [rep.id], from: [from], to: [''] },
      });
    await noted('24/12/2026');
    await core.settle();
    await noted('28/12/2026');
    await core.settle();
    expect(posted()).toHaveLength(1);
    expect(await of(rep)).toMatchObject([{ held: true }]);
    const letters = await core.letters(ours.circle);
    expect(letters.filter(({ kind, state }) => kind === 'away-noted' && state === 'sent')).toHaveLength(2);
    expect((await toldBy(core, ours, 'member-unreachable')).toSorted()).toEqual(['Rep1', 'Staff1']);
    expect(JSON.stringify(letters.filter(({ kind }) => kind === 'member-unreachable'))).not.toContain(joe);
    expect(JSON.stringify(await core.ask(rep, 'address.form'))).toContain('come back');

    await core.passTo(core.clock.now() + 20 * MINUTE);
    await verified(rep);
    expect(await of(rep)).toMatchObject([{ held: false }]);
    await noted('30/12/2026');
    await core.settle();
    expect(posted()).toMatchObject([{ to: joe }]);
  });

  test('a report that one came back after it was taken sends it again to the next place, once, and holds the address', async () => {
    const rep = ours.who('Rep2');
    await verified(rep);
    await core.ask(ours.who('Staff1'), 'away.note', {
      subject: ours.circle.id,
      inputs: { who: [rep.id], from: ['24/12/2026'], to: [''] },
    });
    await core.settle();
    const letter = async () => (await core.letters(ours.circle)).find(({ kind }) => kind === 'away-noted');
    const letterId = (await letter())?.id ?? '';
    const sentBefore = (await letter())?.ref;
    const report = { letterId, recipients: ['elsewhere@example.org', joe.toUpperCase()] };
    expect(await cameBack(core.context, { ...report, recipients: ['elsewhere@example.org'] })).toBe(false);
    expect(await cameBack(core.context, { ...report, letterId: 'no-such-letter' })).toBe(false);
    expect(await of(rep)).toMatchObject([{ held: false }]);

    expect(await cameBack(core.context, report)).toBe(true);
    await core.settle();
    expect(await cameBack(core.context, report)).toBe(false);
    await core.settle();
    expect(posted()).toHaveLength(1);
    expect(await of(rep)).toMatchObject([{ held: true }]);
    expect(await letter()).toMatchObject({ state: 'sent', note: null });
    expect((await letter())?.ref).not.toBe(sentBefore);
    expect((await toldBy(core, ours, 'member-unreachable')).toSorted()).toEqual(['Rep1', 'Staff1']);
  });

  test('a report about somebody who has left, or has another address by now, changes nothing', async () => {
    const rep = ours.who('Rep2');
    await verified(rep);
    await tell(rep);
    const letters = await core.letters(ours.circle);
    const letterId = letters.find(({ memberId }) => memberId === rep.id)?.id ?? '';
    await core.ask(rep, 'address.remove', { subject: 'mail' });
    expect(await cameBack(core.context, { letterId, recipients: [joe] })).toBe(false);
    expect(await toldBy(core, ours, 'member-unreachable')).toEqual([]);
  });

  test('what was switched off goes in no bundle either, and a bundle says whose all of it is', async () => {
    const rep = ours.who('Rep2');
    await verified(rep);
    await addressTable.stop(core.context.store, rep.personId, 'mail', 'promises');
    const { circle } = ours;
    const said = notification(async () => ({ summary: 'Something.', language: 'en-GB', blocks: [] }));
    const context = {
      ...core.context,
      notifications: {
        ...core.context.notifications,
        'buddy-found': said,
        'promise-taken-over': said,
        'act-told': said,
      },
    };
    const letters = (['buddy-found', 'act-told', 'promise-taken-over'] as const).map((kind) =>
      toMember(context, circle, rep, {
        kind,
        subject: context.newId(),
        dueAt: core.clock.now(),
        expiresAt: null,
      }),
    );
    await context.store.transact(async (tx) => addToOutbox(tx, letters));
    const [first] = letters;
    const due = await deliver(context, first?.id ?? '');
    core.clock.moveTo(due ?? core.clock.now());
    await deliver(context, first?.id ?? '');
    expect(posted()).toHaveLength(1);
    const [{ message } = {}] = posted();
    expect(message?.summary).toBe('2 things for you');
    expect(message?.envelope?.stop?.text).toContain('people and changes');
    const states = await Promise.all(letters.map(({ id }) => deliveryTable.find(context.store, id)));
    expect(states.map((each) => each?.ref?.startsWith('ref-'))).toEqual([true, true, false]);
  });
});
