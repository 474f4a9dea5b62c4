import { randomUUID } from 'node:crypto';
import type { Schedule } from '../../src/core/calendar/schedule.ts';
import type { Circle, Member } from '../../src/core/circle.ts';
import { DAY, HOUR, type Instant } from '../../src/core/instant.ts';
import type { Delivery } from '../../src/core/outbox/delivery.ts';
import type { Message } from '../../src/core/ports/message.ts';
import type { Store, Tx } from '../../src/core/ports/store.ts';
import { circleTable, type DigestSettings } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { PromiseItem } from '../../src/features/promises/rules/promise.ts';
import type { Pulse, Round, RoundSeal, Seat } from '../../src/features/release/rules/pulse.ts';
import type { Question } from '../../src/features/release/rules/question.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { startRota } from '../../src/features/rota/rules/state.ts';
import type { Meeting, MeetingSeries } from '../../src/features/turns/rules/meeting.ts';

/** A Monday; every time in these tests is a distance from it. */
export const START: Instant = Date.UTC(2026, 10, 2, 9);

/** Values whose JSON and time forms are easy to get wrong. */
export const AWKWARD_WORDS = 'Ünïcode “quotes” \\ \' " ; -- 🙂\nsecond line';

const weekly: Schedule = { every: { weeks: 1 }, on: ['monday'], at: '09:00' } as unknown as Schedule;

const questions: readonly Question[] = [
  { id: 'heard', kind: 'scale', text: AWKWARD_WORDS },
  { id: 'why', kind: 'text', text: 'Why?', onlyIf: { question: 'heard', chose: ['1', '2'] } },
];

export const digestSettings: DigestSettings = {
  schedule: weekly,
  toChannel: true,
  toManagers: false,
  nextAt: START + 4 * DAY,
};

export function someCircle(organisationId: string, organisation: string): Circle {
  return {
    id: randomUUID(),
    organisationId,
    organisation,
    name: `Northfield ${AWKWARD_WORDS}`,
    timezone: 'Europe/London',
    language: 'en-GB',
    voices: [
      { id: 'staff', name: 'Staff' },
      { id: 'reps', name: 'Reps' },
    ],
    channels: [{ platform: 'web', externalId: 'channel-1' }],
    setUpAt: START,
  };
}

export function someMember(circleId: string, changes: Partial<Member> = {}): Member {
  const id = randomUUID();
  return {
    id,
    personId: randomUUID(),
    circleId,
    name: AWKWARD_WORDS,
    voice: 'staff',
    email: null,
    steward: true,
    stewardUntil: null,
    manager: false,
    chairs: 'not-yet',
    preferences: {
      language: 'cy',
      easyRead: true,
      oneAtATime: false,
      quietHours: { from: '21:00', to: '08:00', timezone: 'Europe/London' },
      reminders: false,
      invitations: false,
      reachOn: 'teams',
      awayFromStatus: true,
      weeklyMost: 3,
      ownTime: { weekday: 'friday', time: '18:00' },
      timezone: 'Europe/Paris',
    },
    identities: [{ platform: 'web', externalId: id }],
    joinedAt: START,
    confirmedAt: START,
    voiceSince: null,
    leftAt: null,
    ...changes,
  };
}

export function somePulse(circleId: string): Pulse {
  return {
    id: randomUUID(),
    circleId,
    title: 'Weekly pulse',
    packId: null,
    questions,
    schedule: weekly,
    openFor: 3 * DAY,
    reminders: [],
    thresholds: { scores: 5, comments: 10 },
    comments: true,
    state: 'running',
    nextOpensAt: START + 1,
  };
}

