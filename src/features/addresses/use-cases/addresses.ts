import type { Context } from '../../../core/context.ts';
import { sameMailbox } from '../../../core/mail-address.ts';
import { FALLBACK_LANGUAGE, words } from '../../../core/messages/words.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { toMember, toPerson } from '../../../core/outbox/outbox.ts';
import { readStop } from '../../../core/outbox/stop.ts';
import type { Addresses } from '../../../core/ports/addresses.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { transactSending } from '../../../core/sending.ts';
import { addressTable } from '../../../core/tables/addresses.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { personTable } from '../../../core/tables/people.ts';
import type { Topic } from '../../../core/topic.ts';
import { type AddressCheck, openCheck } from './check.ts';

/** What a browser does that comes from a letter, signed in or not: see `Addresses`. */
export function addressesOf(context: Context): Addresses {
  return {
    check: (given) => openCheck(context, given, context.clock.now())?.address ?? null,
    confirm: (given) => {
      const check = openCheck(context, given, context.clock.now());
      return check === null ? Promise.resolve(false) : confirm(context, check);
    },
    topic: (given) => {
      const stop = readStop(context, given);
      return stop === null ? null : topicWords(stop.topic);
    },
    async stop(given) {
      const stop = readStop(context, given);
      if (stop === null) return null;
      await addressTable.setStopped(context.store, stop.personId, stop.kind, stop.topic, true);
      return topicWords(stop.topic);
    },
  };
}

const topicWords = (topic: Topic): string => words(FALLBACK_LANGUAGE).say(`address.topic.${topic}`);

/** From now on the address is the person's; they are told where they were reached before. Twice is as good as once. */
async function confirm(context: Context, check: AddressCheck): Promise<boolean> {
  return transactSending(context, async (tx, send) => {
    await personTable.lock(tx, [check.personId]);
    if ((await personTable.find(tx, check.personId)) === null) return false;
    const known = await addressTable.of(tx, check.personId);
    const before = known.find(({ kind }) => kind === check.kind);
    if (before?.address === check.address && !before.held) return true;
    await addressTable.save(tx, check.personId, check.kind, check.address);
    await send(await warnings(context, tx, check, before?.address ?? null));
    return true;
  });
}

/** Whoever else uses their browser could have entered it, so they hear of it in every other place. */
async function warnings(
  context: Context,
  tx: Tx,
  { personId, kind, address }: AddressCheck,
  before: string | null,
): Promise<readonly Delivery[]> {
  const now = context.clock.now();
  const letter = {
    kind: 'address-new',
    subject: personId,
    edition: context.newId(),
    payload: { platform: kind },
    dueAt: now,
    expiresAt: null,
  } as const;
  const member = (await personTable.members(tx, personId)).find(({ leftAt }) => leftAt === null);
  const circle = member === undefined ? null : await circleTable.find(tx, member.circleId);
  if (member === undefined || circle === null) return [];
  const moved = before !== null && !sameMailbox(before, address);
  return [
    toMember(context, circle, member, letter),
    ...(moved ? [toPerson(context, circle, { platform: kind, externalId: before }, letter)] : []),
  ];
}
