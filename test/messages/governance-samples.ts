import type { Ahead } from '../../src/core/calendar/ahead.ts';
import { READER } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { Reader } from '../../src/core/messages/reader.ts';
import { signpostForm } from '../../src/core/messages/signpost.ts';
import type { Message } from '../../src/core/ports/message.ts';
import { channelsForm } from '../../src/features/circles/messages/channels.ts';
import { circlePage } from '../../src/features/circles/messages/circle.ts';
import { circleSettingsForm } from '../../src/features/circles/messages/circle-settings.ts';
import { digestSettingsForm } from '../../src/features/digests/messages/settings.ts';
import {
  type ApprovalView,
  actTold,
  answerForm,
  answerKept,
  approvalDecided,
  approvalDone,
  approvalLeft,
  approvalPage,
  approvalWanted,
  circleHistory,
  measuringChanged,
  membershipTold,
} from '../../src/features/governance/messages/approval.ts';
import { settingsChanged } from '../../src/features/governance/messages/changed.ts';
import { standInForm } from '../../src/features/governance/messages/stand-in.ts';
import { ACT_WHATS, type Act } from '../../src/features/governance/rules/act.ts';
import type { Change } from '../../src/features/governance/rules/change.ts';
import { type Proposal, propose } from '../../src/features/governance/rules/proposal.ts';
import { endMeetingsForm } from '../../src/features/meetings/messages/end.ts';
import { meetingSettingsForm } from '../../src/features/meetings/messages/settings.ts';
import { nameForm } from '../../src/features/membership/messages/names.ts';
import {
  eraseHistoryForm,
  eraseMemberForm,
  leaveForm,
  memberForm,
  newcomerAdded,
  newcomerForm,
} from '../../src/features/membership/messages/people.ts';
import { waitingWelcome } from '../../src/features/membership/messages/welcome.ts';
import { questionsPage } from '../../src/features/pulses/messages/asked.ts';
import {
  cancelForm,
  openForm,
  roundCancelled,
  roundOpened,
  slowerOffered,
  testDone,
  testForm,
} from '../../src/features/pulses/messages/round.ts';
import { pulsePreview, pulseSettingsForm } from '../../src/features/pulses/messages/settings.ts';
import { pulseStateForm } from '../../src/features/pulses/messages/state.ts';
import type { Pulse } from '../../src/features/release/rules/pulse.ts';
import { PARITY } from '../../src/features/rota/rules/policy.ts';
import { startRota } from '../../src/features/rota/rules/state.ts';
import { trendsPage } from '../../src/features/trends/messages.ts';
import type { Trend } from '../../src/features/trends/rules.ts';
import { handOverBlocks } from '../../src/features/ways-in/messages.ts';
import { havingAVoice } from '../support/packs.ts';
import type { Typed } from './samples.ts';
import { choosingSamples, choosingViewFor } from './samples-choosing.ts';
import { outsiders, setUpSamples } from './samples-set-up.ts';
import { sampleWayIn } from './samples-way-in.ts';

const NOW = Date.UTC(2026, 10, 24, 10);
const weekly = {
  kind: 'weekly',
  weeks: 1,
  weekday: 'tuesday',
  time: '10:00',
  anchor: '2026-11-24',
} as const;
const once = { kind: 'once', date: '2026-12-01', time: '10:00' } as const;
const monthly = {
  kind: 'monthly',
  ordinal: 'second',
  weekday: 'friday',
  time: '09:00',
  anchor: '2026-11-24',
} as const;
const voices = [
  { id: 'staff', name: 'Staff' },
  { id: 'reps', name: 'Service-user reps' },
];

