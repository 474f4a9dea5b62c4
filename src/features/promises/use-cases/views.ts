import type { Person } from '../../../core/actions/person.ts';
import { isoWeekOf } from '../../../core/calendar/iso-week.ts';
import { localTime } from '../../../core/calendar/local-time.ts';
import { calledIn } from '../../../core/called.ts';
import { isReader } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { PromiseListView, PromiseView } from '../messages/list.ts';
import type { OwnerFormView } from '../messages/owner.ts';
import { mayJudge, mayTakeYesBack, reopeningFault } from '../rules/closing.ts';
import { mayBeTakenOver, withoutGone } from '../rules/owner.ts';
import {
  ageInWeeks,
  inOrder,
  isOpen,
  isReadable,
  type PromiseItem,
  takingBackFault,
} from '../rules/promise.ts';
import { promiseTable } from '../tables.ts';

/** A circle's promises as one of its members sees them. */
export async function promiseListView(
  context: Context,
  { circle, member }: Person,
): Promise<PromiseListView> {
  const { store } = context;
  const now = context.clock.now();
  const week = isoWeekOf(now, circle.timezone);
  const today = localTime(now, circle.timezone).date;
  const members = await memberTable.list(store, circle.id);
  const there = await memberTable.listWithReaders(store, circle.id);
  const called = await calledIn(store, circle);
  const reads = isReader(member);
  const nameOf = (id: string | null | undefined) =>
    there.some((each) => each.id === id) ? called.nameOf(id) : null;
  const all = await promiseTable.list(store, circle.id);
  const viewOf = (item: PromiseItem): PromiseView => {
    const until = item.reply?.askerUntil ?? null;
    return {
      item,
      raisedBy: nameOf(item.raisedBy?.memberId),
      repliedBy: nameOf(item.reply?.by.memberId),
      reopenedBy: nameOf(item.reopened?.by?.memberId),
      owner: nameOf(item.ownerId),
      asked: nameOf(item.askedId),
      weeks: ageInWeeks(item, week),
      askerUntil: until !== null && until > now ? until : null,
      mayJudge: mayJudge(item, member, now),
      mayTakeYesBack: mayTakeYesBack(item, member, now),
      mayTakeOver: !reads && mayBeTakenOver(item, member, today),
      mayReply: !reads && isOpen(item),
      mayTakeBack: !reads && takingBackFault(item, member) === null,
      mayReopen: !reads && reopeningFault(item, member) === null,
      mine: item.ownerId === member.id,
    };
  };
  return {
    circle: circle.name,
    circleId: circle.id,
    reads,
    promises: inOrder(all.filter(isReadable)).map((item) => viewOf(withoutGone(item, members))),
    withdrawn: all.filter(({ state }) => state === 'withdrawn').length,
  };
}

/** What the form about a promise's owner shows to one member. */
export async function ownerFormView(
  { clock, store }: Context,
  { circle, member }: Person,
  row: PromiseItem,
): Promise<OwnerFormView> {
  const members = await memberTable.list(store, circle.id);
  const item = withoutGone(row, members);
  const called = await calledIn(store, circle);
  return {
    item,
    readerId: member.id,
    owner: called.nameOf(item.ownerId),
    mayTakeOver: mayBeTakenOver(item, member, localTime(clock.now(), circle.timezone).date),
    people: members
      .filter(({ id }) => id !== member.id)
      .map((each) => ({ id: each.id, name: each.name, voiceName: called.voiceOf(each) })),
  };
}
