import { DAY } from '../../src/core/instant.ts';
import { bundled } from '../../src/core/messages/bundle.ts';
import { circleChoice } from '../../src/core/messages/circle-choice.ts';
import { failure } from '../../src/core/messages/failure.ts';
import type { Reader } from '../../src/core/messages/reader.ts';
import type { Message } from '../../src/core/ports/message.ts';
import { firstPreferences } from '../../src/core/preferences.ts';
import { digestList, digestNotice, digestPage } from '../../src/features/digests/messages/digest.ts';
import { composeDigest } from '../../src/features/digests/rules/compose.ts';
import { homePage } from '../../src/features/home/messages.ts';
import {
  cancelMeetingForm,
  meetingCancelDone,
  meetingCancelled,
} from '../../src/features/meetings/messages/cancel.ts';
import { historyPage } from '../../src/features/meetings/messages/history.ts';
import { meetingChatDone, meetingChatForm } from '../../src/features/meetings/messages/meeting-chat.ts';
import {
  addMeetingForm,
  meetingAdded,
  meetingAddTold,
  meetingMoved,
  meetingMovedAgain,
  meetingMoveTold,
  moveMeetingForm,
} from '../../src/features/meetings/messages/one-meeting.ts';
import { policyPreview } from '../../src/features/meetings/messages/preview.ts';
import { TOLD } from '../../src/features/meetings/rules.ts';
import {
  channelClosed,
  memberUnreachable,
  platformShutOut,
} from '../../src/features/membership/messages/trouble.ts';
import { welcome } from '../../src/features/membership/messages/welcome.ts';
import {
  awayAdded,
  awayForm,
  awayNoteDone,
  awayNoted,
  awayNoteForm,
  awayRemoved,
  mePage,
  meSaved,
} from '../../src/features/preferences/messages/me.ts';
import { timesPage } from '../../src/features/preferences/messages/times.ts';
import {
  promiseAgainForm,
  promiseEditForm,
  promiseForm,
  promiseJudged,
  promiseRaised,
  promiseReplied,
  promiseReplyForm,
} from '../../src/features/promises/messages/forms.ts';
import {
  ownerAsked,
  promiseAnswered,
  promiseNudge,
  promiseTakenOver,
  promiseToClose,
} from '../../src/features/promises/messages/letters.ts';
import { closedPromises, promiseList } from '../../src/features/promises/messages/list.ts';
import { ownerForm, promiseAnswer } from '../../src/features/promises/messages/owner.ts';
import {
  pulseForm,
  pulseInChannel,
  pulseInvitation,
  pulseReminder,
  pulseThanks,
} from '../../src/features/pulses/messages/pulse.ts';
import { privacyPage } from '../../src/features/release/messages.ts';
import type { Level } from '../../src/features/release/rules/level.ts';
import { PARITY } from '../../src/features/rota/rules/policy.ts';
import { policiesToCompare } from '../../src/features/rota/rules/preview.ts';
import {
  chairRests,
  chairReturned,
  turnAccepted,
  turnAnnouncement,
  turnBeingAsked,
  turnDeclined,
  turnMoved,
  turnOffer,
  turnPage,
  turnReminder,
  turnRetimed,
} from '../../src/features/turns/messages/turn.ts';
import { emptyWeek, northfieldWeek, voices } from '../features/digests/northfield.ts';
import { havingAVoice, tlapLadder } from '../support/packs.ts';
import { approvalViewFor, governanceMessages } from './governance-samples.ts';

export const reader: Reader = {
  language: 'en-GB',
  easyRead: false,
  oneAtATime: false,
  timezone: 'Europe/London',
};
/** Tuesday 24 November 2026, 10:00 in London. */
const TUESDAY = Date.UTC(2026, 10, 24, 10);