/** One change of each kind and shape. */
export function everyChange({ name, title }: Typed): readonly Change[] {
  const plan = {
    title,
    packId: null,
    questions: havingAVoice.questions,
    schedule: weekly,
    openFor: 48 * HOUR,
    reminders: [],
  };
  const memberId = 'gwen';
  return [
    { kind: 'pulse', pulseId: 'p1', plan },
    { kind: 'pulse', pulseId: 'p1', plan: { ...plan, schedule: once, openFor: 90 * 60_000 } },
    ...(['moved', 'added', 'cancelled'] as const).map((what) => ({
      kind: 'one-meeting' as const,
      meetingId: 'm1',
      what,
      name,
      at: NOW + DAY,
      from: NOW,
    })),
    { kind: 'thresholds', pulseId: 'p1', thresholds: { scores: 7, comments: 12 } },
    { kind: 'comments', pulseId: 'p1', comments: true },
    { kind: 'level', pulseId: 'p1', level: 'together' },
    { kind: 'level', pulseId: 'p1', level: 'by-voice' },
    { kind: 'comments', pulseId: 'p1', comments: false },
    ...(['running', 'paused', 'ended'] as const).map(
      (state) => ({ kind: 'pulse-state', pulseId: 'p1', title, state }) as const,
    ),
    { kind: 'meetings', seriesId: 's1', plan: { name, schedule: monthly, lasting: HOUR } },
    { kind: 'meetings-end', seriesId: 's1', name: title },
    { kind: 'chair-policy', seriesId: 's1', policy: PARITY },
    {
      kind: 'chair-policy',
      seriesId: 's1',
      policy: { kind: 'floor', floor: 0.3, capPerQuarter: 1, term: 2, coChair: true },
    },
    { kind: 'chair-policy', seriesId: 's1', policy: { ...PARITY, kind: 'per-head', capPerQuarter: 4 } },
    { kind: 'digest', schedule: weekly, toManagers: true },
    { kind: 'digest', schedule: null, toManagers: false },
    { kind: 'channels', channels: [{ platform: 'slack', externalId: 'T1/C1' }] },
    { kind: 'channels', channels: [] },
    { kind: 'circle', name, language: 'cy' },
    { kind: 'timezone', timezone: 'Europe/London' },
    { kind: 'voices', voices: [...voices, { id: 'carers', name }] },
    { kind: 'name', memberId },
    { kind: 'signpost', text: name },
    { kind: 'signpost', text: null },
    { kind: 'outside', text: name },
    { kind: 'outside', text: null },
    { kind: 'first-way-in', memberId },
    { kind: 'new-way-in', memberId },
    { kind: 'member-added', memberId, voice: 'reps' },
    { kind: 'voice', memberId: 'gone', voice: 'staff' },
    { kind: 'manager', memberId, manager: true },
    { kind: 'manager', memberId, manager: false },
    { kind: 'steward', memberId, steward: true },
    { kind: 'steward', memberId, steward: false },
    { kind: 'stand-in', memberId, lastDay: '2026-12-24' },
    { kind: 'stand-in-ended', memberId },
    { kind: 'steward-chosen', memberId, voice: 'reps' },
    { kind: 'member-left', memberId },
    { kind: 'cancel-round', roundId: 'r1', title },
    { kind: 'erase-member', memberId },
    { kind: 'erase-history' },
    { kind: 'withdraw-words', refs: ['said.x', 'promise.y'], why: 'could-hurt' },
    { kind: 'hold-words', refs: ['said.x'], why: 'by-mistake' },
  ];
}

