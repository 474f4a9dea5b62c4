import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import type { ConversationRow } from '../../src/core/ports/platform-tables.ts';
import { conversationTable } from '../../src/core/tables/conversations.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { failureTable } from '../../src/core/tables/failures.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { noticeboard } from '../../src/core/tables/notices.ts';
import { sendingLaneTable } from '../../src/core/tables/sending-lanes.ts';
import { DECLARED } from '../../src/features/index.ts';
import type { OpenStore } from '../../src/store/store.ts';
import { message, START, seedCircle, someDelivery, someMember } from './store.fixtures.ts';

/** What every kind of store keeps of letters, their pace, and where they are posted. */
export function outboxContract(opened: () => OpenStore): void {
  it('keeps places in the lanes of sending: shared ones one after the other, and own ones behind them', async () => {
    const store = opened();
    const shared = { lane: 'everybody', every: 100, burst: 3 };
    const [one, two] = ['one', 'two'].map((lane) => ({ lane, every: 450, burst: 1 }));
    if (one === undefined || two === undefined) throw new Error('no lanes');
    const wait = async (own: typeof one, now = START) =>
      (await sendingLaneTable.reserve(store, shared, own, now)) - now;
    expect(await wait(one)).toBe(0);
    expect(await wait(two)).toBe(0);
    // Its own lane is taken until then; the place in the shared lane is used later.
    expect(await wait(one)).toBe(450);
    for (const expected of [900, 1350, 1800]) expect(await wait(one)).toBe(expected);
    // What was left free before is not given away: the shared lane has gone on.
    expect(await wait(two)).toBe(450);
    expect(await wait({ lane: 'three', every: 450, burst: 1 })).toBe(500);
    await sendingLaneTable.hold(store, two, START + HOUR);
    expect(await wait(two)).toBe(HOUR);
    await sendingLaneTable.hold(store, two, START + MINUTE);
    expect(await sendingLaneTable.heldUntil(store, ['two', 'one', 'never'])).toEqual([
      START + HOUR,
      null,
      null,
    ]);
    await sendingLaneTable.hold(store, shared, START + 2 * HOUR);
    expect(await wait(one)).toBe(2 * HOUR);
    expect(await wait({ lane: 'four', every: 450, burst: 1 })).toBe(2 * HOUR + 100);
    // After a rest, as many as the burst allows may go at once.
    expect(await wait(two, START + DAY)).toBe(0);
    await sendingLaneTable.forget(store, START + 2 * DAY);
    expect(await sendingLaneTable.heldUntil(store, ['two'])).toEqual([null]);
  });

  it('gives everybody who asks at once a place of their own, in both lanes', async () => {
    const store = opened();
    const shared = { lane: 'crowd', every: 40, burst: 1 };
    const places = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const lane = `crowd ${index % 5}`;
        return {
          lane,
          at: await sendingLaneTable.reserve(store, shared, { lane, every: 300, burst: 1 }, START),
        };
      }),
    );
    for (let own = 0; own < 5; own += 1) {
      const moments = places
        .filter(({ lane }) => lane === `crowd ${own}`)
        .map(({ at }) => at)
        .sort((a, b) => a - b);
      expect(moments).toHaveLength(12);
      for (const [index, at] of moments.slice(1).entries())
        expect(at - (moments[index] ?? 0)).toBeGreaterThanOrEqual(300);
    }
    const sorted = places.map(({ at }) => at).sort((a, b) => a - b);
    // No earlier than the shared lane allows.
    for (const [index, at] of sorted.entries()) expect(at).toBeGreaterThanOrEqual(START + index * 40);
  });

  it('knows what came due meanwhile, what comes next, and forgets a slot that is not kept again', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const at = START + 1_000 * DAY;
    const [before, now, soon] = [-1, 0, MINUTE].map((after) =>
      someDelivery(circle.id, { dueAt: at + after, slotAt: at + after }),
    );
    if (before === undefined || now === undefined || soon === undefined) throw new Error('no letters');
    await deliveryTable.add(store, [soon, now, before]);
    expect(await deliveryTable.dueSince(store, at - 1, at, 10)).toEqual([now.id]);
    expect(await deliveryTable.dueSince(store, at - 2, at, 10)).toEqual([before.id, now.id]);
    expect(await deliveryTable.dueSince(store, at - 2, at, 1)).toEqual([before.id]);
    expect(await deliveryTable.nextDueAfter(store, at)).toBe(at + MINUTE);
    expect(await deliveryTable.nextDueAfter(store, at + MINUTE)).toBeNull();
    expect((await deliveryTable.claim(store, now.id, at, at + MINUTE))?.slotAt).toBe(at);
    expect(await deliveryTable.dueSince(store, at - 1, at, 10)).toEqual([]);
    await deliveryTable.finish(store, now.id, { state: 'due', dueAt: at + HOUR, slotAt: at + HOUR });
    expect((await deliveryTable.find(store, now.id))?.slotAt).toBe(at + HOUR);
    await deliveryTable.finish(store, now.id, { state: 'due', dueAt: at + HOUR });
    expect((await deliveryTable.find(store, now.id))?.slotAt).toBeNull();
    for (const { id } of [before, now, soon]) await deliveryTable.finish(store, id, { state: 'sent' });
  });

  it('tries again at once what a channel refused, and knows when something last got through there', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const place = { channel: 'slack/T1/C1', memberId: null, person: null };
    const later = { state: 'due', dueAt: START + DAY, ...place } as const;
    const refused = someDelivery(circle.id, { ...later, attempts: 2 });
    const planned = someDelivery(circle.id, { ...later, attempts: 0 });
    const elsewhere = someDelivery(circle.id, { ...later, channel: 'slack/T1/C2', attempts: 2 });
    await deliveryTable.add(store, [refused, planned, elsewhere]);
    expect(await deliveryTable.lastSent(store, circle.id, { channel: 'slack/T1/C1' })).toBeNull();
    expect(await deliveryTable.retry(store, { channel: 'slack/T1/C1' }, START)).toEqual([refused.id]);
    expect(await deliveryTable.retry(store, { channel: 'slack/T1/C1' }, START)).toEqual([]);
    expect((await deliveryTable.find(store, refused.id))?.dueAt).toBe(START);
    expect((await deliveryTable.find(store, planned.id))?.dueAt).toBe(START + DAY);
    await deliveryTable.finish(store, refused.id, { state: 'sent', sentAt: START + 1 });
    await deliveryTable.finish(store, planned.id, { state: 'sent', sentAt: START + 2 });
    expect(await deliveryTable.lastSent(store, circle.id, { channel: 'slack/T1/C1' })).toBe(START + 2);
    expect(await deliveryTable.lastSent(store, circle.id, { channel: 'slack/T1/C2' })).toBeNull();
    await deliveryTable.finish(store, elsewhere.id, { state: 'sent', sentAt: START });
  });

  it('hands each delivery to one worker at a time', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const [first, second] = [someDelivery(circle.id), someDelivery(circle.id, { dueAt: START + 1 })];
    await deliveryTable.add(store, [second, first]);
    await deliveryTable.add(store, [{ ...first, id: randomUUID(), dueAt: START + DAY }]);
    expect(await deliveryTable.due(store, START, 10)).toEqual([first.id]);
    expect(await deliveryTable.due(store, START + 1, 1)).toEqual([first.id]);
    expect(await deliveryTable.claim(store, first.id, START - 1, START + MINUTE)).toBeNull();
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => deliveryTable.claim(store, first.id, START, START + MINUTE)),
    );
    const claimed = { ...first, state: 'claimed', attempts: 1, claimedUntil: START + MINUTE } as const;
    expect(claims.filter((claim) => claim !== null)).toEqual([claimed]);
    expect(await deliveryTable.due(store, START + 1, 10)).toEqual([second.id]);

    // The worker vanished: its time is over.
    expect(await deliveryTable.due(store, START + MINUTE, 10)).toEqual([first.id, second.id]);
    expect(await deliveryTable.claim(store, first.id, START + MINUTE, START + HOUR)).toMatchObject({
      attempts: 2,
    });
    await deliveryTable.finish(store, first.id, { state: 'sent', sentAt: START + MINUTE, ref: 'r1' });
    const sent = { ...first, state: 'sent', attempts: 2, sentAt: START + MINUTE, ref: 'r1' };
    expect(await deliveryTable.find(store, first.id)).toEqual(sent);
    expect(await deliveryTable.unsent(store, circle.id)).toEqual([second]);
    expect(await deliveryTable.claim(store, first.id, START + DAY, START + 2 * DAY)).toBeNull();
    await deliveryTable.finish(store, second.id, {
      state: 'due',
      dueAt: START + DAY,
      note: 'rate-limited',
    });
    expect(await deliveryTable.find(store, second.id)).toEqual({
      ...second,
      dueAt: START + DAY,
      note: 'rate-limited',
    });
  });

  it('wakes what waits for a platform, and nothing else', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const member = someMember(circle.id);
    await memberTable.insert(store, member);
    const waiting = { state: 'waiting', dueAt: START } as const;
    const channel = someDelivery(circle.id, { ...waiting, channel: 'slack/T1/C1' });
    const personal = someDelivery(circle.id, { ...waiting, channel: null, memberId: member.id });
    await deliveryTable.add(store, [channel, personal]);
    const states = async () => {
      const rows = await Promise.all([channel, personal].map((row) => deliveryTable.find(store, row.id)));
      return rows.map((row) => [row?.state, row?.dueAt]);
    };
    await deliveryTable.wake(store, START + DAY, []);
    await deliveryTable.wake(store, START + DAY, ['teams']);
    expect(await states()).toEqual([
      ['waiting', START],
      ['waiting', START],
    ]);
    await deliveryTable.wake(store, START + DAY, ['slack']);
    expect(await states()).toEqual([
      ['due', START + DAY],
      ['waiting', START],
    ]);
    await deliveryTable.wake(store, START + DAY, ['web']);
    expect(await states()).toEqual([
      ['due', START + DAY],
      ['due', START + DAY],
    ]);
  });

  it('keeps failures', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const ours = {
      at: START + DAY,
      job: 'deliver',
      subject: 's',
      circleId: circle.id,
      error: 'StoreError',
    };
    const nobodys = { ...ours, at: START + 2 * DAY, subject: 't', circleId: null };
    const record = (failure: typeof nobodys | typeof ours) =>
      store.transact((tx) => failureTable.record(tx, failure));
    expect(await record({ ...ours, at: START, error: 'Error' })).toBe(true);
    expect(await record(ours)).toBe(false);
    expect(await record(nobodys)).toBe(true);
    expect(await failureTable.since(store, circle.id, START + DAY)).toEqual([ours]);
    expect(await failureTable.since(store, circle.id, START + DAY + 1)).toEqual([]);
    expect(await failureTable.recent(store, 2)).toEqual([nobodys, ours]);
    await failureTable.forget(store, START + DAY);
    expect(await failureTable.since(store, circle.id, START)).toEqual([ours]);
    await failureTable.forget(store, START + DAY + 1);
    expect(await failureTable.since(store, circle.id, START)).toEqual([]);
    expect(await failureTable.recent(store, 1)).toEqual([nobodys]);
  });

  it('keeps conversations, one of a name on a platform, open or closed', async () => {
    const store = opened();
    const some = (name: string, changes: Partial<ConversationRow> = {}): ConversationRow => ({
      platform: 'teams',
      name,
      parent: null,
      keyId: 'k1',
      sealed: new Uint8Array([0, 1, 255]),
      closedAt: null,
      ...changes,
    });
    const person = some('member/20000000-0000-4000-8000-000000000001');
    const general = some('channel/19:ward7@thread.tacv2', { parent: '19:team' });
    const other = some('channel/19:kitchen@thread.tacv2', { parent: '19:team', closedAt: START });
    const namesake = some(person.name, { platform: 'slack', keyId: 'k2' });
    for (const row of [person, general, other, namesake]) await conversationTable.save(store, row);
    expect(await conversationTable.list(store)).toEqual([namesake, other, general, person]);
    expect(await conversationTable.find(store, 'teams', person.name)).toEqual(person);
    expect(await conversationTable.find(store, 'web', person.name)).toBeNull();
    expect(await conversationTable.within(store, 'teams', '19:team')).toEqual([other, general]);
    expect(await conversationTable.within(store, 'slack', '19:team')).toEqual([]);

    await conversationTable.markClosed(store, 'teams', person.name, START + 1);
    await conversationTable.markClosed(store, 'teams', 'member/nobody', START + 1);
    expect(await conversationTable.find(store, 'teams', person.name)).toEqual({
      ...person,
      closedAt: START + 1,
    });
    expect(await conversationTable.find(store, 'slack', person.name)).toEqual(namesake);
    await conversationTable.markClosed(store, 'teams', person.name, null);
    expect(await conversationTable.find(store, 'teams', person.name)).toEqual(person);

    const renewed = { ...general, keyId: 'k2', sealed: new Uint8Array([7]), parent: '19:other' };
    await conversationTable.save(store, renewed);
    expect(await store.transact((tx) => conversationTable.lock(tx, 'teams', general.name))).toEqual(renewed);
    expect(await conversationTable.within(store, 'teams', '19:team')).toEqual([other]);
    expect(await conversationTable.list(store)).toHaveLength(4);
  });

  it('pins notices for the people of a circle', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const reader = someMember(circle.id);
    for (const member of [reader, someMember(circle.id, { leftAt: START })])
      await memberTable.insert(store, member);
    const board = noticeboard(DECLARED.kept).over(store);
    expect(await board.readers(circle.id)).toEqual(reader.identities);
    const place = { kind: 'channel', platform: 'web', externalId: circle.id } as const;
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    await board.pin(place, message, first, START);
    await board.pin(place, message, second, START + 1);
    await board.pin(place, message, third, START + 1);
    await board.pin(place, { ...message, summary: 'again' }, first, START + 9);
    await board.replace(second, { ...message, summary: 'new' });
    expect(await board.read(place, 10, 0)).toEqual([
      { key: third, at: START + 1, message },
      { key: second, at: START + 1, message: { ...message, summary: 'new' } },
      { key: first, at: START, message },
    ]);
    expect(await board.read(place, 1, 0)).toHaveLength(1);
    expect(await board.read({ ...place, kind: 'member' }, 10, 0)).toEqual([]);
  });
}
