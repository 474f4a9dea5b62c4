import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../../src/core/context.ts';
import { DAY } from '../../../src/core/instant.ts';
import type { DeliveryState } from '../../../src/core/outbox/delivery.ts';
import { addToOutbox, toChannels } from '../../../src/core/outbox/outbox.ts';
import { deliveryTable } from '../../../src/core/tables/deliveries.ts';
import { noticeboard } from '../../../src/core/tables/notices.ts';
import { attendanceTable } from '../../../src/features/attendance/tables.ts';
import { composeDigest } from '../../../src/features/digests/rules/compose.ts';
import { digestTable } from '../../../src/features/digests/tables.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { joiningTable } from '../../../src/features/membership/tables.ts';
import type { PromiseItem } from '../../../src/features/promises/rules/promise.ts';
import { promiseTable } from '../../../src/features/promises/tables.ts';
import { ledgerTable } from '../../../src/features/release/tables/ledger.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { meetingTable } from '../../../src/features/turns/tables.ts';
import { unnamedWordsTable } from '../../../src/features/unnamed-words/tables.ts';
import { roundOf } from '../../support/closed-round.ts';
import { plannedOf } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';
import { emptyWeek } from '../digests/northfield.ts';

/** What of each kind of row is there, each named by what should become of it. */
type Rows = Readonly<Record<string, readonly string[]>>;

const OLD_WEEK = '2026-W40';
/** The week of the moment before which all is past: two weeks ago. */
const KEPT_WEEK = '2026-W45';

let core: TestCore;
let ours: Group;
let others: Group;
let before: { readonly ours: Rows; readonly others: Rows };
let after: typeof before;

beforeAll(async () => {
  core = await startCore();
  ours = await core.group({ staff: 2, reps: 2 });
  others = await core.group({ staff: 2, reps: 2 });
  const rows = { ours: await fill(core.context, ours), others: await fill(core.context, others) };
  before = { ours: await rows.ours(), others: await rows.others() };
  const by = ours.who('Staff1');
  const wanted = await changeCircle(core.context, ours.circle, by, [{ kind: 'erase-history' }]);
  if (!wanted.ok) throw new Error(wanted.code);
  const done = await approveProposal(
    core.context,
    ours.circle,
    ours.who('Rep1'),
    wanted.value.asked[0]?.id ?? '',
  );
  if (!done.ok) throw new Error(done.code);
  after = { ours: await rows.ours(), others: await rows.others() };
});
afterAll(() => core?.stop());

