import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Identity, PlatformName } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { deliver } from '../../src/core/outbox/deliver.ts';
import type { Delivery, DeliveryKind } from '../../src/core/outbox/delivery.ts';
import { placeOpened } from '../../src/core/outbox/delivery-failures.ts';
import { type NotSent, notification } from '../../src/core/outbox/notifications.ts';
import { addToOutbox, toChannels, toCorrect, toMember } from '../../src/core/outbox/outbox.ts';
import type { Message } from '../../src/core/ports/message.ts';
import type { Bar, PostOutcome } from '../../src/core/ports/sender.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { told } from '../support/standing.ts';
import { type Group, startCore, type TestCore } from '../support/test-core.ts';
import { type ScriptedPlatform, scriptedPlatform } from './scripted-platform.ts';

const EVERYBODY = ['Staff1', 'Staff2', 'Rep1', 'Rep2'];

let core: TestCore;
let context: Context;
let ours: Group;
let slack: ScriptedPlatform;
let web: ScriptedPlatform;
let says: Message | NotSent | null;
let channel: Identity;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 2 });
  channel = { platform: 'slack', externalId: `T1/${ours.circle.id}` };
  slack = scriptedPlatform('slack');
  web = scriptedPlatform('web');
  says = { summary: 'Hello.', language: 'en-GB', blocks: [] };
  const said = notification(async () => says, {
    inPlace: async () => ({ summary: 'It is over.', language: 'en-GB', blocks: [] }),
  });
  context = {
    ...core.context,
    platforms: new Map<PlatformName, ScriptedPlatform>([
      ['web', web],
      ['slack', slack],
    ]),
    notifications: { ...core.context.notifications, digest: said, 'turn-offer': said },
  };
  core.enqueued();
});

const refuses = (bar?: Bar): PostOutcome => ({
  outcome: 'unreachable',
  why: 'closed',
  ...(bar && { bar }),
});
const find = (id: string) => deliveryTable.find(context.store, id);
async function posted(delivery: Delivery | undefined): Promise<string> {
  if (delivery === undefined) throw new Error('no letter');
  await context.store.transact((tx) => addToOutbox(tx, [delivery]));
  return delivery.id;
}
const toRep = async (dueAt = core.clock.now()) =>
  posted(
    toMember(context, ours.circle, await ours.now('Rep2'), {
      kind: 'turn-offer',
      subject: context.newId(),
      dueAt,
      expiresAt: null,
    }),
  );
async function toTheChannels(channels: readonly Identity[] = [channel]) {
  await circleTable.saveChannels(context.store, ours.circle.id, channels);
  const letter = { kind: 'digest', subject: context.newId(), dueAt: core.clock.now() } as const;
  const letters = toChannels(context, { ...ours.circle, channels }, { ...letter, expiresAt: null });
  return Promise.all(letters.map(posted));
}
const toldOf = (kind: DeliveryKind) => told(core, ours, kind);

