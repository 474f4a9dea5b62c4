import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { cameBack } from '../../../src/core/outbox/came-back.ts';
import { addToOutbox, toMember } from '../../../src/core/outbox/outbox.ts';
import { stopCapability } from '../../../src/core/outbox/stop.ts';
import { addressTable } from '../../../src/core/tables/addresses.ts';
import { erasingTable } from '../../../src/core/tables/erasing.ts';
import { addressesOf } from '../../../src/features/addresses/use-cases/addresses.ts';
import { scriptedMail } from '../../core/scripted-platform.ts';
import { toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const JOE = 'joe@example.org';

const mail = scriptedMail();
let core: TestCore;
let ours: Group;

beforeAll(async () => {
  core = await startCore({ mail });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 2 });
  await core.settle();
  mail.posts.length = 0;
  mail.answers.length = 0;
});

const enter = (who: Member, address: string) =>
  core.ask(who, 'address.enter', { inputs: { address: [address] } });
const of = (who: Member) => addressTable.of(core.context.store, who.personId);
const posted = () =>
  mail.posts.map(([place, message]) => ({ to: place.externalId, words: plainText(message), message }));
/** What stands behind `#` in the last mail that asks whose an address is. */
const secret = () => {
  const block = mail.posts.at(-1)?.[1].blocks.find(({ kind }) => kind === 'address');
  return block?.kind === 'address' ? new URL(block.url).hash.slice(1) : '';
};
const addresses = () => addressesOf(core.context);
async function verified(who: Member, address = JOE): Promise<void> {
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
    expect(await enter(rep, ` Joe@Example.org `)).toMatchObject({ kind: 'done' });
    await core.settle();
    await enter(rep, 'Joe@example.org');
    await core.settle();
    expect(posted()).toMatchObject([{ to: 'Joe@example.org' }]);
    const [{ words = '' } = {}] = posted();
    for (const name of [ours.circle.name, ours.circle.organisation, 'Rep1', 'Staff1'])
      expect(words).not.toContain(name);
    expect(await of(rep)).toEqual([]);
    await tell(rep);
    expect(posted()).toHaveLength(1);

    // A mail scanner follows the link and looks.
    expect(addresses().check(secret())).toBe('Joe@example.org');
    expect(await of(rep)).toEqual([]);

    expect(await addresses().confirm(secret())).toBe(true);
    expect(await addresses().confirm(secret())).toBe(true);
    expect(await of(rep)).toEqual([{ kind: 'mail', address: 'Joe@example.org', held: false, stopped: [] }]);
  });

  test('is told of in every other place of its owner’s, not in itself; the address before it hears of it too', async () => {
    const rep = ours.who('Rep1');
    await enter(rep, JOE);
    await core.settle();
    const first = secret();
    await addresses().confirm(first);
    await core.settle();
    expect(posted().filter(({ to }) => to === JOE)).toHaveLength(1);
    expect(await toldBy(core, ours, 'address-new')).toEqual(['Rep1']);

    mail.posts.length = 0;
    await core.passTo(core.clock.now() + 20 * MINUTE);
    await enter(rep, 'other@example.org');
    await core.settle();
    await addresses().confirm(secret());
    await core.settle();
    expect(posted().map(({ to }) => to)).toEqual(['other@example.org', JOE]);
    expect(await of(rep)).toMatchObject([{ address: 'other@example.org' }]);
  });

  test('is asked for a day; what is changed, forged or for somebody of before opens nothing', async () => {
    const rep = ours.who('Rep1');
    await enter(rep, JOE);
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
    expect(addresses().check(given)).toBe(JOE);
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
    expect(JSON.stringify(page)).toContain(JOE);
    for (const name of ['circle.show', 'roster.show'] as const)
      expect(
        JSON.stringify(await core.ask(ours.who('Staff1'), name, { subject: ours.circle.id })),
      ).not.toContain(JOE);
    const member = await core.ask(ours.who('Staff1'), 'member.form', { subject: ours.who('Rep1').id });
    expect(member.kind).toBe('shown');
    expect(JSON.stringify(member)).not.toContain(JOE);
  });

  test('two people may share one mailbox; each takes out their own', async () => {
    await verified(ours.who('Rep1'));
    await verified(ours.who('Rep2'));
    await core.ask(ours.who('Rep1'), 'address.remove', { subject: 'mail' });
    expect(await of(ours.who('Rep1'))).toEqual([]);
    expect(await of(ours.who('Rep2'))).toMatchObject([{ address: JOE }]);
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
    expect(JSON.stringify(await core.letters(ours.circle))).not.toMatch(/joe@|second@/);
    expect(await addresses().confirm(secret())).toBe(false);
  });

  test('whom it was asked of is forgotten after a week', async () => {
    await enter(ours.who('Rep1'), JOE);
    await core.passTo(core.clock.now() + 9 * DAY);
    expect(JSON.stringify(await core.letters(ours.circle))).not.toContain(JOE);
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
    expect(posted()).toMatchObject([{ to: JOE }]);
    const { envelope } = posted()[0]?.message ?? {};
    expect(envelope?.foot[0]).toContain(ours.circle.name);
    expect(envelope?.stop?.text).toContain('people and changes');
    expect(envelope?.stop?.url).toMatch(/\/stop\/[\w-]+$/);
  });

  test('one kind is switched off in one place by whoever holds the link, and nothing else; reading changes nothing', async () => {
    const rep = ours.who('Rep1');
    await verified(rep);
    const stop = { personId: rep.personId, kind: 'mail', topic: 'people' } as const;
    const capability = stopCapability(core.context, stop);
    expect(addresses().topic(capability)).toBe('people and changes in the circle');
    expect(await of(rep)).toMatchObject([{ stopped: [] }]);
    for (const forged of ['', 'x', capability.slice(0, -1), `${capability}A`])
      expect(await addresses().stop(forged)).toBeNull();
    expect(await addresses().stop(capability)).not.toBeNull();
    expect(await addresses().stop(capability)).not.toBeNull();
    expect(await of(rep)).toMatchObject([{ address: JOE, stopped: ['people'] }]);

    const noted = { subject: ours.circle.id, inputs: { who: [rep.id], from: ['24/12/2026'], to: [''] } };
    await core.ask(ours.who('Staff1'), 'away.note', noted);
    await core.settle();
    expect(posted()).toEqual([]);
    expect(await toldBy(core, ours, 'away-noted')).toEqual(['Rep1']);

    const page = JSON.stringify(await core.ask(rep, 'address.form'));
    expect(page).toContain('"address.again","subject":"mail.people"');
    await core.ask(rep, 'address.again', { subject: 'mail.people' });
    expect(await of(rep)).toMatchObject([{ stopped: [] }]);
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
    expect(JSON.stringify(letters.filter(({ kind }) => kind === 'member-unreachable'))).not.toContain(JOE);
    expect(JSON.stringify(await core.ask(rep, 'address.form'))).toContain('come back');

    await core.passTo(core.clock.now() + 20 * MINUTE);
    await verified(rep);
    expect(await of(rep)).toMatchObject([{ held: false }]);
    await noted('30/12/2026');
    await core.settle();
    expect(posted()).toMatchObject([{ to: JOE }]);
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
    const report = { letterId, recipients: ['elsewhere@example.org', 'JOE@example.org'] };
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
    expect(await cameBack(core.context, { letterId, recipients: [JOE] })).toBe(false);
    expect(await toldBy(core, ours, 'member-unreachable')).toEqual([]);
  });
});
