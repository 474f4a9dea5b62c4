import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, MINUTE } from '../../../src/core/instant.ts';
import { cameBack, type Returned } from '../../../src/core/outbox/came-back.ts';
import { deliver } from '../../../src/core/outbox/deliver.ts';
import { addressTable } from '../../../src/core/tables/addresses.ts';
import { deliveryTable } from '../../../src/core/tables/deliveries.ts';
import { addressesOf } from '../../../src/features/addresses/use-cases/addresses.ts';
import { scriptedMail, scriptedTexts } from '../../core/scripted-platform.ts';
import { toldBy } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const mail = scriptedMail();
const texts = scriptedTexts();
let core: TestCore;
let ours: Group;
/** Another for each test: what one number is sent is counted in all circles. */
let joe: string;
let tests = 0;

beforeAll(async () => {
  core = await startCore({ mail, texts });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  tests += 1;
  joe = `+44770090${String(tests).padStart(4, '0')}`;
  ours = await core.group({ staff: 2, reps: 2 });
  await core.settle();
  for (const sender of [mail, texts]) sender.posts.length = sender.answers.length = 0;
});

const enter = (who: Member, number: string) =>
  core.ask(who, 'address.enter', { subject: 'sms', inputs: { address: [number] } });
const prove = (who: Member, code: string) =>
  core.ask(who, 'address.prove', { subject: 'sms', inputs: { code: [code] } });
const of = (who: Member) => addressTable.of(core.context.store, who.personId);
const texted = () => texts.posts.map(([place, message]) => [place.externalId, message.summary] as const);
const code = () => /\b\d{6}\b/.exec(texted().at(-1)?.[1] ?? '')?.[0] ?? '';
const wrong = () => String((Number(code()) + 1) % 1_000_000).padStart(6, '0');
async function proved(who: Member, number = joe): Promise<void> {
  await enter(who, number);
  await core.settle();
  expect(await prove(who, code())).toMatchObject({ kind: 'done' });
  await core.settle();
  texts.posts.length = mail.posts.length = 0;
}
async function noted(who: Member, from: string): Promise<string> {
  await core.ask(ours.who('Staff1'), 'away.note', {
    subject: ours.circle.id,
    inputs: { who: [who.id], from: [from], to: [''] },
  });
  await core.settle();
  const letters = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'away-noted');
  return letters.at(-1)?.id ?? '';
}
const find = (id: string) => deliveryTable.find(core.context.store, id);
const spelled = (number = joe) => `0${number.slice(3, 7)} ${number.slice(7)}`;

