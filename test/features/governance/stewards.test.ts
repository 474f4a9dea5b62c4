import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, localTime } from '../../../src/core/calendar/local-time.ts';
import type { Member } from '../../../src/core/circle.ts';
import { DAY } from '../../../src/core/instant.ts';
import { memberTable } from '../../../src/core/tables/members.ts';
import { CHOOSING_STANDS, CHOOSING_WAITS } from '../../../src/features/choosings/rules.ts';
import { choosingTable } from '../../../src/features/choosings/tables.ts';
import { nameSteward } from '../../../src/features/choosings/use-cases/by-operator.ts';
import {
  confirmSteward,
  passChoosings,
  proposeSteward,
  stopSteward,
} from '../../../src/features/choosings/use-cases/choosings.ts';
import {
  choosingAtHome,
  choosingView,
  voicesWithout,
} from '../../../src/features/choosings/use-cases/views.ts';
import { actTable } from '../../../src/features/governance/tables/proposals.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { endStandIns } from '../../../src/features/governance/use-cases/stand-ins.ts';
import { stewardsStay } from '../../../src/features/governance/use-cases/stewardship.ts';
import { make, told } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

const EVERYBODY = ['Staff1', 'Staff2', 'Rep1', 'Rep2', 'Rep3', 'Rep4'];

let core: TestCore;
let ours: Group;
let others: Group;

beforeAll(async () => {
  core = await startCore();
  others = await core.group({ staff: 2, reps: 2 });
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 2, reps: 4 });
});

const acts = () => actTable.list(core.context.store, ours.circle.id, 99);
const find = (id: string) => choosingTable.find(core.context.store, id);
const propose = (by: string, named: Pick<Member, 'id'>) =>
  proposeSteward(core.context, ours.circle, ours.who(by), named.id);
const confirm = (by: string, id: string) => confirmSteward(core.context, ours.circle, ours.who(by), id);
const stop = (by: string, id: string) => stopSteward(core.context, ours.circle, ours.who(by), id);