/** Fills a circle with rows that are past and rows that are not, and gives what of them is still there. */
async function fill(context: Context, group: Group): Promise<() => Promise<Rows>> {
  const { store } = context;
  const { circle } = group;
  const edge = context.clock.now() - 14 * DAY;
  const names = new Map<string, string>();
  const named = (name: string) => {
    const id = context.newId();
    names.set(id, name);
    return id;
  };

  const [planned] = await plannedOf(core, group);
  for (const [name, endsAt, state] of [
    ['past', edge - 1, 'held'],
    ['past, called off', edge - DAY, 'cancelled'],
    ['kept', edge, 'held'],
    ['kept, as planned', edge - 2 * DAY, 'planned'],
  ] as const) {
    const id = named(name);
    await meetingTable.plan(store, { ...planned, id, state, startsAt: endsAt - 1, endsAt, asking: null });
    await meetingTable.record(store, {
      meetingId: id,
      at: endsAt,
      what: 'held',
      memberId: null,
      voice: null,
    });
    await attendanceTable.save(store, { meetingId: id, circleId: circle.id, staff: 'some', reps: 'one' });
  }
  for (const [name, closesAt, release] of [
    ['past', edge - 1, {}],
    ['kept', edge, {}],
    ['kept, as open', edge - 1, null],
  ] as const)
    names.set((await roundOf(context, group, closesAt, release)).id, name);
  for (const [name, week, publishedAt] of [
    ['past', '2026-W40', edge - 1],
    ['kept', '2026-W41', edge],
  ] as const) {
    const digest = composeDigest({ ...emptyWeek, week }, () => 0);
    await digestTable.insert(store, { id: named(name), circleId: circle.id, week, publishedAt, digest });
  }
  for (const [name, week, shownIn] of [
    ['past', OLD_WEEK, OLD_WEEK],
    ['kept', OLD_WEEK, KEPT_WEEK],
    ['kept, as unshown', OLD_WEEK, null],
  ] as const)
    await unnamedWordsTable.insert(store, {
      id: named(name),
      circleId: circle.id,
      week,
      words: name,
      shownIn,
    });
  const promise = (more: Partial<PromiseItem>): Omit<PromiseItem, 'id'> => ({
    circleId: circle.id,
    words: 'More tea',
    raisedBy: null,
    raisedIn: OLD_WEEK,
    shownIn: OLD_WEEK,
    state: 'raised',
    reply: null,
    closed: null,
    reopened: null,
    ownerId: null,
    askedId: null,
    dueOn: null,
    changedIn: null,
    ...more,
  });
  const { id: memberId, voice } = group.who('Rep2');
  for (const [name, more] of [
    ['past', {}],
    ['past, named', { raisedBy: { memberId, voice }, shownIn: null }],
    ['kept', { raisedIn: KEPT_WEEK }],
    ['kept, as unshown', { shownIn: null }],
  ] as const)
    await promiseTable.insert(store, { ...promise(more), id: named(name) });
  for (const [name, at, state] of [
    ['past', edge - 1, 'dismissed'],
    ['kept', edge, 'dismissed'],
    ['kept, as open', edge - 1, 'open'],
  ] as const) {
    const identity = { platform: 'slack', externalId: `T1/U-${circle.id}-${at}-${state}` } as const;
    const person = { identity, name: 'Ann', kind: 'member' } as const;
    const row = { circleId: circle.id, what: 'join', person, memberId: null, at, state } as const;
    await joiningTable.open(store, { ...row, id: named(name) });
  }
  const firstOf = (name: string) => [...names].find(([, each]) => each === name)?.[0] ?? '';
  for (const [name, state, dueAt, subject] of [
    ['past', 'sent', edge - 1, 'anything'],
    ['past, dropped', 'dropped', edge - 1, 'anything'],
    ['past, failed', 'failed', edge - 1, 'anything'],
    ['kept', 'sent', edge, 'anything'],
    ['kept, as due', 'due', edge - 1, 'anything'],
    ['kept, of a meeting ahead', 'sent', edge - 1, firstOf('kept, as planned')],
    ['kept, of an open round', 'sent', edge - 1, firstOf('kept, as open')],
  ] as const) {
    const letter = { kind: 'digest', subject, edition: name, dueAt, expiresAt: null } as const;
    const [delivery] = toChannels(context, circle, letter);
    if (delivery === undefined) throw new Error('the circle has no channel');
    names.set(delivery.id, name);
    await addToOutbox(store, [delivery]);
    await deliveryTable.finish(store, delivery.id, { state: state satisfies DeliveryState });
    const place = { kind: 'channel', platform: 'web', externalId: circle.id } as const;
    const message = { language: 'en-GB', summary: name, blocks: [] };
    await noticeboard(context.kept)
      .over(store)
      .pin(place, message as never, delivery.id, dueAt);
  }

  const there = (ids: readonly string[]) => ids.flatMap((id) => names.get(id) ?? []).sort();
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  return async () => {
    const everything = [...names.keys()];
    const found = async <T>(find: (id: string) => Promise<T | null>) => {
      const hits: string[] = [];
      for (const id of everything) {
        const row = await find(id);
        if (row !== null && !(Array.isArray(row) && row.length === 0)) hits.push(id);
      }
      return hits;
    };
    const place = { kind: 'channel', platform: 'web', externalId: circle.id } as const;
    const notices = await noticeboard(context.kept).over(store).read(place, 100, context.clock.now());
    return {
      meetings: there(await found((id) => meetingTable.find(store, id))),
      events: there(await found((id) => meetingTable.events(store, id))),
      attendances: there(await found((id) => attendanceTable.find(store, id))),
      rounds: there(await found((id) => roundTable.find(store, id))),
      ledger: there(await found((id) => ledgerTable.find(store, id))),
      digests: there(ids(await digestTable.list(store, circle.id, 100))),
      words: there(ids(await unnamedWordsTable.all(store, circle.id))),
      promises: there(ids(await promiseTable.list(store, circle.id))),
      joinings: there(await found((id) => joiningTable.find(store, id))),
      letters: there(ids(await core.letters(circle))),
      notices: there(notices.map(({ key }) => key)),
    };
  };
}

const KINDS = [
  'meetings',
  'events',
  'attendances',
  'rounds',
  'ledger',
  'digests',
  'words',
  'promises',
  'joinings',
  'letters',
  'notices',
] as const;

test.each(KINDS)('of %s what is past goes, and nothing else', (kind) => {
  expect(before.ours[kind]).toContain('past');
  expect(after.ours[kind]).toEqual(before.ours[kind]?.filter((name) => name.startsWith('kept')));
  expect(after.ours[kind]).toContain('kept');
});

test.each(KINDS)('of another circle’s %s nothing goes', (kind) => {
  expect(after.others[kind]).toEqual(before.others[kind]);
});
