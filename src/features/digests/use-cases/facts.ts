import { calledIn } from '../../../core/called.ts';
import { type Circle, isReader, type Member } from '../../../core/circle.ts';
import { DAY, type Instant } from '../../../core/instant.ts';
import type { Tx } from '../../../core/ports/store.ts';
import { type Failure, failureTable } from '../../../core/tables/failures.ts';
import { memberTable } from '../../../core/tables/members.ts';
import { attendanceTable, type MetRow } from '../../attendance/tables.ts';
import { outlooks } from '../../meetings/use-cases/outlook.ts';
import { withoutGone } from '../../promises/rules/owner.ts';
import type { PromiseItem } from '../../promises/rules/promise.ts';
import { isScored } from '../../release/rules/figures.ts';
import { questionKey } from '../../release/rules/pool.ts';
import type { Round } from '../../release/rules/pulse.ts';
import { ledgerTable } from '../../release/tables/ledger.ts';
import { pulseTable } from '../../release/tables/pulses.ts';
import { questionLevelTable } from '../../release/tables/question-levels.ts';
import { roundTable } from '../../release/tables/rounds.ts';
import { targetShares } from '../../rota/rules/shares.ts';
import { type Tally, tallyPlus } from '../../rota/rules/tally.ts';
import { targetsOf } from '../../rota/rules/turn.ts';
import { meetingTable } from '../../turns/tables.ts';
import { GONE } from '../rules/digest.ts';
import { type ChairingFacts, type ClosedRound, type DigestFacts, WEEKS_BACK } from '../rules/facts.ts';
import { isNews, type Period } from './period.ts';
import { poolFacts } from './pool-facts.ts';
import { takenOutSince } from './taken-out.ts';

/** What people wrote themselves, as far as this digest may show it. */
export interface Written {
  readonly promises: readonly PromiseItem[];
  /** Unnamed words that this digest is the first to show. */
  readonly said: readonly string[];
}

/** Everything a digest is made of, read from released figures and public facts alone. */
export async function digestFacts(
  tx: Tx,
  circle: Circle,
  period: Period,
  { promises, said }: Written,
): Promise<DigestFacts> {
  const back = period.until - WEEKS_BACK * 7 * DAY;
  const everybody = await memberTable.listWithReaders(tx, circle.id);
  const members = everybody.filter((each) => !isReader(each));
  const called = await calledIn(tx, circle);
  const nameOf = (id: string | null | undefined) =>
    everybody.some((each) => each.id === id) ? called.nameOf(id) : null;
  const rounds = await roundTable.since(tx, circle.id, back - 31 * DAY);
  const released = await closedRounds(tx, circle, rounds, back, period.until);
  const open = rounds.filter(({ state, closesAt }) => state === 'open' && closesAt > period.until);
  const cancelled = rounds.filter(
    ({ id, state, openedAt }) => state === 'cancelled' && isNews(id, openedAt, period),
  );
  return {
    circle,
    week: period.week,
    closed: released.filter(({ id, closedAt }) => isNews(id, closedAt, period)),
    history: released.filter(({ id, closedAt }) => !isNews(id, closedAt, period)),
    open,
    cancelled,
    resting: await restingQuestions(tx, circle, period.until),
    failures: await openFailures(tx, circle, rounds, period),
    chairing: await chairingFacts(tx, circle, members, back, period.until),
    met: await metFacts(tx, circle, back, period.until),
    pools: await poolFacts(tx, circle, period),
    promises: promises.map((item) => ({
      item: withoutGone(item, members),
      raisedBy: item.raisedBy === null ? null : (nameOf(item.raisedBy.memberId) ?? GONE),
      repliedBy: nameOf(item.reply?.by.memberId),
      owner: nameOf(item.ownerId),
    })),
    said,
    takenOut: await takenOutSince(tx, circle, period),
  };
}

/** Of pulses that go on. */
async function restingQuestions(tx: Tx, circle: Circle, until: Instant): Promise<readonly string[]> {
  const pulses = await pulseTable.list(tx, circle.id);
  const asked = pulses.filter(({ state }) => state === 'running').flatMap(({ questions }) => questions);
  const words = new Map(asked.filter(isScored).map((question) => [questionKey(question), question.text]));
  const levels = await questionLevelTable.of(tx, circle.id, [...words.keys()]);
  return levels.flatMap(({ question, restsUntil }) =>
    restsUntil !== null && restsUntil > until ? (words.get(question) ?? []) : [],
  );
}

