import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, MINUTE } from '../../../src/core/instant.ts';
import { addressTable } from '../../../src/core/tables/addresses.ts';
import { waysIn } from '../../../src/features/ways-in/use-cases/claim.ts';
import { signInsOf } from '../../../src/features/ways-in/use-cases/sign-in.ts';
import { scriptedTexts } from '../../core/scripted-platform.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const texts = scriptedTexts();
let core: TestCore;
let ours: Group;
/** Another for each test: numbers of one server are asked for in all its circles. */
let joe: string;
let tests = 0;

beforeAll(async () => {
  core = await startCore({ texts });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  tests += 1;
  joe = `+44770090${String(tests).padStart(4, '0')}`;
  ours = await core.group({ staff: 2, reps: 3 });
  await core.settle();
  texts.posts.length = 0;
});

const hasNumber = (who: Member) => addressTable.save(core.context.store, who.personId, 'sms', joe);
const signIns = () => signInsOf(core.context);
const door = () => waysIn(core.context);
/** A browser that asks for a code, and what it keeps until it is typed. */
async function ask(typed = joe): Promise<string> {
  const asked = signIns().send(typed) ?? '';
  await core.idle();
  await core.settle();
  return asked;
}
const codes = () => texts.posts.map(([, { summary }]) => /\b\d{6}\b/.exec(summary)?.[0] ?? '');
const code = () => codes().at(-1) ?? '';
const slip = (by = 1) => String((Number(code()) + by) % 1_000_000).padStart(6, '0');
const look = (asked: string, typed: string) => door().look(signIns().given(asked, typed));

describe('a code that somebody has sent to their own number', () => {
  test('brings them in once, in the browser that asked; the text names them, and no circle', async () => {
    const rep = ours.who('Rep2');
    await hasNumber(rep);
    const asked = await ask(`0${joe.slice(3, 7)} ${joe.slice(7)}`);
    expect(texts.posts.map(([{ externalId }]) => externalId)).toEqual([joe]);
    const [, message] = texts.posts[0] ?? [];
    expect(message?.summary).toMatch(/^\d{6} is the code for Rep2 to come in\./);
    expect(message?.envelope?.short).toBe('https://roundtable.test/in');
    expect(JSON.stringify(message)).not.toContain(ours.circle.name);
    expect(await look(asked, `${code().slice(0, 3)} ${code().slice(3)}`)).toMatchObject({ name: 'Rep2' });
    const given = signIns().given(asked, code());
    const both = await Promise.all([
      door().claim(given, 'own', 'pages'),
      door().claim(given, 'shared', 'pages'),
    ]);
    expect(both.filter((each) => each !== null)).toHaveLength(1);
    expect(await door().claim(given, 'own', 'pages')).toBeNull();
  });

  test('opens nothing in another browser, as a printed code, or behind #', async () => {
    await hasNumber(ours.who('Rep2'));
    const asked = await ask();
    const elsewhere = signIns().send('+447700909999') ?? '';
    for (const given of [code(), `t.${code()}`, `t..${code()}`, asked, `t.${asked}`, `t.${asked}.`])
      expect(await door().look(given)).toBeNull();
    expect(await look(elsewhere, code())).toBeNull();
    expect(await look(asked, code())).not.toBeNull();
  });

  test('opens nothing after five wrong ones, however many are tried at once, nor on the page that claims', async () => {
    await hasNumber(ours.who('Rep2'));
    const asked = await ask();
    for (let tries = 1; tries <= 4; tries += 1) expect(await look(asked, slip(tries))).toBeNull();
    // Right ones are not counted: they are looked at, and then pressed.
    for (let looks = 0; looks < 3; looks += 1) expect(await look(asked, code())).not.toBeNull();
    expect(await door().claim(signIns().given(asked, slip()), 'own', 'pages')).toBeNull();
    expect(await look(asked, code())).toBeNull();
    expect(await door().claim(signIns().given(asked, code()), 'own', 'pages')).toBeNull();

    const anew = await ask();
    const many = [1, 2, 3, 4, 5, 6, 7, 8].map((by) => look(anew, slip(by)));
    await Promise.all(many);
    expect(await look(anew, code())).toBeNull();
  });

  test('lasts ten minutes; two at most wait for one person; then nothing tells that it was asked for', async () => {
    await hasNumber(ours.who('Rep2'));
    const asked = await ask();
    await ask();
    await ask();
    expect(texts.posts).toHaveLength(2);
    const [first = ''] = codes();
    core.clock.moveTo(core.clock.now() + 10 * MINUTE - 1);
    expect(await look(asked, first)).not.toBeNull();
    core.clock.moveTo(core.clock.now() + 1);
    expect(await look(asked, first)).toBeNull();
    await core.passTo(core.clock.now() + DAY);
    expect(JSON.stringify(await core.letters(ours.circle))).not.toMatch(/sign-in|7700/);
  });

  test('is one for each who share a phone, with their name', async () => {
    await hasNumber(ours.who('Rep1'));
    await hasNumber(ours.who('Rep2'));
    const asked = await ask();
    const names = await Promise.all(codes().map(async (each) => (await look(asked, each))?.name));
    expect(names.toSorted()).toEqual(['Rep1', 'Rep2']);
  });

  test('of a number of nobody, or of one that takes none, there is none; what the browser keeps looks the same', async () => {
    const rep = ours.who('Rep2');
    const unknown = await ask('07700 909 998');
    await hasNumber(rep);
    await addressTable.hold(core.context.store, rep.personId, 'sms', joe);
    const held = await ask();
    expect(texts.posts).toEqual([]);
    expect([unknown.length, held.length]).toEqual([22, 22]);
    for (const typed of ['joe@example.org', '', 'joe', '020 7946 0018'])
      expect(signIns().send(typed)).toBeNull();
  });

  test('opens nothing once its owner takes the number out', async () => {
    const rep = ours.who('Rep2');
    await hasNumber(rep);
    const asked = await ask();
    const right = code();
    await core.ask(rep, 'address.remove', { subject: 'sms' });
    expect(await look(asked, right)).toBeNull();
  });
});
