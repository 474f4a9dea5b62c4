import type { ActionName } from '../../src/core/ports/action.ts';
import type { Message } from '../../src/core/ports/message.ts';
import type { Pulse } from '../../src/features/release/rules/pulse.ts';
import { pulseTable } from '../../src/features/release/tables/pulses.ts';
import { seriesOf } from './meetings-of.ts';
import type { Group, TestCore } from './test-core.ts';

type Inputs = Readonly<Record<string, string>>;

/** The first pulse of a group, as it stands. */
export async function pulseOf({ context }: TestCore, { circle }: Group): Promise<Pulse> {
  const [pulse] = await pulseTable.list(context.store, circle.id);
  if (pulse === undefined) throw new Error('no pulse');
  return pulse;
}

/** What a steward reads after they sent a form with these inputs. */
async function save(
  core: TestCore,
  group: Group,
  action: ActionName,
  subject: string,
  inputs: Inputs,
): Promise<Message> {
  const reply = await core.ask(group.who('Staff1'), action, {
    subject,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, [value]])),
  });
  if (reply.kind !== 'done') throw new Error(JSON.stringify(reply));
  return reply.message;
}

export const saveMeetings = async (core: TestCore, group: Group, inputs: Inputs) =>
  save(core, group, 'meeting-settings.save', (await seriesOf(core, group)).id, {
    name: 'Meeting',
    every: '2 weeks',
    on: 'Thursday 14:00',
    lasting: '90 minutes',
    reason: 'It suits us.',
    ...inputs,
  });

export const savePulse = async (core: TestCore, group: Group, inputs: Inputs) =>
  save(core, group, 'pulse-settings.save', (await pulseOf(core, group)).id, {
    pack: 'having-a-voice',
    every: 'week',
    on: 'Tuesday 10:00',
    'open-for': '48 hours',
    'remind-after': '24 hours',
    ...inputs,
  });

export const saveDigest = (core: TestCore, group: Group, inputs: Inputs) =>
  save(core, group, 'digest-settings.save', group.circle.id, {
    wanted: 'yes',
    on: 'Friday 15:00',
    managers: 'yes',
    ...inputs,
  });

/** The dates that a reply promises: its last list. */
export function promised(message: Message): readonly string[] {
  const lists = message.blocks.flatMap((block) => (block.kind === 'list' ? [block.items] : []));
  return lists.at(-1) ?? [];
}
