import { actions, compose, heading, sentence, text } from '../../../core/messages/blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';

export interface MeetingChatView {
  readonly circle: string;
  readonly circleId: string;
  /** As the platform names it. */
  readonly chat: string;
  readonly linked: boolean;
}

/** Asks a steward before the chat of a meeting is linked to the circle, or taken off again. */
export function meetingChatForm(
  { circle, circleId, chat, linked }: MeetingChatView,
  reader: Reader,
): Message {
  return compose(reader, (words) => ({
    summary: words.say('meeting-chat.summary', { circle }),
    blocks: [
      heading(1, words.say('meeting-chat.heading')),
      text(words.say(linked ? 'meeting-chat.linked' : 'meeting-chat.lead', { circle }), 'lead'),
      text(words.say('meeting-chat.what')),
      actions({
        label: words.say(linked ? 'meeting-chat.unlink' : 'meeting-chat.link'),
        action: {
          name: linked ? 'meeting-chat.unlink' : 'meeting-chat.link',
          subject: circleId,
          value: chat,
        },
        weight: linked ? 'warning' : 'primary',
      }),
    ],
  }));
}

export function meetingChatDone(linked: boolean, reader: Reader): Message {
  return sentence(reader, (words) =>
    words.say(linked ? 'meeting-chat.link-done' : 'meeting-chat.unlink-done'),
  );
}
