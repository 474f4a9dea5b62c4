import type { Instant } from '../../../core/instant.ts';
import { actions, compose, type Fact, facts, heading, link, text } from '../../../core/messages/blocks.ts';
import { dateName, whenTold } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import { isOpen, type PromiseItem, type PromiseReply } from '../rules/promise.ts';

/** A promise as one reader sees it. Make them from promises that are readable, in the order of `inOrder`. */
export interface PromiseView {
  readonly item: PromiseItem;
  readonly raisedBy: string | null;
  readonly repliedBy: string | null;
  readonly reopenedBy: string | null;
  /** The names of who looks after it and of who is asked to. */
  readonly owner: string | null;
  readonly asked: string | null;
  /** Whole weeks: `ageInWeeks`. */
  readonly weeks: number;
  /** Until when a named asker is asked first; null: their time is over, or there is none. */
  readonly askerUntil: Instant | null;
  /** Whether this reader may say if it is done: `mayJudge`. */
  readonly mayJudge: boolean;
  /** Whether it is open, and this person has a voice to reply with or to look after it. */
  readonly mayReply: boolean;
  /** Whether they gave the first of two yeses, and may still say "not yet". */
  readonly mayTakeYesBack: boolean;
  /** Whether its owner has done nothing, and this person may look after it instead. */
  readonly mayTakeOver: boolean;
  /** Whether this reader wrote it and may change it or take it back. */
  readonly mayTakeBack: boolean;
  readonly mayReopen: boolean;
  /** Whether this reader looks after it. */
  readonly mine: boolean;
}

export interface PromiseListView {
  readonly circle: string;
  readonly circleId: string;
  /** Whether this person only reads: then there is nothing to press. */
  readonly reads: boolean;
  readonly promises: readonly PromiseView[];
  /** How many were taken back. */
  readonly withdrawn: number;
}

/** The open ones by state, and the way to those that are closed. */
export function promiseList(view: PromiseListView, reader: Reader): Message {
  return compose(reader, (words) => {
    const open = view.promises.filter(({ item }) => isOpen(item));
    const answered = open.filter(({ item }) => item.state === 'answered');
    const inProgress = open.filter(({ item }) => item.state === 'in-progress');
    const waiting = open.filter((each) => !answered.includes(each) && !inProgress.includes(each));
    const { kept, refused, withdrawn } = closedIn(view);
    const counts = { kept: kept.length, refused: refused.length, withdrawn };
    return {
      summary: words.say('promise.list.summary', { count: open.length, circle: view.circle }),
      blocks: [
        heading(1, words.say('promise.list.heading')),
        text(words.say('promise.list.lead'), 'lead'),
        ...(view.reads ? [] : [link(words.say('promise.raise-link'), 'promise.form', view.circleId)]),
        ...(open.length === 0 ? [text(words.say('promise.list.none'))] : []),
        ...part('promise.list.answered', answered, reader, words),
        ...part('promise.list.waiting', waiting, reader, words),
        ...part('promise.list.in-progress', inProgress, reader, words),
        ...(kept.length + refused.length + withdrawn === 0
          ? []
          : [link(words.say('promise.list.closed', counts), 'promises.closed', view.circleId)]),
        ...takingOut(view, words),
      ],
    };
  });
}

/** Kept, refused and taken back, each under its own heading. */
export function closedPromises(view: PromiseListView, reader: Reader): Message {
  return compose(reader, (words) => {
    const { kept, refused, withdrawn } = closedIn(view);
    const counts = { kept: kept.length, refused: refused.length, withdrawn };
    return {
      summary: words.say('promise.closed.summary', { circle: view.circle, ...counts }),
      blocks: [
        heading(1, words.say('promise.closed.heading')),
        text(words.say('promise.closed.lead'), 'lead'),
        ...(kept.length + refused.length + withdrawn === 0 ? [text(words.say('promise.closed.none'))] : []),
        ...part('promise.closed.kept', kept, reader, words),
        ...part('promise.closed.refused', refused, reader, words),
        ...(withdrawn === 0
          ? []
          : [
              heading(2, words.say('promise.closed.withdrawn')),
              text(words.say('promise.closed.withdrawn.count', { count: withdrawn })),
            ]),
        ...takingOut(view, words),
      ],
    };
  });
}

function closedIn({ promises, withdrawn }: PromiseListView) {
  const kept = promises.filter(({ item }) => item.state === 'kept');
  const refused = promises.filter(({ item }) => item.state === 'refused');
  return { kept, refused, withdrawn };
}

function takingOut({ promises, circleId }: PromiseListView, words: Words): Block[] {
  return promises.length === 0 ? [] : [link(words.say('withdraw.link'), 'words.form', circleId)];
}

/** What a reply can be answered with: "done" or "I accept the reason", and "not yet". */
export function judgeButtons({ id, reply }: PromiseItem, words: Words): Block {
  // The reply that was read: another one in its place asks anew.
  const value = `${reply?.number ?? ''}`;
  const [name, label] =
    reply?.outcome === 'we-cannot'
      ? (['promise.accept', 'promise.confirm-cannot'] as const)
      : (['promise.confirm', 'promise.confirm'] as const);
  return actions(
    { label: words.say(label), action: { name, subject: id, value }, weight: 'primary' },
    notYet(id, value, words),
  );
}