async function closedRounds(
  tx: Tx,
  circle: Circle,
  rounds: readonly Round[],
  since: Instant,
  until: Instant,
): Promise<readonly ClosedRound[]> {
  const byId = new Map(rounds.map((round) => [round.id, round]));
  const entries = await ledgerTable.since(tx, circle.id, since);
  return entries.flatMap(({ roundId, closedAt, release }) => {
    const round = byId.get(roundId);
    if (round === undefined || closedAt > until) return [];
    const { title, questions, thresholds, levels } = round;
    return [{ id: roundId, title, questions, thresholds, levels, closedAt, release }];
  });
}

/** Work that is still missing: a round that should have closed and has not, a pulse that failed to open. */
async function openFailures(
  tx: Tx,
  circle: Circle,
  rounds: readonly Round[],
  period: Period,
): Promise<readonly Pick<Failure, 'job'>[]> {
  const overdue = rounds.filter(({ state, closesAt }) => state === 'open' && closesAt <= period.until);
  const failures = await failureTable.since(tx, circle.id, period.since);
  const stuck = new Set<string>();
  if (failures.length > 0) {
    for (const { id, nextOpensAt } of await pulseTable.list(tx, circle.id)) {
      if (nextOpensAt !== null && nextOpensAt <= period.until) stuck.add(id);
    }
  }
  return [
    ...overdue.map(() => ({ job: 'close-round' })),
    ...failures.filter(({ subject }) => stuck.has(subject)),
  ];
}

async function chairingFacts(
  tx: Tx,
  circle: Circle,
  members: readonly Member[],
  since: Instant,
  until: Instant,
): Promise<ChairingFacts> {
  const held = (await meetingTable.held(tx, circle.id, since)).filter(({ startsAt }) => startsAt <= until);
  const ahead = await outlooks(tx, circle);
  const [soonest] = ahead;
  const chairOf = (id: string | null) => {
    const member = members.find((each) => each.id === id);
    return member === undefined ? null : { name: member.name, voice: member.voice };
  };
  const heads = headsOf(circle, members);
  const chaired = held.flatMap(({ seriesId, startsAt, chairId, turn }) => {
    const chair = chairOf(chairId);
    if (chair === null) return [];
    return [{ seriesId, turn, at: startsAt, voice: turn?.voice ?? chair.voice, chairName: chair.name }];
  });
  const series = await meetingTable.everySeries(tx, circle.id);
  const policies = new Map(series.map(({ id, policy }) => [id, targetShares(policy, heads)]));
  const targets = chaired.map(({ seriesId, turn }) =>
    turn === null ? (policies.get(seriesId) ?? {}) : targetsOf(turn),
  );
  return {
    held: chaired.map(({ seriesId: _, turn: __, ...each }) => each),
    targets: targets.reduce<Tally>(
      (sum, shares) =>
        tallyPlus(
          sum,
          Object.entries(shares).map(([voice, target]) => [voice, target / chaired.length]),
        ),
      {},
    ),
    next:
      soonest?.next == null
        ? null
        : {
            meeting: soonest.seriesName,
            startsAt: soonest.next.startsAt,
            voice: soonest.next.turn?.voice ?? null,
            chair: chairOf(soonest.next.chairId),
          },
    forecasts: ahead
      .flatMap(({ seriesName, next, forecasts }) => [
        ...(next === null || next === soonest?.next
          ? []
          : [{ meeting: next, seriesName, voice: next.turn?.voice ?? null }]),
        ...forecasts.map(({ meeting, voice }) => ({ meeting, seriesName, voice })),
      ])
      .sort((one, other) => one.meeting.startsAt - other.meeting.startsAt)
      .map(({ meeting, seriesName, voice }) => ({
        meeting: seriesName,
        startsAt: meeting.startsAt,
        voice,
        chair: chairOf(meeting.chairId),
      })),
    turn: soonest?.next?.chairId == null ? null : soonest.next.turn,
  };
}

/** What this digest shows of who was at meetings. */
export async function metFacts(
  tx: Tx,
  circle: Circle,
  since: Instant,
  until: Instant,
): Promise<readonly MetRow[]> {
  return (await attendanceTable.held(tx, circle.id, since)).filter(({ at }) => at <= until);
}

function headsOf(circle: Circle, members: readonly Member[]): Tally {
  return Object.fromEntries(
    circle.voices.map(({ id }) => [id, members.filter(({ voice }) => voice === id).length]),
  );
}
