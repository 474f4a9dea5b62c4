import {
  done,
  type Handlers,
  only,
  refused,
  refusedAt,
  refusedForm,
  shown,
} from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import { type LocalDate, localTime } from '../../../core/calendar/local-time.ts';
import { type DateRefusal, parseDate } from '../../../core/calendar/spoken.ts';
import type { Context } from '../../../core/context.ts';
import { faultAt, together } from '../../../core/messages/form-inputs.ts';
import type { Interaction, Reply } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import { type Result, success } from '../../../core/result.ts';
import { OWNER_INPUTS, ownerForm, promiseAnswer } from '../messages/owner.ts';
import type { PromiseItem, PromiseRefusal } from '../rules/promise.ts';
import { agree, askSomebody, begin, decline, letGo, takeOn, takeOverFrom } from '../use-cases/promises.ts';
import { ownerFormView } from '../use-cases/views.ts';
import { aboutPromise, asFailure } from './subject.ts';

export const ownerHandlers = {
  'promise.owner-form': aboutPromise(async (context, { subject: item, person }) =>
    shown(await formFor(context, person, item)),
  ),
  'promise.own': aboutPromise(async (context, { subject: item, person, interaction }) => {
    const { member, reader } = person;
    const who = only(interaction, OWNER_INPUTS.who);
    const from = interaction.action.value;
    if (who === '' && from !== undefined) {
      const due = dueIn(context, person, interaction);
      const taken = due.ok ? await takeOverFrom(context, member, item.id, { from, dueOn: due.value }) : due;
      return taken.ok ? done(promiseAnswer('taken-over', reader)) : mended(context, person, item, taken.code);
    }
    const mine = who === member.id;
    // Whoever is asked names the day when they say yes.
    const due = mine || who === '' ? dueIn(context, person, interaction) : success(null);
    const read = together({
      who: who === '' ? faultAt('no-choice', OWNER_INPUTS.who) : success(who),
      due: due.ok ? due : faultAt(due.code, OWNER_INPUTS.due),
    });
    if (!read.ok) return refusedForm(read, reader, await formFor(context, person, item));
    const owned = mine
      ? await takeOn(context, member, item.id, read.value.due)
      : await askSomebody(context, member, item.id, who);
    if (!owned.ok) return mended(context, person, item, owned.code);
    return done(promiseAnswer(mine ? 'owned' : 'owner-wanted', reader));
  }),
  'promise.own-yes': aboutPromise(async (context, { subject: { id }, person: { member, reader } }) => {
    const agreed = await agree(context, member, id);
    return agreed.ok ? done(promiseAnswer('owned', reader)) : refused(asFailure(agreed.code), reader);
  }),
  /** Told to nobody; a second press, or one that comes too late, is answered alike. */
  'promise.own-no': aboutPromise(async (context, { subject: { id }, person: { member, reader } }) => {
    const declined = await decline(context, member, id);
    return declined.ok
      ? done(promiseAnswer('owner-declined', reader))
      : refused(asFailure(declined.code), reader);
  }),
  'promise.progress': aboutPromise(async (context, { subject: item, person, interaction }) => {
    const { member, reader } = person;
    const due = dueIn(context, person, interaction);
    const begun = due.ok ? await begin(context, member, item.id, due.value) : due;
    return begun.ok ? done(promiseAnswer('in-progress', reader)) : mended(context, person, item, begun.code);
  }),
  'promise.give-back': aboutPromise(async (context, { subject: { id }, person: { member, reader } }) => {
    const given = await letGo(context, member, id);
    return given.ok ? done(promiseAnswer('given-back', reader)) : refused(asFailure(given.code), reader);
  }),
} satisfies Partial<Handlers>;

async function formFor(context: Context, person: Person, item: PromiseItem): Promise<Message> {
  return ownerForm(await ownerFormView(context, person, item), person.reader);
}

const OF_THE_DAY: readonly string[] = [
  'not-a-date',
  'no-such-date',
  'no-year',
  'wrong-weekday',
  'due-passed',
  'due-too-far',
];

/** What can be mended comes with its form; for the rest the sentence is all. */
async function mended(
  context: Context,
  person: Person,
  item: PromiseItem,
  code: PromiseRefusal | DateRefusal,
): Promise<Reply> {
  const { reader } = person;
  const ofWhom = code === 'no-choice' ? OWNER_INPUTS.who : null;
  const input = OF_THE_DAY.includes(code) ? OWNER_INPUTS.due : ofWhom;
  const failure = code === 'no-such-promise' ? 'words-gone' : code;
  if (input === null) return refused(failure, reader);
  return refusedAt(failure, reader, await formFor(context, person, item), input);
}

/** null: no day was named. */
function dueIn(
  { clock }: Context,
  { circle }: Person,
  interaction: Interaction,
): Result<LocalDate | null, DateRefusal> {
  const due = only(interaction, OWNER_INPUTS.due);
  return due === '' ? success(null) : parseDate(due, localTime(clock.now(), circle.timezone).date);
}
