import { localTime } from '../../src/core/calendar/local-time.ts';
import type { Member } from '../../src/core/circle.ts';
import type { Context } from '../../src/core/context.ts';
import { DAY, HOUR, type Instant, type Random } from '../../src/core/instant.ts';
import { memberTable } from '../../src/core/tables/members.ts';
import { proposalTable } from '../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../src/features/governance/use-cases/decisions.ts';
import { cancelMeeting } from '../../src/features/meetings/use-cases/cancel.ts';
import { moveMeeting } from '../../src/features/meetings/use-cases/move.ts';
import { addDaysAway } from '../../src/features/preferences/use-cases/wishes.ts';
import { type ChairPolicy, PARITY } from '../../src/features/rota/rules/policy.ts';
import { askedMember, nextStepAt } from '../../src/features/turns/rules/asks.ts';
import type { Meeting, MeetingSeries } from '../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../src/features/turns/tables.ts';
import { advanceSeries } from '../../src/features/turns/use-cases/advance.ts';
import { acceptTurn, declineTurn } from '../../src/features/turns/use-cases/answer.ts';
import { SETTLES_AFTER } from '../../src/features/turns/use-cases/settle.ts';
import { agreeTakeOver, askTakeOver } from '../../src/features/turns/use-cases/take-over.ts';
import { contextAt } from './contexts.ts';
import { meetingNow, plannedOf, seriesOf } from './meetings-of.ts';
import type { Group, TestCore } from './test-core.ts';

const POLICIES: readonly ChairPolicy[] = [
  PARITY,
  { ...PARITY, kind: 'per-head', capPerQuarter: 3 },
  { ...PARITY, kind: 'floor', floor: 0.3, coChair: true },
];
/** Meetings under one policy. */
const POLICY_LASTS = 40;

export interface Lived {
  readonly meeting: Meeting;
  readonly series: MeetingSeries;
  /** Turns that another voice took than had been drawn, or that a voice declined, as far as not made up for under this count. */
  readonly outstanding: number;
  /** Milliseconds for all that happened around it. */
  readonly took: number;
}

/**
 * Lives through `count` meetings of a group's series by the bot's own use cases, whatever the dice bring: days away, a no, silence, a swap,
 * a move, a meeting called off, another policy. Letters stay in the outbox.
 */
export async function* liveSeries(
  core: TestCore,
  group: Group,
  count: number,
  random: Random,
): AsyncGenerator<Lived, void> {
  const { id } = await seriesOf(core, group);
  let now = core.clock.now();
  let outstanding = 0;
  const at = (): Context => contextAt(core.context, now);
  const members = await memberTable.list(core.context.store, group.circle.id);
  const one = (): Member => members[Math.floor(random() * members.length)] as Member;
  const memberOf = (wanted: string | null) => members.find((member) => member.id === wanted) ?? null;
  for (let lived = 0; lived < count; lived += 1) {
    const start = performance.now();
    await advanceSeries(at(), id);
    if (lived % POLICY_LASTS === POLICY_LASTS - 1) await choosePolicy(lived);
    if (random() < 0.3) await goesAway(one());
    const [next] = await plannedOf(core, group);
    await findChair(next);
    await somethingHappens(await meetingNow(core, next));
    const meeting = await meetingNow(core, next);
    now = Math.max(now, meeting.endsAt);
    await advanceSeries(at(), id);
    const before = (await seriesOf(core, group)).rota;
    const held = await meetingNow(core, next);
    now += SETTLES_AFTER;
    await advanceSeries(at(), id);
    const series = await seriesOf(core, group);
    if (series.rota.settled > before.settled)
      account(held, await drawnVoice(held), before.count.signature, series);
    yield { meeting: await meetingNow(core, next), series, outstanding, took: performance.now() - start };
  }

  async function goesAway(member: Member): Promise<void> {
    const from = localTime(now + Math.floor(random() * 20) * DAY, group.circle.timezone).date;
    const to = localTime(Date.parse(from) + Math.floor(1 + random() * 20) * DAY, group.circle.timezone).date;
    await addDaysAway(at(), { member }, { from, to });
  }

  /** Whoever is asked says yes three times of four, else no or nothing, until somebody chairs or the meeting comes. */
  async function findChair(next: Meeting): Promise<void> {
    for (let asks = 0; asks < 6; asks += 1) {
      const meeting = await meetingNow(core, next);
      const asked = memberOf(askedMember(meeting));
      if (meeting.chairId !== null || now >= meeting.startsAt) return;
      const dice = random();
      if (asked !== null && dice < 0.75) {
        await acceptTurn(at(), asked, meeting.id);
        return;
      }
      if (asked !== null && dice < 0.9) await declineTurn(at(), asked, meeting.id);
      const step = nextStepAt(meeting);
      if (step === null || step >= meeting.startsAt) return;
      now = Math.max(now, step);
      await advanceSeries(at(), id);
    }
  }

  async function somethingHappens(meeting: Meeting): Promise<void> {
    if (now >= meeting.startsAt - 2 * HOUR) return;
    const dice = random();
    const steward = group.who('Staff1');
    if (dice < 0.08) await cancelMeeting(at(), group.circle, steward, meeting, 'Ill.');
    else if (dice < 0.16) {
      await moveMeeting(at(), group.circle, steward, meeting, meeting.startsAt + DAY);
      await findChair(meeting);
    } else if (dice < 0.26) {
      const [chair, taker] = [memberOf(meeting.chairId), one()];
      if (chair === null) return;
      const asked = await askTakeOver(at(), chair, meeting.id, taker.id);
      if (asked.ok) await agreeTakeOver(at(), taker, meeting.id);
    }
  }

  async function choosePolicy(lived: number): Promise<void> {
    const policy = POLICIES[Math.ceil(lived / POLICY_LASTS) % POLICIES.length] ?? PARITY;
    await changeCircle(at(), group.circle, group.who('Staff1'), [
      { kind: 'chair-policy', seriesId: id, policy },
    ]);
    for (const { id: waiting } of await proposalTable.open(core.context.store, group.circle.id))
      await approveProposal(at(), group.circle, group.who('Rep1'), waiting);
  }

  /** Before it changed hands: a turn that was taken over is the taker's, with their voice. */
  async function drawnVoice({ id: meetingId }: Meeting): Promise<string | null> {
    const events = await meetingTable.events(core.context.store, meetingId);
    return events.findLast(({ what }) => what === 'drawn')?.voice ?? null;
  }

  function account(
    { turn, chairId }: Meeting,
    drawn: string | null,
    signature: string,
    { rota }: MeetingSeries,
  ): void {
    if (turn === null) return;
    const { shares, unheard = [] } = turn.basis;
    const taking = Object.values(shares).filter((share) => share > 0);
    const isWhole = taking.length === group.circle.voices.length && unheard.length === 0;
    if (rota.count.signature !== signature) outstanding = 0;
    outstanding = Math.max(0, outstanding - (isWhole ? Math.min(...taking) : 0));
    if (unheard.length > 0) outstanding += 1;
    if (memberOf(chairId)?.voice !== drawn) outstanding += 1;
  }
}

/** When the planned meetings of a series begin, soonest first. */
export async function startsOf(
  core: TestCore,
  { id }: Pick<MeetingSeries, 'id'>,
): Promise<readonly Instant[]> {
  return (await meetingTable.planned(core.context.store, id)).map(({ startsAt }) => startsAt);
}
