import { done, type Handlers, only, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import type { Context } from '../../../core/context.ts';
import { localDate } from '../../../core/fields.ts';
import type { Interaction, Reply } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { OWNER_INPUTS, ownerAnswer, ownerForm } from '../messages/owner.ts';
import type { PromiseItem, PromiseRefusal } from '../rules/promise.ts';
import { agree, askSomebody, begin, letGo, takeOn } from '../use-cases/promises.ts';
import { ownerFormView } from '../use-cases/views.ts';
import { aboutPromise, asFailure } from './subject.ts';

export const ownerHandlers = {
  'promise.owner-form': aboutPromise(async (context, { subject: item, person }) =>
    shown(await formFor(context, person, item)),
  ),
  'promise.own': aboutPromise(async (context, { subject: item, person, interaction }) => {
    const { member, reader } = person;
    const who = only(interaction, OWNER_INPUTS.who);
    if (who === '') return mended(context, person, item, 'no-choice');
    const mine = who === member.id;
    const due = mine ? dueIn(interaction) : success(null);
    if (!due.ok) return mended(context, person, item, due.code);
    const owned = mine
      ? await takeOn(context, member, item.id, due.value)
      : await askSomebody(context, member, item.id, who);
    if (!owned.ok) return mended(context, person, item, owned.code);
    return done(ownerAnswer(mine ? 'owned' : 'owner-wanted', reader));
  }),
  'promise.own-yes': aboutPromise(async (context, { subject: { id }, person: { member, reader } }) => {
    const agreed = await agree(context, member, id);
    return agreed.ok ? done(ownerAnswer('owned', reader)) : refused(asFailure(agreed.code), reader);
  }),
  /** Kept nowhere and told to nobody: they may still say yes. */
  'promise.own-no': aboutPromise(async (_, { person: { reader } }) =>
    done(ownerAnswer('owner-declined', reader)),
  ),
  'promise.progress': aboutPromise(async (context, { subject: item, person, interaction }) => {
    const { member, reader } = person;
    const due = dueIn(interaction);
    const begun = due.ok ? await begin(context, member, item.id, due.value) : due;
    return begun.ok ? done(ownerAnswer('in-progress', reader)) : mended(context, person, item, begun.code);
  }),
  'promise.give-back': aboutPromise(async (context, { subject: { id }, person: { member, reader } }) => {
    const given = await letGo(context, member, id);
    return given.ok ? done(ownerAnswer('given-back', reader)) : refused(asFailure(given.code), reader);
  }),
} satisfies Partial<Handlers>;

async function formFor(context: Context, person: Person, item: PromiseItem): Promise<Message> {
  return ownerForm(await ownerFormView(context, person, item), person.reader);
}

/** What can be mended comes with its form; for the rest the sentence is all. */
async function mended(
  context: Context,
  person: Person,
  item: PromiseItem,
  code: PromiseRefusal,
): Promise<Reply> {
  const { reader } = person;
  const input =
    code === 'not-a-date' || code === 'due-passed' || code === 'due-too-far'
      ? OWNER_INPUTS.due
      : code === 'no-choice'
        ? OWNER_INPUTS.who
        : null;
  if (input === null) return refused(asFailure(code), reader);
  return refusedAt(asFailure(code), reader, await formFor(context, person, item), input);
}

/** null: no day was named. */
function dueIn(interaction: Interaction): Result<string | null, 'not-a-date'> {
  const due = only(interaction, OWNER_INPUTS.due);
  if (due === '') return success(null);
  return localDate.safeParse(due).success ? success(due) : refuse('not-a-date');
}
