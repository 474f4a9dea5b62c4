import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member, PlatformName, Preferences } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { deliver } from '../../src/core/outbox/deliver.ts';
import type { Delivery } from '../../src/core/outbox/delivery.ts';
import { watchLetters } from '../../src/core/outbox/due-deliveries.ts';
import { notification } from '../../src/core/outbox/notifications.ts';
import {
  addToOutbox,
  enqueueDeliveries,
  type Letter,
  toChannels,
  toCorrect,
  toMember,
  toPerson,
  toPutAway,
} from '../../src/core/outbox/outbox.ts';
import { reachableAt } from '../../src/core/outbox/targets.ts';
import type { Message } from '../../src/core/ports/message.ts';
import type { PostOutcome } from '../../src/core/ports/sender.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { memberTable, type Standing } from '../../src/core/tables/members.ts';
import { personTable } from '../../src/core/tables/people.ts';
import { make, told } from '../support/standing.ts';
import { type Group, startCore, type TestCore } from '../support/test-core.ts';
import { type ScriptedPlatform, scriptedPlatform } from './scripted-platform.ts';

const CHANNEL = { platform: 'slack', externalId: 'T1/C1' } as const;
const SAYS: Message = { summary: 'Hello.', language: 'en-GB', blocks: [] };

let core: TestCore;
let context: Context;
let ours: Group;
let slack: ScriptedPlatform;
let web: ScriptedPlatform;
/** What the letters of this test say; null: nothing any more. */
let says: Message | null;
let followed: string[];

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 2 });
  [slack, web, says, followed] = [scriptedPlatform('slack'), scriptedPlatform('web'), SAYS, []];
  const said = notification(async () => says, {
    sent: async (_, { id }) => {
      followed.push(id);
    },
  });
  const { notifications } = core.context;
  context = {
    ...core.context,
    platforms: new Map<PlatformName, ScriptedPlatform>([
      ['slack', slack],
      ['web', web],
    ]),
    notifications: {
      ...notifications,
      welcome: said,
      'channel-welcome': said,
      'pulse-reminder': said,
      'turn-reminder': said,
      'link-made': said,
      'way-in-tried': said,
      'membership-told': said,
      'platform-shut-out': said,
    },
  };
  core.enqueued();
});

const letter = (given: Partial<Letter> = {}): Letter => ({
  kind: 'welcome',
  subject: context.newId(),
  dueAt: core.clock.now(),
  expiresAt: null,
  ...given,
});
const find = async (id: string) => await deliveryTable.find(context.store, id);

async function posted(delivery: Delivery | undefined): Promise<string> {
  if (delivery === undefined) throw new Error('no letter');
  await context.store.transact((tx) => addToOutbox(tx, [delivery]));
  return delivery.id;
}
const toRep = async (given: Partial<Letter> = {}, name = 'Rep2') =>
  posted(toMember(context, ours.circle, await ours.now(name), letter(given)));
async function toChannel(): Promise<string> {
  await circleTable.saveChannels(context.store, ours.circle.id, [CHANNEL]);
  const circle = { ...ours.circle, channels: [CHANNEL] };
  return posted(toChannels(context, circle, letter({ kind: 'channel-welcome' }))[0]);
}
const onSlack = ({ personId }: Member) =>
  personTable.addAccount(context.store, personId, { platform: 'slack', externalId: `T1/${personId}` }, null);
const wish = async (name: string, wished: Partial<Preferences>) => {
  const { id, preferences, chairs } = await ours.now(name);
  await memberTable.savePreferences(context.store, id, { ...preferences, ...wished }, chairs);
};
const quietHours = { from: '08:00', to: '10:00', timezone: 'UTC' };

