import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Circle } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { interactionHandler } from '../../src/dispatcher.ts';
import { digestTable } from '../../src/features/digests/tables.ts';
import { dealtSources } from '../support/dealt-sources.ts';
import { FLOW_BACKENDS, MONDAY, startApp, type TestApp } from '../support/test-app.ts';
import { everybody, importCircle, named, type TestUser } from '../support/test-users.ts';

const FRIDAY_16 = MONDAY + 4 * DAY + 7 * HOUR;
const WEEK = 7 * DAY;
const WORDS = 'I find it hard to speak when the consultant is in the room.';

describe.each(FLOW_BACKENDS)('words without a name, on %s', (backend) => {
  let app: TestApp;
  let circle: Circle;
  let people: readonly TestUser[];

  beforeAll(async () => {
    app = await startApp({ backend });
    circle = await importCircle(app);
    people = await everybody(app, circle);
    await app.passTo(FRIDAY_16);
  });
  afterAll(() => app?.stop());

  test('the form says what is kept, and that people may guess', async () => {
    const form = await named(people, 'Gwen').open('/say');
    expect(form.text).toContain('People may still guess from the words who wrote them.');
    expect(form.text).toContain('We do not keep who you are, your voice, or the day and time.');
    expect(form.text.match(/500/g)).toHaveLength(1);
    expect((await named(people, 'Gwen').send('/say', { words: '  ' })).status).toBe(422);
    const other = await named(people, 'Gwen').send('/say/another-circle', { words: WORDS });
    expect(other.status).toBe(404);
    expect(await app.records.table('unnamed_words')).toEqual([]);
  });

  test('everybody is thanked alike; nobody sees the words before the next digest, previews neither', async () => {
    const first = await named(people, 'Gwen').send(`/say/${circle.id}`, { words: WORDS });
    const second = await named(people, 'Bex').send('/say', { words: 'Thank you for the tea.' });
    expect([first.status, first.text]).toEqual([200, second.text]);
    expect(first.text).not.toContain('consultant');
    const rows = await app.records.table('unnamed_words');
    expect(rows.map((row) => Object.keys(row).sort())).toEqual(
      Array(2).fill(['circle_id', 'id', 'shown_in', 'week', 'words']),
    );
    // This week's digest is out: the week kept is that of the one which will show them.
    expect(rows.map(({ week, shown_in }) => [week, shown_in])).toEqual(Array(2).fill(['2026-W48', null]));
    for (const each of people) {
      for (const path of ['/', '/promises', '/digests', '/help']) {
        expect((await each.open(path)).text).not.toContain('consultant');
      }
    }
    // A week that has no digest yet: otherwise the preview would be the digest that is out.
    await app.passTo(FRIDAY_16 + 3 * DAY);
    const preview = await app.command({ name: 'digest.compose', format: 'text', send: false });
    expect(preview.replace(/\s+/g, ' ')).not.toContain('consultant');
  });

  test('the next digest shows them once, in a section of their own', async () => {
    await app.passTo(FRIDAY_16 + WEEK);
    const [digest] = await digestTable.list(app.context.store, circle.id, 1);
    const page = await named(people, 'Joe').open(`/digest/${digest?.id}`);
    expect(page.text).toContain('Somebody said');
    expect(page.text).toContain(`“${WORDS}”`);
    expect([...(digest?.digest.said ?? [])].sort()).toEqual([WORDS, 'Thank you for the tea.'].sort());
    const rows = await app.records.table('unnamed_words');
    expect(rows.map(({ shown_in }) => shown_in)).toEqual(['2026-W48', '2026-W48']);

    await app.passTo(FRIDAY_16 + 2 * WEEK);
    const [later] = await digestTable.list(app.context.store, circle.id, 1);
    expect(later?.digest.said).toEqual([]);
    expect((await named(people, 'Joe').open(`/digest/${later?.id}`)).text).not.toContain('Somebody said');
  });

  test('words of a message become a promise only after a press, and keep nothing of the message', async () => {
    const gwen = named(people, 'Gwen');
    const form = await gwen.open(`/from-message/${circle.id}?value=${encodeURIComponent('Ramps, please.')}`);
    expect(form.text).toContain('Nothing is kept until you press the button.');
    expect(await app.records.table('promises')).toEqual([]);
    const raised = await gwen.browser.press(form, 'Raise it as a promise');
    expect(raised.text).toContain('Your words will appear in the next digest, without your name.');
    expect(await app.records.table('promises')).toMatchObject([
      { words: 'Ramps, please.', raised_by: null, shown_in: null, circle_id: circle.id },
    ]);
    const elsewhere = await gwen.send('/promise/another-circle', { words: 'Ramps.', named: 'unnamed' });
    expect(elsewhere.status).toBe(404);
  });

  test('help names the stewards with their voices, the promise and the next meeting', async () => {
    const page = await named(people, 'Joe').open('/help');
    for (const words of [
      'Amina Khan (Staff)',
      'Gwen Abara (Service-user reps)',
      'It is never stored with your name.',
      '“Ward 7 co-production meeting” is on',
    ]) {
      expect(page.text).toContain(words);
    }
  });
});

