import type { Identity, Member, MemberId } from '../../domain/circle.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import { type Result, refuse, success } from '../../domain/result.ts';
import type { Context } from '../context.ts';
import { put, sendSoon, toMember } from '../deliveries/outbox.ts';

/** Long enough for a link on paper; whoever signs in with it is asked to do so again every month. */
export const LINK_LASTS = 180 * DAY;

export interface PersonalLink {
  readonly address: string;
  readonly expiresAt: Instant;
  readonly member: Member;
}

/**
 * Makes an address that logs one member in, to hand over or print. The member is told wherever they can be reached.
 * With `renew`, every earlier link and session of theirs ends. `tell: false` where the member asked for it themselves.
 */
export async function makePersonalLink(
  context: Context,
  memberId: MemberId,
  options: { readonly lasting?: number; readonly renew?: boolean; readonly tell?: boolean } = {},
): Promise<Result<PersonalLink, 'no-such-member'>> {
  const now = context.clock.now();
  const expiresAt = now + (options.lasting ?? LINK_LASTS);
  const made = await context.store.transact(async (tables) => {
    const member = await tables.members.find(memberId);
    const circle = member === null ? null : await tables.circles.find(member.circleId);
    if (member === null || circle === null) return refuse('no-such-member');
    // Who waits to be let in may have one: it opens nothing of the circle until then.
    if (member.leftAt !== null && member.confirmedAt !== null) return refuse('no-such-member');
    const before = member.identities.find(({ platform }) => platform === 'web');
    const identity: Identity =
      before === undefined || options.renew === true
        ? { platform: 'web', externalId: context.newId() }
        : before;
    if (identity !== before) {
      const ended = member.identities.filter(({ platform }) => platform === 'web');
      for (const each of ended) await tables.people.removeAccount(circle.organisationId, each);
      await tables.people.addAccount(member.personId, identity, null);
    }
    const letter = toMember(context, circle, member, {
      kind: 'link-made',
      subject: `${now}.${expiresAt}`,
      dueAt: now,
      expiresAt: null,
    });
    return success({
      identity,
      member: (await tables.members.find(memberId)) ?? member,
      letters: await put(tables, options.tell === false ? [] : [letter]),
    });
  });
  if (!made.ok) return made;
  const { identity, member, letters } = made.value;
  await sendSoon(context, letters);
  return success({ address: context.links.personal(identity.externalId, expiresAt), expiresAt, member });
}
