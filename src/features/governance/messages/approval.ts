import { localTime } from '../../../core/calendar/local-time.ts';
import type { PlatformName } from '../../../core/circle.ts';
import type { Instant } from '../../../core/instant.ts';
import {
  actions,
  button,
  compose,
  heading,
  input,
  link,
  list,
  sentence,
  text,
} from '../../../core/messages/blocks.ts';
import { dateName, dayAndTime } from '../../../core/messages/dates.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block, Message } from '../../../core/ports/message.ts';
import type { HandedOver } from '../change-kinds.ts';
import type { Act } from '../rules/act.ts';
import { type Change, membershipOf } from '../rules/change.ts';
import { isWaiting, type Proposal } from '../rules/proposal.ts';
import { changeWords, type Naming, nameOf } from './change.ts';
import { changeLines, type Differing, dateWords, differences } from './difference.ts';

/** A change that waits, or waited, for its second key, as one reader sees it. */
export interface ApprovalView {
  readonly proposal: Proposal;
  /** How it stands; of one that was decided, how it stood. See `Act.before`. */
  readonly before: Change | null;
  readonly naming: Naming;
  /** Who may say yes or no. */
  readonly deciders: readonly string[];
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
  /** It waits, and a yes would do nothing any more, because of this; null: it would. */
  readonly ended: 'late' | 'asker-gone' | null;
  /** Why it was asked for, in the asker's words. */
  readonly reason: string | null;
  /** What the person concerned wrote to it. */
  readonly answer: string | null;
  readonly mayAnswer: boolean;
  /** Where somebody is known who would be let in; empty: nowhere yet, or it is about something else. */
  readonly places: readonly PlatformName[];
  /** Where the invitation of somebody who would be let in goes: for stewards, who say yes to it too; else null. */
  readonly email: string | null;
  /** The words that it is about, for stewards; nobody else reads them here. */
  readonly quoted: readonly string[];
  /** When it comes next with a yes today, and as it stands; null: it plans nothing any more, or did not. */
  readonly next: Instant | null;
  readonly due: Instant | null;
  readonly now: Instant;
}

/** One change with who asks for it; with buttons for those who may answer. */
export function approvalPage(view: ApprovalView, reader: Reader): Message {
  return compose(reader, (words) => {
    const { proposal, naming, deciders } = view;
    const waiting = isWaiting(proposal, view.now) && view.ended === null;
    const name = nameOf(proposal.by.memberId, naming, words);
    return {
      summary: words.say('approval.page.summary', { name }),
      blocks: [
        heading(1, words.say('approval.page.heading')),
        {
          kind: 'facts',
          items: [
            { label: words.say('approval.what'), value: changeWords(proposal.change, naming, words) },
            ...placeFacts(view, words),
            ...nextFacts(view, reader, words),
            { label: words.say('approval.asker'), value: name },
            ...whyFacts(view, words),
            ...(waiting
              ? [{ label: words.say('approval.until'), value: until(proposal, reader, words) }]
              : []),
            { label: words.say('approval.state'), value: stateWords(view, words) },
          ],
        },
        ...differenceBlocks(view, words),
        ...(view.quoted.length === 0 ? [] : [heading(2, words.say('withdraw.approval')), list(view.quoted)]),
        ...(waiting ? waitingBlocks(view, deciders, words) : []),
        link(words.say('circle.history-link'), 'circle.history', proposal.circleId),
      ],
    };
  });
}

function differenceBlocks(view: ApprovalView, words: Words): Block[] {
  const told = differences(differing(view), view.naming, words);
  return told.length === 0 ? [] : [heading(2, words.say('approval.difference')), list(told)];
}

/** Beside each other, because a date alone does not say that it is later. */
function nextFacts({ next, due }: ApprovalView, { timezone }: Reader, words: Words) {
  if (next === null && due === null) return [];
  return [
    { label: words.say('approval.next'), value: dateWords(next, timezone, words) },
    ...(due === null || due === next
      ? []
      : [{ label: words.say('approval.due'), value: dateWords(due, timezone, words) }]),
  ];
}

