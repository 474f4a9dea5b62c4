import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChatPerson } from '../../../src/core/chat-person.ts';
import type { Identity, Member } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { personTable } from '../../../src/core/tables/people.ts';
import { actTable, proposalTable } from '../../../src/features/governance/tables/proposals.ts';
import { joiningTable } from '../../../src/features/membership/tables.ts';
import { confirmRoster, settingUpOf } from '../../../src/features/membership/use-cases/confirm-roster.ts';
import { arrivalsOf } from '../../../src/features/membership/use-cases/joining/arrivals.ts';
import {
  acceptJoining,
  dismissJoining,
} from '../../../src/features/membership/use-cases/joining/close-joining.ts';
import { personJoined, personLeft } from '../../../src/features/membership/use-cases/joining/joining.ts';
import {
  awayByStatus,
  personDeactivated,
  personReactivated,
} from '../../../src/features/membership/use-cases/joining/presence.ts';
import { joiningFor, waitingJoinings } from '../../../src/features/membership/use-cases/joining/views.ts';
import { firstPulseOf, rosterView } from '../../../src/features/membership/use-cases/roster-view.ts';
import { whoAndWhen } from '../../../src/features/membership/use-cases/who-and-when.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundOf } from '../../support/closed-round.ts';
import { contextAt } from '../../support/contexts.ts';
import {
  askedFor,
  chairedMeeting,
  meetingNow,
  plannedOf,
  seriesOf,
  toldBy,
} from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let others: Group;
let channel: Identity;
let accounts = 0;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 3, reps: 3 });
  accounts += 1;
  channel = { platform: 'slack', externalId: `T1/C${accounts}` };
  await circleTable.saveChannels(core.context.store, ours.circle.id, [...ours.circle.channels, channel]);
});

const newAccount = (): Identity => {
  accounts += 1;
  return { platform: 'slack', externalId: `T1/U${accounts}` };
};
const somebody = (identity = newAccount()): ChatPerson => ({ identity, name: 'Ann', kind: 'guest' });
async function withAccount(name: string, group = ours): Promise<Identity> {
  const account = newAccount();
  await personTable.addAccount(core.context.store, group.who(name).personId, account, null);
  return account;
}
const waiting = () => joiningTable.waiting(core.context.store, ours.circle.id);
async function asked() {
  const [joining] = await waiting();
  if (joining === undefined) throw new Error('nothing waits');
  return joining;
}
const state = async (id: string) => (await joiningTable.find(core.context.store, id))?.state;
const proposals = async () =>
  (await proposalTable.open(core.context.store, ours.circle.id)).map(({ change }) => change);

test('a circle begins with the yes of two stewards of two voices, once: letters, times, first chair', async () => {
  const fresh = await core.group({ staff: 2, reps: 2, setUp: false });
  const { circle } = fresh;
  const confirm = (who: Member) => confirmRoster(core.context, circle, who);
  for (const who of [fresh.who('Rep2'), others.who('Rep1')])
    expect(await confirm(who)).toMatchObject({ code: 'not-a-steward' });
  expect(await confirmRoster(core.context, { id: 'gone' }, fresh.who('Rep1'))).toMatchObject({
    code: 'not-a-steward',
  });
  expect(await confirm(fresh.who('Rep1'))).toMatchObject({ value: 'waits' });
  expect(await confirm(fresh.who('Rep1'))).toMatchObject({ code: 'roster-said-before' });
  expect(await toldBy(core, fresh, 'welcome')).toEqual([]);
  expect((await settingUpOf(core.context, circle))?.awaited.map(({ name }) => name)).toEqual(['Staff1']);
  core.enqueued();
  expect(await confirm(fresh.who('Staff1'))).toMatchObject({ value: 'set-up' });
  expect((await toldBy(core, fresh, 'welcome')).sort()).toEqual(['Rep1', 'Rep2', 'Staff1', 'Staff2']);
  expect((await toldBy(core, fresh, 'circle-set-up')).sort()).toEqual(['Rep1', 'Staff1']);
  const begun = await circleTable.find(core.context.store, circle.id);
  expect(begun?.setUpAt).toBe(core.clock.now());
  expect((await pulseTable.list(core.context.store, circle.id))[0]?.nextOpensAt).toBeGreaterThan(
    core.clock.now(),
  );
  expect((await circleTable.digestSettings(core.context.store, circle.id))?.nextAt).not.toBeNull();
  expect((await plannedOf(core, fresh))[0].asking).not.toBeNull();
  expect(core.enqueued().filter(({ name }) => name === 'deliver')).toHaveLength(4 + 2 + 1);
  expect(await confirm(fresh.who('Staff1'))).toMatchObject({ code: 'set-up-before' });
  expect(await toldBy(core, fresh, 'welcome')).toHaveLength(4);
  const acts = await actTable.list(core.context.store, circle.id, 9);
  expect(acts.filter(({ what }) => what === 'roster-confirmed')).toHaveLength(2);
});

