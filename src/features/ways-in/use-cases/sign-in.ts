import { ADDRESS_KINDS, type AddressKind, type Member, waitsOutside } from '../../../core/circle.ts';
import { digitsFrom, readCode, readDigits } from '../../../core/code.ts';
import type { Context } from '../../../core/context.ts';
import { MINUTE } from '../../../core/instant.ts';
import { keyedHash, keyedHashes } from '../../../core/keyed-hash.ts';
import { readMailAddress } from '../../../core/mail-address.ts';
import { toPerson } from '../../../core/outbox/outbox.ts';
import { readPhoneNumber } from '../../../core/phone-number.ts';
import type { Tx } from '../../../core/ports/store.ts';
import type { SignIns } from '../../../core/ports/ways-in.ts';
import { transactSending } from '../../../core/sending.ts';
import { addressTable } from '../../../core/tables/addresses.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import { type SignIn, signInTable } from '../tables.ts';
import { credentialsOf } from './credentials.ts';

export const SIGN_IN_LASTS = 15 * MINUTE;

/** So many wait for one person at once: whoever knows an address cannot fill a mailbox. */
const MOST_WAITING = 3;
/** Of codes fewer: each text costs, and calls somebody. */
const MOST_CODES_WAITING = 2;
/** So many people of one circle wait at once: a room full of them who all came without their link. */
const MOST_IN_CIRCLE = 60;
/** Who share one mailbox. */
const MOST_OWNERS = 5;

/** A code by text: nobody carries it from one device to another. */
export const CODE_LASTS = 10 * MINUTE;
const MOST_WRONG_CODES = 5;
const ASKED_BYTES = 16;
/** Tells what a browser brings that asked for a text from every other secret. */
const BY_TEXT = 't.';

const SECRET_PURPOSE = 'sign-in';
const CODE_PURPOSE = 'sign-in code';
const ASKED_PURPOSE = 'asked for a sign-in code';
const MADE_OF = 'made for sign-in';

/** How people come in by an address of their own: see `SignIns`. */
export function signInsOf(context: Context): SignIns {
  return {
    ways: () => ADDRESS_KINDS.filter((kind) => context.posts.has(kind)),
    // What is known of an address must not show, not even in how long the answer takes.
    send(typed, isTooMuch = false) {
      const number = context.posts.has('sms') ? readPhoneNumber(typed) : null;
      if (number?.ok) {
        const asked = Buffer.from(context.randomBytes(ASKED_BYTES)).toString('base64url');
        if (!isTooMuch) context.inBackground(() => sendAll(context, 'sms', number.value, asked));
        return asked;
      }
      const address = readMailAddress(typed);
      if (address.ok && !isTooMuch) context.inBackground(() => sendAll(context, 'mail', address.value, null));
      return null;
    },
    isOne: (typed) =>
      (context.posts.has('mail') && readMailAddress(typed).ok) ||
      (context.posts.has('sms') && readPhoneNumber(typed).ok),
    keyOf(typed) {
      const [number, address] = [readPhoneNumber(typed), readMailAddress(typed)];
      const place = number.ok ? number.value : address.ok ? address.value.toLowerCase() : '';
      return keyedHash(context, 'asked for', place);
    },
    isByText: (given) => given.startsWith(BY_TEXT),
    given: (asked, typed) => `${BY_TEXT}${asked}.${readDigits(typed)}`,
  };
}

/** `asked`: what the browser keeps that waits for a code; null: a link goes, which opens in any. */
async function sendAll(
  context: Context,
  kind: AddressKind,
  address: string,
  asked: string | null,
): Promise<void> {
  const owners = await addressTable.owners(context.store, kind, address);
  for (const [index, personId] of owners.slice(0, MOST_OWNERS).entries())
    await sendOne(context, personId, kind, asked === null ? null : { asked, index });
}

/** To the address as its owner wrote it. Nothing where they are in no circle now, or where enough links wait. */
async function sendOne(
  context: Context,
  personId: string,
  kind: AddressKind,
  browser: { readonly asked: string; readonly index: number } | null,
): Promise<void> {
  const now = context.clock.now();
  await transactSending(context, async (tx, send) => {
    await personTable.lock(tx, [personId]);
    const own = (await addressTable.of(tx, personId)).find((each) => each.kind === kind && !each.held);
    const member = await presentMember(tx, personId);
    const circle = member === null ? null : await circleTable.find(tx, member.circleId);
    if (own === undefined || member === null || circle === null) return;
    const waiting = await signInTable.waiting(tx, member.id, now);
    const most = browser === null ? MOST_WAITING : MOST_CODES_WAITING;
    if (waiting.own >= most || waiting.others >= MOST_IN_CIRCLE) return;
    const id = context.newId();
    const expiresAt = now + (browser === null ? SIGN_IN_LASTS : CODE_LASTS);
    await signInTable.make(tx, { id, memberId: member.id, expiresAt, ...hashesOf(context, id, browser) });
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

/** What is kept of it. Of a code: what the browser keeps with the digits, and what the browser keeps, under which tries are counted. */
function hashesOf(
  context: Context,
  id: string,
  browser: { readonly asked: string; readonly index: number } | null,
): Pick<SignIn, 'secretHash' | 'codeHash'> {
  if (browser === null) {
    const [{ secret, code }] = credentialsOf(context, 'sign-in', id);
    return {
      secretHash: keyedHash(context, SECRET_PURPOSE, secret),
      codeHash: keyedHash(context, CODE_PURPOSE, code),
    };
  }
  const { asked, index } = browser;
  return {
    secretHash: keyedHash(context, SECRET_PURPOSE, `${BY_TEXT}${asked}.${digitsOf(context, id)}`),
    codeHash: keyedHash(context, ASKED_PURPOSE, `${asked} ${index}`),
  };
}

/** The six digits of a text, made as the credentials of a link are. */
export function digitsOf(context: Pick<Context, 'secrets'>, id: string): string {
  return digitsFrom(keyedHash(context, MADE_OF, `digits ${id}`));
}

/** Whether what was typed after a text is right, which is counted. Of everything else that somebody brings nothing is. */
async function isRight(context: Context, tx: Tx, given: string): Promise<boolean> {
  const [, asked] = /^t\.([A-Za-z0-9_-]+)\.\d+$/.exec(given) ?? [];
  if (!given.startsWith(BY_TEXT)) return true;
  if (asked === undefined) return false;
  const askedHashes = Array.from({ length: MOST_OWNERS }, (_, index) =>
    keyedHashes(context, ASKED_PURPOSE, `${asked} ${index}`),
  ).flat();
  const hashes = keyedHashes(context, SECRET_PURPOSE, given);
  return signInTable.tryCode(tx, askedHashes, hashes, context.clock.now(), MOST_WRONG_CODES);
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
  if (!(await isRight(context, tx, given.trim()))) return null;
  const hashes = signInHashes(context, given);
  const now = context.clock.now();
  const id = await (use === 'use' ? signInTable.use(tx, hashes, now) : signInTable.find(tx, hashes, now));
  const member = id === null ? null : await memberTable.find(tx, id);
  return member === null || member.leftAt !== null ? null : member;
}
