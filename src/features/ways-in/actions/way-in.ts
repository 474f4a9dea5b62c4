import type { Found } from '../../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import { memberSubject } from '../../../core/actions/member.ts';
import type { Asker, Person } from '../../../core/actions/person.ts';
import type { Member } from '../../../core/circle.ts';
import { isSteward } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Interaction, Reply } from '../../../core/ports/interaction.ts';
import { makeChanges } from '../../governance/actions/settings.ts';
import { claimDone, claimForm, VOUCH_INPUTS, wayInForm, wayInHandedOver, wayInStopped } from '../messages.ts';
import { makeFirst, stopWayIn } from '../use-cases/for-others.ts';
import { isKnown } from '../use-cases/invite.ts';
import { waitForNone } from '../use-cases/views.ts';
import { type Claim, claimsFor, turnAway, vouch } from '../use-cases/vouch.ts';

type WayInActions =
  | 'way-in.form'
  | 'way-in.make'
  | 'way-in.not-me'
  | 'claim.form'
  | 'claim.confirm'
  | 'claim.turn-away';

/** `subject` is the member for whom one is made; of the others the invitation. */
export const wayInHandlers: Handlers<WayInActions> = {
  'way-in.form': async (context, asker, { action }) => {
    const found = await memberSubject(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { subject: member, person } = found;
    if (!isSteward(person.member)) return refused('not-a-steward', person.reader);
    const known = await isKnown(context, context.store.tables, member);
    const unused = await context.store.tables.invitations.unused(member.id, context.clock.now());
    return shown(wayInForm({ member, known, replaces: unused.length > 0 }, person.reader));
  },
  'way-in.make': async (context, asker, { action }) => {
    const found = await memberSubject(context, asker, action.subject);
    return found === null ? refused('not-found', asker.anywhere.reader) : make(context, found);
  },
  'way-in.not-me': async (context, { anywhere }, { action }) => {
    const stopped = await stopWayIn(context, anywhere.member, action.subject);
    return stopped ? done(wayInStopped(anywhere.reader)) : refused('nothing-to-stop', anywhere.reader);
  },
  'claim.form': async (context, asker, { action }) => {
    const found = await findClaim(context, asker, action.subject);
    if (found === null) return refused('no-such-claim', asker.anywhere.reader);
    return shown(formOf(found.claim, found.person));
  },
  'claim.confirm': (context, asker, interaction) => settle(context, asker, interaction, true),
  'claim.turn-away': (context, asker, interaction) => settle(context, asker, interaction, false),
};

async function make(context: Context, { subject: member, person }: Found<Member>): Promise<Reply> {
  const { circle, reader } = person;
  if (await isKnown(context, context.store.tables, member)) {
    return makeChanges(context, person, [{ kind: 'new-way-in', memberId: member.id }], { form: null });
  }
  const made = await makeFirst(context, circle, person.member, member.id);
  if (!made.ok) return refused(made.code, reader);
  const members = await context.store.tables.members.list(circle.id);
  const after = members.slice(members.findIndex(({ id }) => id === member.id) + 1);
  const [next = null] = await waitForNone(context, circle, after);
  const view = { circleId: circle.id, name: member.name, wayIn: made.value.wayIn, next };
  return done(wayInHandedOver(view, reader));
}

async function settle(
  context: Context,
  asker: Asker,
  interaction: Interaction,
  isThem: boolean,
): Promise<Reply> {
  const id = interaction.action.subject;
  const found = await findClaim(context, asker, id);
  if (found === null) return refused('no-such-claim', asker.anywhere.reader);
  const { claim, person } = found;
  const settled = isThem
    ? await vouch(context, person.member, id, only(interaction, VOUCH_INPUTS.words))
    : await turnAway(context, person.member, id);
  if (settled.ok) return done(claimDone(claim.member.name, isThem, person.reader));
  if (settled.code !== 'not-these-words') return refused(settled.code, person.reader);
  return refusedAt(settled.code, person.reader, formOf(claim, person), VOUCH_INPUTS.words);
}

function formOf({ invitation, member, circle }: Claim, { reader }: Person) {
  return claimForm({ id: invitation.id, name: member.name, circle: circle.name }, reader);
}

/** One that waits for the asker's yes. */
async function findClaim(
  context: Context,
  asker: Asker,
  id: string,
): Promise<{ readonly claim: Claim; readonly person: Person } | null> {
  const invitation = await context.store.tables.invitations.find(id);
  const person = invitation === null ? null : asker.in(invitation.circleId);
  if (person === null) return null;
  const claims = await claimsFor(context, person.circle, person.member);
  const claim = claims.find((each) => each.invitation.id === id);
  return claim === undefined ? null : { claim, person };
}