type Saying = (app: TestApp, people: readonly TestUser[]) => Promise<string>;

const onPages =
  (name: string): Saying =>
  async (_town, people) =>
    (await named(people, name).send('/say', { words: WORDS })).text;

const inSlack: Saying = async (app) => {
  const reply = await interactionHandler(app.context)({
    requestId: 'r1',
    platform: 'slack',
    actor: { platform: 'slack', externalId: 'T01TEST/U03CHIDI' },
    action: { name: 'say.send', subject: '' },
    inputs: { words: [WORDS] },
  });
  return reply.message.summary;
};

/** Everything that somebody finds who looks everywhere, after one person has said something. */
async function lookAfter(say: Saying): Promise<unknown> {
  const { sources, dealFor } = dealtSources();
  const settings = {
    PULSE_PEPPER: 'Qm9yZWQgd2l0aCB0aGlzIHBlcHBlciwgdXNlZCBpbiB0ZXN0cw==',
    LINK_SECRET: 'QW5vdGhlciBzZWNyZXQsIGtub3duIHRvIGV2ZXJ5IHRlc3QgcnVu',
  };
  const app = await startApp({ backend: 'redis+postgres', sources, settings });
  try {
    const circle = await importCircle(app);
    const people = await everybody(app, circle);
    await app.settle();
    // Distinct ones: how often the clock asks again for work under way is a matter of milliseconds.
    const jobs = new Set<string>();
    const { enqueue } = app.context.queue;
    Object.assign(app.context.queue, {
      enqueue: (job: Parameters<typeof enqueue>[0]) => {
        if (!['tick', 'sweep'].includes(job.name)) jobs.add(JSON.stringify(job));
        return enqueue(job);
      },
    });
    dealFor('words');
    const thanks = await say(app, people);
    dealFor('rest of the week');
    await app.settle();
    const rows: Record<string, readonly string[]> = {};
    for (const table of await app.records.tables()) {
      const found = await app.records.table(table);
      rows[table] = found.map(({ position: _, ...row }) => JSON.stringify(row)).sort();
    }
    const pages: Record<string, string> = {};
    // In no order: workers take letters of one moment as they come.
    for (const each of people) {
      pages[each.member.name] = (await each.open('/')).text.split(' ').sort().join(' ');
    }
    const metrics = (await people[0]?.open('/metrics'))?.text.replaceAll(/job="(tick|sweep)"\S* \d+/g, '');
    return {
      rows,
      pages,
      metrics: (metrics ?? '').includes('roundtable_jobs_total'),
      jobs: [...jobs].sort(),
      log: app.log,
      thanked: thanks.includes('Thank you. Your words will appear in the next digest, without your name.'),
      said: rows.unnamed_words?.length,
    };
  } finally {
    await app.stop();
  }
}

test('whoever says it, a rep or a member of staff, on a page or in Slack: nothing anywhere is different', async () => {
  const rep = await lookAfter(onPages('Joe'));
  expect(rep).toMatchObject({ said: 1, metrics: true, thanked: true });
  expect(await lookAfter(onPages('Chidi'))).toEqual(rep);
  expect(await lookAfter(inSlack)).toEqual(rep);
});