describe('a voice without a steward', () => {
  beforeEach(() => make(core, ours, 'Rep1', { steward: false }));

  async function proposed(by = 'Rep2', named = 'Rep3'): Promise<string> {
    const choosing = await propose(by, ours.who(named));
    if (!choosing.ok) throw new Error(choosing.code);
    return choosing.value.id;
  }
  async function standing(): Promise<string> {
    const id = await proposed();
    for (const name of ['Rep1', 'Rep4']) await confirm(name, id);
    return id;
  }

  test('proposes one: on record, and asked of the others of the voice; one at a time', async () => {
    core.enqueued();
    const id = await proposed();
    expect(await find(id)).toMatchObject({ state: 'open', standsUntil: null, confirmedBy: [] });
    expect(await told(core, ours, 'choosing-asked')).toEqual(['Rep1', 'Rep3', 'Rep4']);
    expect(core.enqueued()).toHaveLength(3);
    expect((await acts())[0]).toMatchObject({ what: 'asked', memberId: ours.who('Rep2').id });
    expect(await propose('Rep1', ours.who('Rep1'))).toMatchObject({ code: 'choosing-under-way' });
    expect(await told(core, ours, 'choosing-asked')).toHaveLength(3);
  });

  test('says yes, each once; with the third all are told, and after seven days it holds', async () => {
    const id = await proposed();
    core.enqueued();
    expect(await confirm('Rep1', id)).toMatchObject({ value: { standsUntil: null } });
    expect(core.enqueued()).toEqual([]);
    expect(await told(core, ours, 'choosing-stands')).toEqual([]);
    expect(await confirm('Rep1', id)).toMatchObject({ code: 'confirmed-before' });
    const until = core.clock.now() + CHOOSING_STANDS;
    expect(await confirm('Rep4', id)).toMatchObject({ value: { standsUntil: until } });
    expect(await find(id)).toMatchObject({ standsUntil: until });
    expect(await told(core, ours, 'choosing-stands')).toEqual(EVERYBODY);
    expect((await acts())[0]).toMatchObject({ what: 'approved', memberId: ours.who('Rep4').id });
    expect(await confirm('Rep3', id)).toMatchObject({ code: 'choosing-over' });
    core.clock.moveTo(until - 1);
    await passChoosings(core.context);
    expect(await ours.now('Rep3')).toMatchObject({ steward: false });
    core.clock.moveTo(until);
    await passChoosings(core.context);
    expect(await ours.now('Rep3')).toMatchObject({ steward: true, stewardUntil: null });
    expect(await find(id)).toMatchObject({ state: 'chosen' });
    expect((await acts())[0]).toMatchObject({ what: 'by-itself', memberId: ours.who('Rep3').id });
    expect(await told(core, ours, 'act-told')).toEqual(EVERYBODY);
    await passChoosings(core.context);
    expect(await told(core, ours, 'act-told')).toEqual(EVERYBODY);
  });

  test('stops it: the voice alone is told, not by whom; then it may choose anew', async () => {
    const id = await proposed();
    expect(await stop('Rep4', id)).toMatchObject({ value: { state: 'stopped' } });
    expect(await find(id)).toMatchObject({ state: 'stopped' });
    expect((await acts())[0]).toMatchObject({ what: 'stopped', memberId: ours.who('Rep3').id });
    expect((await acts()).map(({ what }) => what)).not.toContain('approved');
    expect(await told(core, ours, 'act-told')).toEqual(['Rep1', 'Rep2', 'Rep3', 'Rep4']);
    for (const does of [stop, confirm])
      expect(await does('Rep1', id)).toMatchObject({ code: 'choosing-over' });
    expect(await propose('Rep1', ours.who('Rep4'))).toMatchObject({ ok: true });
  });

  test('stops what stands, and everybody is told', async () => {
    const id = await standing();
    await stop('Rep1', id);
    expect(await told(core, ours, 'act-told')).toEqual(EVERYBODY);
    core.clock.moveTo(core.clock.now() + CHOOSING_STANDS);
    await passChoosings(core.context);
    expect(await ours.now('Rep3')).toMatchObject({ steward: false });
  });

  test('hears nothing of one that too few wanted, and may propose again', async () => {
    const id = await proposed();
    core.clock.moveTo(core.clock.now() + CHOOSING_WAITS);
    expect(await propose('Rep2', ours.who('Rep2'))).toMatchObject({ ok: true });
    expect(await find(id)).toMatchObject({ state: 'lapsed' });
    expect(await told(core, ours, 'act-told')).toEqual([]);
  });

  test('is told where one that stood comes to nothing, because who would be it has left', async () => {
    const id = await standing();
    await make(core, ours, 'Rep3', { leftAt: core.clock.now() });
    await passChoosings(core.context);
    expect(await find(id)).toMatchObject({ state: 'lapsed' });
    expect((await acts())[0]).toMatchObject({ what: 'lapsed' });
    expect(await told(core, ours, 'act-told')).toEqual(EVERYBODY.filter((name) => name !== 'Rep3'));
  });

  test('takes another yes where one who said yes has gone since; it holds on the day that all were told', async () => {
    ours = await core.group({ staff: 2, reps: 5 });
    await make(core, ours, 'Rep1', { steward: false });
    const id = await standing();
    const until = core.clock.now() + CHOOSING_STANDS;
    const view = async () => {
      const choosing = await find(id);
      if (choosing === null) throw new Error('not there');
      return choosingView(core.context, ours.circle, ours.who('Rep3'), choosing);
    };
    expect(await view()).toMatchObject({ stillWanted: 0, mayConfirm: false });
    await make(core, ours, 'Rep4', { leftAt: core.clock.now() });
    await passChoosings(core.context);
    expect(await view()).toMatchObject({ stillWanted: 1, mayConfirm: true });
    const before = await told(core, ours, 'choosing-stands');
    expect(await confirm('Rep3', id)).toMatchObject({ value: { state: 'open', standsUntil: until } });
    expect(await confirm('Rep5', id)).toMatchObject({ code: 'choosing-over' });
    expect(await view()).toMatchObject({ stillWanted: 0, mayConfirm: false });
    expect(await told(core, ours, 'choosing-stands')).toEqual(before);
    core.clock.moveTo(until);
    await passChoosings(core.context);
    expect(await ours.now('Rep3')).toMatchObject({ steward: true });
  });

  test('counts nobody who cannot come in: neither as who chooses nor as a steward', async () => {
    await make(core, ours, 'Rep1', { steward: true });
    expect(await propose('Rep2', ours.who('Rep3'))).toMatchObject({ code: 'voice-has-steward' });
    for (const account of ours.who('Rep1').identities)
      await memberTable.holdIdentity(core.context.store, account, true);
    expect(await propose('Rep1', ours.who('Rep3'))).toMatchObject({ code: 'not-found' });
    expect(await propose('Rep2', ours.who('Rep1'))).toMatchObject({ code: 'not-of-your-voice' });
    await proposed();
    expect(await told(core, ours, 'choosing-asked')).toEqual(['Rep3', 'Rep4']);
  });

  test('chooses one of its own, among those who belong to it', async () => {
    await make(core, ours, 'Rep4', { voiceSince: core.clock.now() });
    const proposing = (by: Pick<Member, 'id'>, named: Pick<Member, 'id'>) =>
      proposeSteward(core.context, ours.circle, by, named.id);
    for (const [code, by, named] of [
      ['voice-has-steward', ours.who('Staff2'), ours.who('Staff2')],
      ['not-of-your-voice', ours.who('Rep2'), ours.who('Staff2')],
      ['not-of-your-voice', ours.who('Rep2'), others.who('Rep2')],
      ['not-of-your-voice', ours.who('Rep2'), ours.who('Rep4')],
      ['not-a-chooser', ours.who('Rep4'), ours.who('Rep2')],
      ['not-found', others.who('Rep2'), ours.who('Rep2')],
    ] as const) {
      expect(await proposing(by, named)).toMatchObject({ code });
    }
    const id = await proposed();
    for (const does of [confirm, stop]) {
      expect(await does('Rep4', id)).toMatchObject({ code: 'not-a-chooser' });
      expect(await does('Staff1', id)).toMatchObject({ code: 'not-a-chooser' });
      expect(await does('Rep1', 'unknown')).toMatchObject({ code: 'not-found' });
    }
    for (const does of [confirmSteward, stopSteward]) {
      expect(await does(core.context, others.circle, others.who('Rep2'), id)).toMatchObject({
        code: 'not-found',
      });
      expect(await does(core.context, others.circle, ours.who('Rep1'), id)).toMatchObject({
        code: 'not-found',
      });
    }
    expect(await find(id)).toMatchObject({ state: 'open', confirmedBy: [] });
  });

  test('reads on its start page that it can choose, and what it is choosing; nobody else does', async () => {
    const home = async (name: string) =>
      choosingAtHome(
        core.context,
        ours.circle,
        await memberTable.list(core.context.store, ours.circle.id),
        ours.who(name),
      );
    expect(await home('Staff1')).toBeNull();
    expect(await home('Rep2')).toMatchObject({ current: null, mayChoose: true, nobodyMay: false });
    const id = await proposed();
    expect(await home('Rep1')).toMatchObject({
      voiceName: 'Service-user reps',
      current: { stillWanted: 2, mayConfirm: true, mayStop: true, mine: false },
    });
    expect(await home('Rep2')).toMatchObject({ current: { mayConfirm: false, mayStop: true } });
    expect(await home('Rep3')).toMatchObject({ current: { mayConfirm: true, mine: true } });
    await stop('Rep2', id);
    expect(await home('Rep2')).toMatchObject({ current: null });
    const stopped = await find(id);
    if (stopped === null) throw new Error('not there');
    expect(await choosingView(core.context, ours.circle, ours.who('Rep1'), stopped)).toMatchObject({
      mayConfirm: false,
      mayStop: false,
    });
  });

  test('is named, once the circle is set up; a voice without people is not', async () => {
    const without = async (circle = ours.circle) =>
      voicesWithout(core.context, circle, await memberTable.list(core.context.store, circle.id));
    expect(await without()).toEqual(['Service-user reps']);
    expect(await without({ ...ours.circle, setUpAt: null })).toEqual([]);
    expect(voicesWithout(core.context, ours.circle, [ours.who('Staff1')])).toEqual([]);
    expect(await without(others.circle)).toEqual([]);
  });

  test('chooses beside another that does, and reads of its own alone', async () => {
    await make(core, ours, 'Staff1', { steward: false });
    const [staff, reps] = [await proposed('Staff2', 'Staff2'), await proposed()];
    const present = await memberTable.list(core.context.store, ours.circle.id);
    for (const [name, id] of [
      ['Staff1', staff],
      ['Rep1', reps],
    ] as const) {
      expect(await choosingAtHome(core.context, ours.circle, present, ours.who(name))).toMatchObject({
        current: { choosing: { id } },
      });
    }
  });

  test('gets no steward by others while it chooses', async () => {
    await proposed();
    await make(core, ours, 'Rep1', { steward: true, voiceSince: core.clock.now() });
    await make(core, ours, 'Staff2', { steward: true, voice: 'carers' });
    expect(
      await changeCircle(
        core.context,
        ours.circle,
        ours.who('Staff1'),
        [{ kind: 'steward', memberId: ours.who('Rep4').id, steward: true }],
        'Because.',
      ),
    ).toMatchObject({ code: 'voice-is-choosing' });
  });
});

