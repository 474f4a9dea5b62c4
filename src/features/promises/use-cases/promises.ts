import { isoWeekOf } from '../../../core/calendar/iso-week.ts';
import type { LocalDate } from '../../../core/calendar/local-time.ts';
import type { Circle, Member, MemberId } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { type Result, refuse, success } from '../../../core/result.ts';
import { circleTable } from '../../../core/tables/circles.ts';
import { weekToBeShown } from '../../unnamed-words/use-cases.ts';
import { answerPromise, judgePromise, reopenPromise, type Verdict } from '../rules/closing.ts';
import {
  agreeToOwn,
  askToOwn,
  beginWork,
  declineToOwn,
  giveBack,
  takeOver,
  takePromise,
} from '../rules/owner.ts';
import { type PromiseItem, type PromiseRefusal, type ReplyOutcome, raisePromise } from '../rules/promise.ts';
import { promiseTable } from '../tables.ts';
import { changePromise } from './changing.ts';

type Outcome = Promise<Result<PromiseItem, PromiseRefusal>>;

/**
 * Keeps a "you said". Unnamed, nothing of the member is kept: only the words, and the week of the digest to show them. The same
 * words in the same week, under the same name or under none, are kept once: a button may be pressed twice.
 */
export function raise(
  context: Context,
  circle: Circle,
  member: Member,
  said: { readonly words: string; readonly named: boolean },
): Outcome {
  return context.store.transact(async (tx) => {
    await circleTable.lock(tx, circle.id);
    const raised = raisePromise({
      id: context.newId(),
      circleId: circle.id,
      words: said.words,
      by: said.named ? member : null,
      week: said.named
        ? isoWeekOf(context.clock.now(), circle.timezone)
        : await weekToBeShown(context, tx, circle),
    });
    if (!raised.ok) return raised;
    const before = (await promiseTable.list(tx, circle.id)).find((each) => saysTheSame(each, raised.value));
    if (before === undefined) await promiseTable.insert(tx, raised.value);
    return success(before ?? raised.value);
  });
}

/** And has had no reply: what was answered may be raised again. */
function saysTheSame(item: PromiseItem, other: PromiseItem): boolean {
  return (
    item.state === 'raised' &&
    item.reply === null &&
    item.words === other.words &&
    item.raisedIn === other.raisedIn &&
    item.raisedBy?.memberId === other.raisedBy?.memberId
  );
}

/**
 * "We did", or "we cannot, because". A named asker hears of it first. `read`: the number of the reply that stood when the form was
 * opened, 0 for none; null: a button of before, which does not say.
 */
export function reply(
  context: Context,
  by: Member,
  promiseId: string,
  said: { readonly outcome: ReplyOutcome; readonly words: string },
  read: string | null = null,
): Outcome {
  return changePromise(context, by, promiseId, (item, { thisWeek, ...moment }) => {
    const answered = answerPromise(item, by, said, { ...moment, week: thisWeek });
    const isRepeat = answered.ok && answered.value === item;
    return !isRepeat && wasReplaced(item, read) ? refuse('reply-changed') : answered;
  });
}

/**
 * The asker, or a rep, says that it is done, that the reason is accepted, or "not yet". `read`: the number of the reply that they
 * saw; null: a button of before, which does not say.
 */
export function judge(
  context: Context,
  by: Member,
  promiseId: string,
  verdict: Verdict,
  read: string | null = null,
): Outcome {
  return changePromise(context, by, promiseId, (item, { toldIn, ...moment }) =>
    wasReplaced(item, read)
      ? refuse('reply-changed')
      : judgePromise(item, by, verdict, { ...moment, week: toldIn }),
  );
}

function wasReplaced({ state, reply: standing }: PromiseItem, read: string | null): boolean {
  return read !== null && state === 'answered' && read !== `${standing?.number}`;
}

/** Anybody opens a closed promise again, once. */
export function openAgain(context: Context, by: Member, promiseId: string, reason: string): Outcome {
  return changePromise(context, by, promiseId, (item, { toldIn }) =>
    reopenPromise(item, by, { reason, week: toldIn }),
  );
}

/** Somebody looks after it from now on. */
export function takeOn(context: Context, by: Member, promiseId: string, dueOn: LocalDate | null): Outcome {
  return changePromise(context, by, promiseId, (item, { today }) => takePromise(item, by, dueOn, today));
}

/** Somebody else is asked to. */
export function askSomebody(context: Context, by: Member, promiseId: string, whom: MemberId): Outcome {
  return changePromise(context, by, promiseId, (item, { present }) => {
    const asked = present.find(({ id }) => id === whom);
    return asked === undefined ? refuse('no-choice') : askToOwn(item, by, asked);
  });
}

/** Who was asked says yes. */
export function agree(context: Context, by: Member, promiseId: string): Outcome {
  return changePromise(context, by, promiseId, (item) => agreeToOwn(item, by));
}

/** Who was asked says no. */
export function decline(context: Context, by: Member, promiseId: string): Outcome {
  return changePromise(context, by, promiseId, (item) => declineToOwn(item, by));
}

/** Somebody looks after it instead of its owner, who has done nothing and hears of it. */
export function takeOverFrom(
  context: Context,
  by: Member,
  promiseId: string,
  { from, dueOn }: { readonly from: MemberId; readonly dueOn: LocalDate | null },
): Outcome {
  return changePromise(context, by, promiseId, (item, { today }) =>
    takeOver(item, by, { from, dueOn, today }),
  );
}

/** Its owner says that the work has begun. */
export function begin(context: Context, by: Member, promiseId: string, dueOn: LocalDate | null): Outcome {
  return changePromise(context, by, promiseId, (item, { today }) => beginWork(item, by, dueOn, today));
}

/** Its owner looks after it no more. */
export function letGo(context: Context, by: Member, promiseId: string): Outcome {
  return changePromise(context, by, promiseId, (item) => giveBack(item, by));
}