/** Changes that one letter can list; more are on the circle's page. */
const MOST_LISTED = 10;

/** Asks a steward of another voice: for everything in a circle that waits for them, in one letter. */
export function approvalWanted(
  circle: string,
  views: readonly ApprovalView[],
  reader: Reader,
): Message | null {
  const [view, ...others] = views;
  if (view === undefined) return null;
  if (others.length > 0) return manyWanted(circle, view, views, reader);
  return compose(reader, (words) => {
    const name = nameOf(view.proposal.by.memberId, view.naming, words);
    return {
      summary: words.say('approval.wanted.summary', { name }),
      blocks: [
        heading(1, words.say('approval.page.heading')),
        text(words.say('approval.wanted.lead', { name }), 'lead'),
        list(linesOf(view, words)),
        ...factsIfAny(whyFacts(view, words)),
        text(words.say('approval.wanted.until', { until: until(view.proposal, reader, words) })),
        actions(button(words.say('approval.open'), 'approval.show', view.proposal.id, 'primary')),
      ],
    };
  });
}

function manyWanted(
  circle: string,
  { proposal: { circleId } }: ApprovalView,
  views: readonly ApprovalView[],
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say('approval.wanted.many', { count: views.length, circle }),
    blocks: [
      heading(1, words.say('approval.page.heading')),
      text(words.say('approval.wanted.lead-many'), 'lead'),
      ...views.slice(0, MOST_LISTED).flatMap((view) => approvalAtHome(view, words)),
      ...(views.length > MOST_LISTED ? [text(words.say('approval.wanted.more'))] : []),
      link(words.say('circle.link'), 'circle.show', circleId),
    ],
  }));
}

/** Tells whom it is about, when it is asked and when it is made: by whom, why, and where they can answer. */
export function membershipTold(circle: string, view: ApprovalView, reader: Reader): Message | null {
  const { proposal, naming, mayAnswer, now } = view;
  const made = proposal.state === 'approved';
  if (!made && !isWaiting(proposal, now)) return null;
  return compose(reader, (words) => {
    const name = nameOf(proposal.by.memberId, naming, words);
    const summary = words.say(made ? 'approval.concerned.made' : 'approval.concerned.asked', {
      name,
      circle,
    });
    return {
      summary,
      blocks: [
        text(summary, 'lead'),
        list([changeWords(proposal.change, naming, words)]),
        factsOf(view, words),
        ...(made ? [] : [text(words.say('approval.concerned.waits'))]),
        ...(mayAnswer
          ? [
              text(words.say('approval.concerned.answer')),
              actions(button(words.say('approval.answer-open'), 'approval.answer-form', proposal.id)),
            ]
          : []),
      ],
    };
  });
}

/** Tells every member, in the same words, that less is asked or told than before. null: it has not come to that. */
export function measuringChanged(circle: string, view: ApprovalView, reader: Reader): Message | null {
  const { proposal } = view;
  if (proposal.state !== 'approved') return null;
  return compose(reader, (words) => ({
    summary: words.say('approval.measuring', { circle }),
    blocks: [
      text(words.say('approval.measuring', { circle }), 'lead'),
      list(linesOf(view, words)),
      factsOf(view, words),
      link(words.say('circle.history-link'), 'circle.history', proposal.circleId),
    ],
  }));
}

/** What the input is called. */
export const ANSWER_INPUT = 'answer';
export const LONGEST_ANSWER = 300;

/** Asks whom a change is about what they would like to say to it. */
export function answerForm({ proposal, naming }: ApprovalView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('approval.answer-heading'),
    blocks: [
      heading(1, words.say('approval.answer-heading')),
      list([changeWords(proposal.change, naming, words)]),
      text(words.say('approval.answer-lead'), 'lead'),
      input(ANSWER_INPUT, words.say('approval.answer-input'), LONGEST_ANSWER, { lines: 3 }),
      actions(button(words.say('approval.answer-send'), 'approval.answer', proposal.id, 'primary')),
    ],
  }));
}

