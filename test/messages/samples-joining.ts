import type { Reader } from '../../src/core/messages/reader.ts';
import type { Message } from '../../src/core/ports/message.ts';
import {
  chairNoted,
  meetingAsked,
  meetingForm,
  meetingRecorded,
} from '../../src/features/attendance/messages.ts';
import { digestPage } from '../../src/features/digests/messages/digest.ts';
import { composeDigest } from '../../src/features/digests/rules/compose.ts';
import { helpPage } from '../../src/features/help/messages.ts';
import type { HelpOfCircle } from '../../src/features/membership/messages/about-circle.ts';
import {
  channelWelcome,
  type JoiningView,
  joiningForm,
  joiningProposed,
  joiningSettled,
} from '../../src/features/membership/messages/joining.ts';
import { sayFromMessage } from '../../src/features/promises/messages/forms.ts';
import { sayForm, saySaid } from '../../src/features/unnamed-words/messages.ts';
import { emptyWeek, voices } from '../features/digests/northfield.ts';
import type { Typed } from './samples.ts';

const KINDS = ['member', 'guest', 'stranger'] as const;

export function joining({ name, circle }: Typed): JoiningView {
  return { id: 'j1', what: 'join', name, kind: 'guest', circle, voices };
}

/** Every message about coming into a channel and going out of it, and the page that helps. */
export function joiningSamples(typed: Typed, to: Reader): Record<string, Message> {
  const { name, circle, title } = typed;
  const chair = { name, voiceName: 'Staff' };
  const next = { meeting: title, startsAt: Date.UTC(2026, 10, 24, 10), turnOf: 'Staff', chair };
  const met = { meetingId: 'm1', meeting: title, startsAt: next.startsAt };
  const help: HelpOfCircle = { circle, circleId: 'c1', stewards: [chair], next };
  const view = joining(typed);
  const gone = { ...view, what: 'leave' as const };
  return {
    ...Object.fromEntries(
      KINDS.flatMap((kind) => [
        [`channelWelcome ${kind}`, channelWelcome({ ...help, organisation: title, kind }, to)],
        [`joiningProposed ${kind}`, joiningProposed({ ...view, kind }, to)],
      ]),
    ),
    leavingProposed: joiningProposed(gone, to),
    joiningForm: joiningForm(view, to),
    leavingForm: joiningForm(gone, to),
    meetingAsked: meetingAsked({ ...met, twoSides: true }, to),
    meetingAskedOfOneSide: meetingAsked({ ...met, twoSides: false }, to),
    meetingForm: meetingForm({ ...met, voices, people: [{ id: 'm2', ...chair }], chairId: 'm2' }, to),
    meetingHeld: meetingRecorded(met, { what: 'held', sides: { staff: 'some', reps: 'one' } }, to),
    meetingHeldByOneSide: meetingRecorded(met, { what: 'held', sides: null }, to),
    chairNoted: chairNoted({ ...met, by: name, chairedBy: name, until: next.startsAt }, to),
    nobodyNoted: chairNoted({ ...met, by: name, chairedBy: null, until: next.startsAt }, to),
    meetingNotHeld: meetingRecorded(met, { what: 'not-held' }, to),
    joined: joiningSettled('join', view, to),
    left: joiningSettled('leave', view, to),
    dismissed: joiningSettled('dismissed', view, to),
    helpSlack: helpPage({ reads: false, platform: 'slack', circles: [help] }, to),
    helpTeams: helpPage(
      { reads: false, platform: 'teams', circles: [help, { ...help, next: { ...next, chair: null } }] },
      to,
    ),
    helpNobody: helpPage(
      {
        reads: false,
        platform: 'slack',
        circles: [{ ...help, next: { ...next, turnOf: null, chair: null } }],
      },
      to,
    ),
    helpWeb: helpPage({ reads: true, platform: 'web', circles: [{ ...help, stewards: [], next: null }] }, to),
  };
}

/** Saying something, up to the digest that shows it. */
export function saySamples({ circle, words }: Typed, to: Reader): Record<string, Message> {
  const view = { circle, circleId: 'c1', signpost: { kind: 'general' } as const };
  return {
    sayForm: sayForm(view, to),
    saySaid: saySaid(to),
    sayFromMessage: sayFromMessage({ ...view, said: words }, to),
    sayFromLongMessage: sayFromMessage({ ...view, said: words.repeat(600) }, to),
    digestSaid: digestPage(
      composeDigest({ ...emptyWeek, said: [words, words] }, () => 0.5),
      to,
    ),
  };
}
