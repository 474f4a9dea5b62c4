import { type IsoWeek, isoWeekOf } from '../../../core/calendar/iso-week.ts';
import { type LocalDate, localTime } from '../../../core/calendar/local-time.ts';
import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { weekToBeTold } from '../../../core/week-to-be-told.ts';
import { withoutGone } from '../rules/owner.ts';
import type { PromiseItem, PromiseRefusal } from '../rules/promise.ts';
import { promiseTable } from '../tables.ts';
import { lettersAbout } from './letters.ts';

/** As things stand while a promise is changed. */
export interface Moment {
  readonly circle: Circle;
  /** Everybody who is in the circle. */
  readonly present: readonly Member[];
  readonly now: Instant;
  readonly today: LocalDate;
  readonly thisWeek: IsoWeek;
  /** Of the digest that will tell of it. */
  readonly toldIn: IsoWeek;
}

type Decided = Result<PromiseItem, PromiseRefusal>;

/**
 * Changes one promise, in one transaction, as the rules say; the letters that follow from the change go out after it. The same
 * item back: nothing changes. `also`: what else goes along in the transaction.
 */
export async function changePromise(
  context: Context,
  by: Member,
  promiseId: string,
  decide: (item: PromiseItem, moment: Moment) => Decided,
  also?: (tx: Tx, circle: Circle, before: PromiseItem, after: PromiseItem) => Promise<unknown>,
): Promise<Decided> {
  return transactSending(context, async (tx, send) => {
    const circle = await circleTable.lock(tx, by.circleId);
    const row = await promiseTable.lock(tx, promiseId);
    if (circle === null || row === null) return refuse('no-such-promise');
    const moment = await momentOf(context, tx, circle);
    const item = withoutGone(row, moment.present);
    const decided = decide(item, moment);
    if (!decided.ok) return decided;
    if (decided.value === item) return decided;
    await promiseTable.save(tx, decided.value);
    await send(await lettersAbout(context, tx, moment, item, decided.value));
    await also?.(tx, circle, item, decided.value);
    return decided;
  });
}

async function momentOf(context: Context, tx: Tx, circle: Circle): Promise<Moment> {
  const now = context.clock.now();
  return {
    circle,
    present: await memberTable.list(tx, circle.id),
    now,
    today: localTime(now, circle.timezone).date,
    thisWeek: isoWeekOf(now, circle.timezone),
    toldIn: await weekToBeTold(context, tx, circle),
  };
}