export function answerKept(reader: Reader): Message {
  return sentence(reader, (words) => words.say('approval.answered'));
}

/** To whom would leave a change alone: there is nothing to do. */
export function approvalLeft(reader: Reader): Message {
  return sentence(reader, (words) => words.say('approval.left'));
}

/** Tells what became of it, in one message to everybody concerned. null: nobody has decided. */
export function approvalDecided(view: ApprovalView, reader: Reader): Message | null {
  const { state, decided, change, id } = view.proposal;
  if (decided === null || (state !== 'approved' && state !== 'declined')) return null;
  return sentence(
    reader,
    (words) => words.say(`approval.decided.${state}`, { name: nameOf(decided.memberId, view.naming, words) }),
    (words) => [
      list([changeWords(change, view.naming, words)]),
      ...(state === 'declined' ? [text(words.say('approval.decided.nothing'))] : []),
      link(words.say('approval.open'), 'approval.show', id),
    ],
  );
}

/** With what the second key made: shown this once, and kept nowhere. */
export function approvalDone(
  view: ApprovalView,
  reader: Reader,
  handedOver: Pick<HandedOver, 'show'> | null = null,
): Message {
  const key = view.proposal.state === 'approved' ? 'approval.approved' : 'approval.withdrawn';
  const { change } = view.proposal;
  const name = (words: Words) => nameOf(membershipOf(change) ?? subjectOf(change), view.naming, words);
  return sentence(
    reader,
    (words) => words.say(key),
    (words) => handedOver?.show(name(words), reader, words) ?? [],
  );
}

function subjectOf(change: Change | null): string {
  return change?.kind === 'new-way-in' || change?.kind === 'first-way-in' ? change.memberId : '';
}

/** To the other stewards: what one of them did. */
export function actTold(circle: string, act: Act, naming: Naming, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say(toldKey(act), {
      name: actorOf(act, naming, words),
      circle,
    }),
    blocks: [
      text(actLine(act, naming, reader, words), 'lead'),
      link(words.say('circle.history-link'), 'circle.history', act.circleId),
    ],
  }));
}

function toldKey({ what }: Act) {
  return what === 'by-itself' || what === 'stopped' || what === 'lapsed'
    ? 'stewards.told.summary'
    : 'approval.told.summary';
}

export interface HistoryView {
  readonly circle: string;
  /** Newest first. */
  readonly acts: readonly Act[];
  readonly naming: Naming;
}

/** Everything on record, for every member. */
export function circleHistory({ circle, acts, naming }: HistoryView, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say('history.summary', { circle }),
    blocks: [
      heading(1, words.say('history.heading')),
      text(words.say('history.lead'), 'lead'),
      acts.length === 0
        ? text(words.say('history.none'))
        : list(acts.map((act) => actLine(act, naming, reader, words))),
    ],
  }));
}

/** Two lines in a list, or on a home page: what is asked, and the way there. */
export function approvalAtHome(view: ApprovalView, words: Words): Block[] {
  return [text(askedLine(view, words)), openLink(view, words)];
}

function actorOf({ memberId }: Act, naming: Naming, words: Words): string {
  return memberId === null ? words.say('history.operator') : nameOf(memberId, naming, words);
}

function actLine(act: Act, naming: Naming, reader: Reader, words: Words): string {
  const when = dateName(localTime(act.at, reader.timezone).date, words.language);
  const name = actorOf(act, naming, words);
  if (act.what === 'withdrawn' && act.change?.kind === 'new-way-in' && act.memberId === act.change.memberId)
    return words.say('history.way-in-stopped', { when, name });
  switch (act.what) {
    case 'vouched':
    case 'turned-away':
      return words.say(`history.${act.what}`, {
        when,
        name,
        who: nameOf(subjectOf(act.change), naming, words),
      });
    case 'round-opened':
    case 'round-cancelled':
    case 'set-up':
    case 'roster-confirmed':
      return words.say(`history.${act.what}`, { when, name, title: act.title ?? '' });
    default: {
      const change =
        act.change === null
          ? ''
          : changeLines({ change: act.change, before: act.before, at: act.at }, naming, words).join(' ');
      return [
        words.say(`history.${act.what}`, { when, name, change }),
        ...(act.reason === null ? [] : [words.say('history.reason', { reason: act.reason })]),
        ...(act.answer === null ? [] : [answerLine(act.answer, act.change, naming, words)]),
      ].join(' ');
    }
  }
}