describe('a channel that does not let us in', () => {
  async function refused(bar: Bar = 'not-invited'): Promise<string> {
    const [id = ''] = await toTheChannels();
    slack.answers.push(refuses(bar));
    await deliver(context, id);
    return id;
  }

  test.each<[Bar]>([['not-invited'], ['archived'], ['gone']])(
    'is told of to the stewards, and the members get the letter instead: %s',
    async (bar) => {
      const id = await refused(bar);
      expect(await find(id)).toMatchObject({ state: 'due', dueAt: core.clock.now() + HOUR, note: 'closed' });
      expect(await toldOf('digest')).toEqual(EVERYBODY);
      expect(await toldOf('channel-closed')).toEqual(['Staff1', 'Rep1']);
      expect(core.enqueued()).toHaveLength(6);
      const told = (await core.letters(ours.circle)).find(({ kind }) => kind === 'channel-closed');
      expect(told?.payload).toEqual({ bar, channel: `slack/${channel.externalId}` });
    },
  );

  test('is told of once, until something gets through there again', async () => {
    await refused();
    await refused();
    expect(await toldOf('channel-closed')).toEqual(['Staff1', 'Rep1']);
    core.clock.moveTo(core.clock.now() + MINUTE);
    const [id = ''] = await toTheChannels();
    await deliver(context, id);
    await refused();
    expect(await toldOf('channel-closed')).toEqual(['Staff1', 'Staff1', 'Rep1', 'Rep1']);
  });

  test('is tried ever more seldom, at most a day apart, ten times; the members hear once', async () => {
    const id = await refused();
    const waits: number[] = [];
    for (;;) {
      const { state, dueAt } = (await find(id)) ?? {};
      if (state !== 'due' || dueAt === undefined) break;
      waits.push((dueAt - core.clock.now()) / HOUR);
      core.clock.moveTo(dueAt);
      slack.answers.push(refuses('not-invited'));
      await deliver(context, id);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 24, 24, 24, 24]);
    expect(await find(id)).toMatchObject({ state: 'failed', note: 'closed', attempts: 10 });
    expect(await toldOf('digest')).toEqual(EVERYBODY);
  });

  test.each<[string, boolean, PlatformName, string, 'sent' | 'due' | 'failed']>([
    ['has it', true, 'slack', 'T1/C2', 'sent'],
    ['is about to have it', true, 'slack', 'T1/C2', 'due'],
    ['is closed too', false, 'slack', 'T1/C2', 'failed'],
    ['is the web’s', false, 'web', 'here', 'sent'],
  ])(
    'leaves its members to another channel only where that %s',
    async (_, elsewhere, platform, place, state) => {
      const [first = '', second = ''] = await toTheChannels([channel, { platform, externalId: place }]);
      if (state === 'sent') await deliver(context, second);
      if (state === 'failed') await deliveryTable.finish(context.store, second, { state, note: 'closed' });
      slack.answers.push(refuses('not-invited'));
      await deliver(context, first);
      expect(await toldOf('digest')).toEqual(elsewhere ? [] : EVERYBODY);
      expect(await toldOf('channel-closed')).toEqual(['Staff1', 'Rep1']);
    },
  );

  test('leaves nobody to a channel that was tried in vain, nor to other news in another', async () => {
    const second = { platform: 'slack', externalId: `${channel.externalId}-2` } as const;
    const [first = '', closed = ''] = await toTheChannels([channel, second]);
    slack.answers.push(refuses('gone'));
    await deliver(context, closed);
    expect(await toldOf('digest')).toEqual([]);
    slack.answers.push(refuses('gone'));
    await deliver(context, first);
    expect(await toldOf('digest')).toEqual(EVERYBODY);
    const letter = { kind: 'digest', subject: context.newId(), dueAt: core.clock.now() } as const;
    const edition = (name: string, at: Identity) =>
      toChannels(context, { ...ours.circle, channels: [at] }, { ...letter, edition: name, expiresAt: null });
    const one = await posted(edition('one', channel)[0]);
    await posted(edition('two', second)[0]);
    slack.answers.push(refuses('gone'));
    await deliver(context, one);
    expect(await toldOf('digest')).toHaveLength(8);
  });

  test('gives members nothing that they get anyway', async () => {
    await circleTable.saveChannels(context.store, ours.circle.id, [channel]);
    const letter = {
      kind: 'digest',
      subject: context.newId(),
      edition: 'one',
      dueAt: core.clock.now(),
      expiresAt: null,
    } as const;
    await posted(toMember(context, ours.circle, await ours.now('Rep2'), letter));
    const id = await posted(toChannels(context, { ...ours.circle, channels: [channel] }, letter)[0]);
    slack.answers.push(refuses('gone'));
    await deliver(context, id);
    expect(await toldOf('digest')).toEqual(EVERYBODY);
  });

  test('for no reason that anybody can mend is not tried again', async () => {
    const [id = ''] = await toTheChannels();
    slack.answers.push(refuses());
    await deliver(context, id);
    expect(await find(id)).toMatchObject({ state: 'failed', note: 'closed' });
    expect([await toldOf('digest'), await toldOf('channel-closed')]).toEqual([[], []]);
  });

  test('gets what waited for it as soon as it lets us in; nothing else moves', async () => {
    const id = await refused();
    const [elsewhere = ''] = await toTheChannels([{ ...channel, externalId: 'T1/C2' }]);
    slack.answers.push(refuses('gone'));
    await deliver(context, elsewhere);
    core.clock.moveTo(core.clock.now() + MINUTE);
    core.enqueued();
    await placeOpened(context, channel);
    expect(core.enqueued()).toMatchObject([{ data: { delivery: id } }]);
    expect(await find(id)).toMatchObject({ state: 'due', dueAt: core.clock.now() });
    expect(await find(elsewhere)).toMatchObject({ dueAt: core.clock.now() - MINUTE + HOUR });
  });
});

