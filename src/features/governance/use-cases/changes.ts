import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { addToOutbox, enqueueDeliveries } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { type Changing, type CheckRefusal, kindOf } from '../change-kinds.ts';
import type { Act, ActWhat } from '../rules/act.ts';
import { aboutOf, type Change } from '../rules/change.ts';
import { type AskRefusal, type Keys, keysFor } from '../rules/keys.ts';
import { type Before, measuresLess, needsTwoHere } from '../rules/measuring.ts';
import { isAsked, type Proposal, propose } from '../rules/proposal.ts';
import { actTable, proposalTable } from '../tables/proposals.ts';
import { type Asked, askDeciders, tellConcerned, tellNamed, tellStewards } from './telling.ts';

export type ChangeRefusal = AskRefusal | CheckRefusal | 'already-asked' | 'no-reason';

/** What became of the changes that a steward wanted. */
export interface ChangeOutcome {
  /** Made at once. */
  readonly made: readonly Change[];
  /** Waiting for a steward of another voice. */
  readonly asked: readonly Proposal[];
}

/** Somebody wants changes. */
export interface Wanting {
  readonly by: Pick<Member, 'id'>;
  readonly changes: readonly Change[];
  /** In their own words, for everybody; null: none was given. */
  readonly reason: string | null;
  /** Nobody has to write one: a chat platform told us what happened. */
  readonly reasonKnown?: boolean;
}

/**
 * Makes what one steward may change alone, and asks for a second key where the rest needs one: all of it, or nothing.
 * Everything goes on record; the other stewards are told. `details.change` of a refusal is the kind of change at fault.
 */
export async function changeCircle(
  context: Context,
  circle: Circle,
  by: Member,
  changes: readonly Change[],
  reason: string | null = null,
): Promise<Result<ChangeOutcome, ChangeRefusal>> {
  const outcome = await context.store.transact(async (tx) => {
    const wanted = await want(context, tx, circle, { by, changes, reason });
    if (!wanted.ok) return wanted;
    return success({ ...wanted.value, letters: await addToOutbox(tx, wanted.value.letters) });
  });
  if (!outcome.ok) return outcome;
  const { made, asked, letters } = outcome.value;
  for (const change of made) await kindOf(context, change).followUp(context, change);
  await enqueueDeliveries(context, letters);
  return success({ made, asked });
}

/** The same in the caller's transaction, with the letters that it makes necessary. `followUp` what was made after it. */
export async function want(
  context: Context,
  tx: Tx,
  circle: Circle,
  wanting: Wanting,
): Promise<Result<ChangeOutcome & { readonly letters: readonly Delivery[] }, ChangeRefusal>> {
  // One change of a circle at a time: what is checked here must still hold when it is written.
  await circleTable.lock(tx, circle.id);
  const members = await memberTable.listWithReaders(tx, circle.id);
  const by = members.find(({ id }) => id === wanting.by.id);
  if (by === undefined) return refuse('not-a-steward');
  const judged = await judge(context, tx, circle, members, by, wanting);
  if (!judged.ok) return judged;
  const made: Change[] = [];
  const asked: Asked[] = [];
  const letters: Delivery[] = [];
  for (const { change, needs, stood } of judged.value) {
    if (needs === 'one-key') {
      letters.push(...(await kindOf(context, change).apply({ context, tx, circle }, change)));
      const act = await recordAct(context, tx, circle, by, 'changed', change, { before: stood });
      letters.push(
        ...tellStewards(context, circle, members, act),
        ...tellNamed(context, circle, members, act),
      );
      made.push(change);
    } else {
      const now = context.clock.now();
      const proposal = propose({ id: context.newId(), circleId: circle.id, change, by, now });
      await proposalTable.insert(tx, proposal);
      const { id } = proposal;
      await recordAct(context, tx, circle, by, 'asked', change, {
        id,
        reason: wanting.reason,
        before: stood,
      });
      letters.push(...tellConcerned(context, circle, members, proposal));
      asked.push({ proposal, ...(await datesOf({ context, tx, circle }, change)) });
    }
  }
  letters.push(...askDeciders(context, circle, members, asked));
  return success({ made, asked: asked.map(({ proposal }) => proposal), letters });
}

interface Judged {
  readonly change: Change;
  readonly needs: Keys;
  readonly stood: Change | null;
}

async function judge(
  context: Context,
  tx: Tx,
  circle: Circle,
  members: readonly Member[],
  by: Member,
  { changes, reason, reasonKnown = false }: Wanting,
): Promise<Result<readonly Judged[], ChangeRefusal>> {
  const now = context.clock.now();
  const waiting = (await proposalTable.open(tx, circle.id)).filter((each) => isAsked(each, members, now));
  const judged: Judged[] = [];
  for (const change of changes) {
    const details = { change: change.kind };
    const before = await beforeOf({ context, tx, circle }, change, now);
    const needs = keysFor(change, by, { members, now, needsTwo: needsTwoHere(change, before) });
    if (!needs.ok) return { ...needs, details: { ...needs.details, ...details } };
    const sound = await kindOf(context, change).check({ context, tx, circle, members, by }, change);
    if (!sound.ok) return { ...sound, details: { ...sound.details, ...details } };
    const about = aboutOf(change);
    if (waiting.some((proposal) => aboutOf(proposal.change) === about)) {
      return refuse('already-asked', details);
    }
    const why = measuresLess(change, before) || change.kind === 'voice' || change.kind === 'member-left';
    if (needs.value === 'two-keys' && why && reason === null && !reasonKnown) {
      return refuse('no-reason', details);
    }
    judged.push({ change, needs: needs.value, stood: before.stood });
  }
  return success(judged);
}

async function datesOf(at: Changing, change: Change): Promise<Pick<Asked, 'until' | 'next'>> {
  const kind = kindOf(at.context, change);
  const until = await kind.until(at, change);
  return { until: until === 'over' ? null : until, next: (await kind.ahead(at, change))?.dates[0] ?? null };
}

/** How it stands with what a change is about, and when it would come next before and after it. */
export async function beforeOf(at: Changing, change: Change, now: Instant): Promise<Before> {
  const kind = kindOf(at.context, change);
  const stood = await kind.stood(at, change);
  const nextOf = async (plan: Change) => (await kind.ahead(at, plan))?.dates[0] ?? null;
  const dates =
    stood === null ? { due: null, next: null } : { due: await nextOf(stood), next: await nextOf(change) };
  const counts = stood === null ? [] : [await kind.times(at, stood), await kind.times(at, change)];
  const [was = null, wanted = null] = counts;
  const times = was === null || wanted === null ? null : { stood: was, wanted };
  return { timezone: at.circle.timezone, now, stood, times, ...dates };
}

/** Puts an act on record, in the caller's transaction. `by` null: the people who run the server did it. */
export async function recordAct(
  context: Context,
  tx: Tx,
  circle: Circle,
  by: Pick<Member, 'id'> | null,
  what: ActWhat,
  about: Change | string,
  more: Partial<Pick<Act, 'id' | 'reason' | 'before'>> = {},
): Promise<Act> {
  const act: Act = {
    id: context.newId(),
    reason: null,
    before: null,
    ...more,
    circleId: circle.id,
    at: context.clock.now(),
    memberId: by?.id ?? null,
    what,
    change: typeof about === 'string' ? null : about,
    title: typeof about === 'string' ? about : null,
    answer: null,
  };
  await actTable.record(tx, act);
  return act;
}
