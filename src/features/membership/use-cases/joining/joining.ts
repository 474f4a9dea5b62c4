import type { ChatPerson } from '../../../../core/chat-person.ts';
import type { Circle, Identity } from '../../../../core/circle.ts';
import type { Context } from '../../../../core/context.ts';
import type { Delivery } from '../../../../core/outbox/delivery.ts';
import { toMember, toPerson } from '../../../../core/outbox/outbox.ts';
import type { Tx } from '../../../../core/ports/store.ts';
import { transactSending } from '../../../../core/sending.ts';
import { circleTable } from '../../../../core/tables/circles.ts';
import { memberTable } from '../../../../core/tables/members.ts';
import type { Joining } from '../../rules/joining.ts';
import { joiningTable } from '../../tables.ts';

/**
 * For adapters: somebody came into a channel. If it belongs to a circle they are not in, they are welcomed in private
 * once, and the circle's stewards are asked whether to add them. Nobody is added here. Told twice, it does nothing more;
 * a channel that is no circle's is none of our business.
 */
export async function personJoined(context: Context, channel: Identity, person: ChatPerson): Promise<void> {
  await forEachCircle(context, channel, async (tx, circle) => {
    const member = await memberWith(tx, circle, person.identity);
    if (member !== null) {
      await withdraw(tx, circle, person.identity, 'leave');
      return [];
    }
    const joining = newJoining(context, circle, person, { what: 'join', memberId: null });
    const asked = (await joiningTable.open(tx, joining))
      ? await toStewards(context, tx, circle, joining)
      : [];
    // They are welcomed with everybody else, if stewards let them in.
    return circle.setUpAt === null ? asked : [welcomeTo(context, circle, person), ...asked];
  });
}

/**
 * For adapters: somebody went out of a channel. A member's stewards are asked whether they have left the circle too; who
 * was only proposed is proposed no longer.
 */
export async function personLeft(
  context: Context,
  channel: Identity,
  person: Pick<ChatPerson, 'identity'>,
): Promise<void> {
  await forEachCircle(context, channel, async (tx, circle) => {
    const member = await memberWith(tx, circle, person.identity);
    if (member === null) {
      await withdraw(tx, circle, person.identity, 'join');
      return [];
    }
    const gone = { identity: person.identity, name: member.name, kind: 'member' } as const;
    const joining = newJoining(context, circle, gone, { what: 'leave', memberId: member.id });
    return (await joiningTable.open(tx, joining)) ? toStewards(context, tx, circle, joining) : [];
  });
}

async function forEachCircle(
  context: Context,
  channel: Identity,
  see: (tx: Tx, circle: Circle) => Promise<readonly Delivery[]>,
): Promise<void> {
  for (const { id } of await circleTable.linkedTo(context.store, channel)) {
    await transactSending(context, async (tx, send) => {
      // One after the other: coming and going within a second must not leave both questions open.
      const circle = await circleTable.lock(tx, id);
      if (circle !== null) await send(await see(tx, circle));
    });
  }
}

async function memberWith(tx: Tx, circle: Circle, identity: Identity) {
  const everywhere = await memberTable.findByIdentity(tx, identity);
  return everywhere.find(({ member }) => member.circleId === circle.id)?.member ?? null;
}

async function withdraw(tx: Tx, circle: Circle, identity: Identity, what: Joining['what']): Promise<void> {
  const waiting = await joiningTable.waitingFor(tx, circle.id, identity);
  if (waiting?.what === what) await joiningTable.close(tx, waiting.id, 'withdrawn');
}

function newJoining(
  context: Context,
  circle: Circle,
  person: ChatPerson,
  more: Pick<Joining, 'what' | 'memberId'>,
): Joining {
  return {
    id: context.newId(),
    circleId: circle.id,
    person,
    at: context.clock.now(),
    state: 'open',
    ...more,
  };
}

/** The key holds circle and person: it is sent once, however often they come and go. */
function welcomeTo(context: Context, circle: Circle, { identity, kind }: ChatPerson): Delivery {
  const letter = {
    kind: 'channel-welcome',
    subject: `${circle.id}.${kind}`,
    payload: { who: kind },
    dueAt: context.clock.now(),
  } as const;
  return toPerson(context, circle, identity, { ...letter, expiresAt: null });
}

async function toStewards(
  context: Context,
  tx: Tx,
  circle: Circle,
  { id, at }: Joining,
): Promise<readonly Delivery[]> {
  const stewards = (await memberTable.list(tx, circle.id)).filter(({ steward }) => steward);
  const letter = { kind: 'joining-proposed', subject: id, dueAt: at, expiresAt: null } as const;
  return stewards.map((steward) => toMember(context, circle, steward, letter));
}
