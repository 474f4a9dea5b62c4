import { done, type Handlers, only, refused, refusedAt, shown } from '../../core/actions/handler.ts';
import { type Asker, type Person, personFor } from '../../core/actions/person.ts';
import { ofAnyCircle } from '../../core/actions/which-circle.ts';
import { isoWeekOf } from '../../core/calendar/iso-week.ts';
import type { Member } from '../../core/circle.ts';
import type { Context } from '../../core/context.ts';
import { CIRCLE_INPUT } from '../../core/messages/circle-choice.ts';
import type { Message } from '../../core/ports/message.ts';
import { circleSignpost } from '../../core/signposts.ts';
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
} from './messages.ts';
import {
  ageInWeeks,
  inOrder,
  isOpen,
  isShown,
  mayJudge,
  type PromiseItem,
  takingBackFault,
} from './rules.ts';
import { reword, takeBack } from './use-cases/own-promises.ts';
import { confirm, type PromiseFault, raise, reopen, reply } from './use-cases/promises.ts';

type PromiseActions =
  | 'say.from-message'
  | 'promises.show'
  | 'promise.form'
  | 'promise.raise'
  | 'promise.reply-form'
  | 'promise.reply'
  | 'promise.edit-form'
  | 'promise.edit'
  | 'promise.take-back'
  | 'promise.confirm'
  | 'promise.reopen';

export const promiseHandlers: Handlers<PromiseActions> = {
  /** `value` holds the words of the message and nothing else about it. */
  'say.from-message': async (context, asker, { action }) => {
    const said = action.value ?? '';
    const person = personFor(asker, action.subject);
    if (person !== null) {
      const { circle } = person;
      const signpost = await circleSignpost(context, circle);
      return shown(sayFromMessage({ circleId: circle.id, signpost, said }, person.reader));
    }
    const { reader } = asker.anywhere;
    if (action.subject !== '') return refused('not-found', reader);
    return shown(sayFromMessage({ ...(await ofAnyCircle(context, asker)), said }, reader));
  },
  'promises.show': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    const { circle, reader } = person;
    const members = await context.store.tables.members.list(circle.id);
    const items = inOrder((await context.store.tables.promises.list(circle.id)).filter(isShown));
    const promises = items.map((item) => viewOf(context, person, members, item));
    return shown(promiseList({ circle: circle.name, circleId: circle.id, promises }, reader));
  },
  'promise.form': async (context, asker, { action }) => {
    const person = personFor(asker, action.subject);
    if (person === null) return refused('not-found', asker.anywhere.reader);
    return shown(await raiseForm(context, person));
  },
  'promise.raise': async (context, asker, interaction) => {
    const { subject } = interaction.action;
    const person = personFor(asker, subject);
    if (person === null) {
      const { reader } = asker.anywhere;
      if (subject !== '') return refused('not-found', reader);
      const asking = promiseForm(await ofAnyCircle(context, asker), reader);
      return refusedAt('which-circle', reader, asking, CIRCLE_INPUT);
    }
    const { circle, member, reader } = person;
    const named = only(interaction, RAISE_INPUTS.named) === NAMED.yes;
    const raised = await raise(context, circle, member, {
      words: only(interaction, RAISE_INPUTS.words),
      named,
    });
    if (raised.ok) return done(promiseRaised(named, reader));
    const form = await raiseForm(context, person);
    return refusedAt(asFailure(raised.code), reader, form, RAISE_INPUTS.words);
  },
  'promise.reply-form': async (context, asker, { action }) => {
    const found = await findPromise(context, asker, action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    return shown(await replyForm(context, found.person, found.item));
  },
  'promise.reply': async (context, asker, interaction) => {
    const found = await findPromise(context, asker, interaction.action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    const { item, person } = found;
    const outcome = only(interaction, REPLY_INPUTS.outcome);
    if (outcome !== 'we-did' && outcome !== 'we-cannot') {
      const form = await replyForm(context, person, item);
      return refusedAt('no-choice', person.reader, form, REPLY_INPUTS.outcome);
    }
    const said = { outcome, words: only(interaction, REPLY_INPUTS.words) } as const;
    const replied = await reply(context, person.circle, person.member, item.id, said);
    if (replied.ok) return done(promiseReplied(person.reader));
    const code = asFailure(replied.code);
    if (code !== 'no-words' && code !== 'words-too-long') return refused(code, person.reader);
    return refusedAt(code, person.reader, await replyForm(context, person, item), REPLY_INPUTS.words);
  },
  'promise.edit-form': async (context, asker, { action }) => {
    const found = await findPromise(context, asker, action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    const { item, person } = found;
    const fault = takingBackFault(item, person.member);
    return fault === null
      ? shown(await editForm(context, person, item))
      : refused(asFailure(fault), person.reader);
  },
  'promise.edit': async (context, asker, interaction) => {
    const found = await findPromise(context, asker, interaction.action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    const { item, person } = found;
    const { circle, member, reader } = person;
    const words = only(interaction, EDIT_INPUTS.words);
    const reworded = await reword(context, circle, member, item.id, words);
    if (reworded.ok) return done(promiseReworded(reader));
    const code = asFailure(reworded.code);
    if (code !== 'no-words' && code !== 'words-too-long') return refused(code, reader);
    return refusedAt(code, reader, await editForm(context, person, item), EDIT_INPUTS.words);
  },
  'promise.take-back': async (context, asker, { action }) => {
    const found = await findPromise(context, asker, action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    const { circle, member, reader } = found.person;
    const taken = await takeBack(context, circle, member, found.item.id);
    return taken.ok ? done(promiseTakenBack(reader)) : refused(asFailure(taken.code), reader);
  },
  'promise.confirm': async (context, asker, { action }) => {
    const found = await findPromise(context, asker, action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    const { circle, member, reader } = found.person;
    const confirmed = await confirm(context, circle, member, action.subject);
    return confirmed.ok ? done(promiseConfirmed(reader)) : refused(asFailure(confirmed.code), reader);
  },
  'promise.reopen': async (context, asker, { action }) => {
    const found = await findPromise(context, asker, action.subject);
    if (found === null) return refused('words-gone', asker.anywhere.reader);
    const { member, reader } = found.person;
    const reopened = await reopen(context, member, action.subject);
    return reopened.ok ? done(promiseReopened(reader)) : refused(asFailure(reopened.code), reader);
  },
};

/** Words that no digest has shown yet cannot be found by their id either. */
async function findPromise(
  context: Context,
  asker: Asker,
  promiseId: string,
): Promise<{ readonly item: PromiseItem; readonly person: Person } | null> {
  const item = await context.store.tables.promises.find(promiseId);
  const person = item === null ? null : asker.in(item.circleId);
  return item === null || person === null || !isShown(item) ? null : { item, person };
}

async function raiseForm(context: Context, { circle, reader }: Person): Promise<Message> {
  return promiseForm({ circleId: circle.id, signpost: await circleSignpost(context, circle) }, reader);
}

async function editForm(context: Context, { circle, reader }: Person, item: PromiseItem): Promise<Message> {
  return promiseEditForm({ item }, await circleSignpost(context, circle), reader);
}

async function replyForm(context: Context, person: Person, item: PromiseItem): Promise<Message> {
  const members = await context.store.tables.members.list(person.circle.id);
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
