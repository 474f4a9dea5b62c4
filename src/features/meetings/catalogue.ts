/** Linking the chat of a meeting to a circle. */
export const meetingChat = {
  'meeting-chat.summary': 'Does this chat belong to {circle}?',
  'meeting-chat.heading': 'The chat of a meeting',
  'meeting-chat.lead': 'Do meetings of {circle} take place in this chat?',
  'meeting-chat.linked': 'This chat belongs to {circle}.',
  'meeting-chat.what':
    'When a meeting here ends, I ask the chair which sides were there. I do not learn who was there, or what was said. I write nothing into this chat.',
  'meeting-chat.link': 'Yes, link it',
  'meeting-chat.unlink': 'Take it off again',
  'meeting-chat.link-done': 'This chat is linked. The chair is asked after the meeting.',
  'meeting-chat.unlink-done': 'This chat is no longer linked.',
} as const;