/** One of every message about settings, approvals, rounds and trends. */
export function governanceMessages(typed: Typed, to: Reader): Record<string, Message> {
  const { name, circle, title } = typed;
  const approval = approvalViewFor(typed);
  const { proposal, naming } = approval;
  const changes = everyChange(typed);
  const waits = choosingViewFor(typed);
  const pulse: Pulse = {
    id: 'p1',
    circleId: 'c1',
    title,
    packId: null,
    questions: havingAVoice.questions,
    schedule: weekly,
    openFor: 48 * HOUR,
    reminders: [24 * HOUR],
    thresholds: { scores: 5, comments: 10 },
    comments: true,
    state: 'running',
    nextOpensAt: NOW + DAY,
  };
  const series = {
    id: 's1',
    circleId: 'c1',
    name: title,
    schedule: monthly,
    lasting: 90 * 60_000,
    holidays: { region: 'GB-ENG', what: 'skip' as const },
    venue: { place: 'Room 4, Northfield House' },
    policy: PARITY,
    rota: startRota('seed'),
    endedAt: null,
  };
  const place = {
    id: 'c1',
    name: circle,
    voices: [...voices, { id: 'carers', name: 'Carers' }],
    channels: [{ platform: 'slack', externalId: 'T1/C1' }] as const,
  };
  const member = {
    id: 'gwen',
    name,
    voice: 'reps',
    steward: true,
    stewardUntil: null,
    manager: false,
    identities: [],
  };
  const lastDays = [
    { weeks: 1, day: '2026-12-01' },
    { weeks: 12, day: '2027-02-16' },
  ];
  const people = [
    member,
    { ...member, id: 'a', manager: true },
    { ...member, id: 'b', steward: false, manager: true },
    { ...member, id: 'c', steward: false },
    { ...member, id: 'd', stewardUntil: NOW + DAY },
  ];
  const digest = { schedule: weekly, toManagers: true, nextAt: NOW + DAY };
  const round = {
    id: 'r1',
    pulseId: 'p1',
    title,
    closesAt: NOW + DAY,
    voices: [{ voice: 'staff', invited: 6 }],
  };
  const view = {
    circle: place,
    members: people,
    pulses: [
      { ...pulse, levels: { voice: 'together', trust: 'by-voice' } as const, opens: NOW + DAY },
      { ...pulse, id: 'p2', state: 'paused' as const, levels: {}, opens: null },
    ],
    openRounds: [round],
    meetings: [{ series, next: { id: 'm1', startsAt: NOW } }],
    digest,
    signpost: { kind: 'own', text: `${title} 999` } as const,
    outside: title,
    approvals: [approval],
    choosings: [waits],
    without: [name],
    mayChange: true,
    withoutWayIn: [member.id],
    mailed: [],
    nextWayIn: member,
    me: 'gwen',
  };
  const bare = {
    ...view,
    pulses: [],
    openRounds: [],
    meetings: [],
    digest: null,
    approvals: [],
    choosings: [],
    without: [],
    signpost: { kind: 'general' } as const,
    outside: null,
  };
  const decided = (state: Proposal['state']): ApprovalView => ({
    ...approval,
    proposal: { ...proposal, state, decided: { memberId: 'gwen', voice: 'reps' } },
  });
  const yes = { state: 'approved', decided: { memberId: 'gwen', voice: 'reps' } } as const;
  const leaving: Change = { kind: 'member-left', memberId: 'gwen' };
  const concerned = {
    ...approval,
    proposal: { ...proposal, change: leaving },
    reason: title,
    answer: name,
    mayAnswer: true,
  };
  const made = { circleId: 'c1', naming };
  const dates = [NOW + DAY, NOW + 8 * DAY, NOW + 15 * DAY];
  const ahead: readonly Ahead[] = [
    { dates, leftOut: null, clash: { at: NOW + DAY, name: title } },
    { dates, leftOut: { at: NOW, why: 'asked-lately', last: NOW - DAY } },
    ...(['still-open', 'question-rests', 'digest-out'] as const).map((why) => ({
      dates,
      leftOut: { at: NOW, why },
    })),
  ];
  const messages: Record<string, Message | null> = {
    circlePage: circlePage(view, to),
    circleAsMember: circlePage({ ...view, mayChange: false }, to),
    circleBare: circlePage(bare, to),
    circleBareAsMember: circlePage({ ...bare, mayChange: false }, to),
    pulseSettings: pulseSettingsForm(
      { subject: 'p1', pulse, packs: [{ id: 'x', name: title }], level: 'together' },
      to,
    ),
    endMeetings: endMeetingsForm({ id: 's1', name: title }, to),
    pulseState: pulseStateForm(pulse, to),
    pulseSlower: slowerOffered(pulse, to),
    pulseQuestions: questionsPage({ ...pulse, levels: {} }, to),
    pulsePreview: pulsePreview(
      pulseSettingsForm({ subject: 'c1', pulse: null, packs: [{ id: 'x', name: title }], level: null }, to),
      { questions: [title] },
      { questions: havingAVoice.questions, comments: false },
      to,
    ),
    pulseSetUp: pulseSettingsForm(
      { subject: 'c1', pulse: null, packs: [{ id: 'x', name: title }], level: 'together' },
      to,
    ),
    meetingSettings: meetingSettingsForm({ subject: 's1', circle, series }, to),
    meetingSetUp: meetingSettingsForm({ subject: 'c1', circle, series: null }, to),
    digestSettings: digestSettingsForm({ circleId: 'c1', digest }, to),
    digestSetUp: digestSettingsForm({ circleId: 'c1', digest: null }, to),
    circleSettings: circleSettingsForm({ ...place, language: 'en-GB', timezone: 'Europe/London' }, to),
    channelsForm: channelsForm({ circle: place, platforms: ['slack', 'teams'] }, to),
    memberForm: memberForm({ member, voices }, to),
    nameForm: nameForm({ memberId: 'gwen', called: name, name, circle, mine: false }, to),
    nameFormMine: nameForm({ memberId: 'gwen', called: name, name, circle, mine: true }, to),
    newcomerForm: newcomerForm(
      { circle: place, platforms: ['slack', 'teams'], mails: true, unsure: outsiders(typed) },
      to,
    ),
    ...setUpSamples(typed, to),
    newcomerAdded: newcomerAdded({ name, namesake: true, reads: false, mailed: false }, sampleWayIn, to),
    newcomerAddedInChat: newcomerAdded({ name, namesake: false, reads: true, mailed: true }, null, to),
    leaveForm: leaveForm({ member, circle, mine: true, lastIn: null }, to),
    leaveFormLast: leaveForm({ member, circle, mine: true, lastIn: 'c1' }, to),
    leaveFormReader: leaveForm(
      { member: { ...member, voice: READER }, circle, mine: true, lastIn: null },
      to,
    ),
    takeOutFormReader: leaveForm(
      { member: { ...member, voice: READER }, circle, mine: false, lastIn: null },
      to,
    ),
    takeOutForm: leaveForm({ member, circle, mine: false, lastIn: null }, to),
    ...choosingSamples(waits, people, to),
    standInForm: standInForm(
      { circleId: 'c1', people, standIns: [{ id: 'd', name, until: NOW }], lastDays },
      to,
    ),
    standInNobody: standInForm({ circleId: 'c1', people: [], standIns: [], lastDays }, to),
    actByItself: actTold(
      circle,
      { ...act('by-itself', changes[0] ?? null, null), memberId: null },
      naming,
      to,
    ),
    eraseMemberForm: eraseMemberForm(member, to),
    signpostForm: signpostForm({ circleId: 'c1', signpost: view.signpost, outside: title }, to),
    signpostFirstForm: signpostForm({ circleId: 'c1', signpost: { kind: 'uk' }, outside: null }, to),
    eraseHistoryForm: eraseHistoryForm(place, to),
    settingsSaved: settingsChanged({ ...made, made: changes, asked: [], ahead: null }, to),
    settingsAsked: settingsChanged({ ...made, made: [], asked: changes, ahead: ahead[0] ?? null }, to),
    settingsBoth: settingsChanged({ ...made, made: changes, asked: changes, ahead: null }, to),
    settingsSame: settingsChanged({ ...made, made: [], asked: [], ahead: null }, to),
    ...Object.fromEntries(
      ahead.map((each) => [
        `settingsAhead ${each.leftOut?.why}`,
        settingsChanged({ ...made, made: changes.slice(0, 1), asked: [], ahead: each }, to),
      ]),
    ),
    approvalPage: approvalPage(approval, to),
    approvalRunOut: approvalPage({ ...approval, now: NOW + 20 * DAY }, to),
    approvalPageDecided: approvalPage(decided('approved'), to),
    approvalPageDeclined: approvalPage(decided('declined'), to),
    approvalPageWithdrawn: approvalPage(
      { ...approval, proposal: { ...proposal, state: 'withdrawn', decided: proposal.by } },
      to,
    ),
    approvalPageEnded: approvalPage(decided('withdrawn'), to),
    approvalPageConcerned: approvalPage(concerned, to),
    approvalWanted: approvalWanted(circle, [approval], to),
    approvalsWanted: approvalWanted(circle, Array(12).fill(approval), to),
    membershipAsked: membershipTold(circle, concerned, to),
    membershipMade: membershipTold(circle, { ...concerned, proposal: { ...concerned.proposal, ...yes } }, to),
    measuringChanged: measuringChanged(circle, { ...decided('approved'), reason: name }, to),
    answerForm: answerForm(concerned, to),
    answerKept: answerKept(to),
    approvalLeft: approvalLeft(to),
    waitingWelcome: waitingWelcome({ name, organisation: circle, letIn: false, claim: null }, to),
    waitingWithWords: waitingWelcome(
      { name, organisation: circle, letIn: true, claim: { words: 'river lamp zebra', vouchers: [name] } },
      to,
    ),
    waitingUntold: waitingWelcome(
      { name, organisation: circle, letIn: false, claim: { words: 'river lamp zebra', vouchers: null } },
      to,
    ),
    waitingForNobody: waitingWelcome(
      { name, organisation: circle, letIn: true, claim: { words: 'river lamp zebra', vouchers: [] } },
      to,
    ),
    approvalDecided: approvalDecided(decided('approved'), to),
    approvalDeclined: approvalDecided(decided('declined'), to),
    approvedThanks: approvalDone(decided('approved'), to),
    approvedWithWayIn: approvalDone(decided('approved'), to, {
      show: (who, ...told) => handOverBlocks([{ name: who, wayIn: sampleWayIn }], 'later', ...told),
    }),
    withdrawnThanks: approvalDone(decided('withdrawn'), to),
    circleBegun: actTold(circle, act('set-up', null, title), naming, to),
    actTold: actTold(circle, actsFor(typed)[0] ?? act('changed', changes[0] ?? null, title), naming, to),
    circleHistory: circleHistory({ circle, acts: actsFor(typed), naming }, to),
    circleHistoryEmpty: circleHistory({ circle, acts: [], naming }, to),
    roundOpened: roundOpened(round, to),
    cancelForm: cancelForm(round, to),
    openForm: openForm({ ...round, openFor: 2 * DAY }, to),
    roundCancelled: roundCancelled(title, to),
    testForm: testForm(pulse, { signpost: { kind: 'uk' }, trust: { operator: null, outside: title } }, to),
    testDone: testDone(to),
    trendsPage: trendsPage({ circle, trends: [trend(title)] }, to),
    trendsEmpty: trendsPage({ circle, trends: [] }, to),
  };
  return Object.fromEntries(
    Object.entries(messages).filter((entry): entry is [string, Message] => entry[1] !== null),
  );
}

