import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { localTime } from '../../../src/core/calendar/local-time.ts';
import type { Member } from '../../../src/core/circle.ts';
import type { Context } from '../../../src/core/context.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { deliver } from '../../../src/core/outbox/deliver.ts';
import type { DeliveryKind } from '../../../src/core/outbox/delivery.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { noticeboard } from '../../../src/core/tables/notices.ts';
import type { Meeting } from '../../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { announceChair } from '../../../src/features/turns/use-cases/announce.ts';
import { acceptTurn, declineTurn } from '../../../src/features/turns/use-cases/answer.ts';
import { mayBeAsked } from '../../../src/features/turns/use-cases/situation.ts';
import {
  agreeTakeOver,
  askTakeOver,
  refuseTakeOver,
  undoHandOver,
} from '../../../src/features/turns/use-cases/take-over.ts';
import { requestsTo, takeOverView } from '../../../src/features/turns/use-cases/take-over-view.ts';
import { turnView } from '../../../src/features/turns/use-cases/turn-view.ts';
import { contextAt } from '../../support/contexts.ts';
import {
  askedFor,
  chairedMeeting,
  meetingNow,
  memberOf,
  plannedOf,
  seriesOf,
  toldBy,
} from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let others: Group;
let chair: Member;
let meeting: Meeting;
/** Neither the chair nor a steward, of either voice. */
let taker: Member;
let bystander: Member;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(() => begin());

async function begin(beforeTheYes = async () => {}) {
  ours = await core.group();
  await beforeTheYes();
  ({ chair, meeting } = await chairedMeeting(core, ours));
  const free = ['Rep3', 'Staff3', 'Rep4', 'Staff4'].filter((name) => name !== chair.name);
  [taker, bystander] = [ours.who(free[0] ?? ''), ours.who(free[1] ?? '')];
}

const at = (moment: number) => contextAt(core.context, moment);
const onTheDay = () => at(meeting.startsAt - 2 * HOUR);
const steward = () => ours.who(chair.name === 'Rep1' ? 'Staff1' : 'Rep1');
const events = async () => meetingTable.events(core.context.store, meeting.id);
const happened = async () => (await events()).map(({ what }) => what);

test('asking changes nothing but the history, and tells who is asked; asking again tells nobody', async () => {
  const before = await meetingNow(core, meeting);
  for (let times = 0; times < 2; times += 1)
    expect(await askTakeOver(core.context, chair, meeting.id, taker.id)).toMatchObject({ ok: true });
  expect(await meetingNow(core, meeting)).toEqual(before);
  expect(await happened()).toEqual(['drawn', 'accepted', 'swap-asked']);
  expect(await toldBy(core, ours, 'turn-asked')).toEqual([taker.name]);
  expect(await toldBy(core, ours, 'turn-acted-for')).toEqual([]);
});

test.each([
  ['ahead of it', () => core.context, 'swap-asked'],
  ['on the day', () => onTheDay(), 'hand-over-asked'],
] as const)('a steward asks for the chair %s, who is told at once and may undo it', async (_, when, what) => {
  await askTakeOver(when(), steward(), meeting.id, taker.id);
  expect((await events()).at(-1)).toMatchObject({
    what,
    memberId: chair.id,
    otherId: taker.id,
    byId: steward().id,
  });
  expect(await toldBy(core, ours, 'turn-acted-for')).toEqual([chair.name]);
  await agreeTakeOver(when(), taker, meeting.id);
  expect(await undoHandOver(when(), chair, meeting.id)).toMatchObject({ value: { chairId: chair.id } });
});

