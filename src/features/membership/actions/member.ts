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
import type { Message } from '../../../core/ports/message.ts';
import { memberTable } from '../../../core/tables/members.ts';
import {
  asFailure,
  formAction,
  makeChanges,
  type SettingsForm,
  saveAction,
} from '../../governance/actions/settings.ts';
import { leavesNone } from '../../governance/rules/choosing.ts';
import { eraseMemberForm, leaveForm, memberForm, newcomerAdded, newcomerForm } from '../messages/people.ts';
import { checkNewcomer, readNewcomerForm } from '../use-cases/newcomer.ts';
import { platformsAsked } from '../use-cases/people.ts';
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
    run: async (context, { person: { circle, reader }, interaction }) =>
      shown(newcomerForm({ circle, platforms: platformsAsked(context, interaction.platform) }, reader)),
  }),
  'member.add': action({
    by: 'steward',
    subject: circleSubject,
    run: async (context, { person: { circle, member, reader }, interaction: { inputs, platform } }) => {
      const platforms = platformsAsked(context, platform);
      const form = newcomerForm({ circle, platforms }, reader);
      const wanted = readNewcomerForm(inputs, circle.voices);
      const newcomer = wanted.ok ? await checkNewcomer(context, circle, wanted.value) : wanted;
      if (!newcomer.ok) return refusedForm(newcomer, reader, form);
      const { unsure, namesake } = newcomer.value;
      if (unsure.length > 0) {
        const again = newcomerForm({ circle, platforms, unsure }, reader);
        return refusedAt('please-check', reader, again, null);
      }
      const added = await addMember(context, circle, member, newcomer.value.newcomer);
      if (!added.ok) return refusedAt(asFailure(added.code, undefined), reader, form, null);
      const reads = newcomer.value.newcomer.voice === READER;
      const view = { name: added.value.member.name, namesake, reads };
      return done(newcomerAdded(view, added.value.wayIn, reader));
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

async function farewell(context: Context, member: Member, person: Person): Promise<Message> {
  const { circle, reader } = person;
  const mine = member.id === person.member.id;
  const last = mine && leavesNone(member, await memberTable.list(context.store, circle.id));
  return leaveForm({ member, circle: circle.name, mine, lastIn: last ? circle.id : null }, reader);
}