describe('the people who run the server', () => {
  const name = (named: Pick<Member, 'id'>) => nameSteward(core.context, ours.circle, named.id);

  test('name a steward where a voice has none: on record as theirs, told to all, once', async () => {
    await make(core, ours, 'Rep1', { steward: false });
    expect(await name(ours.who('Rep2'))).toMatchObject({ value: { name: 'Rep2' } });
    expect(await ours.now('Rep2')).toMatchObject({ steward: true, stewardUntil: null });
    expect((await acts())[0]).toMatchObject({
      what: 'changed',
      memberId: null,
      change: { kind: 'steward', memberId: ours.who('Rep2').id },
    });
    expect(await told(core, ours, 'act-told')).toEqual(EVERYBODY);
    expect(await name(ours.who('Rep2'))).toMatchObject({ code: 'voice-has-steward' });
    expect(await told(core, ours, 'act-told')).toHaveLength(6);
  });

  test('let somebody in by it where nobody of the voice was let in by two', async () => {
    for (const rep of ['Rep1', 'Rep2', 'Rep3', 'Rep4'])
      await make(core, ours, rep, { confirmedAt: null, steward: false });
    await name(ours.who('Rep2'));
    expect(await ours.now('Rep2')).toMatchObject({ steward: true, confirmedAt: core.clock.now() });
    expect(await ours.now('Rep3')).toMatchObject({ confirmedAt: null });
  });

  test('name nobody else', async () => {
    expect(await name(ours.who('Rep2'))).toMatchObject({ code: 'voice-has-steward' });
    await make(core, ours, 'Rep1', { steward: false });
    await make(core, ours, 'Rep4', { voiceSince: core.clock.now() });
    expect(await name(others.who('Rep2'))).toMatchObject({ code: 'not-found' });
    expect(await name(ours.who('Rep4'))).toMatchObject({ code: 'not-settled' });
    await propose('Rep1', ours.who('Rep2'));
    expect(await name(ours.who('Rep2'))).toMatchObject({ code: 'choosing-under-way' });
    core.clock.moveTo(core.clock.now() + CHOOSING_WAITS);
    expect(await name(ours.who('Rep2'))).toMatchObject({ ok: true });
  });
});

