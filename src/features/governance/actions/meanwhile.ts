import { refusedForm } from '../../../core/actions/handler.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Interaction, Refused } from '../../../core/ports/interaction.ts';
import type { Message } from '../../../core/ports/message.ts';
import { refuse } from '../../../core/result.ts';
import { marked, meanwhile, meanwhileWords } from '../messages/form-mark.ts';

/**
 * Where somebody else changed something since a form was opened it comes back, once: with what was filled in, and as it is now what
 * was left alone. `form`: as it would be opened now. null: nobody came between, or the form has no mark.
 */
export function changedMeanwhile(
  { action: { name, value = '' }, inputs }: Interaction,
  form: Message,
  reader: Reader,
): Refused | null {
  // Beside a mark there are values of other kinds, such as a tap's; forms of before were marked where they save.
  const isMark = value.startsWith('.') || (value !== '' && name.endsWith('.save'));
  const found = isMark ? meanwhile(form, value, inputs) : null;
  if (found === null) return null;
  const told = refusedForm(refuse('changed-meanwhile'), reader, marked(form));
  if (found === 'all') return told;
  const summary = meanwhileWords(found, reader);
  const message = {
    ...told.message,
    summary,
    blocks: [{ kind: 'text', text: summary, tone: 'lead' } as const],
  };
  return { ...told, message, form: found.form, filled: true };
}