test('a second yes of one voice sets nothing up', async () => {
  const fresh = await core.group({ staff: 2, reps: 2, setUp: false });
  const { circle } = fresh;
  const second = fresh.who('Rep2');
  await memberTable.saveStanding(core.context.store, second.id, { ...second, steward: true });
  await confirmRoster(core.context, circle, fresh.who('Rep1'));
  expect(await confirmRoster(core.context, circle, second)).toMatchObject({ code: 'side-confirmed' });
  expect((await circleTable.find(core.context.store, circle.id))?.setUpAt).toBeNull();
});

test('the roster shows everybody and who has said yes, until the circle is set up', async () => {
  const fresh = await core.group({ staff: 2, reps: 2, setUp: false });
  const slack = await withAccount('Rep2', fresh);
  await confirmRoster(core.context, fresh.circle, fresh.who('Rep1'));
  const view = (who: Member) => rosterView(core.context, fresh.circle, who);
  expect(await view(fresh.who('Staff1'))).toMatchObject({
    confirmed: ['Rep1'],
    awaited: ['Staff1'],
    mayConfirm: true,
  });
  const seen = await view(fresh.who('Rep1'));
  expect(seen?.mayConfirm).toBe(false);
  expect(seen?.members).toHaveLength(4);
  expect(seen?.members.flatMap(({ identities }) => identities)).not.toContainEqual(slack);
  expect(await rosterView(core.context, ours.circle, ours.who('Rep1'))).toBeNull();
});

test('the first pulse is offered for four weeks, to a circle that was never asked', async () => {
  const offered = (at = core.clock.now(), circle = ours.circle) =>
    firstPulseOf(contextAt(core.context, at), circle);
  expect(await offered()).toMatchObject({ can: 6, all: 6 });
  expect(await offered(core.clock.now() + 28 * DAY - 1)).not.toBeNull();
  expect(await offered(core.clock.now() + 28 * DAY)).toBeNull();
  expect(await offered(core.clock.now(), { ...ours.circle, setUpAt: null })).toBeNull();
  const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
  await pulseTable.setNextOpening(core.context.store, pulse?.id ?? '', null);
  expect(await offered()).toBeNull();
  await pulseTable.setNextOpening(core.context.store, pulse?.id ?? '', core.clock.now() + 1);
  await roundOf(core.context, ours, core.clock.now());
  expect(await offered()).toBeNull();
});

test('who is new is told whom to ask and when the circle meets', async () => {
  const { stewards, next } = await whoAndWhen(core.context, ours.circle);
  expect(stewards).toEqual([
    { name: 'Staff1', voiceName: 'Staff' },
    { name: 'Rep1', voiceName: 'Service-user reps' },
  ]);
  expect(next?.startsAt).toBe((await plannedOf(core, ours))[0].startsAt);
});

test('who comes into the channel is welcomed, and the stewards are asked; told twice, nothing more', async () => {
  const person = somebody();
  core.enqueued();
  for (let times = 0; times < 2; times += 1) await personJoined(core.context, channel, person);
  expect(await waiting()).toMatchObject([{ what: 'join', person, state: 'open', memberId: null }]);
  expect((await toldBy(core, ours, 'joining-proposed')).sort()).toEqual(['Rep1', 'Staff1']);
  expect(await toldBy(core, ours, 'channel-welcome')).toEqual([`slack/${person.identity.externalId}`]);
  expect(core.enqueued().some(({ name }) => name === 'deliver')).toBe(true);
  expect(await core.letters(others.circle)).not.toContainEqual(
    expect.objectContaining({ kind: 'joining-proposed' }),
  );
});

