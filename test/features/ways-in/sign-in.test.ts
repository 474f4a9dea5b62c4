import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { DAY, MINUTE } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { addressTable } from '../../../src/core/tables/addresses.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { sessionTable } from '../../../src/features/ways-in/tables.ts';
import { waysIn } from '../../../src/features/ways-in/use-cases/claim.ts';
import { SIGN_IN_LASTS, signInsOf } from '../../../src/features/ways-in/use-cases/sign-in.ts';
import { scriptedMail } from '../../core/scripted-platform.ts';
import { make } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const mail = scriptedMail();
let core: TestCore;
let ours: Group;
/** Another for each test: addresses of one server are asked for in all its circles. */
let joe: string;
let tests = 0;

beforeAll(async () => {
  core = await startCore({ mail });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  tests += 1;
  joe = `Joe.Brady${tests}@example.org`;
  ours = await core.group({ staff: 2, reps: 3 });
  await core.settle();
  mail.posts.length = 0;
});

const hasAddress = (who: Member, address = joe) =>
  addressTable.save(core.context.store, who.personId, 'mail', address);
const ask = async (address: string) => {
  signInsOf(core.context).send(address);
  await core.idle();
  await core.settle();
};
const door = () => waysIn(core.context);
/** What the newest mails hold: the secret behind `#`, and the code. */
const ways = () =>
  mail.posts.map(([place, { blocks }]) => {
    const address = blocks.find(({ kind }) => kind === 'address');
    const facts = blocks.find(({ kind }) => kind === 'facts');
    return {
      to: place.externalId,
      secret: address?.kind === 'address' ? new URL(address.url).hash.slice(1) : '',
      code: facts?.kind === 'facts' ? (facts.items[0]?.value ?? '') : '',
    };
  });
const newest = () => ways().at(-1) ?? { to: '', secret: '', code: '' };

