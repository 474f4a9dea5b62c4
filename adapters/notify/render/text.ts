import { filledIn, NOTIFY_TEMPLATES } from '../../../src/config/notify-templates.ts';
import type { Message } from '../../../src/core/ports/message.ts';
import { cutForSms, foldedForSms } from '../../chat/sms.ts';
import { LIMITS } from '../limits.ts';

/** What is filled into the template of texts. */
export interface TextValues {
  readonly words: string;
  readonly link: string;
}

/**
 * A message as a text of two parts at most, with the template around it: its whole point in one sentence, which ends in "..." where there
 * is no room for all of it, and the one address where the rest is.
 */
export function renderText({ summary }: Pick<Message, 'summary'>, link: string): TextValues {
  const whole = (words: string) => filledIn(NOTIFY_TEMPLATES.text, { words, link });
  return { words: cutForSms(foldedForSms(summary), LIMITS.textParts, whole), link };
}
