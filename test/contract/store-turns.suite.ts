import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { erasingTable } from '../../src/core/tables/erasing.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { attendanceTable } from '../../src/features/attendance/tables.ts';
import { DECLARED } from '../../src/features/index.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import type { OpenStore } from '../../src/store/store.ts';
import { START, seedCircle, someMeeting, someMember, someSeries } from './store.fixtures.ts';

/** What every kind of store keeps of meetings and turns. */
export function turnsContract(opened: () => OpenStore): void {
  it('keeps meetings and what happened to their turns', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const chair = someMember(circle.id);
    await memberTable.insert(store, chair);
    const series = someSeries(circle.id);
    await meetingTable.insertSeries(store, series);
    expect(await meetingTable.drawDue(store, START)).toContain(series.id);
    await meetingTable.setNextDue(store, series.id, START + HOUR);
    expect(await meetingTable.drawDue(store, START)).not.toContain(series.id);
    expect(await meetingTable.drawDue(store, START + HOUR)).toContain(series.id);
    const rota = { ...series.rota, settled: 1, credits: { [chair.id]: -1 / 3 } };
    await meetingTable.saveRota(store, series.id, rota);
    expect(await meetingTable.series(store, circle.id)).toEqual([{ ...series, rota }]);
    expect(await store.transact((tx) => meetingTable.lockSeries(tx, series.id))).toEqual({
      ...series,
      rota,
    });

    const later = someMeeting(series, START + 7 * DAY);
    const soon = someMeeting(series, START);
    for (const meeting of [later, soon, { ...soon, id: randomUUID() }])
      await meetingTable.plan(store, meeting);
    expect(await meetingTable.planned(store, series.id)).toEqual([soon, later]);
    await meetingTable.setAnnounceDue(store, soon.id, START - DAY);
    expect(await meetingTable.announceDue(store, START - DAY)).toContain(soon.id);
    await meetingTable.setAnnounceDue(store, soon.id, null);
    expect(await meetingTable.announceDue(store, START)).not.toContain(soon.id);

    const held = {
      ...soon,
      state: 'held',
      chairId: chair.id,
      asking: { from: START, asks: 2, turn: null, refused: true, stewardsAsked: false },
      declined: ['x', 'y'],
    } as const;
    await meetingTable.save(store, held);
    expect(await meetingTable.find(store, soon.id)).toEqual(held);
    expect(await meetingTable.planned(store, series.id)).toEqual([later]);
    expect(await meetingTable.held(store, circle.id, held.endsAt)).toEqual([held]);
    expect(await meetingTable.held(store, circle.id, held.endsAt + 1)).toEqual([]);

    const drawn = {
      meetingId: soon.id,
      at: START,
      what: 'drawn',
      memberId: chair.id,
      voice: 'staff',
    } as const;
    const accepted = { ...drawn, what: 'accepted' } as const;
    for (const event of [drawn, accepted]) await meetingTable.record(store, event);
    expect(await meetingTable.events(store, soon.id)).toEqual([drawn, accepted]);
  });

  it('keeps who was asked to take a turn over, and who acted for whom', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const [chair, other, steward] = [1, 2, 3].map(() => someMember(circle.id));
    if (chair === undefined || other === undefined || steward === undefined) throw new Error('nobody');
    for (const member of [chair, other, steward]) await memberTable.insert(store, member);
    const series = someSeries(circle.id);
    await meetingTable.insertSeries(store, series);
    const meeting = someMeeting(series, START);
    await meetingTable.plan(store, meeting);
    const asked = {
      meetingId: meeting.id,
      at: START,
      what: 'hand-over-asked',
      memberId: chair.id,
      voice: 'staff',
      otherId: other.id,
      byId: steward.id,
    } as const;
    await meetingTable.record(store, asked);
    expect(await meetingTable.events(store, meeting.id)).toEqual([asked]);
  });

  it('keeps which sides were at a meeting until a digest shows it, and loses it with the meeting', async () => {
    const store = opened();
    const circle = await seedCircle(store);
    const series = someSeries(circle.id);
    await meetingTable.insertSeries(store, series);
    const [held, planned] = [someMeeting(series, START), someMeeting(series, START + DAY)];
    for (const meeting of [held, planned]) await meetingTable.plan(store, meeting);
    await meetingTable.save(store, { ...held, state: 'held' });
    const said = { circleId: circle.id, staff: 'some', reps: 'one' } as const;
    for (const { id } of [held, planned])
      expect(await attendanceTable.save(store, { ...said, meetingId: id })).toBe(true);
    expect(await attendanceTable.save(store, { ...said, meetingId: held.id, reps: 'more' })).toBe(true);
    const met = [{ meetingId: held.id, at: START, staff: 'some', reps: 'more' }];
    expect(await attendanceTable.held(store, circle.id, START)).toEqual(met);
    expect(await attendanceTable.held(store, circle.id, START + 1)).toEqual([]);
    await attendanceTable.markShown(store, [held.id], '2026-W45');
    await attendanceTable.markShown(store, [held.id], '2026-W46');
    expect(await attendanceTable.save(store, { ...said, meetingId: held.id, reps: 'none' })).toBe(false);
    expect(await attendanceTable.find(store, held.id)).toEqual({
      ...said,
      meetingId: held.id,
      reps: 'more',
      shownIn: '2026-W45',
    });
    await meetingTable.unplan(store, series.id);
    expect(await attendanceTable.find(store, planned.id)).toBeNull();
    await store.transact((tx) =>
      erasingTable.past(tx, DECLARED.kept, {
        circleId: circle.id,
        before: START + 2 * DAY,
        week: '2026-W44',
      }),
    );
    expect(await attendanceTable.find(store, held.id)).toBeNull();
  });
}
