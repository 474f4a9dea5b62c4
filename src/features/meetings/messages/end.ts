import { actions, button, compose, heading, text } from '../../../core/messages/blocks.ts';
import { reasonInput } from '../../../core/messages/form-blocks.ts';
import type { Reader } from '../../../core/messages/reader.ts';
import type { Message } from '../../../core/ports/message.ts';
import type { MeetingSeries } from '../../turns/rules/meeting.ts';

export function endMeetingsForm({ id, name }: Pick<MeetingSeries, 'id' | 'name'>, reader: Reader): Message {
  return compose(reader, (words) => {
    const question = words.say('meetings-end.summary', { name });
    return {
      summary: question,
      blocks: [
        heading(1, question),
        text(words.say('meetings-end.lead'), 'lead'),
        text(words.say('meetings-end.two-keys')),
        reasonInput(words.say('meeting-off.reason-hint'), words),
        actions(button(words.say('meetings-end.send'), 'meetings-end.save', id, 'primary')),
      ],
    };
  });
}