/** A change that waits, seen by somebody who may do everything with it. */
export function approvalViewFor({ name }: Typed): ApprovalView {
  const change = { kind: 'thresholds', pulseId: 'p1', thresholds: { scores: 6, comments: 10 } } as const;
  return {
    proposal: propose({ id: 'q1', circleId: 'c1', change, by: { id: 'amina', voice: 'staff' }, now: NOW }),
    naming: {
      people: new Map([
        ['gwen', name],
        ['amina', name],
      ]),
      voices,
      timezone: 'Europe/London',
    },
    before: { ...change, thresholds: { scores: 5, comments: 10 } },
    deciders: [name],
    mayDecide: true,
    email: null,
    places: ['slack', 'web'],
    next: null,
    due: null,
    mayWithdraw: true,
    ended: null,
    reason: null,
    answer: null,
    mayAnswer: false,
    quoted: [name],
    now: NOW,
  };
}

function actsFor(typed: Typed): readonly Act[] {
  const [first = null] = everyChange(typed);
  return [
    ...everyChange(typed).map((change) => act('changed', change, null)),
    { ...act('changed', questionsAfter(typed), null), before: questionsBefore(typed) },
    {
      ...act(
        'changed',
        {
          ...questionsAfter(typed),
          plan: { ...questionsBefore(typed).plan, questions: havingAVoice.questions.toReversed() },
        },
        null,
      ),
      before: questionsBefore(typed),
    },
    ...ACT_WHATS.map((what) =>
      what === 'round-opened' || what === 'round-cancelled' || what === 'set-up'
        ? act(what, null, typed.title)
        : act(what, first, null),
    ),
  ];
}