describe('a letter', () => {
  test('goes where its member is, under its own id, and is recorded; it goes once', async () => {
    const id = await toRep({ expiresAt: core.clock.now() + DAY });
    expect(await deliver(context, id)).toBeNull();
    const [[place, message, key, slot] = []] = web.posts;
    expect(place).toEqual({ kind: 'member', ...(await ours.now('Rep2')).identities[0] });
    expect(message).toMatchObject({ summary: 'Hello.', until: core.clock.now() + DAY });
    expect([key, slot]).toEqual([id, null]);
    expect(await find(id)).toMatchObject({
      state: 'sent',
      sentAt: core.clock.now(),
      ref: 'ref-web',
      note: null,
      attempts: 1,
      claimedUntil: null,
    });
    expect(followed).toEqual([id]);
    expect(await deliver(context, id)).toBeNull();
    expect([web.posts.length, followed.length]).toEqual([1, 1]);
  });

  test('goes to a channel of the circle, and to a person who is no member, on their own platform', async () => {
    await deliver(context, await toChannel());
    const person = { platform: 'slack', externalId: 'T1/U9' } as const;
    const toU9 = () => toPerson(context, ours.circle, person, letter());
    await deliver(context, await posted(toU9()));
    expect(slack.posts.map(([place]) => place)).toEqual([
      { kind: 'channel', ...CHANNEL },
      { kind: 'member', ...person },
    ]);
    expect(web.posts).toEqual([]);
    // One of each kind and circle for each person, for ever.
    expect(await find(await posted(toU9()))).toBeNull();
  });

  test('waits for its moment, and for a worker who has it, but no longer than a crash takes to tell', async () => {
    const id = await toRep({ dueAt: core.clock.now() + MINUTE });
    await deliver(context, id);
    expect(web.posts).toEqual([]);
    core.clock.moveTo(core.clock.now() + MINUTE);
    const now = core.clock.now();
    await deliveryTable.claim(context.store, id, now, now + 2 * MINUTE);
    await deliver(context, id);
    expect(web.posts).toEqual([]);
    core.clock.moveTo(now + 2 * MINUTE);
    await deliver(context, id);
    expect(web.posts).toHaveLength(1);
  });

  test('that is no longer true is dropped, and so is one that says nothing to nobody', async () => {
    says = null;
    const id = await toRep();
    await deliver(context, id);
    expect(await find(id)).toMatchObject({ state: 'dropped', note: 'no-longer-true' });
    expect([web.posts, followed]).toEqual([[], []]);
  });

  test('is not worth sending from the moment on that it runs out', async () => {
    const at = core.clock.now() + HOUR;
    const [late, early] = [await toRep({ expiresAt: at }), await toRep({ expiresAt: at + 1 })];
    core.clock.moveTo(at);
    for (const id of [late, early]) await deliver(context, id);
    expect(await find(late)).toMatchObject({ state: 'dropped', note: 'too-late' });
    expect(await find(early)).toMatchObject({ state: 'sent' });
  });

  test.each<[string, Partial<Letter>, (now: number) => Partial<Standing>]>([
    ['has-left', {}, (leftAt) => ({ leftAt })],
    ['has-left', { kind: 'link-made' }, (leftAt) => ({ leftAt })],
    ['sent', { kind: 'membership-told' }, (leftAt) => ({ leftAt })],
    ['not-let-in-yet', { kind: 'link-made' }, (leftAt) => ({ leftAt, confirmedAt: null })],
    ['not-let-in-yet', { kind: 'way-in-tried' }, (leftAt) => ({ leftAt, confirmedAt: null })],
    ['has-left', {}, (leftAt) => ({ leftAt, confirmedAt: null })],
  ])('finds its member as they are now: %s', async (outcome, given, standing) => {
    const id = await toRep(given);
    await make(core, ours, 'Rep2', { ...standing(core.clock.now()) });
    const again = await deliver(context, id);
    const waits = outcome === 'not-let-in-yet';
    expect(again).toBe(waits ? core.clock.now() + 10 * MINUTE : null);
    expect(await find(id)).toMatchObject(
      outcome === 'sent'
        ? { state: 'sent' }
        : { state: waits ? 'due' : 'dropped', note: outcome, attempts: waits ? 0 : 1 },
    );
    expect(web.posts).toHaveLength(outcome === 'sent' ? 1 : 0);
  });

  test('of a circle that is not set up goes to its stewards alone, but for their ways in', async () => {
    ours = await core.group({ staff: 2, reps: 2, setUp: false });
    const ids = [await toRep(), await toRep({}, 'Rep1'), await toRep({ kind: 'link-made' })];
    const gone = await toRep({ kind: 'membership-told' }, 'Staff2');
    await make(core, ours, 'Staff2', { leftAt: core.clock.now(), confirmedAt: core.clock.now() });
    for (const id of [...ids, gone]) await deliver(context, id);
    expect(await Promise.all([...ids, gone].map(find))).toMatchObject([
      { state: 'dropped', note: 'not-set-up' },
      { state: 'sent' },
      { state: 'due', note: 'not-let-in-yet' },
      { state: 'dropped', note: 'has-left' },
    ]);
  });

  test('that reminds is for those who want reminders', async () => {
    const kinds = ['pulse-reminder', 'turn-reminder', 'welcome'] as const;
    const wanted = await toRep({ kind: 'pulse-reminder' });
    await deliver(context, wanted);
    await wish('Rep2', { reminders: false });
    const ids = await Promise.all(kinds.map((kind) => toRep({ kind })));
    for (const id of ids) await deliver(context, id);
    expect(await Promise.all([wanted, ...ids].map(find))).toMatchObject([
      { state: 'sent' },
      { state: 'dropped', note: 'not-wanted' },
      { state: 'dropped', note: 'not-wanted' },
      { state: 'sent' },
    ]);
  });

  test('to a channel that was taken off the circle is dropped', async () => {
    const id = await toChannel();
    await circleTable.saveChannels(context.store, ours.circle.id, []);
    await deliver(context, id);
    expect(await find(id)).toMatchObject({ state: 'dropped', note: 'no-longer-linked' });
  });

  test('waits where no platform of theirs is set up', async () => {
    context = { ...context, platforms: new Map([['slack', slack]]) };
    const id = await toRep();
    expect(await deliver(context, id)).toBeNull();
    expect(await find(id)).toMatchObject({ state: 'waiting', note: 'platform-not-set-up' });
  });

  test('that tells of a platform which lets nobody in does not go over it', async () => {
    await onSlack(ours.who('Rep2'));
    await wish('Rep2', { reachOn: 'slack' });
    await deliver(context, await toRep({ kind: 'platform-shut-out', payload: { platform: 'slack' } }));
    expect([slack.posts.length, web.posts.length]).toEqual([0, 1]);
  });
});