test('agreeing names the taker, with a reminder and an announcement, and tells who asked; once', async () => {
  await askTakeOver(core.context, chair, meeting.id, taker.id);
  core.enqueued();
  expect(await agreeTakeOver(core.context, taker, meeting.id)).toMatchObject({
    value: { chairId: taker.id },
  });
  expect(await meetingNow(core, meeting)).toMatchObject({ chairId: taker.id, turn: { chair: taker.id } });
  expect(await toldBy(core, ours, 'turn-agreed')).toEqual([chair.name]);
  expect((await toldBy(core, ours, 'turn-reminder')).sort()).toEqual([chair.name, taker.name].sort());
  expect(core.enqueued().map(({ name }) => name)).toContain('announce-chair');
  expect(await agreeTakeOver(core.context, taker, meeting.id)).toMatchObject({ code: 'request-over' });
  expect(await toldBy(core, ours, 'turn-agreed')).toHaveLength(1);
});

test('refusing leaves the chair who they were, tells them alone, and ends the request', async () => {
  await askTakeOver(core.context, chair, meeting.id, taker.id);
  expect(await refuseTakeOver(core.context, taker, meeting.id)).toMatchObject({
    value: { chairId: chair.id },
  });
  expect(await meetingNow(core, meeting)).toMatchObject({ chairId: chair.id });
  expect(await toldBy(core, ours, 'turn-refused')).toEqual([chair.name]);
  expect(await refuseTakeOver(core.context, taker, meeting.id)).toMatchObject({ code: 'request-over' });
  expect(await agreeTakeOver(core.context, taker, meeting.id)).toMatchObject({ code: 'request-over' });
});

test('the chair takes a request back, and then a turn that a steward handed over for them', async () => {
  await askTakeOver(core.context, chair, meeting.id, taker.id);
  expect(await undoHandOver(core.context, chair, meeting.id)).toMatchObject({ ok: true });
  expect(await toldBy(core, ours, 'turn-taken-back')).toEqual([taker.name]);
  expect(await undoHandOver(core.context, chair, meeting.id)).toMatchObject({ code: 'nothing-to-undo' });
  const context = onTheDay();
  await askTakeOver(context, steward(), meeting.id, taker.id);
  await agreeTakeOver(context, taker, meeting.id);
  expect(await meetingNow(core, meeting)).toMatchObject({ chairId: taker.id });
  expect(await undoHandOver(context, chair, meeting.id)).toMatchObject({ value: { chairId: chair.id } });
  expect(await meetingNow(core, meeting)).toMatchObject({ chairId: chair.id });
});

test('a swap that both agreed on is taken back: who had taken it is told, and a second press changes nothing', async () => {
  await askTakeOver(core.context, chair, meeting.id, taker.id);
  await agreeTakeOver(core.context, taker, meeting.id);
  const view = async (who: Member) =>
    (await takeOverView(core.context, ours.circle, await meetingNow(core, meeting), who)).undo;
  expect(await view(chair)).toEqual({ what: 'turn', other: taker.name, actedBy: null });
  expect(await view(taker)).toBeNull();
  expect(await undoHandOver(core.context, taker, meeting.id)).toMatchObject({ code: 'nothing-to-undo' });
  expect(await undoHandOver(core.context, chair, meeting.id)).toMatchObject({ value: { chairId: chair.id } });
  const [before, letters] = [await meetingNow(core, meeting), await core.letters(ours.circle)];
  expect(await undoHandOver(core.context, chair, meeting.id)).toMatchObject({ code: 'nothing-to-undo' });
  expect(await meetingNow(core, meeting)).toEqual(before);
  expect(await core.letters(ours.circle)).toEqual(letters);
  expect(await toldBy(core, ours, 'turn-taken-back')).toEqual([taker.name]);
  expect(await view(chair)).toBeNull();
});

const decisions = {
  agree: agreeTakeOver,
  refuse: refuseTakeOver,
  undo: undoHandOver,
  ask: (context: Context, who: Member, id: string) => askTakeOver(context, who, id, taker.id),
} as const;