type OfPulse = Extract<Change, { kind: 'pulse' }>;

function questionsBefore({ title }: Typed): OfPulse {
  const plan = {
    title,
    packId: null,
    questions: havingAVoice.questions,
    schedule: weekly,
    openFor: 48 * HOUR,
    reminders: [HOUR],
  };
  return { kind: 'pulse', pulseId: 'p1', plan };
}

/** Another rhythm, fewer reminders, one question less and one more. */
function questionsAfter(typed: Typed): OfPulse {
  const { plan, ...pulse } = questionsBefore(typed);
  const options = ['y', 'n'].map((id) => ({ id, label: typed.name }));
  const written = { id: 'own', kind: 'single' as const, text: typed.title, options };
  return {
    ...pulse,
    plan: { ...plan, schedule: once, reminders: [], questions: [...plan.questions.slice(1), written] },
  };
}

function act(what: Act['what'], change: Change | null, title: string | null): Act {
  return {
    id: 'x1',
    circleId: 'c1',
    at: NOW,
    memberId: 'gwen',
    what,
    change,
    before: null,
    title,
    reason: title,
    answer: title,
  };
}

function trend(question: string): Trend {
  const high = { value: 4, end: 'or-higher', step: 0.5 } as const;
  const mean = { value: 3.5, end: 'none', step: 0.5 } as const;
  return {
    question,
    to: 5,
    moments: [NOW - 14 * DAY, NOW - 7 * DAY, NOW],
    series: [
      { voice: null, name: '', points: [mean, null, null] },
      { voice: 'staff', name: 'Staff', points: [null, null, high] },
    ],
  };
}