describe('a person who is closed to us', () => {
  test.each<[Bar, 'failed' | 'due']>([
    ['account-closed', 'failed'],
    ['not-let-in', 'due'],
  ])('is told of to the other stewards, once until they are reached: %s', async (bar, state) => {
    const refused = async () => {
      web.answers.push(refuses(bar));
      const id = await toRep();
      await deliver(context, id);
      return id;
    };
    const id = await refused();
    expect(await find(id)).toMatchObject({ state, note: 'closed' });
    if (state === 'due') expect(await find(id)).toMatchObject({ dueAt: core.clock.now() + HOUR });
    await refused();
    expect(await toldOf('member-unreachable')).toEqual(['Staff1', 'Rep1']);
    await deliver(context, await toRep());
    await refused();
    expect(await toldOf('member-unreachable')).toEqual(['Staff1', 'Staff1', 'Rep1', 'Rep1']);
  });

  test('is not told so themselves, steward or not', async () => {
    const letter = { kind: 'turn-offer', subject: 'x', dueAt: core.clock.now(), expiresAt: null } as const;
    const id = await posted(toMember(context, ours.circle, await ours.now('Rep1'), letter));
    web.answers.push(refuses('account-closed'));
    await deliver(context, id);
    expect(await toldOf('member-unreachable')).toEqual(['Staff1']);
  });

  test('gets what waited for them when they let us in; what waits for its hour waits on', async () => {
    web.answers.push(refuses('not-let-in'));
    const id = await toRep();
    await deliver(context, id);
    const planned = await toRep(core.clock.now() + DAY);
    const [account] = (await ours.now('Rep2')).identities;
    if (account === undefined) throw new Error('no account');
    core.clock.moveTo(core.clock.now() + MINUTE);
    core.enqueued();
    await placeOpened(context, account);
    expect(core.enqueued()).toMatchObject([{ data: { delivery: id } }]);
    expect(await find(id)).toMatchObject({ dueAt: core.clock.now() });
    expect(await find(planned)).toMatchObject({ dueAt: core.clock.now() - MINUTE + DAY });
    await placeOpened(context, account);
    expect(core.enqueued()).toEqual([]);
  });
});

describe('a correction', () => {
  async function corrected(letterId: string): Promise<Delivery> {
    const letter = await find(letterId);
    if (letter === null) throw new Error('no letter');
    const id = await posted(toCorrect(context, ours.circle, letter));
    await deliver(context, id);
    const correction = await find(id);
    if (correction === null) throw new Error('no correction');
    return correction;
  }
  async function sent(): Promise<string> {
    const id = await toRep();
    await deliver(context, id);
    return id;
  }

  test('edits the letter where it stands, as it would be sent now, and tells nobody', async () => {
    const id = await sent();
    says = { summary: 'Hello again.', language: 'en-GB', blocks: [] };
    slack.answers.push(refuses());
    expect(await corrected(id)).toMatchObject({ state: 'sent', sentAt: core.clock.now(), note: null });
    expect(web.updates).toMatchObject([[{ platform: 'web', value: 'ref-web' }, { summary: 'Hello again.' }]]);
    // Chat platforms know their own references; the web cannot tell, and is asked last.
    expect([slack.updates.length, web.posts.length]).toEqual([1, 1]);
    expect(await find(id)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  test('of what is no longer true says so instead, and takes it off our board', async () => {
    const id = await sent();
    says = null;
    await corrected(id);
    expect(slack.updates[0]?.[1]).toMatchObject({ summary: 'It is over.', until: core.clock.now() });
  });

  test('is not held back by quiet hours', async () => {
    const id = await sent();
    const { preferences, chairs, id: rep } = await ours.now('Rep2');
    const quietHours = { from: '00:00', to: '23:59', timezone: 'UTC' };
    await memberTable.savePreferences(context.store, rep, { ...preferences, quietHours }, chairs);
    expect(await corrected(id)).toMatchObject({ state: 'sent' });
  });

  test('of a channel’s letter is for the platform of the channel alone', async () => {
    const [id = ''] = await toTheChannels();
    await deliver(context, id);
    slack.answers.push(refuses());
    expect(await corrected(id)).toMatchObject({ state: 'failed', note: 'closed' });
    expect([slack.updates.length, web.updates.length]).toEqual([1, 0]);
  });

  test('has nothing to do where the board has told it, or the letter has not gone out', async () => {
    const id = await sent();
    says = 'told-on-the-board';
    expect(await corrected(id)).toMatchObject({ state: 'dropped', note: 'told-on-the-board' });
    expect(await corrected(await toRep())).toMatchObject({ state: 'dropped', note: 'not-sent' });
    const letter = await find(id);
    if (letter === null) throw new Error('no letter');
    const lost = await posted(toCorrect(context, ours.circle, { ...letter, id: 'unknown' }));
    await deliver(context, lost);
    expect(await find(lost)).toMatchObject({ state: 'dropped', note: 'no-longer-there' });
    expect([slack.updates, web.updates]).toEqual([[], []]);
  });

  test('waits for a letter that a worker is sending, for the platform, and after a fault', async () => {
    const [id, now] = [await toRep(), core.clock.now()];
    await deliveryTable.claim(context.store, id, now, now + MINUTE);
    expect(await corrected(id)).toMatchObject({
      state: 'due',
      dueAt: now + 3 * MINUTE,
      note: 'being-sent',
      attempts: 0,
    });
    await deliveryTable.finish(context.store, id, { state: 'sent', sentAt: now, ref: 'r' });
    slack.answers.push({ outcome: 'later', retryAt: now + HOUR, why: 'pace' });
    expect(await corrected(id)).toMatchObject({ state: 'due', dueAt: now + HOUR, note: 'pace', attempts: 0 });
    expect(web.updates).toEqual([]);
    slack.answers.push(new Error('no line'));
    expect(await corrected(id)).toMatchObject({
      state: 'due',
      dueAt: now + MINUTE,
      note: 'error',
      attempts: 1,
    });
  });
});
