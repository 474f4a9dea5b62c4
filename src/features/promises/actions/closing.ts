import {
  done,
  type Handlers,
  only,
  refused,
  refusedAt,
  refusedForm,
  shown,
} from '../../../core/actions/handler.ts';
import { faultAt, together } from '../../../core/messages/form-inputs.ts';
import { success } from '../../../core/result.ts';
import { checkWords } from '../../../core/written-words.ts';
import {
  AGAIN_INPUTS,
  promiseAgainForm,
  promiseJudged,
  promiseReplied,
  promiseReplyForm,
  REPLY_INPUTS,
} from '../messages/forms.ts';
import { promiseAnswer } from '../messages/owner.ts';
import { reopeningFault, type Verdict } from '../rules/closing.ts';
import type { ReplyOutcome } from '../rules/promise.ts';
import { judge, openAgain, reply } from '../use-cases/promises.ts';
import { aboutPromise, asFailure, refusedWords } from './subject.ts';

export const closingHandlers = {
  'promise.reply-form': aboutPromise(async (_, { subject: item, person: { reader } }) =>
    shown(promiseReplyForm(item, reader)),
  ),
  'promise.reply': aboutPromise(async (context, { subject: item, person, interaction }) => {
    const { member, reader } = person;
    const outcome = only(interaction, REPLY_INPUTS.outcome);
    const form = promiseReplyForm(item, reader);
    const words = checkWords(only(interaction, REPLY_INPUTS.words));
    const read = together({
      outcome:
        outcome === 'we-did' || outcome === 'we-cannot'
          ? success<ReplyOutcome>(outcome)
          : faultAt('no-choice', REPLY_INPUTS.outcome),
      words: words.ok ? words : faultAt(words.code, REPLY_INPUTS.words),
    });
    if (!read.ok) return refusedForm(read, reader, form);
    const replied = await reply(context, member, item.id, read.value, interaction.action.value);
    if (replied.ok) return done(promiseReplied(replied.value, reader));
    if (replied.code === 'reply-changed') return refusedAt(replied.code, reader, form, null);
    return refusedWords(replied.code, reader, form, REPLY_INPUTS.words);
  }),
  'promise.confirm': judging('done'),
  'promise.accept': judging('reason'),
  'promise.reopen': judging('not-yet'),
  'promise.again-form': aboutPromise(async (_, { subject: item, person: { member, reader } }) => {
    const fault = reopeningFault(item, member);
    return fault === null ? shown(promiseAgainForm(item, reader)) : refused(asFailure(fault), reader);
  }),
  'promise.again': aboutPromise(async (context, { subject: item, person, interaction }) => {
    const { member, reader } = person;
    const opened = await openAgain(context, member, item.id, only(interaction, AGAIN_INPUTS.reason));
    if (opened.ok) return done(promiseAnswer('opened-again', reader));
    return refusedWords(opened.code, reader, promiseAgainForm(item, reader), AGAIN_INPUTS.reason);
  }),
} satisfies Partial<Handlers>;

function judging(verdict: Verdict) {
  return aboutPromise(async (context, { subject: { id }, person: { member, reader }, interaction }) => {
    const judged = await judge(context, member, id, verdict, interaction.action.value ?? null);
    return judged.ok ? done(promiseJudged(judged.value, reader)) : refused(asFailure(judged.code), reader);
  });
}
