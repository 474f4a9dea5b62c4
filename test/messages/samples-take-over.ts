import type { Reader } from '../../src/core/messages/reader.ts';
import type { Message } from '../../src/core/ports/message.ts';
import {
  actedFor,
  sideRoleAnswered,
  sideRoleOffer,
  type TakeOverView,
  takenBack,
  takeOverAgreed,
  takeOverAsked,
  takeOverForm,
  takeOverNews,
  takeOverRefused,
  takeOverRequest,
} from '../../src/features/turns/messages/take-over.ts';
import { turnPage } from '../../src/features/turns/messages/turn.ts';
import type { TurnView } from '../../src/features/turns/messages/turn-view.ts';

export const NO_TAKE_OVER: TakeOverView = {
  meetingId: 'm1',
  ask: null,
  asked: null,
  undo: null,
  offer: null,
};

/** Every message about a turn that changes hands. */
export function takeOverSamples(turn: TurnView, to: Reader): Record<string, Message> {
  const name = turn.chair?.name ?? '';
  const people = [{ id: 'p1', name, voiceName: 'Staff' }];
  const page = (takeOver: Partial<TakeOverView>) =>
    turnPage(
      { ...turn, mine: 'chairs', why: null, takeOver: { ...NO_TAKE_OVER, ...takeOver }, off: null },
      to,
    );
  const waits = { what: 'request', other: name, actedBy: null } as const;
  return {
    ...Object.fromEntries(
      (['swap', 'hand-over', 'for-the-chair', 'find-somebody'] as const).flatMap((ask) => [
        [`takeOverForm ${ask}`, takeOverForm({ ...turn, ask, people, capped: true }, to)],
        [`turnPage ask ${ask}`, page({ ask })],
      ]),
    ),
    turnPageAsked: page({ asked: { kind: 'swap', by: name } }),
    turnPageAskedFor: page({ asked: { kind: 'for-the-chair', by: name, insteadOf: name } }),
    turnPageWaits: page({ undo: waits }),
    turnPageWaitsFor: page({ undo: { ...waits, actedBy: name } }),
    turnPageActedFor: page({ undo: { what: 'turn', other: name, actedBy: name } }),
    turnPageOffer: page({ offer: { role: 'co-chair', accepted: false } }),
    turnPageShadow: page({ offer: { role: 'shadow', accepted: true } }),
    takeOverSwap: takeOverRequest({ ...turn, kind: 'swap', by: name }, to),
    takeOverForTheChair: takeOverRequest({ ...turn, kind: 'for-the-chair', by: name, insteadOf: name }, to),
    takeOverFindSomebody: takeOverRequest({ ...turn, chair: null, kind: 'find-somebody', by: name }, to),
    takeOverFoundNews: takeOverNews('found', { ...turn, other: name }, to),
    takeOverNotFoundNews: takeOverNews('not-found', { ...turn, other: name }, to),
    takeOverHandOver: takeOverRequest({ ...turn, kind: 'hand-over', by: name }, to),
    takeOverAgreedNews: takeOverNews('agreed', { ...turn, other: name }, to),
    takeOverRefusedNews: takeOverNews('refused', { ...turn, other: name }, to),
    takeOverAsked: takeOverAsked(name, to),
    takeOverAgreed: takeOverAgreed(turn, to),
    takeOverRefused: takeOverRefused(to),
    takeOverUndone: takeOverAgreed(turn, to),
    actedFor: actedFor({ ...turn, other: name, steward: name }, to),
    takenBack: takenBack(turn, to),
    coChairOffer: sideRoleOffer('co-chair', turn, to),
    shadowOffer: sideRoleOffer('shadow', turn, to),
    besideYes: sideRoleAnswered(true, to),
    besideNo: sideRoleAnswered(false, to),
  };
}
