import type { Context } from '../context.ts';
import { MINUTE } from '../instant.ts';
import type { Chat } from '../ports/chat.ts';
import type { PostOutcome } from '../ports/sender.ts';
import { circleTable } from '../tables/circles.ts';
import { type DeliveryChange, deliveryTable } from '../tables/deliveries.ts';
import { composeTogether } from './compose-together.ts';
import type { Delivery } from './delivery.ts';
import { composeLetter, inPlaceOf } from './notifications.ts';
import { sentWith } from './sent-with.ts';
import { postponed, tryAgain } from './trying-again.ts';

/** Longer than a worker holds a letter. */
const SENDING_TAKES = 3 * MINUTE;

/**
 * Edits a letter where it stands, so that it says what it would say if it were sent now, or what became of it. One that a worker
 * is sending is waited for: it may have been composed before the change.
 */
export async function correct(context: Context, correction: Delivery): Promise<DeliveryChange> {
  const letter = await deliveryTable.find(context.store, correction.subject);
  const circle = await circleTable.find(context.store, correction.circleId);
  if (letter === null || circle === null) return { state: 'dropped', note: 'no-longer-there' };
  if (letter.state === 'claimed')
    return postponed(correction, context.clock.now() + SENDING_TAKES, 'being-sent');
  // What is not sent yet is composed anew when it is.
  if (letter.state !== 'sent' || letter.ref === null) return { state: 'dropped', note: 'not-sent' };
  try {
    const sendings = await sentWith(context, letter);
    let last: PostOutcome | null = null;
    for (const platform of platformsOf(context, letter)) {
      const { message } = await composeTogether(sendings, async (sending) => {
        const { delivery, circle, member } = sending;
        const composed = await composeLetter(context, delivery, circle, member, platform.name);
        return composed === 'no-longer-true' ? inPlaceOf(context, delivery, circle, member) : composed;
      });
      if (message === null) return { state: 'dropped', note: 'told-on-the-board' };
      last = await platform.update({ platform: platform.name, value: letter.ref }, message);
      if (last.outcome !== 'unreachable') break;
    }
    return changeFor(context, correction, last);
  } catch (error) {
    context.log.error('delivery.failed', error, { delivery: correction.id, kind: correction.kind });
    return tryAgain(context, correction, 'error');
  }
}

function changeFor(context: Context, correction: Delivery, outcome: PostOutcome | null): DeliveryChange {
  switch (outcome?.outcome) {
    case 'posted':
      return { state: 'sent', sentAt: context.clock.now(), note: null };
    case 'later':
      return postponed(correction, outcome.retryAt, outcome.why);
    default:
      return { state: 'failed', note: outcome?.why ?? 'platform-not-set-up' };
  }
}

/**
 * Whose reference it is. A channel tells; a person may be on several platforms, each of which knows its own references, and
 * the web last, because it cannot tell.
 */
function platformsOf({ platforms }: Context, letter: Delivery): readonly Chat[] {
  const named = (letter.channel ?? letter.person)?.split('/', 1)[0];
  const all = [...platforms.values()].filter(({ name }) => named === undefined || name === named);
  return [...all.filter(({ name }) => name !== 'web'), ...all.filter(({ name }) => name === 'web')];
}
