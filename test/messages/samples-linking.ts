import type { Reader } from '../../src/core/messages/reader.ts';
import type { Message } from '../../src/core/ports/message.ts';
import {
  buddyAnswered,
  buddyAsked,
  buddyChosen,
  buddyForm,
  buddyFound,
  buddyWanted,
  buddyWished,
} from '../../src/features/buddies/messages.ts';
import {
  accountLinked,
  accountsJoined,
  codeShown,
  linkForm,
  linkUndone,
  notInCircle,
} from '../../src/features/linking/messages.ts';
import type { Typed } from './samples.ts';

const AT = Date.UTC(2026, 10, 24, 10);

/** Every message about accounts that become one person's, and about buddies. */
export function linkingSamples({ name, circle }: Typed, to: Reader): Record<string, Message> {
  const wish = { newcomerId: 'm1', newcomer: name, circle };
  const told = { id: 'l1', circle, platforms: ['slack', 'web'] as const, at: AT };
  return {
    notInCircle: notInCircle(to),
    codeShown: codeShown('7QK2M9XWRT', AT, to),
    linkForm: linkForm('member', to),
    linkFormUnknown: linkForm('unknown', to),
    accountsJoined: accountsJoined([{ circle, name }], to),
    accountsJoinedBefore: accountsJoined([], to),
    accountLinked: accountLinked({ ...told, bySteward: false, gaveWay: false }, to),
    accountSet: accountLinked({ ...told, bySteward: true, gaveWay: true }, to),
    linkUndone: linkUndone(to),
    buddyWished: buddyWished(false, to),
    buddyHasOne: buddyWished(true, to),
    buddyWanted: buddyWanted({ ...wish, again: true }, to),
    buddyForm: buddyForm({ ...wish, people: [{ id: 'm2', name, voiceName: 'Staff' }] }, to),
    buddyChosen: buddyChosen(to),
    buddyAsked: buddyAsked({ ...wish, until: 0 }, to),
    buddyYes: buddyAnswered(true, name, to),
    buddyNo: buddyAnswered(false, name, to),
    buddyFound: buddyFound(name, circle, to),
  };
}
