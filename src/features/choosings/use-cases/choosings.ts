import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { addToOutbox, enqueueDeliveries, toMember } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { withWayIn } from '../../../core/way-in.ts';
import { kindOf } from '../../governance/change-kinds.ts';
import { recordAct } from '../../governance/use-cases/changes.ts';
import { tellMembers } from '../../governance/use-cases/telling.ts';
import {
  type Choosing,
  type ChoosingRefusal,
  choosers,
  confirmChoosing,
  passed,
  startChoosing,
  stopChoosing,
} from '../rules.ts';
import { choosingTable } from '../tables.ts';

export type ChooseRefusal = ChoosingRefusal | 'choosing-under-way' | 'not-found';

/** Those present who can come in: a choosing counts nobody else, neither as a steward nor as one who chooses. */
export async function choosingMembers(
  { platforms }: Pick<Context, 'platforms'>,
  tx: Tx,
  circleId: string,
): Promise<readonly Member[]> {
  return withWayIn(await memberTable.list(tx, circleId), platforms);
}

/** Somebody of a voice without a steward proposes one of it: on record, and asked of the others. One at a time in a voice. */
export async function proposeSteward(
  context: Context,
  circle: Circle,
  by: Pick<Member, 'id'>,
  memberId: string,
): Promise<Result<Choosing, ChooseRefusal>> {
  const outcome = await context.store.transact(async (tx) => {
    await circleTable.lock(tx, circle.id);
    const members = await choosingMembers(context, tx, circle.id);
    const proposer = members.find(({ id }) => id === by.id);
    if (proposer === undefined) return refuse('not-found');
    const letters: Delivery[] = [];
    for (const other of await choosingTable.open(tx, circle.id)) {
      if (other.voice !== proposer.voice) continue;
      const now = passed(other, members, context.clock.now());
      if (now.state === 'open') return refuse('choosing-under-way');
      letters.push(...(await keep(context, tx, circle, other, now)));
    }
    const id = context.newId();
    const started = startChoosing(
      { id, circleId: circle.id, by: proposer, memberId },
      members,
      context.clock.now(),
    );
    if (!started.ok) return started;
    await choosingTable.insert(tx, started.value);
    await recordAct(context, tx, circle, proposer, 'asked', changeOf(started.value));
    letters.push(...tellChoosing(context, circle, await told(context, tx, started.value), started.value));
    return success({ choosing: started.value, letters: await addToOutbox(tx, letters) });
  });
  return sent(context, outcome);
}

/** Another of the voice says yes. With enough of them it stands open for seven days, and everybody is told in the same words. */
export function confirmSteward(context: Context, circle: Circle, by: Member, id: string) {
  return act(context, circle, by, id, confirmChoosing);
}

/** Somebody of the voice stops it. Who it was is kept nowhere, and told to nobody. */
export function stopSteward(context: Context, circle: Circle, by: Member, id: string) {
  return act(context, circle, by, id, stopChoosing);
}

async function act(
  context: Context,
  circle: Circle,
  by: Pick<Member, 'id'>,
  id: string,
  does: typeof confirmChoosing,
): Promise<Result<Choosing, ChooseRefusal>> {
  const outcome = await context.store.transact(async (tx) => {
    await circleTable.lock(tx, circle.id);
    const choosing = await choosingTable.lock(tx, id);
    if (choosing?.circleId !== circle.id) return refuse('not-found');
    const members = await choosingMembers(context, tx, circle.id);
    const done = does(choosing, by, members, context.clock.now());
    if (!done.ok) return done;
    if (done.value.state === 'open') await recordAct(context, tx, circle, by, 'approved', changeOf(choosing));
    const letters = await keep(context, tx, circle, choosing, done.value);
    return success({ choosing: done.value, letters: await addToOutbox(tx, letters) });
  });
  return sent(context, outcome);
}

async function sent(
  context: Context,
  outcome: Result<{ readonly choosing: Choosing; readonly letters: readonly Delivery[] }, ChooseRefusal>,
): Promise<Result<Choosing, ChooseRefusal>> {
  if (!outcome.ok) return outcome;
  await enqueueDeliveries(context, outcome.value.letters);
  return success(outcome.value.choosing);
}

/** Sees to choosings whose time has come: those that now hold, and those that came to nothing. */
export async function passChoosings(context: Context): Promise<void> {
  for (const { id, circleId } of await choosingTable.open(context.store)) {
    const letters = await context.store.transact(async (tx) => {
      const circle = await circleTable.lock(tx, circleId);
      const choosing = await choosingTable.lock(tx, id);
      if (circle === null || choosing === null) return [];
      const members = await choosingMembers(context, tx, circleId);
      const now = passed(choosing, members, context.clock.now());
      return addToOutbox(tx, await keep(context, tx, circle, choosing, now));
    });
    await enqueueDeliveries(context, letters);
  }
}

/** Keeps what became of a choosing, with what that means: all of it, or nothing. Gives the letters. */
async function keep(
  context: Context,
  tx: Tx,
  circle: Circle,
  before: Choosing,
  now: Choosing,
): Promise<readonly Delivery[]> {
  if (now === before) return [];
  await choosingTable.save(tx, now);
  if (now.state === 'open') {
    const isNews = before.standsUntil !== now.standsUntil;
    return isNews ? tellChoosing(context, circle, await told(context, tx, now), now) : [];
  }
  // Nobody but the voice had heard of it, and the voice reads on its start page that it can choose again.
  if (now.state === 'lapsed' && before.standsUntil === null) return [];
  const change = changeOf(now);
  if (now.state === 'chosen') await kindOf(context, change).apply({ context, tx, circle }, change);
  const what = now.state === 'chosen' ? 'by-itself' : now.state;
  const act = await recordAct(context, tx, circle, { id: now.memberId }, what, change);
  return tellMembers(context, circle, await told(context, tx, before), act);
}

/** Everybody, once it stood; before that, those who could say yes to it. */
async function told(context: Context, tx: Tx, choosing: Choosing): Promise<readonly Member[]> {
  if (choosing.standsUntil !== null) return memberTable.listWithReaders(tx, choosing.circleId);
  const members = await choosingMembers(context, tx, choosing.circleId);
  const may = new Set(choosers(choosing.voice, members, context.clock.now()).map(({ id }) => id));
  return members.filter(({ id }) => may.has(id));
}

function changeOf({ memberId, voice }: Choosing) {
  return { kind: 'steward-chosen', memberId, voice } as const;
}

/** Asks the others of a voice; once it stands open, tells everybody, who proposed it too. */
function tellChoosing(
  context: Context,
  circle: Circle,
  members: readonly Member[],
  { id, by, standsUntil }: Choosing,
): readonly Delivery[] {
  const kind = standsUntil === null ? 'choosing-asked' : 'choosing-stands';
  const letter = { kind, subject: id, dueAt: context.clock.now(), expiresAt: null } as const;
  return members
    .filter((member) => standsUntil !== null || member.id !== by)
    .map((member) => toMember(context, circle, member, letter));
}
