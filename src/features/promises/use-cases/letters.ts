import { startOfDay } from '../../../core/calendar/local-time.ts';
import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Delivery } from '../../../core/outbox/delivery.ts';
import { type Letter, toMember, toPutAway } from '../../../core/outbox/outbox.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { isAsker, mayClose } from '../rules/closing.ts';
import { nudgesFrom } from '../rules/owner.ts';
import { isWaiting, type PromiseItem } from '../rules/promise.ts';

/** Letters that quote a promise, and what was replied to it. */
const QUOTING = [
  'promise-answered',
  'promise-to-close',
  'promise-owner-asked',
  'promise-nudge',
  'promise-taken-over',
] as const;

/** Puts right, where they stand, all letters that quote a promise: it says other words now, or none. */
export function requoted(
  context: Context,
  tx: Tx,
  circle: Pick<Circle, 'id'>,
  promiseId: string,
): Promise<readonly Delivery[]> {
  return toPutAway(context, tx, circle, promiseId, QUOTING);
}

/**
 * What has to be said because a promise changed: to a named asker at once, to those who close it once the asker had their time,
 * to who is asked to look after it, to its owner. Each looks, when it is sent, whether it is still true. What earlier letters
 * asked for and is settled now is put right where it stands.
 */
export async function lettersAbout(
  context: Context,
  tx: Tx,
  {
    circle,
    now,
    present,
  }: { readonly circle: Circle; readonly now: Instant; readonly present: readonly Member[] },
  before: PromiseItem,
  after: PromiseItem,
): Promise<readonly Delivery[]> {
  const to = (members: readonly Member[], letter: Pick<Letter, 'kind'> & Partial<Letter>) =>
    members.map((member) =>
      toMember(context, circle, member, { subject: after.id, dueAt: now, expiresAt: null, ...letter }),
    );
  const letters: Delivery[] = [];
  const answered = after.state === 'answered' && after.reply !== null ? after.reply : null;
  const isOver = before.state === 'answered' && answered?.number !== before.reply?.number;
  const isTaken = before.askedId !== null && after.askedId !== before.askedId;
  const settled =
    after.words === before.words
      ? await toPutAway(context, tx, circle, after.id, [
          ...(isOver ? (['promise-answered', 'promise-to-close'] as const) : []),
          ...(isTaken ? (['promise-owner-asked'] as const) : []),
        ])
      : await requoted(context, tx, circle, after.id);

  if (answered !== null && answered.number !== before.reply?.number) {
    const about = { edition: `${answered.number}`, payload: { answer: `${answered.number}` } };
    const asker = present.filter((member) => isAsker(after, member) && member.id !== answered.by.memberId);
    const closers = present.filter((member) => mayClose(after, member) && !asker.includes(member));
    letters.push(
      ...to(asker, { kind: 'promise-answered', ...about }),
      ...to(closers, { kind: 'promise-to-close', ...about, dueAt: answered.askerUntil ?? now }),
    );
  }

  if (after.askedId !== null && after.askedId !== before.askedId) {
    const asked = present.filter(({ id }) => id === after.askedId);
    letters.push(...to(asked, { kind: 'promise-owner-asked', edition: context.newId() }));
  }

  const owner = present.filter(({ id }) => id === after.ownerId);
  if (before.ownerId !== null && after.ownerId !== null && after.ownerId !== before.ownerId) {
    const former = present.filter(({ id }) => id === before.ownerId);
    letters.push(...to(former, { kind: 'promise-taken-over', edition: context.newId() }));
  }
  const due = after.dueOn;
  const payload = { due: due ?? '' };
  if (after.ownerId !== before.ownerId || due !== before.dueOn) {
    const moments = nudgesFrom(now, due === null ? null : startOfDay(due, circle.timezone));
    letters.push(
      ...moments.flatMap((dueAt, at) =>
        to(owner, { kind: 'promise-nudge', edition: `${due ?? now} ${at}`, payload, dueAt }),
      ),
    );
  }
  if (isWaiting(after) && !isWaiting(before))
    letters.push(...to(owner, { kind: 'promise-nudge', edition: context.newId(), payload }));

  return [...settled, ...letters];
}
