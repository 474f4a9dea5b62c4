import { type Circle, isStewardAt, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { addToOutbox, enqueueDeliveries } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Refusal, type Result, refuse, success } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Change } from '../../governance/rules/change.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import type { Meeting, MeetingSeries } from '../../turns/rules/meeting.ts';
import { meetingTable } from '../../turns/tables.ts';
import { advanceSeries } from '../../turns/use-cases/advance.ts';

/** Where a steward changes the meetings of a series: in one transaction, which holds it. */
export interface ChangingSeries {
  readonly tx: Tx;
  readonly series: MeetingSeries;
  readonly now: Instant;
}

/** Puts on record for everybody what became of one meeting. `reason`: in the steward's own words. */
export async function recordMeeting(
  context: Context,
  tx: Tx,
  circle: Circle,
  by: Pick<Member, 'id'>,
  about: Omit<Extract<Change, { kind: 'one-meeting' }>, 'kind'>,
  reason: string | null = null,
): Promise<void> {
  await recordAct(context, tx, circle, by, 'changed', { kind: 'one-meeting', ...about }, { reason });
}

export type SeriesRefusal = 'not-found' | 'not-a-steward' | 'meetings-ended';

/** A steward changes the meetings of a series: `change` gives the letters. The series is brought up to the present after it. */
export async function changeSeries<Code extends string>(
  context: Context,
  circle: Circle,
  by: Member,
  seriesId: string,
  change: (at: ChangingSeries) => Promise<Result<readonly Delivery[], Code>>,
): Promise<Result<null, Code | SeriesRefusal>> {
  const done = await context.store.transact(async (tx) => {
    const series = await meetingTable.lockSeries(tx, seriesId);
    if (series === null || series.circleId !== circle.id) return refuse('not-found');
    if (series.endedAt !== null) return refuse('meetings-ended');
    const steward = await memberTable.find(tx, by.id);
    const now = context.clock.now();
    if (steward?.circleId !== circle.id || !isStewardAt(steward, now)) return refuse('not-a-steward');
    const changed = await change({ tx, series, now });
    if (!changed.ok) return changed;
    await meetingTable.setNextDue(tx, seriesId, now);
    return success(await addToOutbox(tx, changed.value));
  });
  if (!done.ok) return done;
  await enqueueDeliveries(context, done.value);
  await advanceSeries(context, seriesId);
  return success(null);
}

/** The same for one meeting, which `change` gets as it stands under the lock. */
export async function changeMeeting<Code extends string>(
  context: Context,
  circle: Circle,
  by: Member,
  { id, seriesId }: Pick<Meeting, 'id' | 'seriesId'>,
  change: (at: ChangingSeries & { readonly meeting: Meeting }) => Promise<Result<readonly Delivery[], Code>>,
): Promise<Result<null, Code | SeriesRefusal>> {
  return changeSeries(context, circle, by, seriesId, async (at) => {
    const meeting = await meetingTable.find(at.tx, id);
    if (meeting === null) return refuse('not-found') as Refusal<Code>;
    return change({ ...at, meeting });
  });
}
