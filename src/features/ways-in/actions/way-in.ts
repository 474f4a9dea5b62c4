import { action, anywhere, type Doing, type FindSubject } from '../../../core/actions/action.ts';
import {
  type DeclaredAction,
  done,
  type Handlers,
  only,
  refused,
  refusedAt,
  shown,
} from '../../../core/actions/handler.ts';
import { memberSubject } from '../../../core/actions/member.ts';
import type { Person } from '../../../core/actions/person.ts';
import { calledIn } from '../../../core/called.ts';
import type { Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Reply } from '../../../core/ports/interaction.ts';
import type { Result } from '../../../core/result.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { makeChanges } from '../../governance/actions/settings.ts';
import {
  claimDone,
  claimForm,
  invitedAgain,
  VOUCH_INPUTS,
  wayInForm,
  wayInHandedOver,
  wayInStopped,
} from '../messages.ts';
import { invitationTable } from '../tables.ts';
import { makeFirst, stopWayIn } from '../use-cases/for-others.ts';
import { isKnown } from '../use-cases/invite.ts';
import { inviteAgain } from '../use-cases/mailed.ts';
import { waitForNone } from '../use-cases/views.ts';
import { type Claim, claimsFor, turnAway, type VouchRefusal, vouch } from '../use-cases/vouch.ts';

/** A claim that waits for the asker's yes. */
const claimSubject: FindSubject<Claim> = async (context, asker, id) => {
  const invitation = await invitationTable.find(context.store, id);
  const person = invitation === null ? null : asker.in(invitation.circleId);
  if (person === null) return null;
  const claims = await claimsFor(context, person.circle, person.member);
  const claim = claims.find((each) => each.invitation.id === id);
  if (claim === undefined) return null;
  const { nameOf } = await calledIn(context.store, person.circle);
  const member = { ...claim.member, name: nameOf(claim.member.id) ?? claim.member.name };
  return { person, subject: { ...claim, member } };
};

/** What a steward says of somebody who waits. Who may is looked at again with the claim locked. */
function aboutClaim(run: (context: Context, doing: Doing<Claim>) => Promise<Reply>): DeclaredAction {
  return action({ by: 'member', subject: claimSubject, missing: 'no-such-claim', run });
}

/** `subject` is the member for whom one is made; of the others the invitation. */
export const wayInHandlers = {
  'way-in.form': action({
    by: 'steward',
    subject: memberSubject,
    run: async (context, { subject: member, person: { reader } }) => {
      const known = await isKnown(context, context.store, member);
      const unused = await invitationTable.unused(context.store, member.id, context.clock.now());
      const last = await invitationTable.lastSent(context.store, member.id);
      const mailed = last !== null && context.posts.has('mail');
      return shown(wayInForm({ member, known, replaces: unused.length > 0, mailed }, reader));
    },
  }),
  'way-in.make': action({ by: 'steward', subject: memberSubject, run: make }),
  'way-in.mail': action({
    by: 'steward',
    subject: memberSubject,
    run: async (context, { subject, person: { circle, member, reader } }) => {
      const sent = await inviteAgain(context, circle, member, subject.id);
      return sent.ok ? done(invitedAgain(subject.name, circle.id, reader)) : refused(sent.code, reader);
    },
  }),
  'way-in.not-me': action({
    by: 'reader',
    subject: anywhere,
    run: async (context, { subject: id, person: { member, reader } }) => {
      const stopped = await stopWayIn(context, member, id);
      return stopped ? done(wayInStopped(reader)) : refused('nothing-to-stop', reader);
    },
  }),
  'claim.form': aboutClaim(async (_context, { subject, person }) => shown(formOf(subject, person))),
  'claim.confirm': aboutClaim(async (context, doing) => {
    const { subject: claim, person, interaction } = doing;
    const said = only(interaction, VOUCH_INPUTS.words);
    const vouched = await vouch(context, person.member, claim.invitation.id, said);
    if (vouched.ok || vouched.code !== 'not-these-words') return settled(doing, vouched, true);
    return refusedAt(vouched.code, person.reader, formOf(claim, person), VOUCH_INPUTS.words);
  }),
  'claim.turn-away': aboutClaim(async (context, doing) => {
    const { subject: claim, person } = doing;
    return settled(doing, await turnAway(context, person.member, claim.invitation.id), false);
  }),
} satisfies Partial<Handlers>;

async function make(context: Context, { subject: member, person }: Doing<Member>): Promise<Reply> {
  const { circle, reader } = person;
  if (await isKnown(context, context.store, member)) {
    return makeChanges(context, person, [{ kind: 'new-way-in', memberId: member.id }], { form: null });
  }
  const made = await makeFirst(context, circle, person.member, member.id);
  if (!made.ok) return refused(made.code, reader);
  const members = await memberTable.listWithReaders(context.store, circle.id);
  const after = members.slice(members.findIndex(({ id }) => id === member.id) + 1);
  const [next = null] = await waitForNone(context, context.store, circle, after);
  const view = { circleId: circle.id, name: member.name, wayIn: made.value.wayIn, next };
  return done(wayInHandedOver(view, reader));
}

function settled(
  { subject: { member }, person: { reader } }: Doing<Claim>,
  outcome: Result<Claim, VouchRefusal>,
  isThem: boolean,
): Reply {
  return outcome.ok ? done(claimDone(member.name, isThem, reader)) : refused(outcome.code, reader);
}

function formOf({ invitation, member, circle }: Claim, { reader }: Person) {
  return claimForm({ id: invitation.id, name: member.name, circle: circle.name }, reader);
}