function answerLine(answer: string, change: Change | null, naming: Naming, words: Words): string {
  const name = nameOf((change === null ? null : membershipOf(change)) ?? '', naming, words);
  return words.say('history.answer', { name, answer });
}

/** Who asked, who said yes, and why. */
function factsOf(view: ApprovalView, words: Words): Block {
  const { by, decided } = view.proposal;
  const names = [by, ...(decided === null ? [] : [decided])];
  return {
    kind: 'facts',
    items: [
      {
        label: words.say(decided === null ? 'approval.asker' : 'approval.both'),
        value: words.list(names.map(({ memberId }) => nameOf(memberId, view.naming, words))),
      },
      ...whyFacts(view, words),
    ],
  };
}

function placeFacts({ proposal, places, email }: ApprovalView, words: Words) {
  if (proposal.change.kind !== 'member-added') return [];
  if (email !== null) return [{ label: words.say('approval.mailed-to'), value: email }];
  const told = places.map((platform) => words.say(`link.on.${platform}`));
  const value = told.length === 0 ? words.say('approval.known-nowhere') : words.list(told);
  return [{ label: words.say('approval.known-on'), value }];
}

function whyFacts({ proposal, naming, reason, answer }: ApprovalView, words: Words) {
  const name = nameOf(membershipOf(proposal.change) ?? '', naming, words);
  return [
    ...(reason === null ? [] : [{ label: words.say('approval.reason'), value: reason }]),
    ...(answer === null ? [] : [{ label: words.say('approval.answer', { name }), value: answer }]),
  ];
}

function linesOf(view: ApprovalView, words: Words): readonly string[] {
  return changeLines(differing(view), view.naming, words);
}

/** As of now while it waits, else as it was asked for. */
function differing({ proposal: { change, at, state }, before, now }: ApprovalView): Differing {
  return { change, before, at: state === 'open' ? now : at };
}

function askedLine({ proposal, naming }: ApprovalView, words: Words): string {
  const name = nameOf(proposal.by.memberId, naming, words);
  return words.say('approval.home', { name, change: changeWords(proposal.change, naming, words) });
}

function factsIfAny(items: readonly { readonly label: string; readonly value: string }[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'facts', items }];
}

function openLink({ proposal }: ApprovalView, words: Words): Block {
  return link(words.say('approval.open'), 'approval.show', proposal.id);
}

function waitingBlocks(view: ApprovalView, deciders: readonly string[], words: Words): Block[] {
  const { id } = view.proposal;
  return [
    ...(deciders.length === 0 ? [] : [text(words.say('approval.who', { names: words.list(deciders) }))]),
    ...(view.mayDecide
      ? [
          actions(button(words.say('approval.approve'), 'approval.approve', id, 'primary')),
          text(words.say('approval.no-need')),
        ]
      : []),
    ...(view.mayWithdraw ? [actions(button(words.say('approval.withdraw'), 'approval.withdraw', id))] : []),
  ];
}

function stateWords({ proposal, naming, now, ended }: ApprovalView, words: Words): string {
  if (ended !== null) return words.say(`approval.state.${ended}`);
  const { by, decided, state } = proposal;
  switch (state) {
    case 'open':
      return words.say(isWaiting(proposal, now) ? 'approval.state.open' : 'approval.state.run-out');
    case 'withdrawn':
      return words.say(
        decided?.memberId === by.memberId ? 'approval.state.withdrawn' : 'approval.state.ended',
      );
    default:
      return words.say(`approval.state.${state}`, { name: nameOf(decided?.memberId ?? '', naming, words) });
  }
}

function until({ expiresAt }: Proposal, reader: Reader, words: Words): string {
  return dayAndTime(expiresAt, words.language, reader.timezone);
}
