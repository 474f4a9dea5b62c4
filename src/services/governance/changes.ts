import type { Circle, Member } from '../../domain/circle.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Act, ActWhat } from '../../domain/governance/act.ts';
import { aboutOf, type Change } from '../../domain/governance/change.ts';
import { type AskRefusal, type Keys, keysFor } from '../../domain/governance/keys.ts';
import { isWaiting, type Proposal, propose } from '../../domain/governance/proposal.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { put, sendSoon } from '../deliveries/outbox.ts';
import { applyChange, followUp } from './apply.ts';
import { type CheckRefusal, checkChange } from './check.ts';
import { askDeciders, tellStewards } from './telling.ts';

export type ChangeRefusal = AskRefusal | CheckRefusal | 'already-asked';

/** What became of the changes that a steward wanted. */
export interface ChangeOutcome {
  /** Made at once. */
  readonly made: readonly Change[];
  /** Waiting for a steward of another voice. */
  readonly asked: readonly Proposal[];
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
): Promise<Result<ChangeOutcome, ChangeRefusal>> {
  const outcome = await context.store.transact(async (tables) => {
    // One change of a circle at a time: what is checked here must still hold when it is written.
    await tables.circles.lock(circle.id);
    const members = await tables.members.list(circle.id);
    const keys = await judge(context, tables, circle, members, by.id, changes);
    if (!keys.ok) return keys;
    const made: Change[] = [];
    const asked: Proposal[] = [];
    const letters: Delivery[] = [];
    for (const { change, needs } of keys.value) {
      if (needs === 'one-key') {
        letters.push(...(await applyChange(context, tables, circle, change)));
        const act = await recordAct(context, tables, circle, by, 'changed', change);
        letters.push(...tellStewards(context, circle, members, act));
        made.push(change);
      } else {
        const now = context.clock.now();
        const proposal = propose({ id: context.newId(), circleId: circle.id, change, by, now });
        await tables.proposals.insert(proposal);
        await recordAct(context, tables, circle, by, 'asked', change);
        letters.push(...askDeciders(context, circle, members, proposal));
        asked.push(proposal);
      }
    }
    return success({ made, asked, letters: await put(tables, letters) });
  });
  if (!outcome.ok) return outcome;
  const { made, asked, letters } = outcome.value;
  for (const change of made) await followUp(context, change);
  await sendSoon(context, letters);
  return success({ made, asked });
}

async function judge(
  context: Context,
  tables: Tables,
  circle: Circle,
  members: readonly Member[],
  byId: string,
  changes: readonly Change[],
): Promise<Result<readonly { readonly change: Change; readonly needs: Keys }[], ChangeRefusal>> {
  const now = context.clock.now();
  const waiting = (await tables.proposals.open(circle.id)).filter((each) => isWaiting(each, now));
  const by = members.find(({ id }) => id === byId);
  if (by === undefined) return refuse('not-a-steward');
  const judged: { change: Change; needs: Keys }[] = [];
  for (const change of changes) {
    const details = { change: change.kind };
    const needs = keysFor(change, by, members);
    if (!needs.ok) return { ...needs, details: { ...needs.details, ...details } };
    const sound = await checkChange(tables, circle, members, change);
    if (!sound.ok) return { ...sound, details: { ...sound.details, ...details } };
    const about = aboutOf(change);
    if (waiting.some((proposal) => aboutOf(proposal.change) === about)) {
      return refuse('already-asked', details);
    }
    judged.push({ change, needs: needs.value });
  }
  return success(judged);
}

/** Puts an act on record, in the caller's transaction. */
export async function recordAct(
  context: Context,
  tables: Tables,
  circle: Circle,
  by: Pick<Member, 'id'>,
  what: ActWhat,
  about: Change | string,
): Promise<Act> {
  const act: Act = {
    id: context.newId(),
    circleId: circle.id,
    at: context.clock.now(),
    memberId: by.id,
    what,
    change: typeof about === 'string' ? null : about,
    title: typeof about === 'string' ? about : null,
  };
  await tables.acts.record(act);
  return act;
}
