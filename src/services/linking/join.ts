import type { Circle, Identity, Member } from '../../domain/circle.ts';
import { readCode } from '../../domain/code.ts';
import type { Delivery } from '../../domain/delivery.ts';
import {
  type Accounts,
  type Joint,
  jointOf,
  MOST_TRIES,
  sameAccount,
  TRIES_WITHIN,
} from '../../domain/linking.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Tables } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { put, sendSoon } from '../deliveries/outbox.ts';
import { hurry, jobRequest } from '../job-request.ts';
import { keyedHash } from '../keyed-hash.ts';
import { gainAccounts } from './gain.ts';

export type JoinRefusal =
  | 'no-such-code'
  | 'too-many-codes'
  | 'same-place'
  | 'ask-a-steward'
  | 'place-taken'
  | 'link-other-way';

/** Who is one person now, in which circle. Empty: they were before. */
export interface Joined {
  readonly circles: readonly { readonly circle: Circle; readonly member: Member }[];
}

/**
 * Joins the account that types a code to the one it was shown to, in every circle that either is in, by the rules of
 * `jointOf`: all of it or nothing. The code is used up by the first try that finds it, whatever comes of it. Refuses
 * `no-such-code` in the same words for one that never was, ran out or was used, and after `MOST_TRIES` tries within
 * `TRIES_WITHIN` looks at none any more.
 *
 * A link counts in rounds that open later: in one that is open each account has the seat it had (`seatHolder`).
 *
 * Locks, always in this order: the count of tries, the code, circles by id, in each circle its series.
 */
export async function joinByCode(
  context: Context,
  typed: Identity,
  words: string,
): Promise<Result<Joined, JoinRefusal>> {
  const outcome = await context.store.transact(async (tables) => {
    const now = context.clock.now();
    // Counted even if it is refused: a refusal is an outcome, so the transaction is kept.
    const tries = await tables.links.countTry(typed, now, now - TRIES_WITHIN);
    if (tries > MOST_TRIES) return refuse('too-many-codes');
    const code = readCode(words);
    const found =
      code === null ? null : await tables.links.takeCode(keyedHash(context, 'link code', code), now);
    if (found === null) return refuse('no-such-code');
    const accounts = { shown: found.shownTo, typed };
    if (sameAccount(accounts.shown, typed)) return refuse('same-place');
    await tables.links.forgiveTries(typed);
    const joints = await jointsOf(tables, accounts);
    if (joints.length === 0) return refuse('no-such-code');
    return applied(context, tables, joints);
  });
  if (!outcome.ok) return outcome;
  const { joined, letters } = outcome.value;
  await sendSoon(context, letters);
  await drawAnew(context, joined);
  return success(joined);
}

interface JointIn {
  readonly circle: Circle;
  readonly joint: Joint;
}

/** Reads who is who again under the locks: somebody may have joined or left meanwhile. */
async function jointsOf(tables: Tables, accounts: Accounts): Promise<readonly JointIn[]> {
  const { members, circles } = tables;
  const people = async () => ({
    shown: await members.findByIdentity(accounts.shown),
    typed: await members.findByIdentity(accounts.typed),
  });
  const before = await people();
  if (before.shown.length === 0) return [];
  const ids = new Set([...before.shown, ...before.typed].map(({ circle }) => circle.id));
  const locked: Circle[] = [];
  for (const id of [...ids].sort()) {
    const circle = await circles.lock(id);
    if (circle !== null) locked.push(circle);
  }
  const { shown, typed } = await people();
  const memberIn = (found: typeof shown, circle: Circle) =>
    found.find(({ member }) => member.circleId === circle.id)?.member ?? null;
  return locked.map((circle) => ({
    circle,
    joint: jointOf({ shown: memberIn(shown, circle), typed: memberIn(typed, circle) }, accounts),
  }));
}

async function applied(
  context: Context,
  tables: Tables,
  joints: readonly JointIn[],
): Promise<Result<{ joined: Joined; letters: readonly Delivery[] }, JoinRefusal>> {
  if (joints.some(({ joint }) => joint.what === 'refused')) return refuse('ask-a-steward');
  const circles: { circle: Circle; member: Member }[] = [];
  const letters: Delivery[] = [];
  for (const { circle, joint } of joints) {
    if (joint.what !== 'gains') continue;
    letters.push(...(await gainAccounts(context, tables, circle, { ...joint, replaced: [], byId: null })));
    circles.push({ circle, member: joint.member });
  }
  const [alone] = joints.flatMap(({ joint }) => (joint.what === 'left-alone' ? [joint.why] : []));
  if (circles.length === 0 && alone !== undefined) return refuse(alone);
  return success({ joined: { circles }, letters: await put(tables, letters) });
}

async function drawAnew(context: Context, { circles }: Joined): Promise<void> {
  for (const { circle } of circles) {
    const series = await context.store.tables.meetings.series(circle.id);
    await hurry(
      context,
      series.map(({ id }) => jobRequest('draw-chair', { series: id })),
    );
  }
}
