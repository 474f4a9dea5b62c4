import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member, PlatformName, Preferences } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { plainText } from '../../src/core/messages/plain-text.ts';
import { deliver } from '../../src/core/outbox/deliver.ts';
import { type Delivery, type DeliveryKind, FOR_BUNDLE } from '../../src/core/outbox/delivery.ts';
import { notification } from '../../src/core/outbox/notifications.ts';
import { addToOutbox, type Letter, toCorrect, toMember } from '../../src/core/outbox/outbox.ts';
import type { Message } from '../../src/core/ports/message.ts';
import { firstPreferences } from '../../src/core/preferences.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { make } from '../support/standing.ts';
import { type Group, startCore, type TestCore } from '../support/test-core.ts';
import { type ScriptedPlatform, scriptedPlatform } from './scripted-platform.ts';

let core: TestCore;
let context: Context;
let ours: Group;
let theirs: Group;
let slack: ScriptedPlatform;
let web: ScriptedPlatform;
/** Subjects of which nothing is to be said any more. */
let over: Set<string>;
/** Letters of this test: the groups have others. */
let written: string[] = [];

/** Says its subject: a question, with a button. */
const asked = notification(
  async ({ delivery: { subject } }) => (over.has(subject) ? null : question(subject)),
  {
    inPlace: async () => sentence('That is settled.'),
  },
);
const told = notification(async ({ delivery: { subject } }) => sentence(`News: ${subject}.`));

function question(subject: string): Message {
  return {
    summary: `A question: ${subject}?`,
    language: 'en-GB',
    blocks: [
      { kind: 'heading', level: 1, text: `A question: ${subject}?` },
      { kind: 'text', text: 'It takes a minute.', tone: 'lead' },
      {
        kind: 'actions',
        buttons: [{ label: 'Yes', action: { name: 'promise.own-yes', subject }, weight: 'primary' }],
      },
    ],
  };
}
function sentence(words: string): Message {
  return { summary: words, language: 'en-GB', blocks: [{ kind: 'text', text: words, tone: 'lead' }] };
}

const FIRST_MONDAY = Date.parse('2026-11-23T09:10:00Z');

beforeAll(async () => {
  core = await startCore();
  const organisation = 'Trust';
  ours = await core.group({ staff: 2, reps: 2, organisation, timezone: 'Africa/Accra' });
  theirs = await core.group({ staff: 2, reps: 2, organisation, timezone: 'Africa/Accra' });
  // One person in both circles, on Slack and on web pages.
  const { personId } = ours.who('Rep2');
  const account = { platform: 'slack', externalId: `T1/${personId}` } as const;
  await personTable.moveMember(core.context.store, theirs.who('Rep2').id, personId, null);
  await personTable.addAccount(core.context.store, personId, account, null);
});
afterAll(() => core?.stop());
beforeEach(async () => {
  for (const id of written) await deliveryTable.finish(core.context.store, id, { state: 'dropped' });
  // Ten past nine on a Monday morning, four weeks after the test before.
  const weeks = Math.ceil((core.clock.now() - FIRST_MONDAY) / (7 * DAY)) + 4;
  core.clock.moveTo(FIRST_MONDAY + 7 * DAY * Math.max(0, weeks));
  [slack, web, over, written] = [scriptedPlatform('slack'), scriptedPlatform('web'), new Set(), []];
  context = {
    ...core.context,
    platforms: new Map<PlatformName, ScriptedPlatform>([
      ['slack', slack],
      ['web', web],
    ]),
    notifications: {
      ...core.context.notifications,
      'promise-owner-asked': asked,
      'act-told': told,
      'turn-taken-back': told,
      digest: told,
      'pulse-reminder': told,
      'pulse-invitation': told,
    },
  };
  await wish(firstPreferences('en-GB'));
});

const at = (time: string) =>
  Date.parse(`${new Date(core.clock.now()).toISOString().slice(0, 10)}T${time}:00Z`);
