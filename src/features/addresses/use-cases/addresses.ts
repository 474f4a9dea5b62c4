import type { AddressKind, Circle, Member, PersonId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { sameMailbox } from '../../../core/mail-address.ts';
import { FALLBACK_LANGUAGE, words } from '../../../core/messages/words.ts';
import type { Delivery, Payload } from '../../../core/outbox/delivery.ts';
import { type Letter, toPerson } from '../../../core/outbox/outbox.ts';
import { readStop } from '../../../core/outbox/stop.ts';
import { TOPIC } from '../../../core/outbox/topic.ts';
import type { Address, Person, Topic } from '../../../core/person.ts';
import type { Addresses } from '../../../core/ports/addresses.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { transactSending } from '../../../core/sending.ts';
import { addressTable } from '../../../core/tables/addresses.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { deliveryTable } from '../../../core/tables/deliveries.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { personTable } from '../../../core/tables/people.ts';
import { signInTable } from '../../ways-in/tables.ts';
import { addressLetters } from '../tables.ts';
import { type AddressCheck, CODE_LASTS, isCodeOf, MOST_WRONG_CODES, openCheck } from './check.ts';

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
    async topicOf(letterId) {
      const text = await textOf(context, letterId);
      return text === null ? null : topicWords(text.topic);
    },
    async stopLike(letterId) {
      const text = await textOf(context, letterId);
      if (text === null) return null;
      await addressTable.stop(context.store, text.personId, 'sms', text.topic);
      return topicWords(text.topic);
    },
    async stop(given) {
      const stop = readStop(context, given);
      if (stop === null) return null;
      const { personId, kind, topic, address } = stop;
      await addressTable.stop(context.store, personId, kind, topic, address);
      return topicWords(stop.topic);
    },
  };
}

/** Whose a letter is that can go as a text, and what it is about; null: none that can be switched off. */
async function textOf(
  { store }: Context,
  letterId: string,
): Promise<{ readonly personId: PersonId; readonly topic: Topic } | null> {
  const letter = await deliveryTable.find(store, letterId);
  const member = letter?.memberId == null ? null : await memberTable.find(store, letter.memberId);
  const topic = letter === null ? null : TOPIC[letter.kind];
  return member === null || topic === null ? null : { personId: member.personId, topic };
}

const topicWords = (topic: Topic): string => words(FALLBACK_LANGUAGE).say(`letter.topic.${topic}`);

/**
 * From now on the address is the person's, and where they are told first: they asked for that. They are told in every other place.
 * Twice is as good as once; a check of before another one, or of before an address was taken out, proves nothing.
 */
async function confirm(
  context: Context,
  check: Pick<AddressCheck, 'personId' | 'kind' | 'address' | 'letterId'>,
): Promise<boolean> {
  const { personId, kind, address, letterId } = check;
  return transactSending(context, async (tx, send) => {
    await personTable.lock(tx, [personId]);
    const person = await personTable.find(tx, personId);
    if (person === null) return false;
    const all = await addressTable.of(tx, personId);
    const before = all.find((each) => each.kind === kind);
    const others = all.filter((each) => each.kind !== kind && !each.held);
    if (before?.address === address && !before.held) return true;
    if (!(await addressLetters.isOpen(tx, letterId, personId))) return false;
    await addressLetters.end(tx, personId, kind);
    await addressTable.save(tx, personId, kind, address);
    const { preferences } = person;
    await personTable.saveWishes(tx, personId, { ...person, preferences: { ...preferences, reachOn: kind } });
    const moved = before !== undefined && !sameMailbox(before.address, address) ? [before] : [];
    await send(await warnings(context, tx, person, kind, others, moved));
    for (const each of moved) await addressLetters.forgetPlace(tx, each.kind, each.address);
    // What is on its way to the one of before opens nothing any more.
    const [member] = await personTable.members(tx, personId);
    if (moved.length > 0 && member !== undefined) await signInTable.drop(tx, member.id);
    return true;
  });
}

/**
 * The code that was sent to a number: see `confirm`. After so many wrong ones it proves nothing any more. Nobody else can try, for it is
 * typed by whoever is signed in as its owner.
 */
export async function proveAddress(
  context: Context,
  personId: PersonId,
  kind: AddressKind,
  typed: string,
): Promise<Result<null, 'wrong-code' | 'no-code-waits'>> {
  const { clock, store } = context;
  const tried = await store.transact(async (tx) => {
    await personTable.lock(tx, [personId]);
    const open = await addressLetters.openSince(tx, personId, kind, clock.now() - CODE_LASTS);
    if (open.length === 0) return 'no-code-waits';
    const right = open.find(({ id }) => isCodeOf(context, id, typed));
    if (right !== undefined) return right;
    const wrong = Math.max(...open.map((each) => each.wrong)) + 1;
    if (wrong >= MOST_WRONG_CODES) await addressLetters.end(tx, personId, kind);
    else await addressLetters.countWrong(tx, open, wrong);
    return 'wrong-code';
  });
  if (typeof tried === 'string') return refuse(tried);
  const { id: letterId, address } = tried;
  return (await confirm(context, { personId, kind, address, letterId }))
    ? success(null)
    : refuse('no-code-waits');
}

/** The owner's own wish. The address hears of it, for whoever else uses their browser could have pressed; nothing opens by it any more. */
export async function removeAddress(
  context: Context,
  circle: Circle,
  { id, personId }: Pick<Member, 'id' | 'personId'>,
  kind: AddressKind,
): Promise<void> {
  await transactSending(context, async (tx, send) => {
    await personTable.lock(tx, [personId]);
    const own = (await addressTable.of(tx, personId)).find((each) => each.kind === kind);
    await addressTable.remove(tx, personId, kind);
    await addressLetters.end(tx, personId, kind);
    await signInTable.drop(tx, id);
    if (own === undefined) return;
    const place = { platform: kind, externalId: own.address };
    if (!own.held)
      await send([
        toPerson(context, circle, place, letterAbout(context, personId, { platform: kind, gone: 'yes' })),
      ]);
    await addressLetters.forgetPlace(tx, kind, own.address);
  });
}

/** Whoever else uses their browser could have entered it, so they hear of it in every place that they had before. */
async function warnings(
  context: Context,
  tx: Tx,
  { id, accounts }: Person,
  kind: AddressKind,
  others: readonly Address[],
  moved: readonly Address[],
): Promise<readonly Delivery[]> {
  const member = (await personTable.members(tx, id)).find(({ leftAt }) => leftAt === null);
  const circle = member === undefined ? null : await circleTable.find(tx, member.circleId);
  if (circle === null) return [];
  const letter = letterAbout(context, id, { platform: kind });
  const places = [
    ...accounts.filter(({ held }) => !held),
    ...[...others, ...moved].map((each) => ({ platform: each.kind, externalId: each.address })),
  ];
  return places.map((place) => toPerson(context, circle, place, letter));
}

function letterAbout(context: Context, personId: string, payload: Payload): Letter {
  const now = context.clock.now();
  return {
    kind: 'address-new',
    subject: personId,
    edition: context.newId(),
    payload,
    dueAt: now,
    expiresAt: null,
  };
}
