import { filledIn } from '../../../src/core/ports/filled-in.ts';
import type { Reply } from '../../../src/core/ports/interaction.ts';
import type { Block, Message } from '../../../src/core/ports/message.ts';
import type { Inputs } from '../../chat/typed.ts';

/**
 * What stands in a card after a reply. A refused form comes back with the reason on top, each problem above its input, and
 * filled in with what was typed, from the request alone. All of it at once, also for who wished one question at a time: what
 * is wrong must not hide behind a step.
 */
export function messageOf(reply: Reply, typed: Inputs): Message {
  if (reply.kind !== 'refused' || reply.form === undefined) return reply.message;
  const { form, message, problems = {}, filled: isFilled } = reply;
  const names = new Set(form.blocks.flatMap((block) => ('name' in block ? [block.name] : [])));
  const elsewhere = Object.entries(problems).flatMap(([name, text]) => (names.has(name) ? [] : [text]));
  const blocks = form.blocks.flatMap((block): readonly Block[] => {
    const problem = 'name' in block ? problems[block.name] : undefined;
    const filled = isFilled ? block : filledIn(block, typed);
    return problem === undefined ? [filled] : [warning(problem), filled];
  });
  return {
    ...form,
    oneAtATime: false,
    blocks: [...new Set([message.summary, ...elsewhere])].map(warning).concat(blocks),
  };
}

function warning(text: string): Block {
  return { kind: 'text', text, tone: 'warning' };
}