describe('a stand-in', () => {
  const lastDay = (days: number) => addDays(localTime(core.clock.now(), ours.circle.timezone).date, days);
  const nameStandIn = (by: string, named: Pick<Member, 'id'>, days = 6) =>
    changeCircle(core.context, ours.circle, ours.who(by), [
      { kind: 'stand-in', memberId: named.id, lastDay: lastDay(days) },
    ]);
  const end = (by: string, named = 'Rep2') =>
    changeCircle(core.context, ours.circle, ours.who(by), [
      { kind: 'stand-in-ended', memberId: ours.who(named).id },
    ]);

  test('is told, is a steward until the day is over, and then is told so with the stewards, once', async () => {
    expect(await nameStandIn('Rep1', ours.who('Rep2'))).toMatchObject({ value: { made: [{}] } });
    const until = (await ours.now('Rep2')).stewardUntil ?? 0;
    expect(until).toBeGreaterThan(core.clock.now() + 6 * DAY);
    expect(await told(core, ours, 'act-told')).toEqual(['Rep2']);
    core.clock.moveTo(until - 1);
    await endStandIns(core.context);
    expect(await ours.now('Rep2')).toMatchObject({ steward: true });
    core.clock.moveTo(until);
    core.enqueued();
    await endStandIns(core.context);
    expect(await ours.now('Rep2')).toMatchObject({ steward: false, stewardUntil: null });
    expect((await acts())[0]).toMatchObject({ what: 'by-itself', memberId: ours.who('Rep2').id });
    expect(await told(core, ours, 'act-told')).toEqual(['Rep2', 'Rep2']);
    expect(core.enqueued()).toHaveLength(3);
    const before = await acts();
    await endStandIns(core.context);
    expect(await acts()).toEqual(before);
  });

  test('named again stays until the new day, and one who has left ends in silence', async () => {
    await nameStandIn('Rep1', ours.who('Rep2'));
    await nameStandIn('Staff1', ours.who('Staff2'));
    await nameStandIn('Rep1', ours.who('Rep2'), 20);
    await make(core, ours, 'Staff2', { leftAt: core.clock.now() });
    const before = await acts();
    core.clock.moveTo(core.clock.now() + 10 * DAY);
    await endStandIns(core.context);
    expect(await ours.now('Rep2')).toMatchObject({ steward: true });
    expect(await ours.now('Staff2')).toMatchObject({ steward: false });
    expect(await acts()).toEqual(before);
  });

  test('is named by a lasting steward of their voice, and ended by them or by themselves', async () => {
    for (const [code, by, named, days] of [
      ['not-a-steward', 'Rep3', ours.who('Rep2'), 6],
      ['stand-in-other-voice', 'Staff1', ours.who('Rep2'), 6],
      ['names-themselves', 'Rep1', ours.who('Rep1'), 6],
      ['not-found', 'Rep1', others.who('Rep2'), 6],
      ['in-the-past', 'Rep1', ours.who('Rep2'), -1],
      ['stand-in-too-long', 'Rep1', ours.who('Rep2'), 91],
    ] as const) {
      expect(await nameStandIn(by, named, days)).toMatchObject({ code });
    }
    expect(await end('Rep1')).toMatchObject({ code: 'not-found' });
    await nameStandIn('Rep1', ours.who('Rep2'));
    expect(await nameStandIn('Rep2', ours.who('Rep3'))).toMatchObject({ code: 'stands-in-yourself' });
    expect(await end('Staff1')).toMatchObject({ code: 'not-your-stand-in' });
    expect(await end('Rep2')).toMatchObject({ ok: true });
    expect(await ours.now('Rep2')).toMatchObject({ steward: false });
    expect(await end('Rep2')).toMatchObject({ code: 'not-a-steward' });
    expect(await told(core, ours, 'act-told')).toEqual(['Rep2']);
  });
});

