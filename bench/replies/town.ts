import { randomBytes, randomInt } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createFormGuard, type FormGuard } from '../../adapters/web/csrf.ts';
import { createSessions, type Sessions } from '../../adapters/web/session.ts';
import { systemClock } from '../../src/clock.ts';
import type { Circle, Member } from '../../src/domain/circle.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { havingAVoice } from '../../src/domain/packs/having-a-voice.ts';
import { firstPreferences } from '../../src/domain/preferences.ts';
import type { Pulse, Round } from '../../src/domain/pulse.ts';
import { choicesOf } from '../../src/domain/question.ts';
import { countedOf } from '../../src/domain/tally/counts.ts';
import { decodeTally, encodeTally } from '../../src/domain/tally/encoding.ts';
import { layoutOf } from '../../src/domain/tally/layout.ts';
import { NONCE_BYTES, open, seal, sealKey } from '../../src/domain/tally/seal.ts';
import { emptyTally } from '../../src/domain/tally/tally.ts';
import { newId } from '../../src/ids.ts';
import type { Secrets } from '../../src/ports/secrets.ts';
import type { Store } from '../../src/ports/store.ts';
import { SALT_BYTES } from '../../src/services/pulses/sealing.ts';
import type { FormPost } from '../load/request.ts';

/** One open round, and a finished form for everybody invited to it. */
export interface BusyRound {
  readonly round: Round;
  readonly posts: readonly FormPost[];
}

/**
 * Makes open rounds straight in the tables, with members who were invited long ago, and fills in their forms with the
 * web adapter's own cookies and form tokens. Counts afterwards what the seals hold.
 */
export class Town {
  readonly #store: Store;
  readonly #secrets: Secrets;
  readonly #sessions: Sessions;
  readonly #guard: FormGuard;

  constructor(store: Store, secrets: Secrets) {
    this.#store = store;
    this.#secrets = secrets;
    this.#sessions = createSessions(secrets.linkKey, systemClock, false);
    this.#guard = createFormGuard(secrets.linkKey, () => '');
  }

  /** `comments`: whether the round keeps them; its seal then has a place for one from each. */
  async openRound(invited: number, comments: boolean): Promise<BusyRound> {
    const circle = circleOf();
    const members = Array.from({ length: invited }, (_, index) => memberOf(circle, index));
    const pulse = pulseOf(circle, comments);
    const round = roundOf(pulse, members);
    await this.#store.transact(async (tables) => {
      const organisationId = await tables.circles.organisation(circle.organisation, newId());
      await tables.circles.insert({ ...circle, organisationId }, null);
      for (const member of members) await tables.members.insert(member);
      await tables.pulses.insert(pulse);
      const roster = members.map(({ id, voice }, seat) => ({ memberId: id, voice, seat }));
      const salt = randomBytes(SALT_BYTES);
      const { current } = this.#secrets;
      const empty = encodeTally(emptyTally(layoutOf(round)));
      const sealed = seal(sealKey(current.key, salt), empty, randomBytes(NONCE_BYTES), round.id);
      await tables.rounds.insert(round, roster, { salt, pepperId: current.id, sealed });
    });
    return { round, posts: members.map((member) => this.#formOf(round, member)) };
  }

  async openRounds(rounds: number, invited: number, comments: boolean): Promise<readonly BusyRound[]> {
    const opened: BusyRound[] = [];
    for (let index = 0; index < rounds; index += 1) opened.push(await this.openRound(invited, comments));
    return opened;
  }

  #formOf(round: Round, member: Member): FormPost {
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    this.#sessions.begin(response, member.identities[0]?.externalId ?? '');
    const cookie = String(response.getHeader('set-cookie')).split(';')[0] ?? '';
    const request = new IncomingMessage(new Socket());
    request.headers.cookie = cookie;
    const session = this.#sessions.read(request);
    if (session === null) throw new Error('The cookie that was just made does not open.');
    const body = new URLSearchParams({ _token: this.#guard.token(session) });
    for (const question of round.questions) {
      const choices = choicesOf(question);
      const choice = choices[randomInt(Math.max(1, choices.length))];
      if (choice !== undefined) body.set(question.id, choice);
      else body.set(question.id, 'It would help to have the papers a week before we meet, in large print.');
    }
    return { path: `/pulse/${round.id}`, cookie, body: body.toString() };
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
    const found = await store.tables.rounds.seal(round.id);
    const pepper = found === null ? null : secrets.pepper(found.pepperId);
    if (found === null || pepper === null) throw new Error(`Round ${round.id} has no seal that opens.`);
    const opened = open(sealKey(pepper.key, found.salt), found.sealed, round.id);
    const tally = opened.ok ? decodeTally(layout, opened.value) : opened;
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

function memberOf(circle: Circle, index: number): Member {
  return {
    id: newId(),
    circleId: circle.id,
    name: `Member ${index}`,
    voice: index % 2 === 0 ? 'staff' : 'reps',
    email: null,
    steward: false,
    manager: false,
    chairs: 'yes',
    preferences: firstPreferences('en-GB'),
    identities: [{ platform: 'web', externalId: newId() }],
    joinedAt: systemClock.now(),
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
    remindAfter: null,
    thresholds: { scores: 5, comments: 10 },
    comments,
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
    remindedAt: null,
    state: 'open',
  };
}
