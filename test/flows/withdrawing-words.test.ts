import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { composeDigest } from '../../src/features/digests/rules/compose.ts';
import { type DigestRow, digestTable } from '../../src/features/digests/tables.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../src/features/governance/use-cases/decisions.ts';
import { promiseTable } from '../../src/features/promises/tables.ts';
import { unnamedWordsTable } from '../../src/features/unnamed-words/tables.ts';
import { emptyWeek, promiseItem } from '../features/digests/northfield.ts';
import { CHAT_APPS, type ChatApp } from '../support/chat-apps.ts';
import { filesIn, search } from '../support/forensics.ts';
import { MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, openRound, type TestUser } from '../support/test-users.ts';

const TUESDAY_11 = MONDAY + DAY + 2 * HOUR;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const WEEK = 7 * DAY;
const SAID = 'Nurse Zed drinks, and has diabetes';
const ASKED = 'Zed must be taken off the ward';
const HARMLESS = 'The tea is good';
const WHY = 'because it could hurt somebody';

describe.each(['Slack', 'Teams'] as const)('words that should not stand, with %s', (platform) => {
  let chatApp: ChatApp;
  let people: readonly TestUser[];
  let row: DigestRow;
  let comment: string;
  const who = (name: string) => named(people, name);
  const store = () => chatApp.app.context.store;
  const dump = async () => {
    const rows: Record<string, string> = {};
    for (const table of await chatApp.app.records.tables())
      rows[table] = JSON.stringify(await chatApp.app.records.table(table));
    return rows;
  };
  const flags = async () =>
    (await chatApp.app.records.table('deliveries')).filter(({ kind }) => kind === 'words-flagged');
  const refOf = async (words: string): Promise<string> => {
    const form = await who('Amina').open(`/words/${row.id}`);
    const [, ref = ''] =
      new RegExp(`value="([^"]+)"[^>]*>\\s*<label[^>]*>\\s*${words}`).exec(form.html) ?? [];
    if (ref === '') throw new Error(`no way to point to “${words}”`);
    return ref;
  };

  beforeAll(async () => {
    chatApp = await CHAT_APPS[platform]((file) => file.replace(/^pulse:\n/m, 'pulse:\n  comments: true\n'));
    const { app, circle } = chatApp;
    people = await everybody(app, circle);
    await who('Joe').send('/say', { words: SAID });
    await who('Bex').send('/say', { words: HARMLESS });
    await who('Joe').send('/promise', { words: ASKED, named: 'unnamed' });
    await app.passTo(TUESDAY_11);
    const round = await openRound(app, circle);
    for (const [index, each] of people.entries()) {
      const answered = await each.answer(round, {
        voice: '4',
        trust: '3',
        'anything-else': `Zed ${index} is bad`,
      });
      expect(answered.status).toBe(200);
    }
    await app.passTo(FRIDAY_15);
    const [found] = await digestTable.list(store(), circle.id, 1);
    if (found === undefined) throw new Error('there is no digest');
    row = found;
    comment = found.digest.comments[0]?.texts[0] ?? '';
  });
  afterAll(() => chatApp?.stop());

  test('they stand in their sections, and none of them is the first sentence', () => {
    for (const words of [SAID, ASKED, comment]) expect(chatApp.channel()).toContain(words);
    expect(comment).toMatch(/^Zed \d+ is bad$/);
    expect(JSON.stringify(row.digest.lead)).not.toContain('Zed');
  });

  test('a flag storm: everybody is thanked alike, each steward gets one letter for each text, nothing tells who asked', async () => {
    const [said, asked] = [await refOf(SAID), await refOf(ASKED)];
    const before = await dump();
    const thanks = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      for (const name of ['Joe', 'Bex', 'Hasan', 'Chidi']) {
        const page = await who(name).send(`/words/${row.id}`, { words: [said, asked] });
        expect(page.status).toBe(200);
        thanks.add(page.text);
      }
    }
    expect([...thanks]).toEqual([expect.stringContaining('Thank you. The stewards will look at it.')]);
    const after = await dump();
    expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(['deliveries']);
    const stewards = [who('Amina').member.id, who('Gwen').member.id];
    const letters = (await flags()).map(({ subject, member_id }) => `${subject} ${member_id}`).sort();
    expect(letters).toEqual([said, asked].flatMap((ref) => stewards.map((id) => `${ref} ${id}`)).sort());
    const none = await who('Joe').send(`/words/${row.id}`, {});
    expect([none.status, (await who('Joe').send('/words/elsewhere', { words: [said] })).status]).toEqual([
      422, 404,
    ]);

    await chatApp.app.passTo(FRIDAY_15 + 2 * HOUR);
    for (const name of ['Amina', 'Gwen']) {
      const home = await who(name).open('/');
      expect(JSON.stringify(await flags())).toContain(who(name).member.id);
      expect(home.text).not.toContain(SAID);
    }
    await who('Joe').send(`/words/${row.id}`, { words: [said, asked] });
    await chatApp.app.passTo(FRIDAY_15 + 4 * HOUR);
    expect(await flags()).toHaveLength(4);
  });

  test('one steward alone takes nothing out; who is none cannot even ask', async () => {
    const refs = [await refOf(SAID), await refOf(ASKED), await refOf(comment)];
    const wanted = { words: refs, why: 'could-hurt' };
    expect((await who('Bex').send(`/words-out/${row.id}`, wanted)).status).toBe(403);
    expect((await who('Amina').send(`/words-out/${row.id}`, { words: refs })).status).toBe(422);
    const asked = await who('Amina').send(`/words-out/${row.id}`, wanted);
    expect(asked.text).toContain('This waits for a steward of another voice.');
    const [proposal] = await proposalTable.open(store(), chatApp.circle.id);
    expect(JSON.stringify(proposal)).not.toMatch(/Zed/);
    expect((await who('Amina').send(`/approval-yes/${proposal?.id}`, {})).status).toBe(403);
    await chatApp.app.settle();
    expect(chatApp.channel()).toContain(SAID);
    expect((await who('Gwen').open(`/approval/${proposal?.id}`)).text).toContain(SAID);
    expect((await who('Bex').open(`/approval/${proposal?.id}`)).text).not.toContain(SAID);
  });

  test('with the second key they go from every place that we can still change, and everybody hears how many, who and why', async () => {
    const [proposal] = await proposalTable.open(store(), chatApp.circle.id);
    expect((await who('Gwen').send(`/approval-yes/${proposal?.id}`, {})).status).toBe(200);
    await chatApp.app.settle();
    const told = `Amina Khan and Gwen Abara took 3 texts out of this digest, ${WHY}.`;
    expect(chatApp.channel()).toContain(told);
    expect(chatApp.channel()).toContain(HARMLESS);
    for (const words of [SAID, ASKED, comment]) {
      expect(chatApp.channel()).not.toContain(words);
      for (const [table, text] of Object.entries(await dump()))
        expect([table, text.includes(words)]).toEqual([table, false]);
      for (const path of [
        `/digest/${row.id}`,
        '/promises',
        '/',
        `/circle-history/${chatApp.circle.id}`,
        `/words/${row.id}`,
      ])
        expect((await who('Bex').open(path)).text).not.toContain(words);
    }
    expect((await who('Bex').open(`/digest/${row.id}`)).text).toContain(told);
    expect((await who('Bex').open(`/circle-history/${chatApp.circle.id}`)).text).toContain(
      `3 texts are taken out, ${WHY}.`,
    );
  });

  test('a withdrawn promise that somebody answers, a flag for what is gone, a second withdrawal: one kind sentence', async () => {
    const [promise] = (await flags())
      .map(({ subject }) => String(subject))
      .filter((ref) => ref.startsWith('promise.'));
    const id = promise?.replace('promise.', '');
    const reply = await who('Amina').send(`/reply/${id}`, { outcome: 'we-did', words: 'He has gone' });
    expect([reply.status, reply.text]).toEqual([
      404,
      expect.stringContaining('These words are not here any more.'),
    ]);
    expect((await who('Joe').send(`/words/${promise}`, { words: [`${promise}`] })).status).toBe(404);
    const again = await who('Amina').send(`/words-out/${row.id}`, {
      words: [`${promise}`],
      why: 'could-hurt',
    });
    expect(again.status).toBe(422);
  });

  test('the next digest tells it to those who read only that one', async () => {
    await chatApp.app.passTo(FRIDAY_15 + WEEK);
    const [next] = await digestTable.list(store(), chatApp.circle.id, 1);
    const page = await who('Joe').open(`/digest/${next?.id}`);
    expect(page.text).toContain(`Amina Khan and Gwen Abara took 3 texts out of what stood before, ${WHY}.`);
    expect(JSON.stringify(next)).not.toContain('Zed');
  });
});