test('nobody hears of a channel that is no circle’s, or of a member who comes back into it', async () => {
  await personJoined(core.context, { platform: 'slack', externalId: 'T1/C-none' }, somebody());
  const account = await withAccount('Rep2');
  await personLeft(core.context, channel, { identity: account });
  const { id } = await asked();
  await personJoined(core.context, channel, somebody(account));
  expect(await state(id)).toBe('withdrawn');
  expect(await waiting()).toEqual([]);
  expect(await toldBy(core, ours, 'channel-welcome')).toEqual([]);
});

test('before a circle is set up nobody is welcomed into it', async () => {
  const fresh = await core.group({ staff: 2, reps: 2, setUp: false });
  await circleTable.saveChannels(core.context.store, fresh.circle.id, [channel]);
  await circleTable.saveChannels(core.context.store, ours.circle.id, []);
  await personJoined(core.context, channel, somebody());
  expect(await toldBy(core, fresh, 'joining-proposed')).toHaveLength(2);
  expect(await toldBy(core, fresh, 'channel-welcome')).toEqual([]);
});

test('a member who goes out is asked about once, as whom the circle knows; who only came is asked about no more', async () => {
  const account = await withAccount('Rep2');
  for (let times = 0; times < 2; times += 1) await personLeft(core.context, channel, { identity: account });
  expect(await waiting()).toMatchObject([
    { what: 'leave', memberId: ours.who('Rep2').id, person: { name: 'Rep2', kind: 'member' } },
  ]);
  expect(await toldBy(core, ours, 'joining-proposed')).toHaveLength(2);
  const guest = somebody();
  await personJoined(core.context, channel, guest);
  await personLeft(core.context, channel, guest);
  expect((await waiting()).map(({ what }) => what)).toEqual(['leave']);
});

test('a yes proposes them, for the second key to let in; a second answer is late', async () => {
  await personJoined(core.context, channel, somebody());
  const { id } = await asked();
  core.enqueued();
  expect(await acceptJoining(core.context, ours.who('Rep1'), id, 'staff')).toMatchObject({ ok: true });
  expect(core.enqueued().some(({ name }) => name === 'deliver')).toBe(true);
  expect(await state(id)).toBe('accepted');
  const memberId = (await joiningTable.find(core.context.store, id))?.memberId;
  expect(await proposals()).toEqual([{ kind: 'member-added', memberId, voice: 'staff' }]);
  for (const answer of [acceptJoining, dismissJoining])
    expect(await answer(core.context, ours.who('Staff1'), id, 'staff')).toMatchObject({
      code: 'joining-over',
    });
});

test('a no changes nothing, and is final', async () => {
  await personJoined(core.context, channel, somebody());
  const { id } = await asked();
  expect(await dismissJoining(core.context, ours.who('Rep1'), id)).toMatchObject({ ok: true });
  expect(await state(id)).toBe('dismissed');
  expect(await proposals()).toEqual([]);
  expect(await acceptJoining(core.context, ours.who('Rep1'), id, 'reps')).toMatchObject({
    code: 'joining-over',
  });
});

test.each([
  ['accept', acceptJoining],
  ['dismiss', dismissJoining],
] as const)('only stewards of the circle %s', async (_name, answer) => {
  await personJoined(core.context, channel, somebody());
  const { id } = await asked();
  expect(await answer(core.context, ours.who('Rep2'), id, 'reps')).toMatchObject({ code: 'not-allowed' });
  expect(await answer(core.context, others.who('Rep1'), id, 'reps')).toMatchObject({ code: 'not-found' });
  expect(await answer(core.context, ours.who('Rep1'), 'gone', 'reps')).toMatchObject({ code: 'not-found' });
  expect(await state(id)).toBe('open');
  expect(await joiningFor(core.context, ours.who('Rep2'), id)).toBeNull();
  expect(await joiningFor(core.context, others.who('Rep1'), id)).toBeNull();
  expect(await joiningFor(core.context, ours.who('Rep1'), 'gone')).toBeNull();
  expect((await joiningFor(core.context, ours.who('Rep1'), id))?.id).toBe(id);
  expect(await waitingJoinings(core.context, ours.circle)).toMatchObject([{ id, what: 'join', name: 'Ann' }]);
  expect(await waitingJoinings(core.context, others.circle)).toEqual([]);
});