test.each(['agree', 'refuse', 'undo', 'ask'] as const)(
  'to %s in another circle, of a meeting that is gone or over, changes nothing',
  async (what) => {
    const decide = decisions[what];
    if (what !== 'ask') await askTakeOver(core.context, chair, meeting.id, taker.id);
    const [before, letters] = [await events(), await core.letters(ours.circle)];
    const who = what === 'agree' || what === 'refuse' ? taker : chair;
    for (const [context, by, id] of [
      [core.context, others.who('Rep1'), meeting.id],
      [core.context, who, 'gone'],
      [at(meeting.endsAt), who, meeting.id],
    ] as const)
      expect(await decide(context, by, id)).toMatchObject({ code: 'meeting-over' });
    expect(await events()).toEqual(before);
    expect(await core.letters(ours.circle)).toEqual(letters);
    expect(await decide(at(meeting.startsAt - 1), who, meeting.id)).toMatchObject({ ok: true });
  },
);

test('who may not ask, and who cannot be asked', async () => {
  const ask = (who: Member, to: string) => askTakeOver(core.context, who, meeting.id, to);
  expect(await ask(bystander, taker.id)).toMatchObject({ code: 'not-your-turn' });
  expect(await ask(steward(), taker.id)).toMatchObject({ ok: true });
  for (const to of [chair.id, others.who('Rep2').id, 'gone'])
    expect(await ask(chair, to)).toMatchObject({ code: 'no-such-member' });
  await memberTable.saveStanding(core.context.store, taker.id, { ...taker, leftAt: core.clock.now() });
  expect(await ask(chair, taker.id)).toMatchObject({ code: 'no-such-member' });
  expect(await agreeTakeOver(core.context, bystander, meeting.id)).toMatchObject({ code: 'request-over' });
});

test('nobody is offered, or can be asked, who has said yes to as many as the cap allows', async () => {
  const askable = async () => mayBeAsked(core.context.store, ours.circle, await meetingNow(core, meeting));
  expect((await askable()).has(taker.id)).toBe(true);
  await reachesCap(taker);
  expect((await askable()).has(taker.id)).toBe(false);
  expect((await askable()).has(bystander.id)).toBe(true);
  expect(await askTakeOver(core.context, chair, meeting.id, taker.id)).toMatchObject({
    code: 'no-such-member',
  });
  expect(await happened()).toEqual(['drawn', 'accepted']);
});

test('who was asked by the rota, rests or is away is offered like anybody: the list tells no answer', async () => {
  const { store } = core.context;
  await meetingTable.save(store, { ...(await meetingNow(core, meeting)), declined: [taker.id] });
  await memberTable.savePreferences(store, bystander.id, bystander.preferences, 'resting');
  const { date } = localTime(meeting.startsAt, ours.circle.timezone);
  const days = { id: core.context.newId(), memberId: taker.id, from: date, to: date };
  await memberTable.addAbsence(store, days);
  const askable = await mayBeAsked(store, ours.circle, await meetingNow(core, meeting));
  expect([...askable]).toEqual(expect.arrayContaining([taker.id, bystander.id]));
  expect(await askTakeOver(core.context, chair, meeting.id, bystander.id)).toMatchObject({ ok: true });
});

/** One turn a quarter, and another meeting that day that they said yes to. */
async function reachesCap({ id }: Member) {
  const series = await seriesOf(core, ours);
  await meetingTable.saveSeries(core.context.store, {
    ...series,
    policy: { ...series.policy, capPerQuarter: 1 },
  });
  const another = {
    ...(await meetingNow(core, meeting)),
    id: core.context.newId(),
    startsAt: meeting.startsAt + HOUR,
  };
  await meetingTable.plan(core.context.store, { ...another, chairId: id });
}

