import type { Member, MemberId } from '../../src/core/circle.ts';
import type { DeliveryKind } from '../../src/core/outbox/delivery.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { askedMember } from '../../src/features/turns/rules/asks.ts';
import type { Meeting, MeetingSeries } from '../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { acceptTurn } from '../../src/features/turns/use-cases/answer.ts';
import type { Group, TestCore } from './test-core.ts';

/** The one meeting series of a group, as it stands. */
export async function seriesOf({ context }: TestCore, { circle }: Group): Promise<MeetingSeries> {
  const [series] = await meetingTable.series(context.store, circle.id);
  if (series === undefined) throw new Error('the circle has no meetings');
  return series;
}

/** The planned meetings of a group, soonest first. */
export async function plannedOf(core: TestCore, group: Group): Promise<readonly [Meeting, ...Meeting[]]> {
  const { id } = await seriesOf(core, group);
  const [next, ...later] = await meetingTable.planned(core.context.store, id);
  if (next === undefined) throw new Error('nothing is planned');
  return [next, ...later];
}

export async function meetingNow({ context }: TestCore, { id }: Pick<Meeting, 'id'>): Promise<Meeting> {
  const meeting = await meetingTable.find(context.store, id);
  if (meeting === null) throw new Error('the meeting is gone');
  return meeting;
}

export async function memberOf({ context }: TestCore, id: MemberId | null): Promise<Member> {
  const member = id === null ? null : await memberTable.find(context.store, id);
  if (member === null) throw new Error('nobody');
  return member;
}

/** Who is asked to chair a meeting now. */
export async function askedFor(core: TestCore, meeting: Pick<Meeting, 'id'>): Promise<Member> {
  return memberOf(core, askedMember(await meetingNow(core, meeting)));
}

/** Who is asked to chair the next meeting says yes. */
export async function chairedMeeting(core: TestCore, group: Group, context = core.context) {
  const [next] = await plannedOf(core, group);
  const chair = await askedFor(core, next);
  const accepted = await acceptTurn(context, chair, next.id);
  if (!accepted.ok) throw new Error(accepted.code);
  return { chair, meeting: accepted.value };
}

/** To whom letters of a kind go, by name or channel, oldest first. */
export async function toldBy(core: TestCore, { circle }: Group, kind: DeliveryKind) {
  const letters = (await core.letters(circle)).filter((each) => each.kind === kind);
  const members = new Map(
    (await memberTable.everybody(core.context.store, circle.id)).map(({ id, name }) => [id, name]),
  );
  return letters.map(({ memberId, channel, person }) => {
    if (memberId !== null) return members.get(memberId);
    return channel ?? person;
  });
}
