import {
  type Individual,
  type Joint,
  jointOf,
  MOST_TRIES,
  sameAccount,
  TRIES_WITHIN,
} from '../../../core/account-links.ts';
import type { Circle, Identity, Member, PersonId } from '../../../core/circle.ts';
import { readCode } from '../../../core/code.ts';
import type { Context } from '../../../core/context.ts';
import { enqueueJobs, jobRequest } from '../../../core/jobs/job-request.ts';
import { keyedHash } from '../../../core/keyed-hash.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { type Send, transactSending } from '../../../core/sending.ts';
import { linkTable } from '../../../core/tables/links.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import { meetingTable } from '../../turns/tables.ts';
import { gainAccount, joinPeople, type Seat, seatsOf } from './gain.ts';
import { lockPeople } from './locks.ts';

export type JoinRefusal =
  | 'no-such-code'
  | 'too-many-codes'
  | 'same-place'
  | 'ask-a-steward'
  | 'link-other-way';

/** Who is one person now, in which circle. Empty: they were before. */
export interface Joined {
  readonly circles: readonly { readonly circle: Circle; readonly member: Member }[];
}

interface Accounts {
  readonly shown: Identity;
  readonly typed: Identity;
}

/**
 * Joins the account that types a code to the one it was shown to, in every organisation that either is known in, by the
 * rules of `jointOf`: all of it or nothing. In an organisation it counts in all their circles. The code is used up by the
 * first try that finds it, whatever comes of it. Refuses `no-such-code` in the same words for one that never was, ran out
 * or was used, and after `MOST_TRIES` tries within `TRIES_WITHIN` looks at none any more.
 *
 * A link counts in rounds that open later: in one that is open each account has the seat it had (`seatHolder`).
 *
 * Locks, always in this order: the count of tries, the code, circles by id, people by id, in each circle its series.
 */
export async function joinByCode(
  context: Context,
  typed: Identity,
  words: string,
): Promise<Result<Joined, JoinRefusal>> {
  const joined = await transactSending(context, async (tx, send) => {
    const now = context.clock.now();
    // Counted even if it is refused: a refusal is an outcome, so the transaction is kept.
    const tries = await linkTable.countTry(tx, typed, now, now - TRIES_WITHIN);
    if (tries > MOST_TRIES) return refuse('too-many-codes');
    const code = readCode(words);
    const found =
      code === null ? null : await linkTable.takeCode(tx, keyedHash(context, 'link code', code), now);
    if (found === null) return refuse('no-such-code');
    const accounts = { shown: found.shownTo, typed };
    if (sameAccount(accounts.shown, typed)) return refuse('same-place');
    await linkTable.forgiveTries(tx, typed);
    const joints = await jointsOf(tx, accounts);
    if (joints.length === 0) return refuse('no-such-code');
    return applied(context, tx, send, accounts, joints);
  });
  if (joined.ok) await drawAnew(context, joined.value);
  return joined;
}

/** Reads who is who again under the locks: somebody may have joined or left meanwhile. Empty: who showed it is in no circle. */
async function jointsOf(tx: Tx, { shown, typed }: Accounts): Promise<readonly Joint[]> {
  const before = await memberTable.findByIdentity(tx, shown);
  if (before.length === 0) return [];
  const everywhere = [...before, ...(await memberTable.findByIdentity(tx, typed))];
  const organisations = [...new Set(everywhere.map(({ circle }) => circle.organisationId))].sort();
  const behind = async () => {
    const found: { shown: PersonId | null; typed: PersonId | null }[] = [];
    for (const id of organisations) {
      found.push({
        shown: await personTable.ownerOf(tx, id, shown),
        typed: await personTable.ownerOf(tx, id, typed),
      });
    }
    return found;
  };
  const ids = (await behind()).flatMap((pair) => [pair.shown, pair.typed]).filter((id) => id !== null);
  await lockPeople(tx, ids);
  const joints: Joint[] = [];
  for (const pair of await behind()) {
    const [one, other] = [await individual(tx, pair.shown), await individual(tx, pair.typed)];
    joints.push(jointOf({ shown: one, typed: other }));
  }
  return joints;
}

async function individual(tx: Tx, id: PersonId | null): Promise<Individual | null> {
  if (id === null) return null;
  return { id, members: (await seatsOf(tx, id)).map(({ member }) => member) };
}

async function applied(
  context: Context,
  tx: Tx,
  send: Send,
  accounts: Accounts,
  joints: readonly Joint[],
): Promise<Result<Joined, JoinRefusal>> {
  if (joints.some(({ what }) => what === 'refused')) return refuse('ask-a-steward');
  const circles: Seat[] = [];
  for (const joint of joints) {
    if (joint.what !== 'gains' && joint.what !== 'one-person') continue;
    const id = joint.what === 'gains' ? joint.personId : joint.stays;
    await send(await apply(context, tx, accounts, joint));
    circles.push(...(await seatsOf(tx, id)));
  }
  const [alone] = joints.flatMap((joint) => (joint.what === 'left-alone' ? [joint.why] : []));
  if (circles.length === 0 && alone !== undefined) return refuse(alone);
  return success({ circles });
}

async function apply(
  context: Context,
  tx: Tx,
  accounts: Accounts,
  joint: Extract<Joint, { readonly what: 'gains' | 'one-person' }>,
): Promise<readonly Delivery[]> {
  if (joint.what === 'gains') {
    const person = await personTable.find(tx, joint.personId);
    const account = accounts[joint.account];
    return person === null ? [] : gainAccount(context, tx, person, account);
  }
  const [stays, joins] = [await personTable.find(tx, joint.stays), await personTable.find(tx, joint.joins)];
  return stays === null || joins === null ? [] : joinPeople(context, tx, stays, joins, joint.leaves);
}

async function drawAnew(context: Context, { circles }: Joined): Promise<void> {
  for (const { circle } of circles) {
    const series = await meetingTable.series(context.store, circle.id);
    await enqueueJobs(
      context,
      series.map(({ id }) => jobRequest('draw-chair', { series: id })),
    );
  }
}
