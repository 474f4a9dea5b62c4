import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import type { PromiseItem } from '../../src/features/promises/rules/promise.ts';
import { promiseTable } from '../../src/features/promises/tables.ts';
import { CHAT_APPS, type ChatApp } from '../support/chat-apps.ts';
import { MONDAY } from '../support/test-app.ts';
import { named, type TestUser, testUser } from '../support/test-users.ts';

const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const ACCUSED = 'Nurse Zed drinks, and has diabetes';
const WRONG = 'The ramp by door nine is Zed’s fault';
const RIGHT = 'The ramp by door nine is broken';

describe.each(['Slack', 'Teams'] as const)('a promise and its author, with %s', (platform) => {
  let chatApp: ChatApp;
  let people: readonly TestUser[];
  const gwen = () => named(people, 'Gwen');
  const amina = () => named(people, 'Amina');
  const promises = () => promiseTable.over(chatApp.app.context.store);
  const digest = async () => (await digestTable.list(chatApp.app.context.store, chatApp.circle.id, 1))[0];
  /** The one that has a name. */
  async function raised(): Promise<PromiseItem> {
    const item = (await promises().list(chatApp.circle.id)).find(({ raisedBy }) => raisedBy !== null);
    if (item === undefined) throw new Error('nobody has raised a promise under their name');
    return item;
  }

  beforeAll(async () => {
    chatApp = await CHAT_APPS[platform]();
    const members = await memberTable.list(chatApp.app.context.store, chatApp.circle.id);
    const wanted = members.filter(({ name }) => /^(Gwen|Amina|Joe)/.test(name));
    people = await Promise.all(wanted.map((member) => testUser(chatApp.app, member)));
    // Raised weeks ago, without a name, and shown by a digest since.
    await promises().insert({
      id: 'accusation',
      circleId: chatApp.circle.id,
      words: ACCUSED,
      raisedBy: null,
      raisedIn: '2026-W40',
      shownIn: '2026-W40',
      state: 'raised',
      reply: null,
      closed: null,
      reopened: null,
      ownerId: null,
      askedId: null,
      dueOn: null,
      changedIn: null,
    });
    await gwen().send('/promise', { words: WRONG, named: 'named' });
    await chatApp.app.passTo(FRIDAY_15);
  });
  afterAll(() => chatApp?.stop());

  test('an old accusation is not the first thing that the digest says to everybody, and no notice quotes it', async () => {
    const row = await digest();
    expect(row?.digest.lead).toEqual({ kind: 'old-promise', weeks: 7, old: 1 });
    const page = await named(people, 'Joe').open(`/digest/${row?.id}`);
    expect(page.text).toContain('A promise has been open for 7 weeks.');
    const [before = ''] = page.text.split('You said, we did');
    expect(before).not.toContain('Zed');
    for (const each of people) expect((await each.open('/')).text).not.toContain(ACCUSED);
    expect(JSON.stringify(await chatApp.app.records.table('notices'))).not.toContain('Zed');
    expect(chatApp.channel().split('You said, we did')[0]).not.toContain(ACCUSED);
  });

  test('nobody but its author is offered to change it, and nobody else can', async () => {
    const { id } = await raised();
    expect((await gwen().open('/promises')).text).toContain('Change my words');
    expect((await amina().open('/promises')).text).not.toContain('Change my words');
    for (const path of [`/promise-change/${id}`, `/promise-back/${id}`]) {
      const refused = await amina().send(path, { words: 'Something else' });
      expect([refused.status, refused.text]).toEqual([
        403,
        expect.stringContaining('Only the person who wrote this under their name can change it'),
      ]);
    }
    expect((await gwen().send('/promise-back/accusation', {})).status).toBe(403);
    expect((await raised()).words).toBe(WRONG);
  });

  test('the author changes the words: on the list, on the page of the digest, and in the channel', async () => {
    expect(chatApp.channel()).toContain(WRONG);
    const { id } = await raised();
    const form = await gwen().open(`/promise-change/${id}`);
    expect(form.text).toContain('Is somebody in danger now? Call 999.');
    const done = await gwen().send(`/promise-change/${id}`, { words: RIGHT });
    expect(done.text).toContain('Your new words are on the list.');
    await chatApp.app.settle();
    expect(chatApp.channel()).not.toContain(WRONG);
    expect(chatApp.channel()).toContain(`“${RIGHT}” (Gwen Abara). Changed by its author.`);
    expect((await amina().open('/promises')).text).toContain('Changed by its author.');
    expect((await amina().open(`/digest/${(await digest())?.id}`)).text).toContain(RIGHT);
    for (const table of ['promises', 'digests', 'notices', 'deliveries'])
      expect(JSON.stringify(await chatApp.app.records.table(table))).not.toContain(WRONG);
  });

  test('once somebody has replied the words stay; they can still be taken back, and the reply goes along', async () => {
    const { id } = await raised();
    await amina().send(`/reply/${id}`, { outcome: 'we-did', words: 'Zed mended it' });
    const late = await gwen().send(`/promise-change/${id}`, { words: WRONG });
    expect([late.status, late.text]).toEqual([
      409,
      expect.stringContaining('Somebody has replied meanwhile'),
    ]);
    expect((await gwen().send(`/promise-back/${id}`, {})).text).toContain('Your promise is taken back.');
    await chatApp.app.settle();
    expect(chatApp.channel()).not.toContain(RIGHT);
    for (const path of ['/promises', '/', `/digest/${(await digest())?.id}`])
      expect((await amina().open(path)).text).not.toContain(RIGHT);
    expect((await amina().open('/promises-closed')).text).toContain('One was taken back by who asked.');
    for (const table of await chatApp.app.records.tables())
      expect(JSON.stringify(await chatApp.app.records.table(table)), table).not.toMatch(
        /door nine|mended it/,
      );
  });

  test('whoever replies to what was taken back, or answers a reply to it, gets one kind sentence', async () => {
    const gone = 'These words are not here any more.';
    const paths = ['/reply', '/promise-kept', '/promise-open', '/promise-change', '/promise-again'].map(
      (path) => `${path}/gone`,
    );
    for (const path of paths) {
      const page = await amina().send(path, { outcome: 'we-did', words: 'Done' });
      expect([path, page.status, page.text]).toEqual([path, 404, expect.stringContaining(gone)]);
    }
  });

  test('a steward says where to turn in danger; it is on record and stands where people write', async () => {
    const { circle } = chatApp;
    expect((await amina().open('/say')).text).toContain('Is somebody in danger now? Call 999.');
    const path = `/signpost/${circle.id}`;
    expect((await named(people, 'Joe').send(path, { text: 'Ring me' })).status).toBe(403);
    expect((await amina().send(path, { text: 'x'.repeat(301) })).status).toBe(422);
    await amina().send(path, { text: 'Ring Sister Ann on the ward, day or night.' });
    for (const each of ['/say', '/promise', `/from-message/${circle.id}`])
      expect((await gwen().open(each)).text).toContain('Ring Sister Ann on the ward, day or night.');
    expect((await gwen().open(`/circle-history/${circle.id}`)).text).toContain('Ring Sister Ann');
    await amina().send(path, { text: '' });
    expect((await gwen().open('/say')).text).toContain('Call 999.');
  });
});