test('what each may do about a turn is what they are shown of it', async () => {
  const view = async (who: Member, context = core.context) =>
    takeOverView(context, ours.circle, await meetingNow(core, meeting), who);
  expect((await view(chair)).ask).toBe('swap');
  expect((await view(chair, onTheDay())).ask).toBe('hand-over');
  expect((await view(steward())).ask).toBe('for-the-chair');
  expect((await view(steward(), onTheDay())).ask).toBe('for-the-chair');
  expect((await view(bystander, onTheDay())).ask).toBeNull();
  await askTakeOver(core.context, chair, meeting.id, taker.id);
  expect((await view(taker)).asked).toEqual({ kind: 'swap', by: chair.name });
  expect((await view(bystander)).asked).toBeNull();
  expect((await view(chair)).undo).toEqual({ what: 'request', other: taker.name, actedBy: null });
  expect((await view(taker)).undo).toBeNull();
  const planned = await plannedOf(core, ours);
  const waiting = (who: Member) => requestsTo(core.context, ours.circle, planned, who.id);
  expect(await waiting(taker)).toMatchObject([{ meetingId: meeting.id, kind: 'swap', by: chair.name }]);
  expect(await waiting(bystander)).toEqual([]);
});

test('where nobody chairs and the asks are over, a steward finds somebody, and a no comes to them', async () => {
  await declineTurn(core.context, chair, meeting.id);
  const { asking, ...rest } = await meetingNow(core, meeting);
  if (asking === null) throw new Error('nobody is being asked');
  const context = core.context;
  expect(await askTakeOver(context, steward(), meeting.id, taker.id)).toMatchObject({
    code: 'not-your-turn',
  });
  await meetingTable.save(context.store, { ...rest, asking: { ...asking, stewardsAsked: true } });
  expect(await askTakeOver(context, steward(), meeting.id, taker.id)).toMatchObject({ ok: true });
  const view = await takeOverView(context, ours.circle, await meetingNow(core, meeting), steward());
  expect(view).toMatchObject({ ask: 'find-somebody', undo: { other: taker.name } });
  const planned = await plannedOf(core, ours);
  expect(await requestsTo(context, ours.circle, planned, taker.id)).toMatchObject([
    { kind: 'find-somebody', by: steward().name },
  ]);
  await refuseTakeOver(context, taker, meeting.id);
  expect(await toldBy(core, ours, 'turn-refused')).toEqual([steward().name]);
  await askTakeOver(context, steward(), meeting.id, bystander.id);
  await agreeTakeOver(context, bystander, meeting.id);
  expect(await meetingNow(core, meeting)).toMatchObject({ chairId: bystander.id, asking: null });
});

test('the circle is told of a chair once, in each channel, and again when the turn has come back', async () => {
  const announced = () => toldBy(core, ours, 'turn-announcement');
  for (let times = 0; times < 2; times += 1) await announceChair(core.context, meeting.id);
  expect(await announced()).toEqual([`web/${ours.circle.id}`]);
  expect((await happened()).filter((what) => what === 'announced')).toHaveLength(1);
  expect(await meetingTable.announceDue(core.context.store, core.clock.now())).not.toContain(meeting.id);
  for (const [from, to] of [
    [chair, taker],
    [taker, chair],
  ] as const) {
    await askTakeOver(core.context, from, meeting.id, to.id);
    await agreeTakeOver(core.context, to, meeting.id);
    expect(await meetingTable.announceDue(core.context.store, core.clock.now())).toContain(meeting.id);
    await announceChair(core.context, meeting.id);
  }
  expect(await announced()).toHaveLength(3);
  expect((await meetingNow(core, meeting)).announcedChairId).toBe(chair.id);
});

test.each(['unknown', 'unchaired', 'held'] as const)(
  'nothing is announced of a meeting that is %s',
  async (how) => {
    if (how === 'unchaired') await declineTurn(core.context, chair, meeting.id);
    if (how === 'held') await meetingTable.save(core.context.store, { ...meeting, state: 'held' });
    await announceChair(core.context, how === 'unknown' ? 'gone' : meeting.id);
    expect(await toldBy(core, ours, 'turn-announcement')).toEqual([]);
  },
);

