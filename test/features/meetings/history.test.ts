import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Member } from '../../../src/core/circle.ts';
import { HOUR } from '../../../src/core/instant.ts';
import { toldEvents } from '../../../src/features/meetings/rules.ts';
import type { Meeting, TurnEvent } from '../../../src/features/turns/rules/meeting.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { declineTurn } from '../../../src/features/turns/use-cases/answer.ts';
import {
  agreeTakeOver,
  askTakeOver,
  refuseTakeOver,
  undoHandOver,
} from '../../../src/features/turns/use-cases/take-over.ts';
import { askedFor, chairedMeeting, plannedOf, seriesOf } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group();
});

async function page(meeting: Pick<Meeting, 'id'>, who = 'Rep2'): Promise<string> {
  const reply = await core.ask(ours.who(who), 'turn.history', { subject: meeting.id });
  if (reply.kind !== 'shown') throw new Error(reply.kind);
  return JSON.stringify(reply.message.blocks);
}

const event = (what: TurnEvent['what'], at = 0): TurnEvent => ({
  meetingId: 'm1',
  at,
  what,
  memberId: 'gwen',
  voice: 'reps',
  otherId: 'joe',
});

test('told is what happened to the turn, never who was asked, refused or stood down', () => {
  const all = [
    'drawn',
    'nobody-available',
    'accepted',
    'announced',
    'swap-asked',
    'refused',
    'hand-over-asked',
    'offer-accepted',
    'offer-declined',
    'declined',
  ] as const;
  expect(toldEvents(all.map((what) => event(what))).map(({ what }) => what)).toEqual(['drawn', 'accepted']);
});

test('a request that was withdrawn is told no more than the request; a turn that was taken back is', () => {
  const whats = (...events: readonly TurnEvent[]) => toldEvents(events).map(({ what }) => what);
  expect(whats(event('swap-asked'), event('taken-back'))).toEqual([]);
  expect(whats(event('taken-over'), event('announced'), event('taken-back'))).toEqual([
    'taken-over',
    'taken-back',
  ]);
  const back = { ...event('taken-back'), memberId: 'joe', otherId: 'amy' };
  expect(whats(event('taken-over'), event('swap-asked'), back)).toEqual(['taken-over']);
  expect(whats(event('taken-over'), back)).toEqual(['taken-over']);
});

test('what settles days later stands where it happened', () => {
  expect(toldEvents([event('chair-noted', 5), event('held', 3)]).map(({ at }) => at)).toEqual([3, 5]);
});

test('before a yes the page is the same to the letter whatever the asked person says', async () => {
  const [meeting] = await plannedOf(core, ours);
  const asked = await askedFor(core, meeting);
  const before = await page(meeting);
  expect(before).toContain('It was the turn of');
  expect(before).not.toContain(asked.name);
  await declineTurn(core.context, asked, meeting.id);
  expect(await page(meeting)).toBe(before);
});

test('a swap is told by the names of the two who agreed; who refused, and who withdrew, is nowhere', async () => {
  const { chair, meeting } = await chairedMeeting(core, ours);
  const [no, yes] = ['Rep3', 'Staff3', 'Rep4'].filter((name) => name !== chair.name).map(ours.who) as [
    Member,
    Member,
  ];
  const named = await page(meeting);
  expect(named).toContain(`${chair.name} said yes.`);
  await askTakeOver(core.context, chair, meeting.id, no.id);
  await refuseTakeOver(core.context, no, meeting.id);
  await askTakeOver(core.context, chair, meeting.id, yes.id);
  expect(await page(meeting)).toBe(named);
  await agreeTakeOver(core.context, yes, meeting.id);
  await undoHandOver(core.context, chair, meeting.id);
  const told = await page(meeting);
  expect(told).toContain(`${chair.name} gave the turn to ${yes.name}, who said yes.`);
  expect(told).toContain(`${chair.name} took the turn back.`);
  expect(told).not.toContain(no.name);
});

test('each page leads to those of the meetings before, of its own series, newest first', async () => {
  const { chair, meeting } = await chairedMeeting(core, ours);
  const store = core.context.store;
  const { id: seriesId } = await seriesOf(core, ours);
  const past = async (hours: number, state: Meeting['state'], chairId: string | null, series = seriesId) => {
    const startsAt = core.clock.now() - hours * HOUR;
    const at = { seriesId: series, startsAt, endsAt: startsAt + HOUR, plannedFor: startsAt };
    const one = { ...meeting, ...at, id: core.context.newId(), state, chairId, turn: null, asking: null };
    await meetingTable.plan(store, one);
    return one.id;
  };
  const [held, open, off] = [
    await past(300, 'held', chair.id),
    await past(200, 'held', null),
    await past(100, 'cancelled', chair.id),
  ];
  const { circle } = await core.group();
  const [other] = await meetingTable.series(store, circle.id);
  const foreign = await past(50, 'held', null, other?.id);
  const text = await page(meeting);
  const places = [off, open, held].map((id) => text.indexOf(id));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((one, another) => one - another));
  expect(text).not.toContain(foreign);
  expect(text).toMatch(/: no meeting".*: no chair noted".*: Rep\d|Staff\d"/);
  expect(await page({ id: open })).not.toContain(off);
  expect(await page({ id: open })).toContain(held);
});

test('the page of a turn leads to it, and nobody of another circle reads it', async () => {
  const { meeting } = await chairedMeeting(core, ours);
  expect(JSON.stringify(await core.ask(ours.who('Rep2'), 'turn.show', { subject: meeting.id }))).toContain(
    'turn.history',
  );
  const others = await core.group({ staff: 2, reps: 2 });
  expect(await core.ask(others.who('Rep1'), 'turn.history', { subject: meeting.id })).toMatchObject({
    kind: 'refused',
  });
});