test('what was taken out is in no file of the embedded database afterwards', async () => {
  const app: TestApp = await startApp({ backend: 'embedded' });
  try {
    const circle = await importCircle(app);
    const { context } = app;
    const week = '2026-W46';
    const base = { circleId: circle.id, words: SAID, shownIn: week };
    await unnamedWordsTable.insert(context.store, { ...base, id: 'said-1', week });
    await promiseTable.insert(context.store, {
      ...base,
      id: 'asked-1',
      words: ASKED,
      raisedBy: null,
      raisedIn: week,
      state: 'raised',
      reply: null,
      closed: null,
      reopened: null,
      ownerId: null,
      askedId: null,
      dueOn: null,
      changedIn: null,
    });
    const asked = { item: promiseItem('asked-1', ASKED), raisedBy: null, repliedBy: null, owner: null };
    const digest = composeDigest({ ...emptyWeek, week, said: [SAID], promises: [asked] }, () => 0.5);
    await digestTable.insert(context.store, {
      id: 'd1',
      circleId: circle.id,
      week,
      publishedAt: MONDAY,
      digest,
    });
    const folder = app.environment.DATA_DIR ?? '';
    expect(await search(filesIn(folder), [SAID, ASKED])).not.toEqual([]);

    const people = await memberTable.list(context.store, circle.id);
    const [amina, gwen] = ['Amina', 'Gwen'].map((name) => people.find((each) => each.name.startsWith(name)));
    if (amina === undefined || gwen === undefined) throw new Error('the sample circle has no stewards');
    const refs = ['said.said-1', 'promise.asked-1'];
    const changes = [{ kind: 'withdraw-words', refs, why: 'names-a-person' }] as const;
    expect(await changeCircle(context, circle, gwen, changes)).toMatchObject({ ok: true });
    const [proposal] = await proposalTable.open(context.store, circle.id);
    expect(await approveProposal(context, circle, amina, proposal?.id ?? '')).toMatchObject({
      ok: true,
    });
    expect((await digestTable.findById(context.store, 'd1'))?.digest.said).toEqual([]);
    expect(await search(filesIn(folder), [SAID, ASKED])).toEqual([]);
  } finally {
    await app.stop();
  }
});