export function someRound(pulse: Pulse, changes: Partial<Round> = {}): Round {
  return {
    id: randomUUID(),
    pulseId: pulse.id,
    circleId: pulse.circleId,
    number: 1,
    title: pulse.title,
    questions,
    voices: [{ voice: 'staff', invited: 1 }],
    thresholds: { scores: 7, comments: 11 },
    comments: false,
    openedAt: START + 123,
    closesAt: START + 3 * DAY,
    remindAt: START + 2 * DAY,
    remindLater: [],
    levels: null,
    remindedAt: null,
    state: 'open',
    ...changes,
  };
}

/** Every byte value, so that a wrong encoding shows. */
export function someSeal(): RoundSeal {
  return {
    salt: Uint8Array.from({ length: 32 }, (_, index) => 255 - index),
    pepperId: 'p1',
    sealed: Uint8Array.from({ length: 256 }, (_, index) => index),
  };
}

export function someSeries(circleId: string): MeetingSeries {
  return {
    id: randomUUID(),
    circleId,
    name: 'Monthly',
    schedule: weekly,
    lasting: HOUR,
    holidays: { region: 'GB-ENG', what: 'skip' },
    venue: { place: 'Room 4', link: 'https://meet.example.org/ward-7' },
    policy: { kind: 'parity' } as unknown as MeetingSeries['policy'],
    rota: startRota('seed'),
    endedAt: null,
  };
}

export function someMeeting(series: MeetingSeries, startsAt: Instant): Meeting {
  return {
    id: randomUUID(),
    seriesId: series.id,
    circleId: series.circleId,
    startsAt,
    endsAt: startsAt + HOUR,
    plannedFor: startsAt,
    state: 'planned',
    turn: null,
    chairId: null,
    coChairId: null,
    asking: null,
    declined: [],
    announcedChairId: null,
    settlesAt: null,
  };
}

export function someDelivery(circleId: string, changes: Partial<Delivery> = {}): Delivery {
  const id = randomUUID();
  return {
    id,
    key: `welcome.${id}`,
    circleId,
    kind: 'welcome',
    subject: 'round-1',
    memberId: null,
    payload: null,
    channel: 'web/channel-1',
    person: null,
    dueAt: START,
    expiresAt: START + DAY,
    state: 'due',
    attempts: 0,
    slotAt: null,
    claimedUntil: null,
    sentAt: null,
    contactId: null,
    ref: null,
    note: null,
    ...changes,
  };
}

export function somePromise(circleId: string): PromiseItem {
  return {
    id: randomUUID(),
    circleId,
    words: AWKWARD_WORDS,
    raisedBy: null,
    raisedIn: '2026-W45',
    shownIn: null,
    state: 'raised',
    reply: null,
    closed: null,
    reopened: null,
    ownerId: null,
    askedId: null,
    dueOn: null,
    changedIn: null,
  };
}

export const message: Message = {
  summary: AWKWARD_WORDS,
  language: 'en-GB',
  blocks: [{ kind: 'text', text: AWKWARD_WORDS, tone: 'plain' }],
};

/** A new organisation with one circle. */
export async function seedCircle(store: Store): Promise<Circle> {
  const name = randomUUID();
  const organisationId = await circleTable.organisation(store, name, randomUUID());
  const circle = someCircle(organisationId, name);
  await circleTable.insert(store, circle, digestSettings);
  return circle;
}

/** A circle with one member and one open round that this member is invited to. */
export async function seedRound(
  store: Store,
): Promise<{ member: Member; round: Round; seal: RoundSeal; pulse: Pulse }> {
  const circle = await seedCircle(store);
  const member = someMember(circle.id);
  await memberTable.insert(store, member);
  const pulse = somePulse(circle.id);
  await pulseTable.insert(store, pulse);
  const round = someRound(pulse);
  const seal = someSeal();
  const seats: Seat[] = [{ memberId: member.id, voice: member.voice, seat: 0 }];
  await store.transact((tx: Tx) => roundTable.insert(tx, round, seats, seal));
  return { member, round, seal, pulse };
}

/** Something one part of a test waits for and another gives. */
export function signal(): { readonly given: Promise<void>; give(): void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}
