import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DAY } from '../../src/core/instant.ts';
import type { Delivery } from '../../src/core/outbox/delivery.ts';
import { deliveryTable } from '../../src/core/tables/deliveries.ts';
import { erasingTable } from '../../src/core/tables/erasing.ts';
import { noticeboard } from '../../src/core/tables/notices.ts';
import { composeDigest } from '../../src/features/digests/rules/compose.ts';
import { type DigestRow, digestTable } from '../../src/features/digests/tables.ts';
import { DECLARED } from '../../src/features/index.ts';
import type { PromiseItem } from '../../src/features/promises/rules/promise.ts';
import { promiseTable } from '../../src/features/promises/tables.ts';
import type { RoundRelease } from '../../src/features/release/rules/release.ts';
import { type LedgerEntry, ledgerTable } from '../../src/features/release/tables/ledger.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { unnamedWordsTable } from '../../src/features/unnamed-words/tables.ts';
import type { OpenStore } from '../../src/store/store.ts';
import { emptyWeek } from '../features/digests/northfield.ts';
import {
  AWKWARD_WORDS,
  message,
  START,
  seedCircle,
  seedRound,
  someDelivery,
  someMeeting,
  somePromise,
  someSeries,
} from './store.fixtures.ts';

/** What every kind of store keeps of words, promises and digests, and how they go. */
export function wordsContract(opened: () => OpenStore): void {
  it('keeps unnamed words until a digest has shown them, and nothing about who wrote them', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const said = (id: string) => ({
      id: `${circle.id}-${id}`,
      circleId: circle.id,
      week: '2026-W45',
      words: AWKWARD_WORDS,
      shownIn: null,
    });
    for (const id of ['b', 'a', 'c']) await unnamedWordsTable.insert(store, said(id));
    expect(await unnamedWordsTable.unshown(store, circle.id)).toEqual(['a', 'b', 'c'].map(said));
    await unnamedWordsTable.markShown(store, [said('a').id, said('b').id], '2026-W45');
    expect(await unnamedWordsTable.unshown(store, circle.id)).toEqual([said('c')]);
    await unnamedWordsTable.markShown(store, [], '2026-W46');
    expect(await unnamedWordsTable.unshown(store, circle.id)).toHaveLength(1);
  });

  it('erases the past of one circle: words, promises, letters and notices go along; what is ahead stays, and so does another circle', async () => {
    const store = opened();
    const [circle, other] = [await seedCircle(store), await seedCircle(store)];
    const OLD = START - 20 * DAY;
    const kept: Record<string, readonly string[]> = {};
    for (const { id: circleId } of [circle, other]) {
      const by = { memberId: 'gwen', voice: 'reps' };
      const promise = (id: string, changes: Partial<PromiseItem>) =>
        promiseTable.insert(store, { ...somePromise(circleId), id: `${id} ${circleId}`, ...changes });
      await promise('open and old', { raisedBy: by, raisedIn: '2026-W40' });
      await promise('shown and old', { raisedIn: '2026-W40', shownIn: '2026-W40' });
      await promise('young', { raisedBy: by, raisedIn: '2026-W44' });
      await promise('unshown', { raisedIn: '2026-W40' });
      const said = { circleId, week: '2026-W40', words: AWKWARD_WORDS, shownIn: null };
      for (const id of ['old', 'young', 'unshown'])
        await unnamedWordsTable.insert(store, { ...said, id: `${id} ${circleId}` });
      await unnamedWordsTable.markShown(store, [`old ${circleId}`], '2026-W40');
      await unnamedWordsTable.markShown(store, [`young ${circleId}`], '2026-W44');
      const series = someSeries(circleId);
      await meetingTable.insertSeries(store, series);
      const ahead = someMeeting(series, START + DAY);
      await meetingTable.plan(store, ahead);
      const letter = async (id: string, changes: Partial<Delivery>) => {
        const row = someDelivery(circleId, { state: 'sent', dueAt: OLD, ...changes });
        await deliveryTable.add(store, [row]);
        const place = { kind: 'channel', platform: 'web', externalId: circleId } as const;
        await noticeboard(DECLARED.kept).over(store).pin(place, message, row.id, row.dueAt);
        kept[id] = [...(kept[id] ?? []), row.id];
      };
      await letter('old', {});
      await letter('old and dropped', { state: 'dropped' });
      await letter('young', { dueAt: START });
      await letter('still to go', { state: 'waiting' });
      await letter('of what is ahead', { kind: 'turn-announcement', subject: ahead.id });
    }
    await store.transact((tx) =>
      erasingTable.past(tx, DECLARED.kept, { circleId: circle.id, before: START, week: '2026-W44' }),
    );
    const promises = async (id: string) =>
      (await promiseTable.list(store, id)).map((each) => each.id.replace(` ${id}`, ''));
    expect((await promises(circle.id)).sort()).toEqual(['unshown', 'young']);
    expect(await promises(other.id)).toHaveLength(4);
    const words = async (id: string) =>
      (await unnamedWordsTable.all(store, id)).map((each) => each.id.replace(` ${id}`, ''));
    expect(await words(circle.id)).toEqual(['unshown', 'young']);
    expect(await words(other.id)).toHaveLength(3);
    for (const [index, { id: circleId }] of [circle, other].entries()) {
      const place = { kind: 'channel', platform: 'web', externalId: circleId } as const;
      const pinned = (await noticeboard(DECLARED.kept).over(store).read(place, 20, 0)).map(({ key }) => key);
      for (const [name, ids] of Object.entries(kept)) {
        const id = ids[index] ?? '';
        const stays = index === 1 || !name.startsWith('old');
        expect([name, (await deliveryTable.find(store, id)) !== null]).toEqual([name, stays]);
        expect([name, pinned.includes(id)]).toEqual([name, stays]);
      }
    }
  });

  it('takes out words that were said, and empties the place of one comment while the others keep theirs', async () => {
    const store = opened();
    const { round } = await seedRound(store);
    const said = (id: string) => ({
      id: `${round.id}-${id}`,
      circleId: round.circleId,
      week: '2026-W45',
      words: AWKWARD_WORDS,
      shownIn: null,
    });
    for (const id of ['a', 'b']) await unnamedWordsTable.insert(store, said(id));
    await unnamedWordsTable.remove(store, []);
    await unnamedWordsTable.remove(store, [said('a').id]);
    expect(await unnamedWordsTable.all(store, round.circleId)).toEqual([said('b')]);

    const comments = (first: string[], last: string[]): RoundRelease['comments'] => [
      { question: 'one', outcome: 'shown', texts: first },
      { question: 'two', outcome: 'withheld', reason: 'off' },
      { question: 'three', outcome: 'shown', texts: last },
    ];
    const release = { questions: [], comments: comments(['a', 'b'], ['c', 'd']) };
    await ledgerTable.record(store, {
      roundId: round.id,
      circleId: round.circleId,
      closedAt: START,
      release: release as unknown as LedgerEntry['release'],
    });
    await ledgerTable.blankComment(store, round.id, 2);
    await ledgerTable.blankComment(store, round.id, 0);
    await ledgerTable.blankComment(store, round.id, 9);
    expect((await ledgerTable.find(store, round.id))?.release.comments).toEqual(
      comments(['', 'b'], ['', 'd']),
    );
  });

  it('takes out a promise, and puts a digest in the place of the one that was published', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const [item, other] = [somePromise(circle.id), somePromise(circle.id)];
    for (const each of [item, other]) await promiseTable.insert(store, each);
    await promiseTable.remove(store, item.id);
    expect(await promiseTable.list(store, circle.id)).toEqual([other]);
    const digest = composeDigest({ ...emptyWeek, said: ['one', 'two'] }, () => 0.5);
    const row = { id: randomUUID(), circleId: circle.id, week: '2026-W45', publishedAt: START, digest };
    const next = { ...row, id: randomUUID(), week: '2026-W46' };
    for (const each of [row, next]) await digestTable.insert(store, each);
    await digestTable.save(store, row.id, { ...digest, said: ['two'] });
    expect(await digestTable.list(store, circle.id, 5)).toEqual([
      next,
      { ...row, digest: { ...digest, said: ['two'] } },
    ]);
  });

  it('finds the letters that may show something: those that were sent, and those that are being sent', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const subject = randomUUID();
    const of = (state: Delivery['state'], changes: Partial<Delivery> = {}) =>
      someDelivery(circle.id, { kind: 'digest', subject, state, ...changes });
    const claimed = of('claimed', { claimedUntil: START + 1_000 * DAY });
    const letters = [of('sent'), claimed, of('waiting'), of('dropped'), of('sent', { kind: 'welcome' })];
    await deliveryTable.add(store, letters);
    const found = await deliveryTable.sentOrClaimed(store, subject, ['digest']);
    expect(found.map(({ state }) => state).sort()).toEqual(['claimed', 'sent']);
    await deliveryTable.add(store, [of('due'), of('failed')]);
    const taken = await deliveryTable.sentOrOnTheWay(store, subject, ['digest']);
    expect(taken.map(({ state }) => state).sort()).toEqual(['claimed', 'due', 'sent']);
    await deliveryTable.forget(store, subject, 'digest');
  });

  it('keeps promises', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const promise = somePromise(circle.id);
    await promiseTable.insert(store, promise);
    expect(await promiseTable.find(store, promise.id)).toEqual(promise);
    const by = { memberId: 'm1', voice: 'reps' };
    const answered = {
      ...promise,
      state: 'answered',
      shownIn: '2026-W46',
      reply: {
        by,
        outcome: 'we-did',
        words: AWKWARD_WORDS,
        week: '2026-W46',
        number: 1,
        askerUntil: null,
        firstYes: 'm1',
      },
    } as const;
    await promiseTable.save(store, answered);
    expect(await promiseTable.list(store, circle.id)).toEqual([answered]);
    expect(await store.transact((tx) => promiseTable.lock(tx, promise.id))).toEqual(answered);
  });

  it('composes a digest once for a circle and week', async () => {
    const store = opened();
    const { id: circleId } = await seedCircle(store);
    const digest = { lead: AWKWARD_WORDS } as unknown as DigestRow['digest'];
    const row = (week: string): DigestRow => ({
      id: randomUUID(),
      circleId,
      week,
      publishedAt: START,
      digest,
    });
    const rows = ['2026-W09', '2026-W45', '2025-W52'].map(row);
    for (const each of rows) expect(await digestTable.insert(store, each)).toBe(true);
    expect(await digestTable.insert(store, row('2026-W45'))).toBe(false);
    expect(await digestTable.find(store, circleId, '2026-W45')).toEqual(rows[1]);
    expect(await digestTable.findById(store, rows[0]?.id ?? '')).toEqual(rows[0]);
    expect(await digestTable.list(store, circleId, 2)).toEqual([rows[1], rows[0]]);
  });
}
