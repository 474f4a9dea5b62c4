import { randomBytes } from 'node:crypto';
import { systemClock } from '../../src/clock.ts';
import type { Circle, Identity, Member } from '../../src/core/circle.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { Secrets } from '../../src/core/ports/secrets.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { firstPreferences } from '../../src/core/preferences.ts';
import { circleTable } from '../../src/core/tables/circles.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import type { Pulse, Round } from '../../src/features/release/rules/pulse.ts';
import { countedOf } from '../../src/features/release/rules/tally/counts.ts';
import { decodeTally, encodeTally } from '../../src/features/release/rules/tally/encoding.ts';
import { layoutOf } from '../../src/features/release/rules/tally/layout.ts';
import { NONCE_BYTES, open, seal, sealKey } from '../../src/features/release/rules/tally/seal.ts';
import { emptyTally } from '../../src/features/release/rules/tally/tally.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../src/features/release/tables/rounds.ts';
import { SALT_BYTES } from '../../src/features/release/use-cases/sealing.ts';
import { newId } from '../../src/ids.ts';
import { havingAVoice } from '../../test/support/packs.ts';
import type { Post } from '../load/request.ts';

/** One open round, and a finished form for everybody invited to it. */
export interface BusyRound {
  readonly round: Round;
  readonly posts: readonly Post[];
}

/** How people answer: who they are there, and what is sent when they have filled in the form. */
export interface Desk {
  identity(): Identity;
  filled(round: Round, circle: Circle, member: Member): Post | Promise<Post>;
}

/**
 * Makes open rounds straight in the tables, with members who were invited long ago, and fills in their forms as the
 * desk's platform would. Counts afterwards what the seals hold.
 */
export class BenchApp {
  readonly #store: Store;
  readonly #secrets: Secrets;
  readonly #desk: Desk;

  constructor(store: Store, secrets: Secrets, desk: Desk) {
    this.#store = store;
    this.#secrets = secrets;
    this.#desk = desk;
  }

  /** `comments`: whether the round keeps them; its seal then has a place for them. */
  async openRound(invited: number, comments: boolean): Promise<BusyRound> {
    const circle = circleOf();
    const members = Array.from({ length: invited }, (_, index) =>
      memberOf(circle, index, this.#desk.identity()),
    );
    const pulse = pulseOf(circle, comments);
    const round = roundOf(pulse, members);
    await this.#store.transact(async (tx) => {
      const organisationId = await circleTable.organisation(tx, circle.organisation, newId());
      await circleTable.insert(tx, { ...circle, organisationId }, null);
      for (const member of members) await memberTable.insert(tx, member);
      await pulseTable.insert(tx, pulse);
      const roster = members.map(({ id, voice }, seat) => ({ memberId: id, voice, seat }));
      const salt = randomBytes(SALT_BYTES);
      const { current } = this.#secrets;
      const empty = encodeTally(emptyTally(layoutOf(round)));
      const sealed = seal(sealKey(current.key, salt), empty, randomBytes(NONCE_BYTES), round.id);
      await roundTable.insert(tx, round, roster, { salt, pepperId: current.id, sealed });
    });
    const posts: Post[] = [];
    for (const member of members) posts.push(await this.#desk.filled(round, circle, member));
    return { round, posts };
  }

  async openRounds(rounds: number, invited: number, comments: boolean): Promise<readonly BusyRound[]> {
    const opened: BusyRound[] = [];
    for (let index = 0; index < rounds; index += 1) opened.push(await this.openRound(invited, comments));
    return opened;
  }
}

/** How many people the seals of these rounds hold, all together. */
export async function countedIn(
  store: Store,
  secrets: Secrets,
  rounds: readonly BusyRound[],
): Promise<number> {
  let counted = 0;
  for (const { round } of rounds) {
    const layout = layoutOf(round);
    const found = await roundTable.seal(store, round.id);
    const pepper = found === null ? null : secrets.pepper(found.pepperId);
    if (found === null || pepper === null) throw new Error(`Round ${round.id} has no seal that opens.`);
    const opened = open(sealKey(pepper.key, found.salt), found.sealed, round.id);
    const tally = opened.ok ? decodeTally(layout, opened.value, Math.random) : opened;
    if (!tally.ok) throw new Error(`The seal of round ${round.id} is broken.`);
    for (const { voice } of round.voices) counted += countedOf(layout, tally.value, voice);
  }
  return counted;
}

function circleOf(): Circle {
  const id = newId();
  return {
    id,
    organisationId: '',
    setUpAt: 0,
    organisation: 'Bench Trust',
    name: `Circle ${id}`,
    timezone: 'Europe/London',
    language: 'en-GB',
    voices: [
      { id: 'staff', name: 'Staff' },
      { id: 'reps', name: 'Service-user reps' },
    ],
    channels: [],
  };
}

function memberOf(circle: Circle, index: number, identity: Identity): Member {
  return {
    id: newId(),
    personId: newId(),
    circleId: circle.id,
    name: `Member ${index}`,
    voice: index % 2 === 0 ? 'staff' : 'reps',
    email: null,
    steward: false,
    stewardUntil: null,
    manager: false,
    chairs: 'yes',
    preferences: firstPreferences('en-GB'),
    identities: [identity],
    joinedAt: systemClock.now(),
    confirmedAt: 0,
    voiceSince: null,
    leftAt: null,
  };
}

function pulseOf(circle: Circle, comments: boolean): Pulse {
  return {
    id: newId(),
    circleId: circle.id,
    title: havingAVoice.name,
    packId: havingAVoice.id,
    questions: havingAVoice.questions,
    schedule: { kind: 'weekly', weeks: 1, weekday: 'tuesday', time: '10:00', anchor: '2026-01-01' },
    openFor: 2 * DAY,
    reminders: [],
    thresholds: { scores: 5, comments: 10 },
    comments,
    state: 'running',
    nextOpensAt: null,
  };
}

function roundOf(pulse: Pulse, members: readonly Member[]): Round {
  const now = systemClock.now();
  const invited = (voice: string) => members.filter((member) => member.voice === voice).length;
  return {
    id: newId(),
    pulseId: pulse.id,
    circleId: pulse.circleId,
    number: 1,
    title: pulse.title,
    questions: pulse.questions,
    voices: ['staff', 'reps'].map((voice) => ({ voice, invited: invited(voice) })),
    thresholds: pulse.thresholds,
    comments: pulse.comments,
    openedAt: now - HOUR,
    closesAt: now + pulse.openFor,
    remindAt: null,
    remindLater: [],
    levels: null,
    remindedAt: null,
    state: 'open',
  };
}
