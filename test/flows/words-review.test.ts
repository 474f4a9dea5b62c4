import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../src/features/governance/use-cases/decisions.ts';
import { saySomething } from '../../src/features/unnamed-words/use-cases.ts';
import { wordsToReview } from '../../src/features/withdrawing/use-cases/review.ts';
import { FLOW_BACKENDS, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, type TestUser } from '../support/test-users.ts';

const WEEK = 7 * DAY;
const FRIDAY_15 = MONDAY + 4 * DAY + 6 * HOUR;
const THURSDAY_15 = FRIDAY_15 - DAY;
const SAID = 'Nurse Zed drinks, and has diabetes';
const ASKED = 'Zed must be taken off the ward';
const HARMLESS = 'The tea is good';
const LATE = 'The lift is broken';

describe.each(FLOW_BACKENDS)('unnamed words before a digest, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];
  const who = (name: string) => named(people, name);
  const review = (name: string) => who(name).open(`/words-review/${circle.id}`);
  const letters = async () =>
    (await app.records.table('deliveries')).filter(({ kind }) => kind === 'words-review');
  const latest = async () => {
    const [row] = await digestTable.list(app.context.store, circle.id, 1);
    if (row === undefined) throw new Error('there is no digest');
    return row;
  };
  const refOf = (html: string, words: string) =>
    new RegExp(`value="([^"]+)"[^>]*>\\s*<label[^>]*>\\s*${words}`).exec(html)?.[1] ?? '';

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
    await who('Joe').send('/say', { words: SAID });
    await who('Bex').send('/say', { words: HARMLESS });
    await who('Joe').send('/promise', { words: ASKED, named: 'unnamed' });
  });
  afterAll(() => app?.stop());

  test('nobody sees them before the fixed minute, whose stewards of both voices see them from then on', async () => {
    await app.passTo(THURSDAY_15 - MINUTE);
    for (const name of ['Amina', 'Gwen']) expect((await review(name)).text).not.toContain('Zed');
    expect(await letters()).toEqual([]);
    await app.passTo(THURSDAY_15);
    for (const name of ['Amina', 'Gwen']) {
      for (const words of [SAID, ASKED, HARMLESS]) expect((await review(name)).text).toContain(words);
    }
    const stewards = [who('Amina'), who('Gwen')].map(({ member }) => member.id);
    expect((await letters()).map(({ member_id }) => member_id).sort()).toEqual(stewards.sort());
    expect(JSON.stringify(await letters())).not.toContain('Zed');
    const [bex, elsewhere] = [await review('Bex'), await who('Amina').open('/words-review/elsewhere')];
    expect([bex.status, bex.text.includes('Zed'), elsewhere.status]).toEqual([403, false, 404]);
  });

  test('one steward alone holds nothing back; what is wrong with the form is said kindly', async () => {
    const { html } = await review('Amina');
    const refs = [refOf(html, SAID), refOf(html, ASKED)];
    const path = `/words-review/${circle.id}`;
    expect((await who('Amina').send(path, { words: refs })).status).toBe(422);
    expect((await who('Amina').send(path, { why: 'could-hurt' })).status).toBe(422);
    expect((await who('Bex').send(path, { words: refs, why: 'could-hurt' })).status).toBe(403);
    const asked = await who('Amina').send(path, { words: refs, why: 'could-hurt' });
    expect(asked.text).toContain('This waits for a steward of another voice.');
    const [proposal] = await proposalTable.open(app.context.store, circle.id);
    expect(JSON.stringify(proposal)).not.toContain('Zed');
    expect((await who('Amina').send(`/approval-yes/${proposal?.id}`, {})).status).toBe(403);
    expect((await who('Gwen').open(`/approval/${proposal?.id}`)).text).toContain(SAID);
    expect((await who('Bex').open(`/approval/${proposal?.id}`)).text).not.toContain(SAID);
    expect((await review('Gwen')).text).toContain(SAID);
  });

  test('with the second key they are gone, and the digest says how many, who and why', async () => {
    const [proposal] = await proposalTable.open(app.context.store, circle.id);
    expect((await who('Gwen').send(`/approval-yes/${proposal?.id}`, {})).status).toBe(200);
    for (const table of await app.records.tables())
      expect([table, JSON.stringify(await app.records.table(table)).includes('Zed')]).toEqual([table, false]);
    expect((await review('Gwen')).text).toContain(HARMLESS);
    await who('Joe').send('/say', { words: LATE });
    expect((await review('Gwen')).text).not.toContain(LATE);
    await app.passTo(FRIDAY_15);
    const { digest, id } = await latest();
    expect(digest.said).toEqual([HARMLESS]);
    const page = await who('Joe').open(`/digest/${id}`);
    expect(page.text).toContain(
      'Amina Khan and Gwen Abara held 2 texts back, because it could hurt somebody.',
    );
    expect((await review('Gwen')).text).not.toContain('tea');
  });

  test('who writes after the minute waits for the digest after, which stewards see first too', async () => {
    await app.passTo(THURSDAY_15 + WEEK);
    expect((await review('Gwen')).text).toContain(LATE);
    await app.passTo(FRIDAY_15 + WEEK);
    expect((await latest()).digest.said).toEqual([LATE]);
  });

  test('a second key after the digest takes them out of it', async () => {
    await who('Joe').send('/say', { words: SAID });
    await app.passTo(THURSDAY_15 + 2 * WEEK);
    const { html } = await review('Gwen');
    await who('Gwen').send(`/words-review/${circle.id}`, {
      words: [refOf(html, SAID)],
      why: 'names-a-person',
    });
    await app.passTo(FRIDAY_15 + 2 * WEEK);
    expect((await latest()).digest.said).toEqual([SAID]);
    const [proposal] = await proposalTable.open(app.context.store, circle.id);
    expect((await who('Amina').send(`/approval-yes/${proposal?.id}`, {})).status).toBe(200);
    expect((await latest()).digest.said).toEqual([]);
    expect(JSON.stringify(await app.records.table('digests'))).not.toContain('Zed');
  });

  test('where the program was down at that minute until too late, the words wait for the digest after', async () => {
    await who('Joe').send('/say', { words: LATE });
    app.clock.moveTo(FRIDAY_15 + 3 * WEEK - HOUR);
    await app.settle();
    expect((await review('Gwen')).text).not.toContain(LATE);
    await app.passTo(FRIDAY_15 + 3 * WEEK);
    expect((await latest()).digest.said).toEqual([]);
    await app.passTo(FRIDAY_15 + 4 * WEEK);
    expect((await latest()).digest.said).toEqual([LATE]);
  });

  test('a steward who moves the digest neither loses words that were seen, nor watches words come in', async () => {
    const at = THURSDAY_15 + 5 * WEEK;
    await say(SAID);
    await app.passTo(at);
    expect(await seen()).toEqual([SAID]);
    // The review is over sooner, and what was seen is shown all the same.
    await moveDigest('thursday', '15:05');
    await say(LATE);
    await app.passTo(at + MINUTE);
    expect(await seen()).toEqual([SAID]);
    await app.passTo(at + 6 * MINUTE);
    expect((await latest()).digest.said).toEqual([SAID]);
    // The next digest is a week away; moved to tomorrow, its review keeps the minute that was planned, or is left out.
    await moveDigest('friday', '15:30');
    await app.passTo(at + 2 * HOUR);
    expect(await seen()).toEqual([]);
    await app.passTo(at + DAY + HOUR);
    expect(await seen()).toEqual([]);
    await app.passTo(at + WEEK + HOUR);
    expect(await seen()).toEqual([LATE]);
    await moveDigest('sunday', '18:00');
    await say(HARMLESS);
    await app.passTo(at + WEEK + 2 * HOUR);
    expect(await seen()).toEqual([LATE]);
  });

  /** Without pages: sessions of a browser end while months pass. */
  async function seen(): Promise<readonly string[]> {
    const { member } = who('Gwen');
    return (await wordsToReview(app.context, circle, member)).map(({ words }) => words);
  }

  async function say(words: string): Promise<void> {
    expect(await saySomething(app.context, circle, words)).toMatchObject({ ok: true });
  }

  /** By one steward, or where that takes two keys, by two. */
  async function moveDigest(weekday: 'thursday' | 'friday' | 'sunday', time: string): Promise<void> {
    const before = (await circleTable.digestSettings(app.context.store, circle.id))?.schedule;
    if (before?.kind !== 'weekly') throw new Error('the digest comes in no week');
    const schedule = { ...before, weekday, time };
    const change = { kind: 'digest', schedule, toManagers: true } as const;
    const wanted = await changeCircle(app.context, circle, who('Amina').member, [change], 'It suits us');
    if (!wanted.ok) throw new Error(`not moved: ${wanted.code}`);
    for (const { id } of wanted.value.asked)
      expect(await approveProposal(app.context, circle, who('Gwen').member, id)).toMatchObject({
        ok: true,
      });
    expect((await circleTable.digestSettings(app.context.store, circle.id))?.schedule).toEqual(schedule);
  }
});