test('a voice that is not there is no choice, and who came in meanwhile needs no key', async () => {
  const person = somebody();
  await personJoined(core.context, channel, person);
  const { id } = await asked();
  expect(await acceptJoining(core.context, ours.who('Rep1'), id, 'carers')).toMatchObject({
    code: 'no-choice',
  });
  expect(await state(id)).toBe('open');
  await personTable.addAccount(core.context.store, ours.who('Rep2').personId, person.identity, null);
  expect(await acceptJoining(core.context, ours.who('Rep1'), id, 'reps')).toMatchObject({ ok: true });
  expect(await state(id)).toBe('accepted');
  expect(await proposals()).toEqual([]);
});

test('a yes to somebody’s going asks the second key to take them out; who has gone needs none', async () => {
  for (const [name, wanted] of [
    ['Rep2', 1],
    ['Rep3', 0],
  ] as const) {
    await personLeft(core.context, channel, { identity: await withAccount(name) });
    const { id } = await asked();
    const member = ours.who(name);
    if (wanted === 0)
      await memberTable.saveStanding(core.context.store, member.id, { ...member, leftAt: core.clock.now() });
    const before = (await proposals()).length;
    expect(await acceptJoining(core.context, ours.who('Staff1'), id, '')).toMatchObject({ ok: true });
    expect(await state(id)).toBe('accepted');
    expect((await proposals()).length - before).toBe(wanted);
  }
  expect(await proposals()).toEqual([{ kind: 'member-left', memberId: ours.who('Rep2').id }]);
});

test('an account out of use makes its person rest, gives up their turn, and is reached no more until it is back', async () => {
  const { chair, meeting } = await chairedMeeting(core, ours);
  const account = await withAccount(chair.name);
  core.enqueued();
  for (let times = 0; times < 2; times += 1) await personDeactivated(core.context, account);
  expect(await ours.now(chair.name)).toMatchObject({ chairs: 'resting', leftAt: null });
  expect((await ours.now(chair.name)).identities).not.toContainEqual(account);
  expect((await ours.now(chair.name)).identities).toHaveLength(1);
  expect((await meetingNow(core, meeting)).chairId).toBeNull();
  expect(await toldBy(core, ours, 'turn-offer')).toContain((await askedFor(core, meeting)).name);
  expect(core.enqueued().some(({ name }) => name === 'deliver')).toBe(true);
  await personReactivated(core.context, account);
  const back = await ours.now(chair.name);
  expect(back.identities).toContainEqual(account);
  expect(back.chairs).toBe('resting');
});

test('a status of a chat platform counts for who allows it, until it is over or taken back', async () => {
  const account = await withAccount('Rep2');
  const { id, preferences } = ours.who('Rep2');
  const now = core.clock.now();
  const until = async (moment: number | null) => {
    await awayByStatus(core.context, account, moment);
    return (await memberTable.awayStatuses(core.context.store, ours.circle.id)).get(id) ?? null;
  };
  const allow = (awayFromStatus: boolean) =>
    memberTable.savePreferences(core.context.store, id, { ...preferences, awayFromStatus }, 'yes');
  await allow(false);
  expect(await until(now + DAY)).toBeNull();
  await allow(true);
  expect(await until(now + DAY)).toBe(now + DAY);
  expect(await until(now)).toBeNull();
  expect(await until(now + 2 * DAY)).toBe(now + 2 * DAY);
  expect(await until(null)).toBeNull();
});

test('what chat platforms tell of reaches these use cases', async () => {
  const arrivals = arrivalsOf(core.context);
  const account = await withAccount('Rep2');
  const person = somebody();
  await arrivals.joined(channel, person);
  await arrivals.left(channel, { ...person, identity: account });
  expect((await waiting()).map(({ what }) => what).sort()).toEqual(['join', 'leave']);
  await arrivals.deactivated(account);
  expect((await ours.now('Rep2')).identities).not.toContainEqual(account);
  await arrivals.reactivated(account);
  expect((await ours.now('Rep2')).identities).toContainEqual(account);
  await arrivals.meetingStarted(channel);
  await circleTable.saveMeetingChats(core.context.store, ours.circle.id, [channel]);
  const [next] = await plannedOf(core, ours);
  await arrivalsOf(contextAt(core.context, next.endsAt)).meetingEnded(channel);
  expect(await toldBy(core, ours, 'attendance-asked')).toHaveLength(2);
  expect((await seriesOf(core, ours)).circleId).toBe(ours.circle.id);
});
