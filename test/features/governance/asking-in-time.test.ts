import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../../src/core/instant.ts';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { composeLetter, inPlaceOf } from '../../../src/core/outbox/notifications.ts';
import { circleTable } from '../../../src/core/tables/circles.ts';
import { writeRef } from '../../../src/features/digests/rules/withdrawal.ts';
import type { Change } from '../../../src/features/governance/rules/change.ts';
import { PROPOSAL_LASTS } from '../../../src/features/governance/rules/proposal.ts';
import { changeCircle } from '../../../src/features/governance/use-cases/changes.ts';
import { approveProposal, withdrawProposal } from '../../../src/features/governance/use-cases/decisions.ts';
import { waitingApprovals } from '../../../src/features/governance/use-cases/views.ts';
import { openScheduledRound } from '../../../src/features/pulses/use-cases/open-round.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { unnamedWordsTable } from '../../../src/features/unnamed-words/tables.ts';
import { putAway } from '../../support/standing.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group({ staff: 4, reps: 3 });
});

const steward = (name: string): Change => ({ kind: 'steward', memberId: ours.who(name).id, steward: true });
async function asked(...changes: readonly Change[]): Promise<readonly string[]> {
  const wanted = await changeCircle(core.context, ours.circle, ours.who('Staff1'), changes, 'Because.');
  if (!wanted.ok) throw new Error(wanted.code);
  return wanted.value.asked.map(({ id }) => id);
}
const letters = async () =>
  (await core.letters(ours.circle)).filter(({ kind }) => kind === 'approval-wanted');
/** Sends what is due, hours of bundles included. */
const send = async () => {
  core.clock.moveTo(core.clock.now() + DAY);
  await core.settle();
  core.clock.moveTo(core.clock.now() + MINUTE);
};
async function reads(index: number): Promise<string> {
  const letter = (await letters())[index];
  if (letter === undefined) throw new Error('no letter');
  const rep = ours.who('Rep1');
  const message = await composeLetter(core.context, letter, ours.circle, rep, 'slack');
  if (message === 'told-on-the-board') throw new Error(message);
  return plainText(
    message === 'no-longer-true' ? await inPlaceOf(core.context, letter, ours.circle, rep) : message,
  );
}

test('every letter that lists a change is put right when it is decided, and lists nothing that was asked for since', async () => {
  const [first = '', second = ''] = await asked(steward('Staff2'), steward('Staff3'));
  await send();
  const [third = ''] = await asked(steward('Staff4'));
  await send();
  expect((await letters()).map(({ state }) => state)).toEqual(['sent', 'sent']);
  expect(await reads(1)).toMatch(/Staff2.*Staff3.*Staff4/s);
  await approveProposal(core.context, ours.circle, ours.who('Rep1'), second);
  expect(await putAway(core, ours, 'approval-wanted')).toEqual(['Rep1', 'Rep1']);
  expect(await reads(0)).toContain('Staff2');
  expect(await reads(0)).not.toMatch(/Staff3|Staff4/);
  expect(await reads(1)).not.toContain('Staff3');
  await withdrawProposal(core.context, ours.circle, ours.who('Staff1'), first);
  await send();
  expect(await reads(0)).not.toMatch(/Staff[24]/);
  expect(await reads(1)).toContain('Staff4');
  await approveProposal(core.context, ours.circle, ours.who('Rep1'), third);
  expect(await reads(1)).toContain('said yes');
});

test('a letter that was sent before a change was asked for is left alone', async () => {
  await asked(steward('Staff2'));
  await send();
  const [second = ''] = await asked(steward('Staff3'));
  await withdrawProposal(core.context, ours.circle, ours.who('Staff1'), second);
  const corrected = (await core.letters(ours.circle)).filter(({ kind }) => kind === 'digest-correction');
  const [first] = await letters();
  expect(corrected.map(({ subject }) => subject)).not.toContain(first?.id);
});

async function openRound() {
  const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
  core.clock.moveTo(pulse?.nextOpensAt ?? 0);
  await openScheduledRound(core.context, pulse?.id ?? '');
  const [round] = await roundTable.open(core.context.store, ours.circle.id);
  if (round === undefined) throw new Error('nothing is open');
  return round;
}
const page = async (id: string, who: string) =>
  (await core.ask(ours.who(who), 'approval.show', { subject: id })).message;
const writes = async (id: string, who: string) =>
  (await page(id, who)).blocks.flatMap((block) =>
    block.kind === 'actions' ? block.buttons.map(({ action }) => action.name) : [],
  );

test('an ask to end a round runs out as it closes, and then says so without a button', async () => {
  const round = await openRound();
  const [id = ''] = await asked({ kind: 'cancel-round', roundId: round.id, title: 'Pulse' });
  expect(await letters()).toMatchObject([
    { expiresAt: round.closesAt, payload: { before: `${round.closesAt}` } },
  ]);
  expect(await writes(id, 'Rep1')).toEqual(['approval.approve']);
  expect(await writes(id, 'Staff1')).toEqual(['approval.withdraw']);
  core.clock.moveTo(round.closesAt);
  await core.settle();
  for (const who of ['Rep1', 'Staff1', 'Rep2']) {
    expect(await writes(id, who)).toEqual([]);
    expect(plainText(await page(id, who))).toContain('It is too late for this now. Nothing has changed.');
  }
  expect(await waitingApprovals(core.context, ours.circle, ours.who('Rep1'))).toEqual([]);
});

test('an ask to hold words back runs out with the digest that would show them', async () => {
  const { store } = core.context;
  const digestAt = (await circleTable.digestSettings(store, ours.circle.id))?.nextAt ?? 0;
  const row = {
    id: core.context.newId(),
    circleId: ours.circle.id,
    week: '2026-W47',
    words: 'Hm',
    shownIn: null,
  };
  await unnamedWordsTable.insert(store, row);
  const refs = [writeRef({ kind: 'said', id: row.id })];
  const [id = ''] = await asked({ kind: 'hold-words', refs, why: 'names-a-person' });
  expect(await letters()).toMatchObject([{ expiresAt: digestAt, payload: { before: `${digestAt}` } }]);
  expect(await writes(id, 'Rep1')).toEqual(['approval.approve']);
  await core.passTo(digestAt);
  expect(await writes(id, 'Rep1')).toEqual([]);
  expect(plainText(await page(id, 'Rep1'))).toContain('too late');
});

test('a plan has until its first date, and is asked for after it too; what has no date has none', async () => {
  const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
  if (pulse === undefined) throw new Error('no pulse');
  await asked({ kind: 'pulse-state', pulseId: pulse.id, title: pulse.title, state: 'paused' });
  await asked({ kind: 'thresholds', pulseId: pulse.id, thresholds: { scores: 6, comments: 10 } });
  expect(await letters()).toMatchObject([{ payload: null }, { payload: null }]);
  const { title, packId, questions, openFor, reminders, schedule } = pulse;
  if (schedule.kind !== 'weekly') throw new Error('not weekly');
  const plan = { title, packId, questions, openFor, reminders, schedule: { ...schedule, weeks: 2 } };
  const before = core.clock.now();
  await asked({ kind: 'pulse', pulseId: pulse.id, plan });
  const dated = (await letters()).find(({ payload }) => payload !== null);
  expect(dated?.expiresAt).toBe(before + PROPOSAL_LASTS);
  expect(Number(dated?.payload?.before)).toBeGreaterThan(before);
});
