import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainText } from '../../../src/core/messages/plain-text.ts';
import { composeLetter } from '../../../src/core/outbox/notifications.ts';
import { actTable } from '../../../src/features/governance/tables/proposals.ts';
import { openRoundByHand } from '../../../src/features/pulses/use-cases/open-round.ts';
import { pulseTable } from '../../../src/features/release/tables/pulses.ts';
import { roundTable } from '../../../src/features/release/tables/rounds.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
beforeAll(async () => {
  core = await startCore();
  ours = await core.group({ staff: 2, reps: 3 });
  await core.settle();
});
afterAll(() => core?.stop());

const rep = () => ours.who('Rep2');
const lettersTo = async (name: string) =>
  (await core.letters(ours.circle)).filter(({ memberId }) => memberId === ours.who(name).id);
const standing = async (name: string) =>
  (await lettersTo(name)).map(({ kind, state }) => `${kind} ${state}`).sort();

test('who wants to be asked no more gets no letter of a pulse, keeps the seat, and undoes it by one press', async () => {
  const before = await standing('Rep2');
  const acts = await actTable.list(core.context.store, ours.circle.id, 99);
  const page = await core.ask(rep(), 'me.pulses');
  expect(plainText(page.message)).toContain('[Stop asking me]');
  const stopped = await core.ask(rep(), 'me.stop-asking');
  expect(stopped.kind).toBe('done');
  expect(plainText(stopped.message)).toContain('[Ask me again]');
  expect(await core.ask(rep(), 'me.stop-asking')).toEqual(stopped);
  expect(plainText((await core.ask(rep(), 'me.pulses')).message)).toContain('[Ask me again]');

  const [pulse] = await pulseTable.list(core.context.store, ours.circle.id);
  const round = await openRoundByHand(core.context, pulse?.id ?? '');
  if (!round.ok) throw new Error(round.code);
  await core.settle();
  expect(await standing('Rep2')).toEqual([...before, 'pulse-invitation dropped'].sort());
  expect(await standing('Rep3')).toContain('pulse-invitation sent');
  expect(round.value.voices).toMatchObject([{ invited: 2 }, { invited: 3 }]);
  expect(await roundTable.seat(core.context.store, round.value.id, rep().id)).not.toBeNull();
  expect(plainText((await core.ask(rep(), 'home.show')).message)).toContain(round.value.title);
  const answered = await core.ask(rep(), 'pulse.answer', {
    subject: round.value.id,
    inputs: { voice: ['4'] },
  });
  expect(answered.kind).toBe('done');
  // Nobody is told: neither by letter nor on record.
  expect(await actTable.list(core.context.store, ours.circle.id, 99)).toEqual(acts);
  for (const name of ['Staff1', 'Rep1'])
    expect((await lettersTo(name)).map(({ kind }) => kind)).toContain('pulse-invitation');

  expect((await core.ask(rep(), 'me.ask-again')).kind).toBe('done');
  core.clock.moveTo(round.value.remindAt ?? 0);
  await core.settle();
  expect(await standing('Rep2')).toContain('pulse-reminder sent');
});

test('every invitation and reminder leads there, in the same words', async () => {
  const letters = (await core.letters(ours.circle)).filter(({ kind }) => kind.startsWith('pulse-'));
  for (const letter of letters) {
    const words = await composeLetter(core.context, letter, ours.circle, rep(), 'web');
    if (typeof words === 'string') throw new Error(words);
    expect(words.blocks).toContainEqual({
      kind: 'link',
      text: 'Stop asking me',
      action: { name: 'me.pulses', subject: '' },
    });
  }
  expect(letters.length).toBeGreaterThan(5);
});

test('the page of wishes holds it too, and a form that does not know it leaves it as it is', async () => {
  const wanted = async () => (await ours.now('Rep3')).preferences.invitations;
  await core.ask(ours.who('Rep3'), 'me.save', { inputs: { invitations: ['no'] } });
  expect(await wanted()).toBe(false);
  await core.ask(ours.who('Rep3'), 'me.save', { inputs: { reminders: ['yes'] } });
  expect(await wanted()).toBe(false);
});
