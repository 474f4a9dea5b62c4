import { quietUntil } from '../calendar/quiet-hours.ts';
import { type Member, type Preferences, waitsOutside } from '../circle.ts';
import type { Context } from '../context.ts';
import { type Instant, MINUTE } from '../instant.ts';
import type { Bar, ChannelBar, PostOutcome } from '../ports/sender.ts';
import { circleTable } from '../tables/circles.ts';
import { type DeliveryChange, deliveryTable } from '../tables/deliveries.ts';
import { memberTable } from '../tables/members.ts';
import './calendar-entry.ts';
import { afterReturn } from './came-back.ts';
import { composeTogether, type Sending } from './compose-together.ts';
import { admit } from './contact.ts';
import { correct } from './correct.ts';
import type { Delivery } from './delivery.ts';
import { afterBarredChannel, afterClosedAccount, type Refused, shutOutLetters } from './delivery-failures.ts';
import { envelopeOf } from './envelope.ts';
import { afterFailing, afterSending, composeLetter } from './notifications.ts';
import { addToOutbox, enqueueDeliveries } from './outbox.ts';
import { channelOf, type Target, targetsOf } from './targets.ts';
import { postponed, tryAgain } from './trying-again.ts';
import { URGENCY } from './urgency.ts';

/** Who waits to be let in is told of their way in soon after. */
const LOOK_AGAIN_AFTER = 10 * MINUTE;

/** Longer than any platform takes to answer; after it the worker counts as crashed and another may send again. */
const CLAIM_FOR = 2 * MINUTE;

/**
 * Sends one delivery, and what waited to go with it. Claims all of it first, so that two workers never send the same one; a crash
 * between posting and recording is the one window for a second sending, and the delivery's id lets a platform notice. Gives the
 * moment when it wants to be tried again; null: not at all, or somebody else has it.
 */
export async function deliver(context: Context, deliveryId: string): Promise<Instant | null> {
  const letter = await deliveryTable.find(context.store, deliveryId);
  const outcome = letter === null ? null : await send(context, letter);
  if (outcome === null) return null;
  const { changes, more } = outcome;
  await context.store.transact(async (tx) => {
    for (const [{ id }, change] of changes) await deliveryTable.finish(tx, id, change);
    await addToOutbox(tx, more);
  });
  await enqueueDeliveries(context, more);
  for (const [each, { state }] of changes) {
    if (state === 'sent') await afterSending(context, each);
    if (state === 'failed') await afterFailing(context, each);
  }
  const own = changes.find(([{ id }]) => id === deliveryId)?.[1];
  return own?.state === 'due' ? (own.dueAt ?? null) : null;
}

/** What becomes of letters, and others that it makes necessary. */
interface Outcome {
  readonly changes: readonly (readonly [letter: Delivery, change: DeliveryChange])[];
  readonly more: readonly Delivery[];
}

const only = (letter: Delivery, change: DeliveryChange): Outcome => ({
  changes: [[letter, change]],
  more: [],
});
const united = (outcomes: readonly Outcome[]): Outcome => ({
  changes: outcomes.flatMap(({ changes }) => changes),
  more: outcomes.flatMap(({ more }) => more),
});
const dropped = (note: string): DeliveryChange => ({ state: 'dropped', note });

/** null: it is not due, or somebody else has it. */
async function send(context: Context, letter: Delivery): Promise<Outcome | null> {
  const { store, clock } = context;
  if (URGENCY[letter.kind] !== 'now') {
    const found = await sendingOf(context, letter);
    const targets = 'state' in found ? [] : await targetsOf(context, found);
    if ('circle' in found && found.member !== null && targets[0]?.platform.abilities.calls)
      return sendCounted(context, found, found.member);
  }
  const delivery = await deliveryTable.claim(store, letter.id, clock.now(), clock.now() + CLAIM_FOR);
  if (delivery === null) return null;
  if (delivery.kind === 'digest-correction') return only(delivery, await correct(context, delivery));
  const found = await sendingOf(context, delivery);
  return 'state' in found
    ? only(delivery, found)
    : attempt(context, [found], await targetsOf(context, found));
}

