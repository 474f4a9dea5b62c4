import { filledIn } from '../../../src/core/ports/filled-in.ts';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';
import type { Inputs } from '../../chat/typed.ts';

/** What stands in a modal after a reply. A refused form comes back with the reason on top and, given `typed`, filled in. */
export function messageOf(reply: Reply, typed: Inputs | null = null): Message {
  if (reply.kind !== 'refused' || reply.form === undefined) return reply.message;
  const { form, message, problems = {} } = reply;
  const said = [message.summary, ...Object.values(problems)];
  const notes: Block[] = [...new Set(said)].map((text) => ({ kind: 'text', text, tone: 'warning' }));
  const blocks =
    typed === null || reply.filled ? form.blocks : form.blocks.map((block) => filledIn(block, typed));
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
