import type { Message } from '../../../src/core/ports/message.ts';
import { renderHtml } from './html.ts';
import { type Frame, type Part, partsOf, way } from './letter.ts';
import { subjectOf } from './said.ts';
import { renderText } from './text.ts';

export type { Frame } from './letter.ts';

export interface Mail {
  /** One line, free of control characters. */
  readonly subject: string;
  /** Ends in a line break. */
  readonly text: string;
  readonly html: string;
}

/**
 * A message as a mail that is whole in plain text and in HTML. Nothing can be filled in or sent from it: inputs are told in words,
 * and buttons are links to the pages that the frame names. Links to other than web addresses stand there as words.
 */
export function renderMail(message: Message, frame: Frame): Mail {
  const parts = partsOf(message, frame);
  const foot = [
    ...frame.foot.map((text): Part => ({ kind: 'text', text, tone: 'quiet' })),
    ...(frame.stop === null ? [] : [way(frame.stop.text, frame.stop.url, 'link')]),
  ];
  const subject = subjectOf(message.summary);
  return {
    subject,
    text: renderText(parts, foot),
    html: renderHtml(parts, foot, { title: subject, language: message.language }),
  };
}