describe('a number', () => {
  test('gets one text with a code, which names no circle and nobody; typed on the page it was asked from, it is theirs', async () => {
    const rep = ours.who('Rep1');
    const page = await enter(rep, spelled());
    await core.settle();
    await enter(rep, joe);
    await core.settle();
    expect(texted()).toEqual([[joe, expect.stringMatching(/^\d{6} is your code\./)]]);
    for (const name of [ours.circle.name, ours.circle.organisation, 'Rep1'])
      expect(JSON.stringify(texts.posts[0]?.[1])).not.toContain(name);
    // The page knows the number by its end alone.
    expect(JSON.stringify(page)).toContain(`ends in ${joe.slice(-3)}`);
    expect(JSON.stringify(page)).not.toContain(joe.slice(3));
    expect(await of(rep)).toEqual([]);
    expect(await prove(ours.who('Rep2'), code())).toMatchObject({ kind: 'refused' });
    expect(await prove(rep, ` ${code().slice(0, 3)} ${code().slice(3)} `)).toMatchObject({ kind: 'done' });
    expect(await of(rep)).toEqual([{ kind: 'sms', address: joe, held: false, stopped: [] }]);
    expect(await prove(rep, code())).toMatchObject({ kind: 'refused' });
    await core.settle();
    expect(await toldBy(core, ours, 'address-new')).toEqual([
      `web/${rep.identities.find(({ platform }) => platform === 'web')?.externalId}`,
    ]);
  });

  test.each(['', '020 7946 0018', 'joe@example.org', '07700 90012'])('%j is refused', async (typed) => {
    const reply = await enter(ours.who('Rep1'), typed);
    expect(JSON.stringify(reply)).toContain('Please write a mobile number');
    await core.settle();
    expect(texted()).toEqual([]);
  });

  test('is nobody’s after five wrong codes, nor half an hour later; a new one can be asked for', async () => {
    const rep = ours.who('Rep1');
    await enter(rep, joe);
    await core.settle();
    const right = code();
    for (let tries = 0; tries < 4; tries += 1)
      expect(JSON.stringify(await prove(rep, wrong()))).toContain('This is not the code');
    expect(JSON.stringify(await prove(rep, wrong()))).toContain('This is not the code');
    expect(JSON.stringify(await prove(rep, right))).toContain('works no more');
    await enter(rep, joe);
    await core.settle();
    expect(code()).not.toBe(right);
    await core.passTo(core.clock.now() + 30 * MINUTE);
    expect(JSON.stringify(await prove(rep, code()))).toContain('works no more');
    expect(await of(rep)).toEqual([]);
  });

  test('is asked five times a day, whoever asks, and one person asks five', async () => {
    const refusedSoFar: unknown[] = [];
    for (const name of ['Rep1', 'Rep2', 'Staff1', 'Staff2', 'Rep1', 'Rep2']) {
      refusedSoFar.push((await enter(ours.who(name), joe)).kind);
      await core.passTo(core.clock.now() + 11 * MINUTE);
    }
    expect(refusedSoFar).toEqual([...Array(5).fill('shown'), 'refused']);
    await core.passTo(core.clock.now() + DAY);
    expect((await enter(ours.who('Rep2'), joe)).kind).toBe('shown');
  });

  test('stands beside an e-mail address: each is told of the other, and entered, checked and taken out by itself', async () => {
    const rep = ours.who('Rep1');
    await addressTable.save(core.context.store, rep.personId, 'mail', 'joe@example.org');
    await core.ask(rep, 'address.enter', { subject: 'mail', inputs: { address: ['other@example.org'] } });
    await enter(rep, joe);
    await core.settle();
    mail.posts.length = 0;
    await prove(rep, code());
    await core.settle();
    expect(mail.posts.map(([{ externalId }, { summary }]) => [externalId, summary])).toEqual([
      ['joe@example.org', 'You now get text messages.'],
    ]);
    expect((await of(rep)).map(({ kind }) => kind)).toEqual(['mail', 'sms']);
    texts.posts.length = 0;
    await core.ask(rep, 'address.remove', { subject: 'sms' });
    await core.settle();
    expect(texted()).toEqual([[joe, expect.stringContaining('Your number was taken out.')]]);
    expect((await of(rep)).map(({ kind }) => kind)).toEqual(['mail']);
  });

  test('whose check does not arrive is told of on the page', async () => {
    const rep = ours.who('Rep1');
    await enter(rep, joe);
    await core.settle();
    const check = (await core.letters(ours.circle)).find(({ kind }) => kind === 'address-check');
    const receipt: Returned = { letterId: check?.id ?? '', recipients: [joe], ref: check?.ref ?? '' };
    expect(await cameBack(core.context, { ...receipt, recipients: ['+447700900999'] })).toBe(false);
    expect(await cameBack(core.context, receipt)).toBe(true);
    expect(await cameBack(core.context, receipt)).toBe(false);
    expect(JSON.stringify(await core.ask(rep, 'address.form', { subject: 'sms' }))).toContain(
      'did not arrive',
    );
    expect(JSON.stringify(await prove(rep, code()))).toContain('works no more');
  });
});

describe('a letter to a number', () => {
  test('goes there first, and its one address tells what it is about, and stops its kind there and nowhere else', async () => {
    const rep = ours.who('Rep2');
    await addressTable.save(core.context.store, rep.personId, 'mail', 'joe@example.org');
    await proved(rep);
    const id = await noted(rep, '24/12/2026');
    expect(texts.posts.map(([, message]) => message.envelope?.short)).toEqual([
      `https://roundtable.test/t/${id}`,
    ]);
    const addresses = addressesOf(core.context);
    expect(await addresses.topicOf(id)).toBe('people and changes in the circle');
    for (const none of ['', 'nothing', id.slice(1)]) {
      expect(await addresses.topicOf(none)).toBeNull();
      expect(await addresses.stopLike(none)).toBeNull();
    }
    for (let presses = 0; presses < 2; presses += 1) expect(await addresses.stopLike(id)).not.toBeNull();
    expect((await of(rep)).map(({ kind, stopped }) => [kind, stopped])).toEqual([
      ['mail', []],
      ['sms', ['people']],
    ]);
    await noted(rep, '28/12/2026');
    expect(texts.posts).toHaveLength(1);
    expect(mail.posts).toHaveLength(1);
  });

  test('knows at its second try that there was a first, also where the first left no trace but its count', async () => {
    const rep = ours.who('Rep2');
    await proved(rep);
    const later = () => ({ outcome: 'later', retryAt: core.clock.now() + MINUTE, why: 'x' }) as const;
    const tries = () => texts.posts.map(([, , , , again]) => again);
    texts.answers.push({ ...later(), unclear: true }, later());
    const id = await noted(rep, '24/12/2026');
    await core.passTo(core.clock.now() + 5 * MINUTE);
    expect(tries()).toEqual([false, true, true]);
    expect((await find(id))?.state).toBe('sent');

    texts.answers.push(later());
    await noted(rep, '28/12/2026');
    const waiting = (await core.letters(ours.circle)).find(({ state }) => state === 'due')?.id ?? '';
    core.clock.moveTo(core.clock.now() + 2 * MINUTE);
    const { context, clock } = core;
    await deliveryTable.claim(context.store, waiting, clock.now(), clock.now() + MINUTE);
    clock.moveTo(clock.now() + 2 * MINUTE);
    await deliver(context, waiting);
    expect(tries().slice(3)).toEqual([false, true]);
  });
});

