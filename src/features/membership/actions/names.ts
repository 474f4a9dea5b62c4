import { action, type Doing } from '../../../core/actions/action.ts';
import { done, type Handlers, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import { memberSubject } from '../../../core/actions/member.ts';
import { isSteward, type Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { nameIn } from '../../../core/messages/form-inputs.ts';
import type { Message } from '../../../core/ports/message.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { changedMeanwhile } from '../../governance/actions/meanwhile.ts';
import { settingsChanged } from '../../governance/messages/changed.ts';
import { marked } from '../../governance/messages/form-mark.ts';
import { namingOf } from '../../governance/use-cases/views.ts';
import { NAME_INPUT, nameForm } from '../messages/names.ts';
import { changeName } from '../use-cases/names.ts';

/** How somebody is called is their own to change; stewards may put it right. */
export const nameHandlers = {
  'name.form': action({
    by: 'reader',
    subject: memberSubject,
    run: async (context, doing) => {
      const form = await formFor(context, doing);
      return form === null ? refused('not-a-steward', doing.person.reader) : shown(marked(form));
    },
  }),
  'name.save': action({
    by: 'reader',
    subject: memberSubject,
    run: async (context, doing) => {
      const { interaction, person, subject } = doing;
      const { circle, member, reader } = person;
      const form = await formFor(context, doing);
      if (form === null) return refused('not-a-steward', reader);
      const told = changedMeanwhile(interaction, form, reader);
      if (told !== null) return told;
      const name = nameIn(interaction.inputs, NAME_INPUT);
      if (!name.ok) return refusedAt(name.code, reader, marked(form), NAME_INPUT);
      const wanted = { memberId: subject.id, name: name.value };
      const changed = await changeName(context, circle, member.id, wanted);
      if (!changed.ok) return refused(changed.code, reader);
      const made = changed.value === null ? [] : [changed.value];
      const naming = await namingOf(context.store, circle);
      return done(settingsChanged({ circleId: circle.id, made, asked: [], naming, ahead: null }, reader));
    },
  }),
} satisfies Partial<Handlers>;

/** null: it is not theirs to change. */
async function formFor(
  context: Context,
  { person: { circle, member, reader }, subject }: Doing<Member>,
): Promise<Message | null> {
  const mine = subject.id === member.id;
  if (!mine && !isSteward(member)) return null;
  const name = (await memberTable.find(context.store, subject.id))?.name ?? subject.name;
  return nameForm({ memberId: subject.id, called: subject.name, name, circle: circle.name, mine }, reader);
}
