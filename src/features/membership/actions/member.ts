import { sameAccount } from '../../../core/account-links.ts';
import { action, circleSubject } from '../../../core/actions/action.ts';
import {
  done,
  type Handlers,
  refused,
  refusedAt,
  refusedForm,
  shown,
} from '../../../core/actions/handler.ts';
import { memberSubject } from '../../../core/actions/member.ts';
import type { Person } from '../../../core/actions/person.ts';
import { isSteward, type Member, READER } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { pickedIn } from '../../../core/messages/form-inputs.ts';
import type { Interaction } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import { memberTable } from '../../../core/tables/members.ts';
import {
  asFailure,
  formAction,
  makeChanges,
  type SettingsForm,
  saveAction,
} from '../../governance/actions/settings.ts';
import { leavesNone } from '../../governance/rules/stand-in.ts';
import {
  eraseMemberForm,
  leaveForm,
  memberForm,
  NEWCOMER_INPUTS,
  type NewcomerFormView,
  newcomerAdded,
  newcomerForm,
} from '../messages/people.ts';
import { checkNewcomer, readNewcomerForm } from '../use-cases/newcomer.ts';
import { aroundChannel, platformsAsked, teamsChannel } from '../use-cases/people.ts';
import { addMember, readMemberForm } from '../use-cases/settings.ts';

const memberSettings: SettingsForm<Member> = {
  subject: memberSubject,
  open: async (_context, { subject: member, person: { circle, reader } }) => ({
    form: memberForm({ member, voices: circle.voices }, reader),
    read: (inputs) => readMemberForm(inputs, member, circle.voices),
  }),
};

export const memberHandlers = {
  'member.add-form': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person, interaction }) =>
      shown(newcomerForm(await newcomerView(context, person, interaction), person.reader)),
  }),
  'member.add': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person, interaction }) => {
      const { circle, member, reader } = person;
      const { inputs } = interaction;
      const view = await newcomerView(context, person, interaction);
      const form = newcomerForm(view, reader);
      const wanted = readNewcomerForm(inputs, circle.voices);
      const newcomer = wanted.ok ? await checkNewcomer(context, circle, wanted.value) : wanted;
      if (!newcomer.ok) return refusedForm(newcomer, reader, form);
      const { unsure, namesake } = newcomer.value;
      if (unsure.length > 0) {
        const again = newcomerForm({ ...view, unsure }, reader);
        return refusedAt('please-check', reader, again, null);
      }
      const added = await addMember(context, circle, member, newcomer.value.newcomer);
      if (!added.ok) return refusedAt(asFailure(added.code, undefined), reader, form, null);
      const { voice, email } = newcomer.value.newcomer;
      const told = {
        name: added.value.member.name,
        namesake,
        reads: voice === READER,
        mailed: email !== null,
      };
      return done(newcomerAdded(told, added.value.wayIn, reader));
    },
  }),
  'member.form': formAction(memberSettings),
  'member.save': saveAction(memberSettings),
  /** Leaving is everybody's own to decide; taking out somebody else is for stewards. */
  'member.leave-form': action({
    by: 'reader',
    subject: memberSubject,
    run: async (context, { subject: member, person }) => {
      const may = member.id === person.member.id || isSteward(person.member);
      return may ? shown(await farewell(context, member, person)) : refused('not-a-steward', person.reader);
    },
  }),
  'member.leave': action({
    by: 'reader',
    subject: memberSubject,
    run: async (context, { subject: member, person, interaction: { inputs } }) => {
      const form = isSteward(person.member) ? await farewell(context, member, person) : null;
      return makeChanges(context, person, [{ kind: 'member-left', memberId: member.id }], { form, inputs });
    },
  }),
  'member.erase-form': action({
    by: 'steward',
    subject: memberSubject,
    run: async (_context, { subject: member, person }) => shown(eraseMemberForm(member, person.reader)),
  }),
  'member.erase': action({
    by: 'steward',
    subject: memberSubject,
    run: (context, { subject: { id }, person, interaction: { inputs } }) =>
      makeChanges(context, person, [{ kind: 'erase-member', memberId: id }], { form: null, inputs }),
  }),
} satisfies Partial<Handlers>;

/** People whom one part of a list holds. */
const LISTED = 50;

/** With the people around the circle's channel; `value`: from which of them on. After a mistake the part with whom was chosen. */
async function newcomerView(
  context: Context,
  { circle, member }: Person,
  { action: { value }, channel, inputs, platform }: Interaction,
): Promise<NewcomerFormView> {
  const platforms = platformsAsked(context, platform);
  const { people } = await aroundChannel(context, teamsChannel(circle, channel), member.identities);
  const known = (await memberTable.listWithReaders(context.store, circle.id)).flatMap(
    ({ identities }) => identities,
  );
  const others = people
    .filter(({ identity }) => !known.some((each) => sameAccount(each, identity)))
    .sort((one, other) => one.name.localeCompare(other.name));
  const chosen = pickedIn(inputs, NEWCOMER_INPUTS.listed);
  const at = others.findIndex(({ identity }) => chosen.includes(identity.externalId));
  const asked = /^\d{1,5}$/.test(value ?? '') ? Number(value) : 0;
  const from = at < 0 ? asked : at - (at % LISTED);
  const next = from + LISTED < others.length ? from + LISTED : null;
  const mails = context.posts.has('mail');
  return { circle, platforms, mails, listed: { people: others.slice(from, from + LISTED), next } };
}

async function farewell(context: Context, member: Member, person: Person): Promise<Message> {
  const { circle, reader } = person;
  const mine = member.id === person.member.id;
  const last = mine && leavesNone(member, await memberTable.list(context.store, circle.id));
  return leaveForm({ member, circle: circle.name, mine, lastIn: last ? circle.id : null }, reader);
}