describe('quiet hours', () => {
  test('hold a letter back as it is written, and again when it comes due', async () => {
    core.clock.moveTo(Math.ceil(core.clock.now() / DAY) * DAY + 9 * HOUR);
    const [before, end] = [await toRep(), core.clock.now() + HOUR];
    await wish('Rep2', { quietHours });
    expect(await find(await toRep())).toMatchObject({ dueAt: end });
    expect(await deliver(context, before)).toBe(end);
    expect(await find(before)).toMatchObject({
      state: 'due',
      dueAt: end,
      note: 'quiet-hours',
      attempts: 0,
    });
    expect(web.posts).toEqual([]);
    core.clock.moveTo(end);
    await deliver(context, before);
    expect(web.posts).toHaveLength(1);
  });

  test('are a person’s: a channel has none', async () => {
    core.clock.moveTo(Math.ceil(core.clock.now() / DAY) * DAY + 9 * HOUR);
    await deliver(context, await toChannel());
    expect(slack.posts).toHaveLength(1);
  });
});

describe('of several platforms', () => {
  beforeEach(() => onSlack(ours.who('Rep2')));
  const closed: PostOutcome = { outcome: 'unreachable', why: 'gone' };

  test.each<[PlatformName | null, PlatformName]>([
    ['slack', 'slack'],
    ['web', 'web'],
    ['teams', 'slack'],
    [null, 'slack'],
  ])('the wished one comes first (%s), else their order decides', async (reachOn, first) => {
    await wish('Rep2', { reachOn });
    expect(reachableAt(context.platforms, await ours.now('Rep2'))?.platform.name).toBe(first);
    await deliver(context, await toRep());
    expect([slack.posts.length, web.posts.length]).toEqual(first === 'slack' ? [1, 0] : [0, 1]);
  });

  test('the next is tried where one is closed; where all are, the letter fails', async () => {
    slack.answers.push(closed, closed);
    const [first, second] = [await toRep(), await toRep()];
    await deliver(context, first);
    expect(await find(first)).toMatchObject({ state: 'sent', ref: 'ref-web' });
    web.answers.push(closed);
    expect(await deliver(context, second)).toBeNull();
    expect(await find(second)).toMatchObject({ state: 'failed', note: 'gone' });
    expect(followed).toEqual([first]);
  });

  test('none reaches whom no platform of theirs is set up for', () => {
    expect(reachableAt(new Map(), ours.who('Rep2'))).toBeNull();
  });
});

describe('a platform that says later', () => {
  const later = (more: object = {}): PostOutcome => ({
    outcome: 'later',
    retryAt: core.clock.now() + HOUR,
    why: 'pace',
    ...more,
  });

  test('is asked again then, and that is no failed attempt; a slot it keeps is handed back', async () => {
    web.answers.push(later({ slotKept: true }));
    const id = await toRep();
    const at = core.clock.now() + HOUR;
    expect(await deliver(context, id)).toBe(at);
    expect(await find(id)).toMatchObject({ state: 'due', dueAt: at, slotAt: at, note: 'pace', attempts: 0 });
    core.clock.moveTo(at);
    web.answers.push(later());
    await deliver(context, id);
    expect(web.posts[1]?.[3]).toBe(at);
    expect(await find(id)).toMatchObject({ slotAt: null, attempts: 0 });
    expect(followed).toEqual([]);
  });

  test('and lets nobody in is told of to stewards who are elsewhere too, once a week', async () => {
    await onSlack(ours.who('Rep2'));
    await onSlack(ours.who('Rep1'));
    await onSlack(ours.who('Staff1'));
    const shutOut = async () => {
      slack.answers.push(later({ shutOut: true }));
      await deliver(context, await toRep());
      return told(core, ours, 'platform-shut-out');
    };
    for (const account of (await ours.now('Staff1')).identities)
      if (account.platform === 'web') await memberTable.holdIdentity(context.store, account, true);
    expect(await shutOut()).toEqual(['Rep1']);
    expect(core.enqueued()).toHaveLength(1);
    expect(await shutOut()).toEqual(['Rep1']);
    core.clock.moveTo(core.clock.now() + 7 * DAY);
    expect(await shutOut()).toEqual(['Rep1', 'Rep1']);
  });
});

