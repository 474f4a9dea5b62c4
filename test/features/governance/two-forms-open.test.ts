import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { seriesOf } from '../../support/meetings-of.ts';
import { type Group, startCore, type TestCore } from '../../support/test-core.ts';

let core: TestCore;
let ours: Group;
let series: string;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core?.stop());
beforeEach(async () => {
  ours = await core.group();
  series = (await seriesOf(core, ours)).id;
});

const FORM = { name: 'Meeting', every: '2 weeks', on: 'Thursday 14:00', lasting: '90 minutes' };
const opened = async (name: string) =>
  markIn((await core.ask(ours.who(name), 'meeting-settings.form', { subject: series })).message);
const save = (name: string, mark: string | undefined, changed: Record<string, string>) =>
  core.ask(ours.who(name), 'meeting-settings.save', {
    subject: series,
    ...(mark === undefined ? {} : { value: mark }),
    inputs: Object.fromEntries(
      Object.entries({ ...FORM, ...changed }).map(([input, said]) => [input, [said]]),
    ),
  });

/** What the button of a form carries. */
function markIn(form: Message | undefined): string | undefined {
  const buttons = form?.blocks.flatMap((block) => (block.kind === 'actions' ? block.buttons : []));
  return buttons?.find(({ action }) => action.name === 'meeting-settings.save')?.action.value;
}
const formIn = (reply: Reply) => (reply.kind === 'refused' ? reply.form : undefined);

test('of two stewards with one form open the second is told, and saves with a second press', async () => {
  const [first, second] = [await opened('Staff1'), await opened('Rep1')];
  expect(first).toBeDefined();
  expect(second).toBe(first);
  expect((await save('Staff1', first, { place: 'Room 4' })).kind).toBe('done');
  const late = await save('Rep1', second, { on: 'Friday 14:00' });
  expect(late).toMatchObject({
    kind: 'refused',
    message: { summary: expect.stringMatching(/^Somebody changed something here while you had this open\./) },
  });
  expect(await seriesOf(core, ours)).toMatchObject({
    venue: { place: 'Room 4' },
    schedule: { weekday: 'thursday' },
  });
  expect((await save('Rep1', markIn(formIn(late)), { on: 'Friday 14:00', place: 'Room 4' })).kind).toBe(
    'done',
  );
  expect(await seriesOf(core, ours)).toMatchObject({
    venue: { place: 'Room 4' },
    schedule: { weekday: 'friday' },
  });
});

test('a form that nobody came between is taken, and so is one posted before forms were marked', async () => {
  expect((await save('Staff1', await opened('Staff1'), { place: 'Room 4' })).kind).toBe('done');
  expect((await save('Rep1', undefined, { place: 'Room 5' })).kind).toBe('done');
  expect(await seriesOf(core, ours)).toMatchObject({ venue: { place: 'Room 5' } });
});