/** Nobody is called more often than they wish. */
async function sendCounted(context: Context, letter: Sending, member: Member): Promise<Outcome | null> {
  const admitted = await admit(context, letter, member, context.clock.now() + CLAIM_FOR);
  if (admitted === null) return null;
  if ('change' in admitted) return only(admitted.waits, admitted.change);
  const outcomes: Outcome[] = [];
  // What was switched off where the others go, goes by itself to where it may.
  const groups = new Map<string, { readonly targets: readonly Target[]; readonly sendings: Sending[] }>();
  for (const delivery of admitted.goes) {
    const sending = await sendingOf(context, delivery);
    if ('state' in sending) {
      outcomes.push(only(delivery, sending));
      continue;
    }
    const own = await targetsOf(context, sending);
    const place = JSON.stringify(own.map((each) => each.place));
    const group = groups.get(place) ?? { targets: own, sendings: [] };
    groups.set(place, group);
    group.sendings.push(sending);
  }
  for (const [index, group] of [...groups.values()].entries()) {
    // Another message than the first is another contact.
    const ids = group.sendings.map(({ delivery }) => delivery.id);
    if (index > 0) await deliveryTable.markContact(context.store, ids, context.newId());
    outcomes.push(await attempt(context, group.sendings, group.targets));
  }
  return united(outcomes);
}

/** What becomes of a letter that may not go. */
async function sendingOf(context: Context, delivery: Delivery): Promise<Sending | DeliveryChange> {
  if (delivery.expiresAt !== null && delivery.expiresAt <= context.clock.now()) return dropped('too-late');
  const circle = await circleTable.find(context.store, delivery.circleId);
  const member = delivery.memberId === null ? null : await memberTable.find(context.store, delivery.memberId);
  if (circle === null || (delivery.memberId !== null && member === null)) return dropped('no-longer-there');
  if (member !== null && waitsOutside(member, circle) && isOfWayIn(delivery))
    return postponed(delivery, context.clock.now() + LOOK_AGAIN_AFTER, 'not-let-in-yet');
  const gone = member !== null && member.leftAt !== null;
  // Whoever was taken out is told so, and by whom; of a circle that is not set up they had heard nothing.
  if (gone && (delivery.kind !== 'membership-told' || circle.setUpAt === null)) return dropped('has-left');
  if (member !== null && !gone && waitsOutside(member, circle)) return dropped('not-set-up');
  if (member !== null && !isWanted(delivery, member.preferences)) return dropped('not-wanted');
  if (delivery.channel !== null && channelOf(circle, delivery.channel) === undefined)
    return dropped('no-longer-linked');
  // A letter that had to wait may come due again in the middle of the night.
  const quiet = quietUntil(member?.preferences.quietHours ?? null, context.clock.now());
  return quiet === null ? { delivery, circle, member } : postponed(delivery, quiet, 'quiet-hours');
}

async function attempt(
  context: Context,
  sendings: readonly Sending[],
  targets: readonly Target[],
): Promise<Outcome> {
  try {
    const slot = sendings.find(({ delivery }) => delivery.slotAt !== null)?.delivery.slotAt ?? null;
    return await post(context, sendings, targets, slot);
  } catch (error) {
    for (const { delivery } of sendings)
      context.log.error('delivery.failed', error, { delivery: delivery.id, kind: delivery.kind });
    return united(sendings.map(({ delivery }) => only(delivery, tryAgain(context, delivery, 'error'))));
  }
}

