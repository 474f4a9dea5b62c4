import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DAY } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { choosingTable } from '../../src/features/choosings/tables.ts';
import { propose } from '../../src/features/governance/rules/proposal.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import type { OpenStore } from '../../src/store/store.ts';
import { START, seedCircle, someMember } from './store.fixtures.ts';

/** What every kind of store keeps of what waits for keys, and what stewards chose. */
export function governanceContract(opened: () => OpenStore): void {
  it('keeps what waits for a key, and who has left, apart for each circle', async () => {
    const store = opened();
    const [circle, other] = [await seedCircle(store), await seedCircle(store)];
    const by = { id: 'amina', voice: 'staff' };
    for (const { id: circleId } of [circle, other]) {
      const change = { kind: 'meeting-chat', linked: true } as const;
      await proposalTable.insert(store, propose({ id: randomUUID(), circleId, change, by, now: START }));
    }
    const open = await proposalTable.open(store, circle.id);
    expect(open.map(({ circleId }) => circleId)).toEqual([circle.id]);

    const identity = { platform: 'teams', externalId: randomUUID() } as const;
    const left = someMember(other.id, { identities: [identity], leftAt: START });
    await memberTable.insert(store, left);
    expect(await memberTable.findFormer(store, circle.id, identity)).toBeNull();
    expect((await memberTable.findFormer(store, other.id, identity))?.id).toBe(left.id);
  });

  it('keeps choosings, one at a time in a voice, and takes no yes of who proposed it', async () => {
    const store = opened();
    const [circle, other] = [await seedCircle(store), await seedCircle(store)];
    const start = async (circleId: string, voice: string) => {
      const { id: by } = someMember(circleId);
      await memberTable.insert(store, { ...someMember(circleId), id: by });
      const open = { confirmedBy: [], standsUntil: null, state: 'open' } as const;
      return { id: randomUUID(), circleId, voice, memberId: by, by, at: START, ...open };
    };
    const kept = await start(circle.id, 'reps');
    for (const each of [kept, await start(circle.id, 'staff'), await start(other.id, 'reps')])
      await choosingTable.insert(store, each);
    await expect(choosingTable.insert(store, await start(circle.id, 'reps'))).rejects.toThrow(
      'there is one already',
    );
    await expect(choosingTable.save(store, { ...kept, confirmedBy: [kept.by] })).rejects.toThrow();
    await expect(choosingTable.save(store, { ...kept, state: 'chosen' })).rejects.toThrow();
    expect((await choosingTable.open(store, circle.id)).map(({ voice }) => voice).sort()).toEqual([
      'reps',
      'staff',
    ]);
    expect((await choosingTable.open(store)).length).toBeGreaterThanOrEqual(3);
    const stands = {
      ...kept,
      confirmedBy: [randomUUID()],
      standsUntil: START + DAY,
      state: 'chosen',
    } as const;
    await choosingTable.save(store, stands);
    expect(await choosingTable.find(store, kept.id)).toEqual(stands);
    expect(await store.transact((tx) => choosingTable.lock(tx, kept.id))).toEqual(stands);
    await choosingTable.insert(store, await start(circle.id, 'reps'));
  });

  it('finds stand-ins whose time is over, and nobody stands in who is no steward', async () => {
    const store = opened();
    const { id: circleId } = await seedCircle(store);
    const standIn = someMember(circleId, { stewardUntil: START + 100 * DAY });
    for (const each of [standIn, someMember(circleId)]) await memberTable.insert(store, each);
    const over = async (now: number) =>
      (await memberTable.standInsOver(store, now)).filter((each) => each.circleId === circleId);
    expect(await over(START + 100 * DAY - 1)).toEqual([]);
    expect(await over(START + 100 * DAY)).toEqual([{ id: standIn.id, circleId }]);
    await memberTable.saveStanding(store, standIn.id, { ...standIn, steward: false });
    expect(await memberTable.find(store, standIn.id)).toMatchObject({
      steward: false,
      stewardUntil: null,
    });
    expect(await over(START + 100 * DAY)).toEqual([]);
  });
}