import { turnUnfilled } from '../../src/features/turns/messages/take-over.ts';
import { addressSamples } from './samples-addresses.ts';
import { calendarSamples } from './samples-calendars.ts';
import { joining, joiningSamples, saySamples } from './samples-joining.ts';
import { linkingSamples } from './samples-linking.ts';
import { promiseItems, promiseViews } from './samples-promises.ts';
import { rosterOf } from './samples-set-up.ts';
import { NO_TAKE_OVER, takeOverSamples } from './samples-take-over.ts';
import { drawnTurns } from './samples-turns.ts';
import { sampleNewWayIn, sampleSessions, sampleWayIn, wayInSamples } from './samples-way-in.ts';
import { withdrawingSamples } from './samples-withdrawing.ts';

/** What people may type or be called: everything below is made from these. */
export interface Typed {
  readonly name: string;
  readonly circle: string;
  readonly title: string;
  readonly words: string;
}

export const plainTyped: Typed = {
  name: 'Gwen Abara',
  circle: 'Ward 7 co-production group',
  title: 'Having a voice',
  words: 'Send the minutes within a week.',
};

/** One of every message there is. */
export function everyMessage(typed: Typed, to: Reader): Record<string, Message> {
  const { name, circle, title, words } = typed;
  const terms = { thresholds: { scores: 5, comments: 10 }, comments: true, levels: null };
  const round = { id: 'r1', title, questions: havingAVoice.questions, closesAt: TUESDAY + 2 * DAY, ...terms };
  const pulse = { circle, round };
  const shownAs = (levels: Record<string, Level>) => ({ ...pulse, round: { ...round, levels } });
  const ladder = {
    circle,
    round: { ...round, questions: tlapLadder.questions },
    credit: tlapLadder.credit ?? null,
  };
  const chair = { name, voiceName: 'Service-user reps' };
  const turnOf = 'Service-user reps';
  const venue = { place: title, link: 'https://meet.example.org/ward-7', notes: title };
  const turn = { meetingId: 'm1', meeting: title, startsAt: TUESDAY, venue, turnOf, chair, coChair: name };
  const unnamed = { ...turn, chair: null, coChair: null };
  const until = TUESDAY - 4 * DAY;
  const barred = { circle, circleId: 'c1', platform: 'slack', channel: 'C01WARD7' } as const;
  const signpost = { kind: 'uk' } as const;
  const promises = promiseViews(typed);
  const [item, did, cannot] = promiseItems(words);
  const digest = composeDigest(
    { ...northfieldWeek, circle: { ...northfieldWeek.circle, name: circle } },
    () => 0.5,
  );
  const circles = [
    { id: 'c1', name: circle, organisation: circle },
    { id: 'c2', name: circle, organisation: 'Northfield' },
  ];
  const home = {
    reads: false,
    name,
    circle,
    circleId: 'c1',
    timezone: 'Europe/London',
    roster: rosterOf(typed),
    firstPulse: { id: 'p1', title, nextOpensAt: Date.UTC(2026, 10, 24, 10), can: 3, all: 12 },
    asked: [
      { ...turn, kind: 'swap' as const, by: name },
      { ...unnamed, kind: 'find-somebody' as const, by: name },
    ],
    joinings: [joining(typed)],
    claims: [{ id: 'i1', name, circle }],
    approvals: [approvalViewFor(typed)],
    choosing: { circleId: 'c1', voiceName: name, current: null, mayChoose: true, nobodyMay: false },
    without: [name],
    standsIn: { memberId: 'm1', until: Date.UTC(2026, 11, 24) },
    pulses: [round],
    turns: [{ meetingId: 'm1', meeting: title, startsAt: TUESDAY, accepted: false }],
    toConfirm: promises.map(({ item }) => item),
    chairs: [
      { meetingId: 'm1', meeting: title, startsAt: TUESDAY, turnOf, chair, forecast: null },
      { meetingId: null, meeting: null, startsAt: TUESDAY + 7 * DAY, turnOf, chair: null, forecast: null },
      {
        meetingId: null,
        meeting: null,
        startsAt: TUESDAY + 14 * DAY,
        turnOf,
        chair: null,
        forecast: 'voice' as const,
      },
      {
        meetingId: null,
        meeting: null,
        startsAt: TUESDAY + 21 * DAY,
        turnOf,
        chair: null,
        forecast: 'you' as const,
      },
      {
        meetingId: null,
        meeting: null,
        startsAt: TUESDAY + 28 * DAY,
        turnOf: null,
        chair: null,
        forecast: 'voice' as const,
      },
    ],
    latestDigest: { id: 'd1', week: '2026-W47' },
    openPromises: 2,
  };
  const nothing = {
    ...home,
    roster: null,
    firstPulse: null,
    choosing: { circleId: 'c1', voiceName: name, current: null, mayChoose: false, nobodyMay: true },
    without: [],
    standsIn: null,
    pulses: [],
    asked: [],
    joinings: [],
    claims: [],
    approvals: [],
    turns: [],
    toConfirm: [],
    chairs: [],
    latestDigest: null,
    openPromises: 0,
  };
  const absences = [
    { id: 'a1', from: '2026-12-24', to: '2027-01-02' },
    { id: 'a2', from: '2027-02-01', to: '2027-02-01' },
  ];
  const preferences = {
    ...firstPreferences(to.language),
    ...to,
    quietHours: { from: '21:00', to: '08:00', timezone: 'Europe/London' },
  };
  return {
    ...governanceMessages(typed, to),
    ...withdrawingSamples(typed, to),
    pulseInvitation: pulseInvitation({ ...pulse, since: null }, to),
    pulseInvitationSince: pulseInvitation(
      { ...pulse, since: { joined: 2, left: 1, moved: 0, waysIn: 3, names: [name] } },
      to,
    ),
    pulseInvitationQuiet: pulseInvitation(
      { ...pulse, since: { joined: 0, left: 0, moved: 0, waysIn: 0, names: [] } },
      to,
    ),
    pulseReminder: pulseReminder(pulse, to),
    pulseForm: pulseForm({ ...pulse, signpost, trust: { operator: null, outside: null } }, to),
    pulseFormTogether: pulseForm(
      {
        ...shownAs({ voice: 'together', trust: 'together' }),
        signpost,
        trust: { operator: null, outside: null },
      },
      to,
    ),
    pulseFormByVoice: pulseForm(
      {
        ...shownAs({ voice: 'by-voice', trust: 'by-voice' }),
        signpost,
        trust: { operator: null, outside: null },
      },
      to,
    ),
    pulseFormMixed: pulseForm(
      {
        ...shownAs({ voice: 'together', trust: 'by-voice' }),
        signpost,
        trust: { operator: null, outside: null },
      },
      to,
    ),
    ladderForm: pulseForm({ ...ladder, signpost, trust: { operator: name, outside: name } }, to),
    pulseThanks: pulseThanks(round, to),
    privacyPage: privacyPage({ ...terms, operator: name, outside: null }, to),
    privacyWithoutComments: privacyPage({ ...terms, comments: false, operator: null, outside: null }, to),
    homePage: homePage([home], to),
    homeReader: homePage([{ ...nothing, reads: true }], to),
    homeOfSeveral: homePage([home, nothing], to),
    circleChoice: circleChoice({ name: 'say.form', subject: '' }, circles, to),
    promiseFormOfSeveral: promiseForm({ circles, signposts: [signpost, signpost] }, to),
    homeNothing: homePage([nothing], to),
    turnOffer: turnOffer({ ...unnamed, until }, to),
    turnAnnouncement: turnAnnouncement(turn, to),
    turnBeingAsked: turnBeingAsked(turn, to),
    turnNobody: turnAnnouncement({ ...unnamed, turnOf: null }, to),
    turnUnfilled: turnUnfilled(unnamed, to),
    chairRests: chairRests('c1', to),
    chairReturned: chairReturned(to),
    turnReminder: turnReminder(turn, to),
    turnRetimed: turnRetimed(turn, to),
    turnRetimedAsked: turnRetimed({ ...unnamed, until }, to),
    turnAccepted: turnAccepted(turn, to),
    turnMoved: turnMoved(to),
    turnDeclined: turnDeclined(to),
    turnStoodDown: turnDeclined(to, null, true),
    turnDeclinedStillOpen: turnDeclined(to, 'meeting-1'),
    turnUndrawn: turnPage(
      { ...unnamed, turnOf: null, mine: null, why: null, takeOver: NO_TAKE_OVER, off: null },
      to,
    ),
    turnUnnamed: turnPage({ ...unnamed, mine: null, why: null, takeOver: NO_TAKE_OVER, off: null }, to),
    ...Object.fromEntries(
      drawnTurns().flatMap((drawn, index) => [
        [
          `turnMine${index}`,
          turnPage(
            { ...turn, mine: 'chairs', why: { turn: drawn, voices }, takeOver: NO_TAKE_OVER, off: null },
            to,
          ),
        ],
        ...[false, true].map((refused) => [
          `turnAsked${index} ${refused}`,
          turnPage(
            {
              ...unnamed,
              mine: { until, refused },
              why: { turn: drawn, voices },
              takeOver: NO_TAKE_OVER,
              off: null,
            },
            to,
          ),
        ]),
        [
          `turnOther${index}`,
          turnPage(
            { ...turn, mine: null, why: { turn: drawn, voices }, takeOver: NO_TAKE_OVER, off: null },
            to,
          ),
        ],
      ]),
    ),
    promiseList: promiseList({ circle, circleId: 'c1', reads: false, promises, withdrawn: 2 }, to),
    promiseListEmpty: promiseList({ circle, circleId: 'c1', reads: false, promises: [], withdrawn: 0 }, to),
    closedPromises: closedPromises({ circle, circleId: 'c1', reads: false, promises, withdrawn: 2 }, to),
    closedPromisesNone: closedPromises(
      { circle, circleId: 'c1', reads: false, promises: [], withdrawn: 0 },
      to,
    ),
    promiseForm: promiseForm({ circleId: '', signpost }, to),
    promiseReplyForm: promiseReplyForm(item, to),
    promiseEditForm: promiseEditForm(item, signpost, to),
    promiseEditAnswered: promiseEditForm(cannot, signpost, to),
    promiseReworded: promiseAnswer('reworded', to),
    promiseTakenBack: promiseAnswer('taken-back', to),
    promiseRaised: promiseRaised(false, to),
    promiseRaisedNamed: promiseRaised(true, to),
    promiseReplied: promiseReplied(item, to),
    promiseRepliedAskerFirst: promiseReplied(did, to),
    promiseKept: promiseJudged({ ...item, state: 'kept' }, to),
    promiseRefused: promiseJudged({ ...item, state: 'refused' }, to),
    promiseOneYes: promiseJudged({ ...item, state: 'answered' }, to),
    promiseNotYet: promiseJudged({ ...item, state: 'not-yet' }, to),
    promiseAgainForm: promiseAgainForm(cannot, to),
    promiseAgainFormNamed: promiseAgainForm(did, to),
    promiseOpenedAgain: promiseAnswer('opened-again', to),
    promiseAnswered: promiseAnswered(
      { item: did, outcome: 'we-did', circle, repliedBy: name, first: TUESDAY },
      to,
    ),
    promiseCannot: promiseAnswered(
      { item: cannot, outcome: 'we-cannot', circle, repliedBy: name, first: TUESDAY },
      to,
    ),
    promiseTold: promiseAnswered({ item: did, outcome: 'we-did', circle, repliedBy: name, first: null }, to),
    promiseToClose: promiseToClose({ item: did, outcome: 'we-did', circle }, to),
    promiseToCloseCannot: promiseToClose({ item: cannot, outcome: 'we-cannot', circle }, to),
    ownerForm: ownerForm(
      {
        item,
        readerId: 'm1',
        owner: null,
        mayTakeOver: false,
        people: [{ id: 'm2', name, voiceName: 'Staff' }],
      },
      to,
    ),
    ownerFormTaken: ownerForm(
      { item: { ...item, ownerId: 'm2' }, readerId: 'm1', owner: name, mayTakeOver: true, people: [] },
      to,
    ),
    ownerFormMine: ownerForm(
      { item: { ...item, ownerId: 'm1' }, readerId: 'm1', owner: name, mayTakeOver: false, people: [] },
      to,
    ),
    promiseTakenOver: promiseTakenOver({ item, circle, by: name }, to),
    ownerTakenOver: promiseAnswer('taken-over', to),
    ownerAsked: ownerAsked(item, circle, to),
    ownerOwned: promiseAnswer('owned', to),
    ownerWanted: promiseAnswer('owner-wanted', to),
    ownerDeclined: promiseAnswer('owner-declined', to),
    ownerInProgress: promiseAnswer('in-progress', to),
    ownerGivenBack: promiseAnswer('given-back', to),
    promiseNudge: promiseNudge(item, circle, to),
    promiseNudgeNotYet: promiseNudge({ ...cannot, state: 'not-yet' }, circle, to),
    promiseNudgeAgain: promiseNudge(
      {
        ...cannot,
        state: 'raised',
        reopened: { by: null, reason: words, week: '2026-W47', was: 'kept', closedIn: '2026-W46' },
      },
      circle,
      to,
    ),
    promiseNudgeDue: promiseNudge({ ...item, dueOn: '2026-12-24' }, circle, to),
    digestPage: digestPage(digest, to),
    digestQuiet: digestPage(
      composeDigest(emptyWeek, () => 0.5),
      to,
    ),
    digestOfSeveralPulses: digestPage(
      composeDigest(
        {
          ...northfieldWeek,
          closed: northfieldWeek.closed.flatMap((each) => [{ ...each, id: 'other', title }, each]),
        },
        () => 0.5,
      ),
      to,
    ),
    digestNotice: digestNotice(digest, 'd1', to),
    digestList: digestList({ circle, digests: [{ id: 'd1', week: '2026-W47' }] }, to),
    digestListEmpty: digestList({ circle, digests: [] }, to),
    mePage: mePage(
      {
        circleId: 'c1',
        preferences,
        chairs: 'not-yet',
        reads: false,
        absences,
        inSeveral: true,
        places: ['slack', 'teams'],
        links: [{ id: 'l1', platforms: ['teams', 'web'] }],
        sessions: sampleSessions,
        waysIn: [sampleNewWayIn({ name, circle })],
        addresses: [
          { kind: 'mail', has: true },
          { kind: 'sms', has: true },
        ],
        awayUntil: TUESDAY,
      },
      to,
    ),
    meNoAbsence: mePage(
      {
        circleId: 'c1',
        preferences: { ...preferences, quietHours: null },
        chairs: 'yes',
        reads: true,
        absences: [],
        inSeveral: false,
        places: [],
        links: [],
        sessions: [],
        waysIn: [],
        addresses: [{ kind: 'sms', has: false }],
        awayUntil: null,
      },
      to,
    ),
    timesPage: timesPage(preferences, to),
    bundle: bundled([
      awayForm(to),
      meSaved(to),
      awayNoted({ id: 'a1', by: name, from: '2026-12-24', to: '2027-01-03' }, to),
      ...Array.from({ length: 9 }, () => awayNoteForm({ circleId: 'c1', people: [{ id: 'm1', name }] }, to)),
    ]),
    meSaved: meSaved(to),
    meSavedWithLink: meSaved(to, sampleWayIn),
    ...addressSamples(to),
    ...calendarSamples({ circle, title }, to),
    ...takeOverSamples(turn, to),
    ...joiningSamples(typed, to),
    ...linkingSamples(typed, to),
    ...saySamples(typed, to),
    awayForm: awayForm(to),
    awayNoteForm: awayNoteForm({ circleId: 'c1', people: [{ id: 'm1', name }] }, to),
    awayNoteDone: awayNoteDone(name, to),
    awayNoted: awayNoted({ id: 'a1', by: name, from: '2026-12-24', to: '2027-01-03' }, to),
    awayNotedDay: awayNoted({ id: 'a1', by: name, from: '2026-12-24', to: '2026-12-24' }, to),
    awayAdded: awayAdded({ from: '2026-12-24', to: '2027-01-02' }, to),
    awayAddedDay: awayAdded({ from: '2026-12-24', to: '2026-12-24' }, to),
    awayRemoved: awayRemoved(to),
    channelNotInvited: channelClosed({ ...barred, bar: 'not-invited' }, to),
    channelArchived: channelClosed({ ...barred, bar: 'archived' }, to),
    channelGone: channelClosed({ ...barred, bar: 'gone' }, to),
    memberUnreachable: memberUnreachable({ circle, name, platform: 'slack' }, to),
    memberUnreachableByMail: memberUnreachable({ circle, name, platform: 'mail' }, to),
    platformShutOut: platformShutOut({ circle, platform: 'slack' }, to),
    welcomeReader: welcome({ name, circle, circleId: 'c1', organisation: title, voiceName: null }, to),
    welcome: welcome({ name, circle, circleId: 'c1', organisation: title, voiceName: 'Staff' }, to),
    turnPageMayBeOff: turnPage({ ...turn, mine: null, why: null, takeOver: NO_TAKE_OVER, off: 'may-be' }, to),
    turnPageOff: turnPage({ ...turn, mine: null, why: null, takeOver: NO_TAKE_OVER, off: 'called-off' }, to),
    cancelMeetingForm: cancelMeetingForm(turn, to),
    meetingCancelDone: meetingCancelDone(turn, to),
    meetingCancelled: meetingCancelled({ ...turn, by: name, reason: title, nextAt: until }, to),
    meetingCancelledLast: meetingCancelled({ ...turn, by: null, reason: null, nextAt: null }, to),
    moveMeetingForm: moveMeetingForm(turn, 'Europe/London', to),
    meetingMoved: meetingMoved(turn, to),
    meetingMoveTold: meetingMoveTold({ ...turn, by: name, from: until }, to),
    meetingMovedAgain: meetingMovedAgain(to),
    historyPage: historyPage(
      {
        meeting: title,
        startsAt: until,
        events: TOLD.map((what) => ({ at: until, what, voice: 'Staff', name, other: name, by: name })),
        before: [{ meetingId: 'm0', startsAt: until, took: true, chair: name }],
      },
      to,
    ),
    historyPageUnnamed: historyPage(
      {
        meeting: title,
        startsAt: until,
        events: (['taken-over', 'moved', 'chair-noted', 'held'] as const).map((what) => ({
          at: until,
          what,
          voice: 'Staff',
          name: null,
          other: name,
          by: null,
        })),
        before: [
          { meetingId: 'm0', startsAt: until, took: true, chair: null },
          { meetingId: 'm1', startsAt: until, took: false, chair: null },
        ],
      },
      to,
    ),
    policyPreview: policyPreview(
      {
        seriesId: 's1',
        meeting: title,
        count: 6,
        now: 'parity',
        voices: [name, 'Staff'],
        mayChange: true,
        policies: policiesToCompare(PARITY, 2).map((policy) => ({ policy, turns: [3, 3] })),
      },
      to,
    ),
    addMeetingForm: addMeetingForm({ id: 's1', name: title }, '14:00', to),
    meetingAdded: meetingAdded(turn, to),
    meetingAddTold: meetingAddTold({ ...turn, by: name }, to),
    turnRetimedAgain: turnRetimed({ ...turn, chair: null, coChair: null, until, again: true }, to),
    meetingChat: meetingChatForm({ circle, circleId: 'c1', chat: '19:x@thread.v2', linked: false }, to),
    meetingChatLinked: meetingChatForm({ circle, circleId: 'c1', chat: '19:x@thread.v2', linked: true }, to),
    meetingChatLinkedDone: meetingChatDone(true, to),
    meetingChatUnlinkedDone: meetingChatDone(false, to),
    pulseInChannel: pulseInChannel({ ...pulse, circleId: 'c1', since: null }, to),
    ...wayInSamples(typed, to),
    closed: failure('closed', to),
    tooLong: failure('comment-too-long', to),
    promiseTooLong: failure('words-too-long', to),
    tooLongAway: failure('too-long-away', to),
  };
}
