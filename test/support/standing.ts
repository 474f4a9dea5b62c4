import type { Delivery, DeliveryKind } from '../../src/core/outbox/delivery.ts';
import { memberTable, type Standing } from '../../src/core/tables/members.ts';
import type { Group, TestCore } from './test-core.ts';

/** The names of those members to whom letters of a kind go or went, in the order of the circle's list; each letter counts. */
export async function told(core: TestCore, group: Group, kind: DeliveryKind): Promise<readonly string[]> {
  const letters = await core.letters(group.circle);
  return namesOf(
    core,
    group,
    letters.filter((letter) => letter.kind === kind),
  );
}

/** The same of the letters of a kind that were put away or are to be corrected. */
export async function putAway(core: TestCore, group: Group, kind: DeliveryKind): Promise<readonly string[]> {
  const letters = await core.letters(group.circle);
  const corrected = new Set(
    letters.flatMap((each) => (each.kind === 'digest-correction' ? each.subject : [])),
  );
  return namesOf(
    core,
    group,
    letters.filter((letter) => letter.kind === kind && corrected.has(letter.id)),
  );
}

/** Says who somebody is in their circle without asking any rule. */
export async function make(
  core: TestCore,
  group: Group,
  name: string,
  standing: Partial<Standing>,
): Promise<void> {
  const member = await group.now(name);
  await memberTable.saveStanding(core.context.store, member.id, { ...member, ...standing });
}

async function namesOf(
  core: TestCore,
  { circle }: Group,
  letters: readonly Delivery[],
): Promise<readonly string[]> {
  const everybody = await memberTable.everybody(core.context.store, circle.id);
  return everybody.flatMap(({ id, name }) =>
    letters.flatMap(({ memberId }) => (memberId === id ? name : [])),
  );
}
