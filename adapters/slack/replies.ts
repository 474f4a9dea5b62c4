import type { Reply } from '../../src/ports/interaction.ts';
import type { Block, Message } from '../../src/ports/message.ts';
import type { Inputs } from './view-state.ts';

/** What stands in a modal after a reply. A refused form comes back with the reason on top and, given `typed`, filled in. */
export function messageOf(reply: Reply, typed: Inputs | null = null): Message {
  if (reply.kind !== 'refused' || reply.form === undefined) return reply.message;
  const { form, message, problems = {} } = reply;
  const said = [message.summary, ...Object.values(problems)];
  const notes: Block[] = [...new Set(said)].map((text) => ({ kind: 'text', text, tone: 'warning' }));
  const blocks = typed === null ? form.blocks : form.blocks.map((block) => filledIn(block, typed));
  return { ...form, oneAtATime: false, blocks: [...notes, ...blocks] };
}

/** The problems with the refusal's own words before the first of them, where none of them says the same. */
export function problemsOf(reply: Reply): Readonly<Record<string, string>> | null {
  if (reply.kind !== 'refused' || reply.form === undefined || reply.problems === undefined) return null;
  const [[input, problem] = [], ...others] = Object.entries(reply.problems);
  if (input === undefined || problem === undefined) return null;
  const { summary } = reply.message;
  const told = Object.values(reply.problems).includes(summary) ? problem : `${summary} ${problem}`;
  return Object.fromEntries([[input, told], ...others]);
}

function filledIn(block: Block, typed: Inputs): Block {
  if (block.kind === 'text-input') return { ...block, value: typed[block.name]?.[0] ?? block.value };
  if (block.kind === 'choice') return { ...block, chosen: typed[block.name] ?? block.chosen };
  if (block.kind === 'pick') return { ...block, chosen: idsIn(typed[block.name]) ?? block.chosen };
  if (block.kind !== 'scale') return block;
  return { ...block, kind: 'choice', many: false, chosen: typed[block.name] ?? [] };
}

/** Picked one by one, or typed into one text. */
function idsIn(given: readonly string[] | undefined): readonly string[] | undefined {
  return given?.flatMap((each) => each.split(/\s+/)).filter((id) => id !== '');
}
