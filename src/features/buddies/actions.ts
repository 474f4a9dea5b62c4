import { action, circleSubject, type FindSubject } from '../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import { memberSubject } from '../../core/actions/member.ts';
import type { Person } from '../../core/actions/person.ts';
import { calledIn } from '../../core/called.ts';
import type { Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import type { Message } from '../../core/ports/message.ts';
import { memberTable } from '../../core/tables/members.ts';
import { BUDDY_INPUTS, buddyAnswered, buddyChosen, buddyForm, buddyWished } from './messages.ts';
import { buddyTable } from './tables.ts';
import { answerBuddy, askForBuddy, chooseBuddy } from './use-cases.ts';

/** Somebody of a circle of the asker's who has asked for a buddy. */
const newcomerSubject: FindSubject<Member> = async (context, asker, id) =>
  (await buddyTable.find(context.store, id)) === null ? null : memberSubject(context, asker, id);

/** `subject` is the newcomer; of `buddy.ask` the circle, or empty for the one it can be about. */
export const buddyHandlers = {
  'buddy.ask': action({
    by: 'member',
    subject: circleSubject,
    run: async (context, { person: { member, reader } }) => {
      const wished = await askForBuddy(context, member);
      if (!wished.ok) return refused(wished.code, reader);
      return done(buddyWished(wished.value.state === 'agreed', reader));
    },
  }),
  'buddy.form': action({
    by: 'steward',
    subject: newcomerSubject,
    run: async (context, { subject: newcomer, person }) => shown(await formFor(context, person, newcomer)),
  }),
  /** That they are a steward, the use case looks at under its lock. */
  'buddy.choose': action({
    by: 'steward',
    subject: newcomerSubject,
    run: async (context, { subject: newcomer, person, interaction }) => {
      const helper = only(interaction, BUDDY_INPUTS.buddy);
      const chosen = await chooseBuddy(context, person.member, newcomer.id, helper);
      if (chosen.ok) return done(buddyChosen(person.reader));
      if (chosen.code !== 'no-choice') return refused(chosen.code, person.reader);
      const form = await formFor(context, person, newcomer);
      return refusedAt('no-choice', person.reader, form, BUDDY_INPUTS.buddy);
    },
  }),
  'buddy.accept': answering(true),
  'buddy.decline': answering(false),
} satisfies Partial<Handlers>;

function answering(yes: boolean) {
  return action({
    by: 'member',
    subject: newcomerSubject,
    run: async (context, { subject: newcomer, person: { member, reader } }) => {
      const answered = await answerBuddy(context, member, newcomer.id, yes);
      if (!answered.ok) return refused(answered.code, reader);
      return done(buddyAnswered(yes, newcomer.name, reader));
    },
  });
}

async function formFor(context: Context, { circle, reader }: Person, newcomer: Member): Promise<Message> {
  const members = await memberTable.list(context.store, circle.id);
  const { nameOf, voiceOf } = await calledIn(context.store, circle);
  const people = members
    .filter(({ id }) => id !== newcomer.id)
    .map((each) => ({ id: each.id, name: each.name, voiceName: voiceOf(each) }));
  return buddyForm(
    { newcomerId: newcomer.id, newcomer: nameOf(newcomer.id) ?? newcomer.name, people },
    reader,
  );
}