async function write(
  kind: DeliveryKind,
  subject: string,
  given: Partial<Letter> = {},
  group = ours,
): Promise<string> {
  const letter: Letter = {
    kind,
    subject,
    edition: context.newId(),
    dueAt: core.clock.now(),
    expiresAt: null,
    ...given,
  };
  const delivery = toMember(context, group.circle, await group.now('Rep2'), letter);
  await context.store.transact((tx) => addToOutbox(tx, [delivery]));
  written.push(delivery.id);
  return delivery.id;
}
const find = async (id: string): Promise<Delivery> => {
  const found = await deliveryTable.find(context.store, id);
  if (found === null) throw new Error('no letter');
  return found;
};
const all = (ids: readonly string[]) => Promise.all(ids.map(find));
const wish = async (wished: Partial<Preferences>) => {
  const { id, preferences, chairs }: Member = await ours.now('Rep2');
  await memberTable.savePreferences(context.store, id, { ...preferences, ...wished }, chairs);
};
/** Everything that is due at that moment, one after the other. */
async function goOn(moment: number): Promise<void> {
  core.clock.moveTo(moment);
  const due = await deliveryTable.due(context.store, moment, 500);
  for (const id of written.filter((each) => due.includes(each))) await deliver(context, id);
}
const posted = () => slack.posts.map(([, message]) => plainText(message));

