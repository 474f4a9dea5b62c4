import { action, circleSubject } from '../../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import { circleIfKnown, ofAnyCircle } from '../../../core/actions/which-circle.ts';
import type { Circle } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { CIRCLE_INPUT, type Whose } from '../../../core/messages/circle-choice.ts';
import type { Message } from '../../../core/ports/message.ts';
import { circleSignpost } from '../../../core/signposts.ts';
import {
  EDIT_INPUTS,
  NAMED,
  promiseEditForm,
  promiseForm,
  promiseRaised,
  RAISE_INPUTS,
  sayFromMessage,
} from '../messages/forms.ts';
import { closedPromises, promiseList } from '../messages/list.ts';
import { promiseAnswer } from '../messages/owner.ts';
import { type PromiseItem, takingBackFault } from '../rules/promise.ts';
import { reword, takeBack } from '../use-cases/own-promises.ts';
import { raise } from '../use-cases/promises.ts';
import { promiseListView } from '../use-cases/views.ts';
import { aboutPromise, asFailure, refusedWords } from './subject.ts';

export const raisingHandlers = {
  /** `value` holds the words of the message and nothing else about it. */
  'say.from-message': action({
    by: 'member',
    subject: circleIfKnown,
    run: async (context, { subject: circle, person: { reader }, asker, interaction }) => {
      const said = interaction.action.value ?? '';
      const whose = circle === null ? await ofAnyCircle(context, asker) : await whoseOf(context, circle);
      return shown(sayFromMessage({ ...whose, said }, reader));
    },
  }),
  'promises.show': action({
    by: 'reader',
    subject: circleSubject,
    run: async (context, { person }) =>
      shown(promiseList(await promiseListView(context, person), person.reader)),
  }),
  'promises.closed': action({
    by: 'reader',
    subject: circleSubject,
    run: async (context, { person }) =>
      shown(closedPromises(await promiseListView(context, person), person.reader)),
  }),
  'promise.form': action({
    by: 'member',
    subject: circleSubject,
    run: async (context, { person: { circle, reader } }) =>
      shown(promiseForm(await whoseOf(context, circle), reader)),
  }),
  'promise.raise': action({
    by: 'member',
    subject: circleIfKnown,
    run: async (context, { subject: circle, person: { member, reader }, asker, interaction }) => {
      if (circle === null) {
        const asking = promiseForm(await ofAnyCircle(context, asker), reader);
        return refusedAt('which-circle', reader, asking, CIRCLE_INPUT);
      }
      const words = only(interaction, RAISE_INPUTS.words);
      const named = only(interaction, RAISE_INPUTS.named) === NAMED.yes;
      const raised = await raise(context, circle, member, { words, named });
      if (raised.ok) return done(promiseRaised(named, reader));
      const form = promiseForm(await whoseOf(context, circle), reader);
      return refusedAt(asFailure(raised.code), reader, form, RAISE_INPUTS.words);
    },
  }),
  'promise.edit-form': aboutPromise(async (context, { subject: item, person }) => {
    const fault = takingBackFault(item, person.member);
    return fault === null
      ? shown(await editForm(context, person, item))
      : refused(asFailure(fault), person.reader);
  }),
  'promise.edit': aboutPromise(async (context, { subject: item, person, interaction }) => {
    const { member, reader } = person;
    const reworded = await reword(context, member, item.id, only(interaction, EDIT_INPUTS.words));
    if (reworded.ok) return done(promiseAnswer('reworded', reader));
    return refusedWords(reworded.code, reader, await editForm(context, person, item), EDIT_INPUTS.words);
  }),
  'promise.take-back': aboutPromise(async (context, { subject: { id }, person: { member, reader } }) => {
    const taken = await takeBack(context, member, id);
    return taken.ok ? done(promiseAnswer('taken-back', reader)) : refused(asFailure(taken.code), reader);
  }),
} satisfies Partial<Handlers>;

async function whoseOf(context: Context, circle: Circle): Promise<Whose> {
  return { circleId: circle.id, signpost: await circleSignpost(context, circle) };
}

async function editForm(context: Context, { circle, reader }: Person, item: PromiseItem): Promise<Message> {
  return promiseEditForm(item, await circleSignpost(context, circle), reader);
}
