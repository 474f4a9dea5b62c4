import { localTime } from '../domain/calendar/local-time.ts';
import type { Act } from '../domain/governance/act.ts';
import { isWaiting, type Proposal } from '../domain/governance/proposal.ts';
import type { Instant } from '../domain/instant.ts';
import type { Block, Message } from '../ports/message.ts';
import { actions, button, compose, heading, link, list, sentence, text } from './blocks.ts';
import { changeWords, type Naming, nameOf } from './change.ts';
import { dateName, dayAndTime } from './dates.ts';
import type { Reader } from './reader.ts';
import type { Words } from './words.ts';

/** A change that waits, or waited, for its second key, as one reader sees it. */
export interface ApprovalView {
  readonly proposal: Proposal;
  readonly naming: Naming;
  /** Who may say yes or no. */
  readonly deciders: readonly string[];
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
  /** The words that it is about, for stewards; nobody else reads them here. */
  readonly quoted: readonly string[];
  readonly now: Instant;
}

/** One change with who asks for it; with buttons for those who may answer. */
export function approvalPage(view: ApprovalView, reader: Reader): Message {
  return compose(reader, (words) => {
    const { proposal, naming, deciders } = view;
    const waiting = isWaiting(proposal, view.now);
    const name = nameOf(proposal.by.memberId, naming, words);
    return {
      summary: words.say('approval.page.summary', { name }),
      blocks: [
        heading(1, words.say('approval.page.heading')),
        {
          kind: 'facts',
          items: [
            { label: words.say('approval.what'), value: changeWords(proposal.change, naming, words) },
            { label: words.say('approval.asker'), value: name },
            ...(waiting
              ? [{ label: words.say('approval.until'), value: until(proposal, reader, words) }]
              : []),
            { label: words.say('approval.state'), value: stateWords(view, words) },
          ],
        },
        ...(view.quoted.length === 0 ? [] : [heading(2, words.say('withdraw.approval')), list(view.quoted)]),
        ...(waiting ? waitingBlocks(view, deciders, words) : []),
        link(words.say('circle.history-link'), 'circle.history', proposal.circleId),
      ],
    };
  });
}

/** Asks a steward of another voice. */
export function approvalWanted(view: ApprovalView, reader: Reader): Message {
  return compose(reader, (words) => {
    const name = nameOf(view.proposal.by.memberId, view.naming, words);
    return {
      summary: words.say('approval.wanted.summary', { name }),
      blocks: [
        heading(1, words.say('approval.page.heading')),
        text(words.say('approval.wanted.lead', { name }), 'lead'),
        list([changeWords(view.proposal.change, view.naming, words)]),
        text(words.say('approval.wanted.until', { until: until(view.proposal, reader, words) })),
        actions(button(words.say('approval.open'), 'approval.show', view.proposal.id, 'primary')),
      ],
    };
  });
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

export function approvalDone(view: ApprovalView, reader: Reader): Message {
  const { state, by } = view.proposal;
  return sentence(reader, (words) => {
    if (state === 'approved') return words.say('approval.approved');
    if (state === 'withdrawn') return words.say('approval.withdrawn');
    return words.say('approval.declined', { name: nameOf(by.memberId, view.naming, words) });
  });
}

/** To the other stewards: what one of them did. */
export function actTold(circle: string, act: Act, naming: Naming, reader: Reader): Message {
  return compose(reader, (words) => ({
    summary: words.say(act.what === 'set-up' ? 'set-up.told.summary' : 'approval.told.summary', {
      name: nameOf(act.memberId, naming, words),
      circle,
    }),
    blocks: [
      text(actLine(act, naming, reader, words), 'lead'),
      ...(act.what === 'set-up' ? [text(words.say('set-up.told.what'))] : []),
      link(words.say('circle.history-link'), 'circle.history', act.circleId),
    ],
  }));
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

function actLine(act: Act, naming: Naming, reader: Reader, words: Words): string {
  const when = dateName(localTime(act.at, reader.timezone).date, words.language);
  const name = nameOf(act.memberId, naming, words);
  switch (act.what) {
    case 'round-opened':
    case 'round-cancelled':
    case 'set-up':
      return words.say(`history.${act.what}`, { when, name, title: act.title ?? '' });
    default: {
      const change = act.change === null ? '' : changeWords(act.change, naming, words);
      return words.say(`history.${act.what}`, { when, name, change });
    }
  }
}

function askedLine({ proposal, naming }: ApprovalView, words: Words): string {
  const name = nameOf(proposal.by.memberId, naming, words);
  return words.say('approval.home', { name, change: changeWords(proposal.change, naming, words) });
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
          actions(
            button(words.say('approval.approve'), 'approval.approve', id, 'primary'),
            button(words.say('approval.decline'), 'approval.decline', id),
          ),
        ]
      : []),
    ...(view.mayWithdraw ? [actions(button(words.say('approval.withdraw'), 'approval.withdraw', id))] : []),
  ];
}

function stateWords({ proposal, naming, now }: ApprovalView, words: Words): string {
  const { state, decided } = proposal;
  switch (state) {
    case 'open':
      return words.say(isWaiting(proposal, now) ? 'approval.state.open' : 'approval.state.run-out');
    case 'withdrawn':
      return words.say('approval.state.withdrawn');
    default:
      return words.say(`approval.state.${state}`, { name: nameOf(decided?.memberId ?? '', naming, words) });
  }
}

function until({ expiresAt }: Proposal, reader: Reader, words: Words): string {
  return dayAndTime(expiresAt, words.language, reader.timezone);
}
