import type { Circle, Member, MemberId } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Delivery, DeliveryKind } from '../../core/outbox/delivery.ts';
import { toMember, toPutAway } from '../../core/outbox/outbox.ts';
import type { Tx } from '../../core/ports/store.ts';
import { type Result, refuse, success } from '../../core/result.ts';
import { transactSending } from '../../core/sending.ts';
import { circleTable } from '../../core/tables/circles.ts';
import { deliveryTable } from '../../core/tables/deliveries.ts';
import { memberTable } from '../../core/tables/members.ts';
import { BUDDY_ASK_LASTS, type Buddy } from './rules.ts';
import { buddyTable } from './tables.ts';

export type BuddyRefusal = 'not-found' | 'not-a-steward' | 'request-over' | 'no-choice';

/** A buddy as it stands, and everybody who is in the circle. */
interface Matter {
  readonly circle: Circle;
  readonly members: readonly Member[];
  readonly buddy: Buddy | null;
  /** The time of whoever is asked is over. */
  readonly overdue: boolean;
}

interface Changed {
  readonly buddy: Buddy;
  readonly letters: readonly Told[];
}

interface Told {
  readonly to: readonly Member[];
  readonly kind: DeliveryKind;
  /** Left out: now, and told apart from every other. */
  readonly later?: { readonly by: number; readonly edition: string };
}

/** A member asks for a buddy: the stewards are asked to find one. Asking again while that lasts, or with a buddy, changes nothing. */
export function askForBuddy(context: Context, newcomer: Member): Promise<Result<Buddy, BuddyRefusal>> {
  return change(context, newcomer, newcomer.id, ({ buddy, members }) => {
    if (buddy !== null && !isFree(buddy, members, true)) return success({ buddy, letters: [] });
    return success(wantedAgain(newcomer.id, newcomer.circleId, buddy, members));
  });
}

/**
 * A steward chooses somebody, who is asked. Refuses while another is being asked. Where nobody has said yes when that time is
 * over, the stewards are told, at a moment that is fixed now.
 */
export function chooseBuddy(
  context: Context,
  steward: Member,
  newcomerId: MemberId,
  helperId: MemberId,
): Promise<Result<Buddy, BuddyRefusal>> {
  return change(context, steward, newcomerId, ({ buddy, members, overdue }) => {
    if (!members.some(({ id, steward: is }) => is && id === steward.id)) return refuse('not-a-steward');
    if (buddy === null || !members.some(({ id }) => id === newcomerId)) return refuse('not-found');
    if (!overdue && !isFree(buddy, members, false)) return refuse('request-over');
    const helper = members.find(({ id }) => id === helperId && id !== newcomerId);
    if (helper === undefined) return refuse('no-choice');
    const asked: Buddy = { ...buddy, state: 'asked', helperId, asked: buddy.asked + 1 };
    const later = { by: BUDDY_ASK_LASTS, edition: editionAfter(asked) };
    const stewards = members.filter((member) => member.steward);
    return success({
      buddy: asked,
      letters: [
        { to: [helper], kind: 'buddy-asked' },
        { to: stewards, kind: 'buddy-wanted', later },
      ],
    });
  });
}

/** Who was asked says yes, and both are told. A no changes nothing and is told to nobody, like silence: they may still say yes. */
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
    if (!yes) return success({ buddy, letters: [] });
    const agreed = { ...buddy, state: 'agreed' } as const;
    return success({ buddy: agreed, letters: [{ to: [newcomer, helper], kind: 'buddy-found' }] });
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
  return { buddy, letters: [{ to: members.filter(({ steward }) => steward), kind: 'buddy-wanted' }] };
}

/** Names the letters that end an asking. Once one has gone, somebody else may be asked. */
function editionAfter({ asked }: Buddy): string {
  return `after-${asked}`;
}

async function isOverdue(tx: Tx, buddy: Buddy): Promise<boolean> {
  if (buddy.state !== 'asked') return false;
  const ends = (letters: readonly Delivery[]) => letters.some((letter) => endsAsking(letter, buddy));
  if (ends(await deliveryTable.sentOrClaimed(tx, buddy.newcomerId, ['buddy-wanted']))) return true;
  // An asking of v0.1.0 has no such letter, and would never end.
  return !ends(await deliveryTable.unsent(tx, buddy.circleId));
}

/** Whether a letter ends the asking that goes on now. */
export function endsAsking({ kind, subject, key }: Delivery, buddy: Buddy): boolean {
  return key.startsWith(`${kind} ${subject} ${editionAfter(buddy)} `);
}

async function change(
  context: Context,
  by: Member,
  newcomerId: MemberId,
  decide: (matter: Matter) => Result<Changed, BuddyRefusal>,
): Promise<Result<Buddy, BuddyRefusal>> {
  return transactSending(context, async (tx, send) => {
    const circle = await circleTable.lock(tx, by.circleId);
    if (circle === null) return refuse('not-found');
    const buddy = await buddyTable.find(tx, newcomerId);
    if (buddy !== null && buddy.circleId !== circle.id) return refuse('not-found');
    const members = await memberTable.list(tx, circle.id);
    const overdue = buddy !== null && (await isOverdue(tx, buddy));
    const decided = decide({ circle, members, buddy, overdue });
    if (!decided.ok) return decided;
    if (decided.value.letters.length > 0) await buddyTable.save(tx, decided.value.buddy);
    await send([
      ...(decided.value.buddy.state === 'agreed' ? await putAwayAsks(context, tx, circle, newcomerId) : []),
      ...lettersFor(context, circle, decided.value),
    ]);
    return success(decided.value.buddy);
  });
}

/** Who was asked says yes: all who were asked to help or to find somebody read that it is settled. A no is told to nobody. */
function putAwayAsks(context: Context, tx: Tx, circle: Circle, newcomerId: MemberId) {
  return toPutAway(context, tx, circle, newcomerId, ['buddy-wanted', 'buddy-asked']);
}

function lettersFor(context: Context, circle: Circle, { buddy, letters }: Changed): readonly Delivery[] {
  return letters.flatMap(({ to, kind, later }) => {
    const dueAt = context.clock.now() + (later?.by ?? 0);
    const edition = later?.edition ?? context.newId();
    const letter = { kind, subject: buddy.newcomerId, edition, dueAt, expiresAt: null };
    return to.map((member) => toMember(context, circle, member, letter));
  });
}