test('who may go is told by who would be left', () => {
  const stays = (id: string, ...names: readonly string[]) =>
    stewardsStay(ours.circle, names.map(ours.who), id);
  const [staff1, staff2] = [ours.who('Staff1').id, ours.who('Staff2').id];
  expect(stays(staff1, 'Staff1', 'Rep2')).toMatchObject({ code: 'last-steward' });
  expect(stays(staff1, 'Staff1', 'Rep1')).toMatchObject({ code: 'last-steward-of-voice' });
  expect(stays(staff1, 'Staff2', 'Rep1')).toMatchObject({ code: 'not-found' });
  expect(stays(staff2, 'Staff2')).toMatchObject({ ok: true });
});

test('the last lasting steward of a voice is not taken out by others, whoever stands in; another is', async () => {
  const out = () =>
    changeCircle(
      core.context,
      ours.circle,
      ours.who('Staff1'),
      [{ kind: 'member-left', memberId: ours.who('Rep1').id }],
      'Because.',
    );
  await make(core, ours, 'Rep2', { steward: true, stewardUntil: core.clock.now() + DAY });
  expect(await out()).toMatchObject({ code: 'last-steward-of-voice' });
  await make(core, ours, 'Rep2', { steward: true, stewardUntil: null });
  expect(await out()).toMatchObject({ value: { asked: [{}] } });
});
