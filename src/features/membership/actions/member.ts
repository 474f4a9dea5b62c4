import { done, type Handlers, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import { memberSubject } from '../../../core/actions/member.ts';
import { type Asker, type Person, personFor } from '../../../core/actions/person.ts';
import { isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import type { Interaction, Reply } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import {
  asFailure,
  type FindForm,
  makeChanges,
  saveForm,
  showForm,
} from '../../governance/actions/settings.ts';
import { leavesNone } from '../../governance/rules/choosing.ts';
import { eraseMemberForm, leaveForm, memberForm, newcomerAdded, newcomerForm } from '../messages/people.ts';
import { checkNewcomer, readNewcomerForm } from '../use-cases/newcomer.ts';
import { platformsAsked } from '../use-cases/people.ts';
import { addMember, readMemberForm } from '../use-cases/settings.ts';

type MemberActions =
  | 'member.add-form'
  | 'member.add'
  | 'member.form'
  | 'member.save'
  | 'member.leave-form'
  | 'member.leave'
  | 'member.erase-form'
  | 'member.erase';

export const memberHandlers: Handlers<MemberActions> = {
  'member.add-form': async (context, asker, { action, platform }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    if (!isSteward(person.member)) return refused('not-a-steward', person.reader);
    const platforms = platformsAsked(context, platform);
    return shown(newcomerForm({ circle: person.circle, platforms }, person.reader));
  },
  'member.add': async (context, asker, { action, inputs, platform }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    const { circle, member, reader } = person;
    if (!isSteward(member)) return refused('not-a-steward', reader);
    const platforms = platformsAsked(context, platform);
    const form = newcomerForm({ circle, platforms }, reader);
    const wanted = readNewcomerForm(inputs, circle.voices);
    const newcomer = wanted.ok ? await checkNewcomer(context, circle, wanted.value) : wanted;
    if (!newcomer.ok) {
      const input = newcomer.details?.input;
      return refusedAt(newcomer.code, reader, form, input === undefined ? null : String(input));
    }
    const { unsure } = newcomer.value;
    if (unsure.length > 0) {
      const again = newcomerForm({ circle, platforms, unsure }, reader);
      return refusedAt('please-check', reader, again, null);
    }
    const added = await addMember(context, circle, member, newcomer.value.newcomer);
    if (!added.ok) return refusedAt(asFailure(added.code, undefined), reader, form, null);
    const { namesake } = newcomer.value;
    return done(newcomerAdded({ name: added.value.member.name, namesake }, added.value.wayIn, reader));
  },
  'member.form': (context, asker, interaction) => showForm(findMemberForm, context, asker, interaction),
  'member.save': (context, asker, interaction) => saveForm(findMemberForm, context, asker, interaction),
  'member.leave-form': async (context, asker, { action }) => {
    const found = await memberSubject(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    const { subject: member, person } = found;
    if (member.id !== person.member.id && !isSteward(person.member))
      return refused('not-a-steward', person.reader);
    return shown(await farewell(context, member, person));
  },
  'member.leave': (context, asker, interaction) => changeMember(context, asker, interaction, 'member-left'),
  'member.erase-form': async (context, asker, { action }) => {
    const found = await memberSubject(context, asker, action.subject);
    if (found === null) return refused('not-found', asker.anywhere.reader);
    if (!isSteward(found.person.member)) return refused('not-a-steward', found.person.reader);
    return shown(eraseMemberForm(found.subject, found.person.reader));
  },
  'member.erase': (context, asker, interaction) => changeMember(context, asker, interaction, 'erase-member'),
};

async function changeMember(
  context: Context,
  asker: Asker,
  { action, inputs }: Interaction,
  kind: 'member-left' | 'erase-member',
): Promise<Reply> {
  const found = await memberSubject(context, asker, action.subject);
  if (found === null) return refused('not-found', asker.anywhere.reader);
  const { subject: member, person } = found;
  const form =
    kind === 'member-left' && isSteward(person.member) ? await farewell(context, member, person) : null;
  return makeChanges(context, person, [{ kind, memberId: member.id }], { form, inputs });
}

async function farewell(context: Context, member: Member, person: Person): Promise<Message> {
  const { circle, reader } = person;
  const mine = member.id === person.member.id;
  const last = mine && leavesNone(member, await context.store.tables.members.list(circle.id));
  return leaveForm({ member, circle: circle.name, mine, lastIn: last ? circle.id : null }, reader);
}

const findMemberForm: FindForm = async (context, asker, subject) => {
  const found = await memberSubject(context, asker, subject);
  if (found === null) return null;
  const { subject: member, person } = found;
  const { voices } = person.circle;
  return {
    person,
    form: memberForm({ member, voices }, person.reader),
    read: (inputs) => readMemberForm(inputs, member, voices),
  };
};
