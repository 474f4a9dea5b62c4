import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActionName } from '../../src/core/ports/action.ts';
import { promiseTable } from '../../src/features/promises/tables.ts';
import { raise } from '../../src/features/promises/use-cases/promises.ts';
import { chairedMeeting } from '../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../support/test-core.ts';

let core: TestCore;
let ours: Group;
beforeAll(async () => {
  core = await startCore();
  ours = await core.group({ staff: 3, reps: 3 });
});
afterAll(() => core?.stop());

async function promise(): Promise<string> {
  const said = { words: 'Papers sooner.', named: true };
  const raised = await raise(core.context, ours.circle, ours.who('Rep1'), said);
  if (!raised.ok) throw new Error(raised.code);
  await promiseTable.save(core.context.store, { ...raised.value, shownIn: '2026-W47' });
  return raised.value.id;
}

/** Whoever fills in a form badly twice should not have to send it twice to hear of both. */
test.each<[ActionName, () => Promise<string>, Record<string, string>, readonly string[]]>([
  ['stand-in.name', async () => ours.circle.id, { who: '', until: 'soon' }, ['who', 'until']],
  ['promise.reply', promise, { outcome: 'perhaps', words: ' ' }, ['outcome', 'words']],
  ['promise.own', promise, { who: '', due: '31 February' }, ['who', 'due']],
  [
    'attendance.record',
    async () => {
      const { meeting } = await chairedMeeting(core, ours);
      await core.passTo(meeting.endsAt);
      return meeting.id;
    },
    { 'there-staff': 'many', 'there-reps': '' },
    ['there-staff', 'there-reps'],
  ],
])('%s tells all that is wrong at once, each at its input', async (action, subjectOf, said, inputs) => {
  const reply = await core.ask(ours.who('Staff1'), action, {
    subject: await subjectOf(),
    inputs: Object.fromEntries(Object.entries(said).map(([name, value]) => [name, [value]])),
  });
  if (reply.kind !== 'refused') throw new Error(reply.kind);
  expect(Object.keys(reply.problems ?? {}).sort()).toEqual([...inputs].sort());
  expect(reply.form).toBeDefined();
});