describe('a link that somebody has sent to their own address', () => {
  test('comes however they write the address, and brings them in once, by its secret or its code', async () => {
    const rep = ours.who('Rep2');
    await hasAddress(rep);
    await ask(` joe.brady${tests}@EXAMPLE.org `);
    const { to, secret, code } = newest();
    expect(to).toBe(joe);
    expect(await door().look(secret)).toEqual({
      name: 'Rep2',
      circle: ours.circle.name,
      opensFrom: null,
      sentTo: null,
    });
    expect(await door().look(code)).toMatchObject({ name: 'Rep2' });
    const session = await door().claim(code.toLowerCase(), 'shared', 'pages');
    expect(session).toMatchObject({
      device: 'shared',
      webId: rep.identities.find(({ platform }) => platform === 'web')?.externalId,
    });
    expect(await sessionTable.find(core.context.store, session?.id ?? '')).toMatchObject({
      device: 'shared',
    });
    for (const again of [secret, code]) {
      expect(await door().look(again)).toBeNull();
      expect(await door().claim(again, 'own', 'pages')).toBeNull();
    }
  });

  test('of two who bring it at once one comes in', async () => {
    await hasAddress(ours.who('Rep2'));
    await ask(joe);
    const { secret } = newest();
    const both = await Promise.all([
      door().claim(secret, 'own', 'pages'),
      door().claim(secret, 'own', 'pages'),
    ]);
    expect(both.filter((each) => each !== null)).toHaveLength(1);
  });

  test('lasts fifteen minutes; then nothing tells that it was asked for', async () => {
    await hasAddress(ours.who('Rep2'));
    await ask(joe);
    const { secret } = newest();
    core.clock.moveTo(core.clock.now() + SIGN_IN_LASTS - 1);
    expect(await door().look(secret)).not.toBeNull();
    core.clock.moveTo(core.clock.now() + 1);
    expect(await door().look(secret)).toBeNull();
    await core.passTo(core.clock.now() + DAY);
    expect(JSON.stringify(await core.letters(ours.circle))).not.toMatch(/sign-in|joe/i);
  });

  test('names nobody but its owner: no circle, for mail programs show it on a locked screen', async () => {
    await hasAddress(ours.who('Rep2'));
    await ask(joe);
    const [, message] = mail.posts.at(-1) ?? [];
    expect(message === undefined ? '' : plainText(message)).toContain('Hello Rep2.');
    expect(JSON.stringify(message)).not.toContain(ours.circle.name);
    expect(message?.envelope).toMatchObject({ stop: null });
  });

  test('of an address of nobody, of none, or of one that comes back, nothing is sent', async () => {
    const rep = ours.who('Rep2');
    for (const typed of ['nobody@example.org', 'joe', '', 'joe@example.org\r\nBcc: a@b.org'])
      await ask(typed);
    await hasAddress(rep);
    await addressTable.hold(core.context.store, rep.personId, 'mail', joe);
    await ask(joe);
    expect(mail.posts).toEqual([]);
  });

  test('of somebody who has left, or waits to be let in, neither; what was on its way opens nothing', async () => {
    const rep = ours.who('Rep2');
    await hasAddress(rep);
    await ask(joe);
    const { secret } = newest();
    await make(core, ours, 'Rep2', { leftAt: core.clock.now() });
    expect(await door().claim(secret, 'own', 'pages')).toBeNull();
    await ask(joe);
    expect(mail.posts).toHaveLength(1);
  });

  test('is one of three at most that wait for one person, and keeps nobody else from asking', async () => {
    await hasAddress(ours.who('Rep2'));
    await hasAddress(ours.who('Rep3'), 'other@example.org');
    for (let times = 0; times < 6; times += 1) await ask(joe);
    await ask('other@example.org');
    expect(ways().map(({ to }) => to)).toEqual([joe, joe, joe, 'other@example.org']);
    for (const { secret } of ways()) expect(await door().look(secret)).not.toBeNull();
    core.clock.moveTo(core.clock.now() + 15 * MINUTE);
    await ask(joe);
    expect(mail.posts).toHaveLength(5);
  });

  test('each who shares a mailbox gets their own, with their name', async () => {
    await hasAddress(ours.who('Rep2'));
    await hasAddress(ours.who('Rep3'), joe.toLowerCase());
    await ask(joe);
    const names = await Promise.all(ways().map(async ({ secret }) => (await door().look(secret))?.name));
    expect(names.toSorted()).toEqual(['Rep2', 'Rep3']);
  });

  test('leaves a code alone that its owner made and keeps on paper', async () => {
    const rep = ours.who('Rep2');
    await hasAddress(rep);
    const made = await core.ask(rep, 'me.web-link', { subject: ours.circle.id });
    const own = /#([\w-]+)/.exec(JSON.stringify(made))?.[1] ?? '';
    await ask(joe);
    expect(await door().look(own)).toMatchObject({ name: 'Rep2' });
  });

  test.each([
    ['signs out elsewhere', (rep: Member) => core.ask(rep, 'session.end-others')],
    ['takes the address out', (rep: Member) => core.ask(rep, 'address.remove', { subject: 'mail' })],
  ])('opens nothing once its owner %s', async (_what, does) => {
    const rep = ours.who('Rep2');
    await hasAddress(rep);
    await ask(joe);
    await does(rep);
    expect(await door().look(newest().secret)).toBeNull();
  });

  test('to who has been in chat alone so far gives an account as old as the claim', async () => {
    const rep = ours.who('Rep2');
    const { store } = core.context;
    for (const account of rep.identities)
      await personTable.removeAccount(store, ours.circle.organisationId, account);
    await personTable.addAccount(
      store,
      rep.personId,
      { platform: 'slack', externalId: `T1/U${rep.id}` },
      null,
    );
    await hasAddress(rep);
    await ask(joe);
    const session = await door().claim(newest().secret, 'own', 'pages');
    const web = (await personTable.find(store, rep.personId))?.accounts.find(
      ({ platform }) => platform === 'web',
    );
    expect(web).toMatchObject({ externalId: session?.webId, since: core.clock.now() });
  });
});
