import { type Member, waitsOutside } from '../../../core/circle.ts';
import { readCode } from '../../../core/code.ts';
import type { Context } from '../../../core/context.ts';
import { MINUTE } from '../../../core/instant.ts';
import { keyedHash, keyedHashes } from '../../../core/keyed-hash.ts';
import { readMailAddress } from '../../../core/mail-address.ts';
import { toPerson } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { SignIns } from '../../../core/ports/ways-in.ts';
import { transactSending } from '../../../core/sending.ts';
import { addressTable } from '../../../core/tables/addresses.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import { signInTable } from '../tables.ts';
import { credentialsOf } from './credentials.ts';

export const SIGN_IN_LASTS = 15 * MINUTE;

/** So many wait for one person at once: whoever knows an address cannot fill a mailbox. */
const MOST_WAITING = 3;
/** And for one circle: a room full of people who all came without their link may ask twice each. */
const MOST_IN_CIRCLE = 60;
/** Who share one mailbox. */
const MOST_OWNERS = 5;

const SECRET_PURPOSE = 'sign-in';
const CODE_PURPOSE = 'sign-in code';

/** How people come in by an address of their own: see `SignIns`. */
export function signInsOf(context: Context): SignIns {
  return {
    isSetUp: () => context.posts.has('mail'),
    // What is known of an address must not show, not even in how long the answer takes.
    send: (typed) => context.inBackground(() => sendLinks(context, typed)),
  };
}

async function sendLinks(context: Context, typed: string): Promise<void> {
  const address = readMailAddress(typed);
  if (!address.ok) return;
  const owners = await addressTable.owners(context.store, 'mail', address.value);
  for (const personId of owners.slice(0, MOST_OWNERS)) await sendLink(context, personId);
}

/** To the address as its owner wrote it. Nothing where they are in no circle now, or where enough links wait. */
async function sendLink(context: Context, personId: string): Promise<void> {
  const now = context.clock.now();
  await transactSending(context, async (tx, send) => {
    await personTable.lock(tx, [personId]);
    const own = (await addressTable.of(tx, personId)).find(({ kind, held }) => kind === 'mail' && !held);
    const member = await presentMember(tx, personId);
    const circle = member === null ? null : await circleTable.find(tx, member.circleId);
    if (own === undefined || member === null || circle === null) return;
    const waiting = await signInTable.waiting(tx, member.id, now);
    if (waiting.own >= MOST_WAITING || waiting.all >= MOST_IN_CIRCLE) return;
    const id = context.newId();
    const [{ secret, code }] = credentialsOf(context, 'sign-in', id);
    const expiresAt = now + SIGN_IN_LASTS;
    await signInTable.make(tx, {
      id,
      memberId: member.id,
      secretHash: keyedHash(context, SECRET_PURPOSE, secret),
      codeHash: keyedHash(context, CODE_PURPOSE, code),
      expiresAt,
    });
    const place = { platform: own.kind, externalId: own.address };
    await send([
      toPerson(context, circle, place, {
        kind: 'sign-in',
        subject: id,
        edition: id,
        payload: { memberId: member.id },
        dueAt: now,
        expiresAt,
      }),
    ]);
  });
}

/** The first circle in which they read anything. */
async function presentMember(tx: Tx, personId: string): Promise<Member | null> {
  for (const member of await personTable.members(tx, personId)) {
    const circle = await circleTable.find(tx, member.circleId);
    if (circle !== null && member.leftAt === null && !waitsOutside(member, circle)) return member;
  }
  return null;
}

/** Hashes of what somebody brings, as a secret and as a code. */
function signInHashes(context: Context, given: string): readonly string[] {
  const code = readCode(given);
  return [
    ...keyedHashes(context, SECRET_PURPOSE, given.trim()),
    ...(code === null ? [] : keyedHashes(context, CODE_PURPOSE, code)),
  ];
}

/** The member whose link it is, while they are there. `use`: it opens nothing any more. */
export async function signInMember(
  context: Context,
  tx: Tx,
  given: string,
  use: 'look' | 'use',
): Promise<Member | null> {
  const hashes = signInHashes(context, given);
  const now = context.clock.now();
  const id = await (use === 'use' ? signInTable.use(tx, hashes, now) : signInTable.find(tx, hashes, now));
  const member = id === null ? null : await memberTable.find(tx, id);
  return member === null || member.leftAt !== null ? null : member;
}