describe('letters that can wait', () => {
  test('go in one message at the end of the hour, over both circles, what asks first; each once', async () => {
    const news = await write('act-told', 'a new name');
    const wanted = await write('promise-owner-asked', 'the lift', {}, theirs);
    for (const id of [news, wanted]) expect(await deliver(context, id)).toBe(at('10:00'));
    expect(await all([news, wanted])).toMatchObject([
      { state: 'due', note: FOR_BUNDLE, attempts: 0 },
      { state: 'due', note: FOR_BUNDLE, attempts: 0 },
    ]);
    expect(slack.posts).toEqual([]);
    await goOn(at('10:00'));
    expect(slack.posts).toHaveLength(1);
    expect(posted()[0]).toMatch(
      /^2 things for you\n=+\n\nA question: the lift\?\n-+\n\nCircle: Circle \d+\n\nIt takes a minute\.\n\n\[Yes\]\n\nNews: a new name\.\n-+\n\nCircle: Circle \d+\n$/,
    );
    const [first, second] = await all([news, wanted]);
    expect(first).toMatchObject({ state: 'sent', ref: 'ref-slack', sentAt: at('10:00'), note: null });
    expect(second).toMatchObject({ state: 'sent', contactId: first?.contactId });
    expect(first?.contactId).toEqual(expect.any(String));
    for (const id of [news, wanted]) expect(await deliver(context, id)).toBeNull();
    expect(slack.posts).toHaveLength(1);
  });

  test('two workers make one message of them', async () => {
    const ids = [await write('act-told', 'one'), await write('act-told', 'two')];
    core.clock.moveTo(at('10:00'));
    await Promise.all(ids.map((id) => deliver(context, id)));
    expect(slack.posts).toHaveLength(1);
    expect((await all(ids)).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  test('one alone stays as it is', async () => {
    await write('promise-owner-asked', 'the lift');
    await goOn(at('10:00'));
    expect(slack.posts[0]?.[1]).toMatchObject({ summary: 'A question: the lift?' });
  });

  test('that are out of date are left out; with none left nothing is sent, and nothing counts', async () => {
    const ids = [await write('promise-owner-asked', 'one'), await write('promise-owner-asked', 'two')];
    over.add('one').add('two');
    await goOn(at('10:00'));
    expect(slack.posts).toEqual([]);
    expect(await all(ids)).toMatchObject([
      { state: 'dropped', note: 'no-longer-true', contactId: null },
      { state: 'dropped', note: 'no-longer-true', contactId: null },
    ]);
    await write('promise-owner-asked', 'one');
    await write('act-told', 'three');
    await goOn(at('11:00'));
    expect(slack.posts[0]?.[1].summary).toBe('News: three.');
  });

  test('wait when their share of the week is used, and go on Monday morning; what cannot wait goes', async () => {
    await wish({ weeklyMost: 3 });
    await write('act-told', 'one');
    await goOn(at('10:00'));
    const held = await write('act-told', 'two', {}, theirs);
    await goOn(at('11:00'));
    const monday = at('09:00') + 7 * DAY;
    expect(await find(held)).toMatchObject({ state: 'due', dueAt: monday, note: FOR_BUNDLE });
    await write('turn-taken-back', 'your turn');
    await goOn(at('11:30'));
    expect(slack.posts.map(([, { summary }]) => summary)).toEqual(['News: one.', 'News: your turn.']);
    await write('act-told', 'three', { dueAt: monday });
    await goOn(monday);
    expect(slack.posts.map(([, { summary }]) => summary).slice(2)).toEqual(['2 things for you']);
  });

  test('come at the hour of their own, outside their night', async () => {
    await wish({ ownTime: { weekday: 'friday', time: '18:00' } });
    const id = await write('act-told', 'one');
    expect(await deliver(context, id)).toBe(at('18:00'));
    await wish({ quietHours: { from: '17:30', to: '20:00', timezone: 'UTC' } });
    await goOn(at('18:00'));
    expect(await find(id)).toMatchObject({ dueAt: at('20:00'), note: 'quiet-hours' });
    await goOn(at('20:00'));
    expect(await find(id)).toMatchObject({ state: 'sent' });
  });

  test('more than a message can tell of by a line: the rest goes with the next', async () => {
    const ids: string[] = [];
    for (let each = 0; each < 30; each += 1) ids.push(await write('act-told', `no ${each}`));
    await goOn(at('10:00'));
    expect(posted()[0]).toContain('And also');
    expect(posted()[0]).toContain('[See your page]');
    expect((await all(ids)).filter(({ state }) => state === 'sent')).toHaveLength(24);
    await goOn(at('09:00') + 2 * DAY);
    expect(slack.posts.map(([, { summary }]) => summary)).toEqual(['24 things for you', '6 things for you']);
  });
});

describe('what goes wrong', () => {
  test('a fault tries them all again, together; what crashed is taken again', async () => {
    const ids = [await write('act-told', 'one'), await write('act-told', 'two')];
    slack.answers.push(new Error('no line'));
    await goOn(at('10:00'));
    expect(await all(ids)).toMatchObject([
      { state: 'due', note: 'error', attempts: 1, contactId: null },
      { state: 'due', note: 'error', attempts: 1, contactId: null },
    ]);
    core.clock.moveTo(at('10:01'));
    // A worker that takes both and is never heard of again.
    const { personId } = ours.who('Rep2');
    const taken = await deliveryTable.claimWaiting(context.store, personId, ['act-told'], {
      now: core.clock.now(),
      until: at('10:03'),
      limit: 9,
    });
    await deliveryTable.markContact(context.store, ids, 'bundle');
    expect(taken).toHaveLength(2);
    await goOn(at('10:02'));
    expect(slack.posts).toHaveLength(1);
    await goOn(at('10:03'));
    expect(slack.posts).toHaveLength(2);
    expect((await all(ids)).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  test('a platform that says later is asked again then, with the slot that it keeps', async () => {
    const ids = [await write('act-told', 'one'), await write('act-told', 'two')];
    const retryAt = at('10:00') + 7_000;
    slack.answers.push({ outcome: 'later', retryAt, why: 'pace', slotKept: true });
    await goOn(at('10:00'));
    const waiting = await all(ids);
    expect(waiting.map(({ dueAt }) => dueAt)).toEqual([retryAt, retryAt]);
    expect(waiting.map(({ slotAt }) => slotAt)).toEqual(expect.arrayContaining([retryAt, null]));
    await goOn(retryAt);
    expect(slack.posts.map(([, { summary }, , slot]) => [summary, slot])).toEqual([
      ['2 things for you', null],
      ['2 things for you', retryAt],
    ]);
  });

  test('where Slack is closed they stand on the board, each for itself, and count as no contact', async () => {
    const ids = [await write('act-told', 'one'), await write('act-told', 'two')];
    slack.answers.push({ outcome: 'unreachable', why: 'gone' });
    await goOn(at('10:00'));
    expect(web.posts.map(([, { summary }, key]) => [summary, key]).sort()).toEqual(
      [
        ['News: one.', ids[0]],
        ['News: two.', ids[1]],
      ].sort(),
    );
    expect(await all(ids)).toMatchObject([
      { state: 'sent', contactId: null, ref: 'ref-web' },
      { state: 'sent', contactId: null, ref: 'ref-web' },
    ]);
  });
});

test('on the board nothing is held and nothing counts', async () => {
  await wish({ reachOn: 'web', weeklyMost: 3 });
  for (const subject of ['one', 'two', 'three']) await write('act-told', subject);
  await goOn(core.clock.now());
  expect(web.posts).toHaveLength(3);
  expect(slack.posts).toEqual([]);
});

test('a letter that is put right in a bundle takes nothing from the others', async () => {
  const id = await write('promise-owner-asked', 'the lift');
  await write('act-told', 'a new name');
  await goOn(at('10:00'));
  over.add('the lift');
  const correction = toCorrect(context, ours.circle, await find(id));
  await context.store.transact((tx) => addToOutbox(tx, [correction]));
  await deliver(context, correction.id);
  const [[ref, message] = []] = slack.updates;
  expect(ref?.value).toBe('ref-slack');
  if (message === undefined) throw new Error('nothing was put right');
  expect(plainText(message)).toContain('That is settled.');
  expect(plainText(message)).toContain('News: a new name.');
  expect(plainText(message)).not.toContain('the lift');
});

test('letters in two languages come wholly in English', async () => {
  await wish({ language: 'cy' });
  const language = (kind: 'act-told' | 'promise-owner-asked', knows: readonly string[]) =>
    notification(async ({ reader }) => ({
      ...sentence(`${kind} in ${knows.includes(reader.language) ? reader.language : 'en-GB'}`),
      language: knows.includes(reader.language) ? reader.language : 'en-GB',
    }));
  const both = { ...context.notifications, 'act-told': language('act-told', ['cy', 'en-GB']) };
  context = {
    ...context,
    notifications: { ...both, 'promise-owner-asked': language('promise-owner-asked', []) },
  };
  await write('act-told', 'one');
  await write('promise-owner-asked', 'two');
  await goOn(at('10:00'));
  expect(slack.posts[0]?.[1]).toMatchObject({ language: 'en-GB', summary: '2 things for you' });
  expect(posted()[0]).toContain('act-told in en-GB');
  for (const subject of ['one', 'two']) await write('act-told', subject);
  await goOn(at('10:00') + 3 * DAY);
  expect(slack.posts[1]?.[1]).toMatchObject({ language: 'cy', summary: '2 peth i chi' });
});

describe('letters that go at their time', () => {
  test('count over both circles; a reminder that is more than wished for is dropped, a digest waits', async () => {
    await wish({ weeklyMost: 3 });
    const now = core.clock.now();
    const ids = [
      await write('pulse-invitation', 'ours', { expiresAt: now + 2 * DAY }),
      await write('pulse-reminder', 'ours', { expiresAt: now + 2 * DAY }),
      await write('digest', 'ours'),
      await write('digest', 'theirs', {}, theirs),
      await write('pulse-invitation', 'theirs', { expiresAt: now + 2 * DAY }, theirs),
    ];
    for (const id of ids) await deliver(context, id);
    expect(await all(ids)).toMatchObject([
      { state: 'sent', contactId: ids[0] },
      { state: 'dropped', note: 'more-than-wished' },
      { state: 'sent', contactId: ids[2] },
      { state: 'due', note: FOR_BUNDLE, dueAt: at('10:00') },
      // Everybody is asked.
      { state: 'sent', contactId: null },
    ]);
    await write('act-told', 'one');
    await goOn(at('10:00'));
    expect(posted().at(-1)).toMatch(/^2 things for you.*News: one\..*News: theirs\./s);
    // The share of bundles is used, that of digests too.
    const late = await write('digest', 'ours');
    await goOn(core.clock.now() + HOUR);
    expect(await find(late)).toMatchObject({ state: 'due', dueAt: at('09:00') + 7 * DAY });
    await goOn(at('09:00') + 7 * DAY + MINUTE);
    expect(await find(late)).toMatchObject({ state: 'sent' });
  });
});

// The last one: they are gone from then on.
test('of a circle that somebody has left are left out of the bundle', async () => {
  const ids = [await write('act-told', 'ours'), await write('act-told', 'theirs', {}, theirs)];
  await make(core, theirs, 'Rep2', { leftAt: core.clock.now() });
  await goOn(at('10:00'));
  expect(await all(ids)).toMatchObject([{ state: 'sent' }, { state: 'dropped', note: 'has-left' }]);
  expect(slack.posts[0]?.[1].summary).toBe('News: ours.');
});