test('a fault is logged and tried again, each time after twice as long, eight times', async () => {
  const id = await toRep();
  const waits: number[] = [];
  const before = core.log.length;
  for (;;) {
    web.answers.push(new Error('no line'));
    const again = await deliver(context, id);
    if (again === null) break;
    waits.push((again - core.clock.now()) / MINUTE);
    core.clock.moveTo(again);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64]);
  expect(await find(id)).toMatchObject({ state: 'failed', note: 'error', attempts: 8 });
  expect(core.log.slice(before).filter(({ event }) => event === 'delivery.failed')).toHaveLength(8);
});

describe('the outbox', () => {
  test('keeps one letter of each kind, subject, edition and place', async () => {
    const subject = context.newId();
    const first = await toRep({ subject });
    expect(await find(await toRep({ subject }))).toBeNull();
    for (const other of [
      await toRep({ subject, edition: 'two' }),
      await toRep({ subject, kind: 'channel-welcome' }),
      await toRep({ subject }, 'Rep1'),
    ]) {
      expect(await find(other)).toMatchObject({ subject });
    }
    expect(await find(first)).toMatchObject({ state: 'due' });
  });

  test('wakes workers for what is due, but for corrections', async () => {
    const rep = await ours.now('Rep2');
    const now = toMember(context, ours.circle, rep, letter());
    const soon = toMember(context, ours.circle, rep, letter({ dueAt: core.clock.now() + 1 }));
    await enqueueDeliveries(context, [now, soon, toCorrect(context, ours.circle, now)]);
    expect(core.enqueued()).toMatchObject([{ name: 'deliver', data: { delivery: now.id } }]);
  });

  test('puts away what asks, wherever it has come to; not what will never go', async () => {
    const subject = context.newId();
    const ids = new Map<Delivery['state'], string>();
    for (const [state, name] of [
      ['due', 'Rep1'],
      ['claimed', 'Rep2'],
      ['sent', 'Staff1'],
      ['dropped', 'Staff2'],
    ] as const) {
      ids.set(state, await toRep({ subject }, name));
    }
    const now = core.clock.now();
    await deliveryTable.claim(context.store, ids.get('claimed') ?? '', now, now + MINUTE);
    await deliver(context, ids.get('sent') ?? '');
    await deliveryTable.finish(context.store, ids.get('dropped') ?? '', { state: 'dropped' });
    const away = await context.store.transact((tx) =>
      toPutAway(context, tx, ours.circle, subject, ['welcome']),
    );
    expect(away.map((each) => each.subject).sort()).toEqual(
      [ids.get('due'), ids.get('claimed'), ids.get('sent')].sort(),
    );
    expect(away[0]).toMatchObject({ kind: 'digest-correction', state: 'due', circleId: ours.circle.id });
    const none = await context.store.transact((tx) =>
      toPutAway(context, tx, ours.circle, subject, ['link-made']),
    );
    expect(none).toEqual([]);
  });

  test('hands out what has come due since it was last looked at, first of all, and tells when the next is', async () => {
    core.clock.moveTo(core.clock.now() + DAY);
    const look = watchLetters(context);
    const id = await toRep({ dueAt: core.clock.now() + MINUTE });
    await toRep({ dueAt: core.clock.now() + HOUR });
    expect(await look()).toBe(MINUTE);
    expect(core.enqueued()).toEqual([]);
    core.clock.moveTo(core.clock.now() + MINUTE);
    expect(await look()).toBe(HOUR - MINUTE);
    expect(core.enqueued()).toMatchObject([{ first: true, data: { delivery: id } }]);
    for (const seen of [1, 0]) {
      core.clock.moveTo(core.clock.now() + MINUTE);
      await look();
      expect(core.enqueued()).toHaveLength(seen);
    }
  });
});