/** Where one of a person's platforms is closed to us, the next is tried. A board keeps each letter for itself: nobody is called. */
async function post(
  context: Context,
  sendings: readonly Sending[],
  [target, ...others]: readonly Target[],
  slot: Instant | null,
): Promise<Outcome> {
  if (target === undefined)
    return united(
      sendings.map(({ delivery }) => only(delivery, { state: 'waiting', note: 'platform-not-set-up' })),
    );
  const { platform } = target;
  if (sendings.length > 1 && !platform.abilities.calls) {
    const each: Outcome[] = [];
    for (const sending of sendings) each.push(await attempt(context, [sending], [target, ...others]));
    return united(each);
  }
  const written = await composeTogether(sendings, ({ delivery, circle, member }) =>
    composeLetter(context, delivery, circle, member, platform.name),
  );
  const { message, told } = written;
  const untold = written.untold.map(([{ delivery }, why]) => only(delivery, dropped(why)));
  const [first, ...rest] = told;
  if (message === null || first === undefined) return united(untold);
  const all = (changeOf: (delivery: Delivery) => DeliveryChange): Outcome =>
    united([...untold, ...told.map(({ delivery }) => only(delivery, changeOf(delivery)))]);
  const until = told.length > 1 ? null : first.delivery.expiresAt;
  const dated = until === null ? message : { ...message, until };
  const { standsAlone } = platform.abilities;
  const along = standsAlone ? await context.entryWith(context, told) : null;
  const envelope = () =>
    envelopeOf(context, [first, ...rest], message.language, target.place, along?.entry ?? null);
  const letter = standsAlone ? { ...dated, envelope: envelope() } : dated;
  const { attempts, id } = first.delivery;
  const outcome = await platform.post(target.place, letter, id, slot, attempts > 1);
  switch (outcome.outcome) {
    case 'posted': {
      await along?.sent();
      const change = {
        state: 'sent',
        sentAt: context.clock.now(),
        ref: outcome.ref.value,
        note: null,
      } as const;
      return all(() => (platform.abilities.calls ? change : { ...change, contactId: null }));
    }
    case 'later': {
      const { retryAt, why, slotKept, shutOut, unclear } = outcome;
      const more = shutOut ? await shutOutLetters(context, first.circle, platform.name) : [];
      const kept = (letter: Delivery) => (slotKept && letter === first.delivery ? { slotAt: retryAt } : {});
      // The next try knows that it is one: see `again` of `Sender.post`.
      const tried = (letter: Delivery) => (unclear ? { attempts: letter.attempts } : {});
      return united([
        all((letter) => ({ ...postponed(letter, retryAt, why), ...kept(letter), ...tried(letter) })),
        { changes: [], more },
      ]);
    }
    case 'unreachable': {
      context.log.warn('delivery.unreachable', { delivery: first.delivery.id, why: outcome.why });
      const isGone = outcome.bar === 'account-closed';
      const more = isGone ? await afterReturn(context, first, target.place, others) : [];
      if (others.length > 0)
        return united([...untold, { changes: [], more }, await post(context, told, others, null)]);
      const each: Outcome[] = [];
      for (const sending of told) each.push(await refused(context, sending, target, outcome));
      return united([...untold, ...each]);
    }
  }
}

async function refused(
  context: Context,
  { delivery, circle, member }: Sending,
  { platform }: Target,
  { why, bar }: Extract<PostOutcome, { readonly outcome: 'unreachable' }>,
): Promise<Outcome> {
  const { channel } = delivery;
  const after = ({ change, more }: Refused): Outcome => ({ changes: [[delivery, change]], more });
  if (channel !== null && bar !== undefined && isOfChannels(bar))
    return after(await afterBarredChannel(context, circle, { ...delivery, channel }, { bar, why }));
  if (member !== null && (bar === 'account-closed' || bar === 'not-let-in'))
    return after(
      await afterClosedAccount(context, circle, delivery, member, { platform: platform.name, bar, why }),
    );
  return only(delivery, { state: 'failed', note: why });
}

function isOfChannels(bar: Bar): bar is ChannelBar {
  return bar !== 'account-closed' && bar !== 'not-let-in';
}

/** Names a steward and the circle, so who is not let in yet gets it once they are. */
function isOfWayIn({ kind }: Delivery): boolean {
  return kind === 'link-made' || kind === 'way-in-tried';
}

function isWanted({ kind }: Delivery, { invitations, reminders }: Preferences): boolean {
  const isReminder = kind === 'pulse-reminder' || kind === 'turn-reminder';
  const isPulse = kind === 'pulse-reminder' || kind === 'pulse-invitation';
  return (reminders || !isReminder) && (invitations || !isPulse);
}