const send = async (...kinds: readonly DeliveryKind[]) => {
  for (const { id, kind } of await core.letters(ours.circle))
    if (kinds.includes(kind)) await deliver(core.context, id);
};
/** What the board says, by kind of letter, to a member and of the circle's channel. */
async function board(who: Member) {
  const web = who.identities.find(({ platform }) => platform === 'web');
  const place = { kind: 'member', platform: 'web', externalId: web?.externalId ?? '' } as const;
  await core.idle();
  const notices = await noticeboard(core.context.kept)
    .over(core.context.store)
    .read(place, 50, core.clock.now());
  const letters = await core.letters(ours.circle);
  const kindOf = (key: string) => letters.find(({ id }) => id === key)?.kind;
  return (kind: DeliveryKind) =>
    notices.filter(({ key }) => kindOf(key) === kind).map(({ message }) => JSON.stringify(message));
}

test('who stood down is taken out of what was posted, before anybody else has said yes', async () => {
  await announceChair(core.context, meeting.id);
  await send('turn-announcement');
  expect((await board(taker))('turn-announcement').join()).toContain(chair.name);
  await declineTurn(core.context, chair, meeting.id);
  await announceChair(core.context, meeting.id);
  expect((await board(taker))('turn-announcement').join()).not.toContain(chair.name);
  expect((await meetingNow(core, meeting)).announcedChairId).toBeNull();
  expect(await toldBy(core, ours, 'turn-announcement')).toHaveLength(1);
});

test('a new chair’s announcement puts right what was said of the one before, on the board and to them', async () => {
  await begin(() => send('turn-offer'));
  await announceChair(core.context, meeting.id);
  await send('turn-announcement');
  const before = await board(chair);
  await askTakeOver(core.context, chair, meeting.id, taker.id);
  await agreeTakeOver(core.context, taker, meeting.id);
  await announceChair(core.context, meeting.id);
  await send('turn-announcement');
  const after = await board(chair);
  const announcements = after('turn-announcement');
  expect(announcements).toHaveLength(2);
  expect(announcements.filter((each) => each.includes(chair.name))).toEqual([]);
  expect(announcements.filter((each) => each.includes(taker.name))).toHaveLength(1);
  expect(after('turn-offer')).not.toEqual(before('turn-offer'));
});

test('an announcement leaves alone what the chair it names was told', async () => {
  await begin(() => send('turn-offer'));
  const before = (await board(chair))('turn-offer');
  expect(before).toHaveLength(1);
  await announceChair(core.context, meeting.id);
  await send('turn-announcement');
  expect((await board(chair))('turn-offer')).toEqual(before);
});

test('a turn is shown with its chair once they have said yes, and a co-chair only if they did', async () => {
  const { store } = core.context;
  const view = async () => turnView(store, ours.circle, await meetingNow(core, meeting));
  expect(await view()).toMatchObject({ meeting: 'Meeting', chair: { name: chair.name }, coChair: null });
  await meetingTable.save(store, { ...meeting, coChairId: taker.id });
  expect((await view()).coChair).toBeNull();
  await meetingTable.record(store, {
    meetingId: meeting.id,
    at: core.clock.now(),
    what: 'offer-accepted',
    memberId: taker.id,
    voice: taker.voice,
  });
  expect((await view()).coChair).toBe(taker.name);
  await declineTurn(core.context, chair, meeting.id);
  expect(await view()).toMatchObject({ chair: null });
  const next = await askedFor(core, meeting);
  expect(JSON.stringify(await view())).not.toContain(next.name);
  await acceptTurn(core.context, next, meeting.id);
  expect((await memberOf(core, (await meetingNow(core, meeting)).chairId)).name).toBe(
    (await view()).chair?.name,
  );
  expect((await view()).startsAt).toBeGreaterThan(core.clock.now() + DAY);
});
