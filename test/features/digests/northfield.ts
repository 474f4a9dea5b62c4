import { isoWeekRange } from '../../../src/core/calendar/iso-week.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import type { ClosedRound, DigestFacts } from '../../../src/features/digests/rules/facts.ts';
import type { PromiseItem } from '../../../src/features/promises/rules/promise.ts';
import type { CodedMean } from '../../../src/features/release/rules/coded-mean.ts';
import type { Figures } from '../../../src/features/release/rules/figures.ts';
import type { RoundRelease } from '../../../src/features/release/rules/release.ts';
import { havingAVoice } from '../../support/packs.ts';

const TIMEZONE = 'Europe/London';
export const voices = [
  { id: 'staff', name: 'Staff' },
  { id: 'reps', name: 'Service-user reps' },
];

export function mean(value: number, end: CodedMean['end'] = 'none', step = 0.5): CodedMean {
  return { value, end, step };
}

export function scale(of: CodedMean): Figures {
  return { kind: 'scale', mean: of };
}

/** A round of the weekly pulse that closed on the Thursday of `week`. */
export function round(
  week: string,
  release: Partial<RoundRelease>,
  levels: ClosedRound['levels'] = null,
): ClosedRound {
  return {
    id: `round of ${week}`,
    title: havingAVoice.name,
    questions: havingAVoice.questions,
    thresholds: { scores: 5, comments: 10 },
    levels,
    closedAt: isoWeekRange(week, TIMEZONE).from + 3 * DAY + 10 * HOUR,
    release: {
      participation: { outcome: 'withheld', reason: 'too-few' },
      questions: [],
      comments: [],
      ...release,
    },
  };
}

export function split(question: string, staff: CodedMean, reps: CodedMean) {
  return {
    question,
    outcome: 'by-voice' as const,
    voices: [
      { voice: 'staff', figures: scale(staff) },
      { voice: 'reps', figures: scale(reps) },
    ],
  };
}

export function promiseItem(id: string, words: string, more: Partial<PromiseItem> = {}): PromiseItem {
  return {
    id,
    circleId: 'ward-7',
    words,
    raisedBy: null,
    raisedIn: '2026-W46',
    shownIn: '2026-W46',
    state: 'raised',
    reply: null,
    closed: null,
    reopened: null,
    ownerId: null,
    askedId: null,
    dueOn: null,
    changedIn: null,
    ...more,
  };
}

/** A circle of which nothing is known yet. */
export const emptyWeek: DigestFacts = {
  circle: { name: 'Ward 7 co-production group', timezone: TIMEZONE, voices },
  week: '2026-W47',
  closed: [],
  history: [],
  open: [],
  cancelled: [],
  resting: [],
  failures: [],
  chairing: { held: [], targets: { staff: 0.5, reps: 0.5 }, next: null, forecasts: [], turn: null },
  met: [],
  pools: [],
  promises: [],
  said: [],
  takenOut: [],
};

const fortnights = ['2026-W39', '2026-W41', '2026-W43', '2026-W45', '2026-W47'];
const chairs = ['Bex Turner', 'Kasia Nowak', 'Chidi Okafor', 'Leroy James', 'Amina Khan'];

function meetingAt(week: string): number {
  return isoWeekRange(week, TIMEZONE).from + 3 * DAY + 14 * HOUR;
}

const presence = ['more', 'one', 'more', 'more', 'more'] as const;
const meeting = 'Ward 7 co-production meeting';
const reply = {
  by: { memberId: 'amina', voice: 'staff' },
  outcome: 'we-did',
  week: '2026-W46',
  number: 1,
  askerUntil: null,
  firstYes: null,
} as const;

function byVoice(week: string, release: Partial<RoundRelease>): ClosedRound {
  return round(week, release, { voice: 'by-voice', 'in-the-way': 'by-voice', trust: 'by-voice' });
}

/** The week that the README shows: results by voice, a rise, promises in every state. */
export const northfieldWeek: DigestFacts = {
  ...emptyWeek,
  closed: [
    byVoice('2026-W47', {
      participation: {
        outcome: 'by-voice',
        voices: [
          { voice: 'staff', band: 'half-or-more' },
          { voice: 'reps', band: 'half-or-more' },
        ],
      },
      questions: [
        split('voice', mean(4), mean(3.5)),
        { question: 'in-the-way', outcome: 'withheld', reason: 'too-few' },
        split('trust', mean(3.5, 'or-higher'), mean(3.5)),
      ],
      comments: [{ question: 'anything-else', outcome: 'withheld', reason: 'too-few' }],
    }),
  ],
  history: [
    byVoice('2026-W44', { questions: [split('trust', mean(3.5), mean(2.5))] }),
    byVoice('2026-W45', {
      questions: [{ question: 'trust', outcome: 'withheld', reason: 'too-few' }],
      participation: {
        outcome: 'by-voice',
        voices: [
          { voice: 'staff', band: 'half-or-more' },
          { voice: 'reps', band: 'under-half' },
        ],
      },
    }),
    byVoice('2026-W46', {
      questions: [split('voice', mean(4), mean(3)), split('trust', mean(3.5, 'or-higher'), mean(2.5))],
      participation: {
        outcome: 'by-voice',
        voices: [
          { voice: 'staff', band: 'half-or-more' },
          { voice: 'reps', band: 'half-or-more' },
        ],
      },
    }),
  ],
  chairing: {
    held: fortnights.map((week, index) => ({
      at: meetingAt(week),
      voice: index % 2 === 0 ? 'staff' : 'reps',
      chairName: chairs[index] ?? '',
    })),
    targets: { staff: 0.5, reps: 0.5 },
    next: {
      meeting,
      startsAt: meetingAt('2026-W49'),
      voice: 'reps',
      chair: { name: 'Gwen Abara', voice: 'reps' },
    },
    forecasts: [
      { meeting, startsAt: meetingAt('2026-W51'), voice: 'staff', chair: null },
      { meeting, startsAt: meetingAt('2026-W53'), voice: 'reps', chair: null },
    ],
    turn: null,
  },
  met: fortnights.map((week, index) => ({
    at: meetingAt(week),
    staff: 'some',
    reps: presence[index] ?? 'more',
  })),
  promises: [
    {
      item: promiseItem('p1', 'Send the minutes within a week.', {
        raisedBy: { memberId: 'gwen', voice: 'reps' },
        raisedIn: '2026-W44',
        state: 'kept',
        reply: { ...reply, words: 'They now come every Monday.' },
        closed: { by: 'asker', week: '2026-W47' },
      }),
      raisedBy: 'Gwen Abara',
      repliedBy: 'Amina Khan',
      owner: null,
    },
    {
      item: promiseItem('p2', 'Tell us what happened to the garden money.', {
        raisedIn: '2026-W45',
        shownIn: '2026-W45',
        state: 'answered',
        reply: { ...reply, words: 'It is spent on seats. The bill is in the shared folder.' },
      }),
      raisedBy: null,
      repliedBy: 'Amina Khan',
      owner: null,
    },
    {
      item: promiseItem('p3', 'Start later, so that people who come by bus are not late.', {
        raisedIn: '2026-W47',
        shownIn: null,
      }),
      raisedBy: null,
      repliedBy: null,
      owner: null,
    },
  ],
};
