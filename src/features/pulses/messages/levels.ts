import { text } from '../../../core/messages/blocks.ts';
import type { Words } from '../../../core/messages/words.ts';
import type { Block } from '../../../core/ports/message.ts';
import type { Round } from '../../release/rules/pulse.ts';

/** Whether answers are shown together or by voice: said where they are asked, and on the circle's page. */
export function levelBlocks(
  { questions, levels }: Pick<Round, 'questions' | 'levels'>,
  words: Words,
): Block[] {
  if (levels === null) return [];
  const byVoice = questions.filter(({ id }) => levels[id] === 'by-voice');
  const together = questions.filter(({ id }) => levels[id] === 'together');
  if (byVoice.length === 0) return together.length === 0 ? [] : [text(words.say('pulse.level.together'))];
  if (together.length === 0) return [text(words.say('pulse.level.by-voice'))];
  const quoted = words.list(byVoice.map(({ text: question }) => words.say('digest.quoted', { question })));
  return [text(words.say('pulse.level.differ', { questions: quoted }))];
}
