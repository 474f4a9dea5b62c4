import type { Buddy } from '../../domain/buddy.ts';
import type { Circle, Member, MemberId } from '../../domain/circle.ts';
import type { Delivery, DeliveryKind } from '../../domain/delivery.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { put, sendSoon, toMember } from '../deliveries/outbox.ts';

export type BuddyRefusal = 'not-found' | 'not-a-steward' | 'request-over' | 'no-choice';

/** A buddy as it stands, and everybody who is in the circle. */
interface Matter {
  readonly circle: Circle;
  readonly members: readonly Member[];
  readonly buddy: Buddy | null;
}

interface Changed {
  readonly buddy: Buddy;
  readonly told: readonly Member[];
  readonly kind: DeliveryKind | null;
}

/** A member asks for a buddy: the stewards are asked to find one. Asking again while that lasts, or with a buddy, changes nothing. */
export function askForBuddy(context: Context, newcomer: Member): Promise<Result<Buddy, BuddyRefusal>> {
  return change(context, newcomer, newcomer.id, ({ buddy, members }) => {
    if (buddy !== null && !isFree(buddy, members, true)) return success({ buddy, told: [], kind: null });
    return success(wantedAgain(newcomer.id, newcomer.circleId, buddy, members));
  });
}

/** A steward chooses somebody, who is asked. Refuses while another is being asked. */
export function chooseBuddy(
  context: Context,
  steward: Member,
  newcomerId: MemberId,
  helperId: MemberId,
): Promise<Result<Buddy, BuddyRefusal>> {
  return change(context, steward, newcomerId, ({ buddy, members }) => {
    if (!members.some(({ id, steward: is }) => is && id === steward.id)) return refuse('not-a-steward');
    if (buddy === null || !members.some(({ id }) => id === newcomerId)) return refuse('not-found');
    if (!isFree(buddy, members, false)) return refuse('request-over');
    const helper = members.find(({ id }) => id === helperId && id !== newcomerId);
    if (helper === undefined) return refuse('no-choice');
    const asked: Buddy = { ...buddy, state: 'asked', helperId, asked: buddy.asked + 1 };
    return success({ buddy: asked, told: [helper], kind: 'buddy-asked' });
  });
}

/** Who was asked says yes, and both are told; or no, without a reason, and the stewards look again. */
export function answerBuddy(
  context: Context,
  helper: Member,
  newcomerId: MemberId,
  yes: boolean,
): Promise<Result<Buddy, BuddyRefusal>> {
  return change(context, helper, newcomerId, ({ buddy, members }) => {
    const newcomer = members.find(({ id }) => id === newcomerId);
    if (buddy === null || newcomer === undefined) return refuse('not-found');
    if (buddy.state !== 'asked' || buddy.helperId !== helper.id) return refuse('request-over');
    if (!yes) return success(wantedAgain(newcomerId, buddy.circleId, buddy, members));
    return success({ buddy: { ...buddy, state: 'agreed' }, told: [newcomer, helper], kind: 'buddy-found' });
  });
}

/** Whether somebody has to be found; `asking`: by the newcomer, for whom a wish that waits is a wish already. */
function isFree({ state, helperId }: Buddy, members: readonly Member[], asking: boolean): boolean {
  if (state === 'wanted') return !asking;
  return !members.some(({ id }) => id === helperId);
}

function wantedAgain(
  newcomerId: MemberId,
  circleId: string,
  before: Buddy | null,
  members: readonly Member[],
): Changed {
  const buddy: Buddy = { newcomerId, circleId, state: 'wanted', helperId: null, asked: before?.asked ?? 0 };
  return { buddy, told: members.filter(({ steward }) => steward), kind: 'buddy-wanted' };
}

async function change(
  context: Context,
  by: Member,
  newcomerId: MemberId,
  decide: (matter: Matter) => Result<Changed, BuddyRefusal>,
): Promise<Result<Buddy, BuddyRefusal>> {
  const outcome = await context.store.transact(async (tables: Tables) => {
    const circle = await tables.circles.lock(by.circleId);
    if (circle === null) return refuse('not-found');
    const buddy = await tables.buddies.find(newcomerId);
    if (buddy !== null && buddy.circleId !== circle.id) return refuse('not-found');
    const members = await tables.members.list(circle.id);
    const decided = decide({ circle, members, buddy });
    if (!decided.ok) return decided;
    await tables.buddies.save(decided.value.buddy);
    const letters = lettersFor(context, circle, decided.value);
    return success({ buddy: decided.value.buddy, letters: await put(tables, letters) });
  });
  if (!outcome.ok) return outcome;
  await sendSoon(context, outcome.value.letters);
  return success(outcome.value.buddy);
}

function lettersFor(context: Context, circle: Circle, { buddy, told, kind }: Changed): readonly Delivery[] {
  if (kind === null) return [];
  const dueAt = context.clock.now();
  const letter = { kind, subject: buddy.newcomerId, edition: context.newId(), dueAt, expiresAt: null };
  return told.map((member) => toMember(context, circle, member, letter));
}
