import { localTime } from '../../domain/calendar/local-time.ts';
import type { ChairWillingness, Circle, Member, Preferences } from '../../domain/circle.ts';
import type { Context } from '../context.ts';
import { put, sendSoon } from '../deliveries/outbox.ts';
import { vacateTurns } from '../rota/vacate.ts';

/** Who wishes, in which circle. */
export interface Wisher {
  readonly circle: Circle;
  readonly member: Member;
}

/** Keeps what a member wishes. Who no longer chairs hands back the turns they were drawn for, at once. */
export async function saveWishes(
  context: Context,
  { circle, member }: Wisher,
  preferences: Preferences,
  chairs: ChairWillingness,
): Promise<void> {
  const letters = await context.store.transact(async (tables) => {
    await tables.members.savePreferences(member.id, preferences, chairs);
    if (!preferences.awayFromStatus) await tables.members.setAwayStatus(member.id, null);
    if (chairs === 'yes') return [];
    return put(tables, await vacateTurns(context, tables, circle, member.id));
  });
  await sendSoon(context, letters);
}

/** Keeps the days on which a member is away, and gives their turns on those days to others. They keep their credit. */
export async function addDaysAway(
  context: Context,
  { circle, member }: Wisher,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const letters = await context.store.transact(async (tables) => {
    await tables.members.addAbsence({ id: context.newId(), memberId: member.id, from, to });
    const isAway = (startsAt: number): boolean => {
      const { date } = localTime(startsAt, circle.timezone);
      return from <= date && date <= to;
    };
    return put(
      tables,
      await vacateTurns(context, tables, circle, member.id, ({ startsAt }) => isAway(startsAt)),
    );
  });
  await sendSoon(context, letters);
}