describe('a receipt', () => {
  async function sent(): Promise<{ rep: Member; id: string; receipt: Returned }> {
    const rep = ours.who('Rep2');
    await proved(rep);
    texts.answers.push({ outcome: 'posted', ref: { platform: 'sms', value: `n1-${joe}` } });
    const id = await noted(rep, '24/12/2026');
    return { rep, id, receipt: { letterId: id, recipients: [joe], ref: `n1-${joe}` } };
  }

  test('that a number is closed holds it, and sends the letter to the next place; stewards hear of it, not where', async () => {
    const { rep, id, receipt } = await sent();
    expect(await cameBack(core.context, receipt)).toBe(true);
    await core.settle();
    expect(await of(rep)).toMatchObject([{ held: true }]);
    expect(await find(id)).toMatchObject({ state: 'sent', ref: expect.not.stringContaining('n1') });
    expect((await toldBy(core, ours, 'member-unreachable')).toSorted()).toEqual(['Rep1', 'Staff1']);
    expect(JSON.stringify(await core.letters(ours.circle))).not.toContain(`"${joe}"`);
    expect(texts.posts).toHaveLength(1);
  });

  test('that a text did not arrive sends that letter to the next place, and the next one there as before', async () => {
    const { rep, receipt } = await sent();
    expect(await cameBack(core.context, { ...receipt, how: 'not-now' })).toBe(true);
    await core.settle();
    expect(texts.posts).toHaveLength(1);
    expect(await of(rep)).toMatchObject([{ held: false }]);
    await noted(rep, '28/12/2026');
    expect(texts.posts).toHaveLength(2);
  });

  test('that nobody tried sends it to the same place a little later, three times at most', async () => {
    const { id, receipt } = await sent();
    let ref = receipt.ref ?? '';
    const asRead = await find(id);
    for (let tries = 2; tries <= 4; tries += 1) {
      const next = `n${tries}-${joe}`;
      texts.answers.push({ outcome: 'posted', ref: { platform: 'sms', value: next } });
      await cameBack(core.context, { ...receipt, ref, how: 'not-tried' });
      // Whoever read it before, and comes too late: it may be on its way again.
      const late = { dueAt: core.clock.now(), note: 'late' };
      expect(await deliveryTable.putBack(core.context.store, asRead === null ? [] : [asRead], late)).toEqual(
        [],
      );
      await core.passTo(core.clock.now() + 10 * MINUTE);
      ref = next;
    }
    expect(texts.posts.map(([, , , , again]) => again)).toEqual([false, true, true]);
  });

  test.each([
    ['closed', 'not-now', 'not-tried'],
    ['closed', 'not-tried', 'not-now'],
    ['not-now', 'closed', 'not-tried'],
    ['not-now', 'not-tried', 'closed'],
    ['not-tried', 'closed', 'not-now'],
    ['not-tried', 'not-now', 'closed'],
  ] as const)('changes nothing twice: %s, %s, %s, each twice at once', async (...order) => {
    const { id, receipt } = await sent();
    for (const how of order) {
      // Notify brings one again that was not answered in time.
      await Promise.all([1, 2].map(() => cameBack(core.context, { ...receipt, how })));
      await core.passTo(core.clock.now() + 10 * MINUTE);
    }
    const toJoe = texted().filter(([to]) => to === joe);
    expect(toJoe).toHaveLength(order[0] === 'not-tried' ? 2 : 1);
    expect(await find(id)).toMatchObject({ state: 'sent' });
    const told = await toldBy(core, ours, 'member-unreachable');
    expect(told.length).toBe(order[0] === 'closed' ? 2 : 0);
  });

  test('for somebody who left, another number, or an unknown letter changes nothing', async () => {
    const { rep, receipt } = await sent();
    expect(await cameBack(core.context, { ...receipt, letterId: 'nothing' })).toBe(false);
    expect(await cameBack(core.context, { ...receipt, recipients: ['+447700900999'] })).toBe(false);
    expect(await cameBack(core.context, { ...receipt, ref: 'forged' })).toBe(false);
    const { context, clock } = core;
    await deliveryTable.finish(context.store, receipt.letterId, {
      state: 'due',
      dueAt: clock.now(),
      note: 'x',
    });
    await deliveryTable.claim(context.store, receipt.letterId, clock.now(), clock.now() + MINUTE);
    expect(await cameBack(context, { ...receipt, ref: 'sent just now' })).toBeNull();
    await deliveryTable.finish(context.store, receipt.letterId, { state: 'sent', note: null });
    await core.ask(rep, 'address.remove', { subject: 'sms' });
    await core.settle();
    for (const how of ['closed', 'not-now', 'not-tried'] as const)
      expect(await cameBack(core.context, { ...receipt, how })).toBe(false);
    expect(await toldBy(core, ours, 'member-unreachable')).toEqual([]);
  });
});
