import type { Person } from '../../../core/actions/person.ts';
import type { AddressKind } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { DAY, MINUTE } from '../../../core/instant.ts';
import { readMailAddress } from '../../../core/mail-address.ts';
import { toPerson } from '../../../core/outbox/outbox.ts';
import { readPhoneNumber } from '../../../core/phone-number.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { deliveryTable } from '../../../core/tables/deliveries.ts';
import { personTable } from '../../../core/tables/people.ts';
import { addressLetters } from '../tables.ts';
import { CHECK_LASTS, CODE_LASTS } from './check.ts';

/** Messages to addresses that may be a stranger's: nobody has us write to more of them in a day. */
const MOST_CHECKS = 5;
/** And nobody is written to more often, whoever asks. */
const MOST_THERE = 5;
/** How what was typed is understood, and how long a check of it proves something. */
const KINDS = {
  mail: { read: readMailAddress, lasts: CHECK_LASTS, missing: 'mail-not-set-up' },
  sms: { read: readPhoneNumber, lasts: CODE_LASTS, missing: 'texts-not-set-up' },
} as const satisfies Record<AddressKind, object>;

/** A second press within it sends nothing new. */
const ONE_CHECK_WITHIN = 10 * MINUTE;

type EnteringFailure =
  | 'not-an-address'
  | 'not-a-number'
  | 'mail-not-set-up'
  | 'texts-not-set-up'
  | 'too-many-checks';

/**
 * Sends to an address the question whether it is the asker's own. Nothing else goes there before they say so: see `confirm`.
 * Gives the address as it was understood.
 */
export async function enterAddress(
  context: Context,
  { circle, member: { personId } }: Person,
  kind: AddressKind,
  typed: string,
): Promise<Result<string, EnteringFailure>> {
  const { lasts, missing, read: readAs } = KINDS[kind];
  if (!context.posts.has(kind)) return refuse(missing);
  const read: Result<string, EnteringFailure> = readAs(typed);
  if (!read.ok) return read;
  const now = context.clock.now();
  const check = toPerson(
    context,
    circle,
    { platform: kind, externalId: read.value },
    {
      kind: 'address-check',
      subject: personId,
      edition: `${personId} ${Math.floor(now / ONE_CHECK_WITHIN)}`,
      dueAt: now,
      expiresAt: now + lasts,
    },
  );
  return transactSending(context, async (tx, send) => {
    await personTable.lock(tx, [personId]);
    const { own, there } = await addressLetters.checksSince(tx, personId, check.person ?? '', now - DAY);
    const isRepeat = await deliveryTable.isKnown(tx, check.key);
    if (!isRepeat && (own >= MOST_CHECKS || there >= MOST_THERE)) return refuse('too-many-checks');
    await send([check]);
    return success(read.value);
  });
}
