import { findAsker } from '../../../core/actions/person.ts';
import type { Identity } from '../../../core/circle.ts';
import type { Context } from '../../../core/context.ts';
import { type Instant, SECOND } from '../../../core/instant.ts';
import type { Timers } from '../../../core/ports/timers.ts';
import { memberTable } from '../../../core/tables/members.ts';
import type { Round } from '../../release/rules/pulse.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import type { Cover } from '../replies.ts';
import {
  type CoveredRound,
  coverRate,
  drawByWeight,
  drawMood,
  drawWait,
  MOOD_LASTS,
  waitAfterForm,
} from '../rules/cover.ts';

/** Rounds that opened, were reminded or ended are noticed this late. */
const LOOK_EVERY = 30 * SECOND;
/** Nobody can fill the memory by opening forms, nor a slow database with covers that wait for it. */
const MOST_WAITING = 10_000;
const MOST_UNDER_WAY = 32;

export interface RunningCover extends Cover {
  /** Covers all open rounds from now on, while `leads` says that this process is the one to do it. */
  begin(leads: () => Promise<boolean>): void;
  /** Drops what is to come, and waits for what is under way. */
  stop(): Promise<void>;
}

interface SeatHolder {
  readonly memberId: string;
  readonly identity: Identity | undefined;
}

export function createCover(context: Omit<Context, 'cover'>, timers: Timers): RunningCover {
  const { clock, random, store } = context;
  const pending = new Set<() => void>();
  const underWay = new Set<Promise<void>>();
  const holders = new Map<string, { readonly closesAt: Instant; readonly seats: readonly SeatHolder[] }>();
  const moods = new Map<string, { readonly mood: number; readonly until: Instant }>();
  let rounds: readonly { readonly item: CoveredRound; readonly weight: number }[] = [];
  let endWait = () => {};
  let stopped = false;

  function after(milliseconds: number, ring: () => Promise<void>): () => void {
    const cancel = timers.after(milliseconds, () => {
      pending.delete(cancel);
      return ring();
    });
    pending.add(cancel);
    return () => {
      pending.delete(cancel);
      cancel();
    };
  }

  /** One cover. What fails, fails unheard: a line in the log would tell that it was none. */
  function send(round: Pick<Round, 'id' | 'circleId' | 'closesAt'>): Promise<void> {
    if (stopped || underWay.size >= MOST_UNDER_WAY || round.closesAt <= clock.now()) return Promise.resolve();
    const sending = covered(round)
      .catch(() => {})
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
    return sending;
  }

  async function covered({ id, circleId, closesAt }: Pick<Round, 'id' | 'circleId' | 'closesAt'>) {
    const seats = holders.get(id)?.seats ?? (await holdersOf(id, circleId));
    holders.set(id, { closesAt, seats });
    const holder = seats[Math.floor(random() * seats.length)];
    if (holder === undefined) return;
    // Statistics of the database count these questions: a reply asks both.
    if (holder.identity !== undefined) await findAsker(context, holder.identity);
    await context.replies.submit({ member: { id: holder.memberId, circleId }, roundId: id, inputs: {} });
  }

  async function holdersOf(roundId: string, circleId: string): Promise<readonly SeatHolder[]> {
    const roster = await roundTable.roster(store, roundId);
    const members = new Map((await memberTable.list(store, circleId)).map((each) => [each.id, each]));
    return roster.map(({ memberId }) => ({ memberId, identity: members.get(memberId)?.identities[0] }));
  }

  async function look(leads: () => Promise<boolean>): Promise<void> {
    const now = clock.now();
    const open = (await leads()) ? await roundTable.running(store, now) : [];
    for (const [id, { closesAt }] of holders) if (closesAt <= now) holders.delete(id);
    const ids = new Set(open.map(({ id }) => id));
    for (const id of moods.keys()) if (!ids.has(id)) moods.delete(id);
    rounds = open.map((item) => ({ item, weight: coverRate(item, now) * moodOf(item.id, now) }));
    waitForNext();
  }

  /** All rounds share one wait: the rates of things that come by chance add up. */
  function waitForNext(): void {
    endWait();
    const rate = rounds.reduce((sum, { weight }) => sum + weight, 0);
    if (stopped || rate === 0) return;
    endWait = after(drawWait(1 / rate, random), () => {
      const round = drawByWeight(rounds, random);
      waitForNext();
      return round === null ? Promise.resolve() : send(round);
    });
  }

  function moodOf(id: string, now: Instant): number {
    const known = moods.get(id);
    if (known !== undefined && now < known.until) return known.mood;
    const mood = drawMood(random);
    moods.set(id, { mood, until: now + drawWait(MOOD_LASTS, random) });
    return mood;
  }

  return {
    formShown(round) {
      if (stopped || pending.size >= MOST_WAITING) return;
      after(waitAfterForm(random), () => send(round));
    },

    begin(leads) {
      const lookAgain = (): Promise<void> => {
        if (stopped) return Promise.resolve();
        return look(leads)
          .catch(() => {})
          .finally(() => {
            if (!stopped) after(LOOK_EVERY, lookAgain);
          });
      };
      after(0, lookAgain);
    },

    async stop() {
      stopped = true;
      for (const cancel of pending) cancel();
      pending.clear();
      await Promise.allSettled(underWay);
    },
  };
}
