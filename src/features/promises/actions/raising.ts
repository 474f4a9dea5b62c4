import { type ActionDeclaration, action, circleSubject, inCircle } from '../../../core/actions/action.ts';
import { done, type Handlers, only, refused, refusedAt, shown } from '../../../core/actions/handler.ts';
import type { Person } from '../../../core/actions/person.ts';
import { circleIfKnown, ofAnyCircle } from '../../../core/actions/which-circle.ts';
import { isoWeekOf } from '../../../core/calendar/iso-week.ts';
import type { Circle, Member } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { CIRCLE_INPUT, type Whose } from '../../../core/messages/circle-choice.ts';
import type { Message } from '../../../core/ports/message.ts';
import { circleSignpost } from '../../../core/signposts.ts';
import { memberTable } from '../../../core/tables/members.ts';
import {
  EDIT_INPUTS,
  NAMED,
  type PromiseView,
  promiseConfirmed,
  promiseEditForm,
  promiseForm,
  promiseList,
  promiseRaised,
  promiseReopened,
  promiseReplied,
  promiseReplyForm,
  promiseReworded,
  promiseTakenBack,
  RAISE_INPUTS,
  REPLY_INPUTS,
  sayFromMessage,
} from '../messages/forms.ts';
import {
  ageInWeeks,
  inOrder,
  isOpen,
  isShown,
  mayJudge,
  type PromiseItem,
  takingBackFault,
} from '../rules/promise.ts';
import { promiseTable } from '../tables.ts';
import { reword, takeBack } from '../use-cases/own-promises.ts';
import { confirm, type PromiseFault, raise, reopen, reply } from '../use-cases/promises.ts';

/** Words that no digest has shown yet cannot be found by their id either. */
const promiseSubject = inCircle(async (tx, id) => {
  const item = await promiseTable.find(tx, id);
  return item === null || !isShown(item) ? null : item;
});

export const promiseHandlers = {
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
    by: 'member',
    subject: circleSubject,
    run: async (context, { person }) => {
      const { circle, reader } = person;
      const members = await memberTable.list(context.store, circle.id);
      const items = inOrder((await promiseTable.list(context.store, circle.id)).filter(isShown));
      const promises = items.map((item) => viewOf(context, person, members, item));
      return shown(promiseList({ circle: circle.name, circleId: circle.id, promises }, reader));
    },
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
  'promise.reply-form': aboutPromise(async (context, { subject: item, person }) =>
    shown(await replyForm(context, person, item)),
  ),
  'promise.reply': aboutPromise(async (context, { subject: item, person, interaction }) => {
    const { circle, member, reader } = person;
    const outcome = only(interaction, REPLY_INPUTS.outcome);
    if (outcome !== 'we-did' && outcome !== 'we-cannot') {
      const form = await replyForm(context, person, item);
      return refusedAt('no-choice', reader, form, REPLY_INPUTS.outcome);
    }
    const words = only(interaction, REPLY_INPUTS.words);
    const replied = await reply(context, circle, member, item.id, { outcome, words });
    if (replied.ok) return done(promiseReplied(reader));
    const code = asFailure(replied.code);
    if (code !== 'no-words' && code !== 'words-too-long') return refused(code, reader);
    return refusedAt(code, reader, await replyForm(context, person, item), REPLY_INPUTS.words);
  }),
  'promise.edit-form': aboutPromise(async (context, { subject: item, person }) => {
    const fault = takingBackFault(item, person.member);
    return fault === null
      ? shown(await editForm(context, person, item))
      : refused(asFailure(fault), person.reader);
  }),
  'promise.edit': aboutPromise(async (context, { subject: item, person, interaction }) => {
    const { circle, member, reader } = person;
    const words = only(interaction, EDIT_INPUTS.words);
    const reworded = await reword(context, circle, member, item.id, words);
    if (reworded.ok) return done(promiseReworded(reader));
    const code = asFailure(reworded.code);
    if (code !== 'no-words' && code !== 'words-too-long') return refused(code, reader);
    return refusedAt(code, reader, await editForm(context, person, item), EDIT_INPUTS.words);
  }),
  'promise.take-back': aboutPromise(async (context, { subject: { id }, person }) => {
    const { circle, member, reader } = person;
    const taken = await takeBack(context, circle, member, id);
    return taken.ok ? done(promiseTakenBack(reader)) : refused(asFailure(taken.code), reader);
  }),
  'promise.confirm': aboutPromise(async (context, { subject: { id }, person }) => {
    const { circle, member, reader } = person;
    const confirmed = await confirm(context, circle, member, id);
    return confirmed.ok ? done(promiseConfirmed(reader)) : refused(asFailure(confirmed.code), reader);
  }),
  'promise.reopen': aboutPromise(async (context, { subject: { id }, person: { member, reader } }) => {
    const reopened = await reopen(context, member, id);
    return reopened.ok ? done(promiseReopened(reader)) : refused(asFailure(reopened.code), reader);
  }),
} satisfies Partial<Handlers>;

/** Whatever a member does with a promise: whose turn it is, only its rules can say. */
function aboutPromise(run: ActionDeclaration<PromiseItem>['run']) {
  return action({ by: 'member', subject: promiseSubject, missing: 'words-gone', run });
}

async function whoseOf(context: Context, circle: Circle): Promise<Whose> {
  return { circleId: circle.id, signpost: await circleSignpost(context, circle) };
}

async function editForm(context: Context, { circle, reader }: Person, item: PromiseItem): Promise<Message> {
  return promiseEditForm({ item }, await circleSignpost(context, circle), reader);
}

async function replyForm(context: Context, person: Person, item: PromiseItem): Promise<Message> {
  const members = await memberTable.list(context.store, person.circle.id);
  return promiseReplyForm(viewOf(context, person, members, item), person.reader);
}

function viewOf(
  context: Context,
  { circle, member }: Person,
  members: readonly Member[],
  item: PromiseItem,
): PromiseView {
  const nameOf = (id: string | undefined) => members.find((each) => each.id === id)?.name ?? null;
  return {
    item,
    raisedBy: nameOf(item.raisedBy?.memberId),
    repliedBy: nameOf(item.reply?.by.memberId),
    confirmedBy: circle.voices.find(({ id }) => id === item.confirmed?.by.voice)?.name ?? null,
    weeks: ageInWeeks(item, isoWeekOf(context.clock.now(), circle.timezone)),
    mayReply: isOpen(item),
    mayJudge: mayJudge(item, member),
    mayTakeBack: takingBackFault(item, member) === null,
  };
}

function asFailure(code: PromiseFault) {
  return code === 'no-such-promise' ? 'words-gone' : code;
}