/** For who gave the first of two yeses: until the second it can be taken back. */
export function yesBackBlocks({ id, reply }: PromiseItem, words: Words): Block[] {
  return [text(words.say('promise.yes-back')), actions(notYet(id, `${reply?.number ?? ''}`, words))];
}

function notYet(subject: string, value: string, words: Words) {
  return {
    label: words.say('promise.reopen'),
    action: { name: 'promise.reopen', subject, value },
    weight: 'secondary',
  } as const;
}

function part(
  key:
    | 'promise.list.answered'
    | 'promise.list.waiting'
    | 'promise.list.in-progress'
    | 'promise.closed.kept'
    | 'promise.closed.refused',
  views: readonly PromiseView[],
  reader: Reader,
  words: Words,
): Block[] {
  return views.length === 0 ? [] : [heading(2, words.say(key)), ...entries(views, reader, words)];
}

function entries(views: readonly PromiseView[], reader: Reader, words: Words): Block[] {
  return views.flatMap((view, index) => {
    const { item, mayJudge, mayReopen, mayReply, mayTakeBack, mayTakeOver, mayTakeYesBack, mine } = view;
    return [
      ...(index === 0 ? [] : [{ kind: 'divider' } as const]),
      facts(...factsOf(view, reader, words)),
      ...(mayJudge ? [judgeButtons(item, words)] : []),
      ...(mayTakeYesBack ? yesBackBlocks(item, words) : []),
      ...(mayReply ? [link(words.say('promise.reply-link'), 'promise.reply-form', item.id)] : []),
      ...(mayReply && (mine || mayTakeOver || view.owner === null)
        ? [
            link(
              words.say(mine ? 'promise.owner-link.mine' : 'promise.owner-link'),
              'promise.owner-form',
              item.id,
            ),
          ]
        : []),
      ...(mayTakeBack ? [link(words.say('promise.edit-link'), 'promise.edit-form', item.id)] : []),
      ...(mayReopen ? [link(words.say('promise.again-link'), 'promise.again-form', item.id)] : []),
    ];
  });
}

function factsOf(view: PromiseView, reader: Reader, words: Words): readonly Fact[] {
  const { item, weeks, repliedBy, reopenedBy } = view;
  const { reopened } = item;
  const asker =
    item.raisedBy === null ? words.say('promise.unnamed') : (view.raisedBy ?? words.say('promise.left'));
  const now = stateOf(view, reader, words);
  const isUnsaid = reopened !== null && reopened.reason === null && item.state === 'raised';
  const state = isUnsaid ? words.say('promise.again.unnamed', { state: now }) : now;
  return [
    [words.say('promise.said'), item.words],
    [words.say('promise.asked-by'), asker],
    ...replyFact(item.reply, repliedBy, words),
    ...(reopened === null || reopened.reason === null
      ? []
      : [[words.say('promise.again'), signed(reopened.reason, reopenedBy, words)] as const]),
    [
      words.say('promise.state'),
      item.changedIn === null ? state : `${state}. ${words.say('promise.changed-by-author')}`,
    ],
    ...ownerFact(view, words),
    ...(isOpen(item) ? [[words.say('promise.age'), words.say('promise.age.weeks', { weeks })] as const] : []),
  ];
}

function replyFact(reply: PromiseReply | null, by: string | null, words: Words): readonly Fact[] {
  if (reply === null) return [];
  const label = words.say(reply.outcome === 'we-did' ? 'promise.we-did' : 'promise.we-cannot');
  return [[label, signed(reply.words, by, words)]];
}

function signed(said: string, name: string | null, words: Words): string {
  return name === null ? said : words.say('promise.reply-by', { words: said, name });
}

function ownerFact({ item, owner, asked }: PromiseView, words: Words): readonly Fact[] {
  const label = words.say('promise.owner');
  if (owner !== null) {
    if (item.dueOn === null) return [[label, owner]];
    const day = dateName(item.dueOn, words.language);
    return [[label, words.say('promise.owner.due', { name: owner, day })]];
  }
  return asked === null || !isOpen(item) ? [] : [[label, words.say('promise.owner.asked', { name: asked })]];
}

function stateOf({ item, askerUntil }: PromiseView, reader: Reader, words: Words): string {
  const { state, closed, reply } = item;
  if (state === 'kept' || state === 'refused') {
    const by = closed?.by === 'asker' || closed?.by === 'one-rep' ? closed.by : 'reps';
    return words.say(`promise.state.${state}.${by}`);
  }
  if (state === 'answered') {
    if (askerUntil !== null)
      return words.say('promise.state.asker-first', {
        until: whenTold(askerUntil, reader, words),
      });
    return words.say(reply?.firstYes == null ? 'promise.state.two-reps' : 'promise.state.one-yes');
  }
  return state === 'withdrawn' ? words.say('promise.closed.withdrawn') : words.say(`promise.state.${state}`);
}
