/** Calling a meeting off. */
export const meetingOff = {
  'meeting-off.link': 'Call off the meeting on {when}',
  'meeting-off.summary': 'Call off “{meeting}” on {when}?',
  'meeting-off.what':
    'Everybody in the circle is told, and that it was you. It uses up nobody’s turn to chair.',
  'meeting-off.send': 'Call it off',
  'meeting-off.done': '“{meeting}” on {when} is called off. Everybody is told.',
  'meeting-off.told': '“{meeting}” on {when} does not take place.',
  'meeting-off.by': '{name} called it off. It uses up nobody’s turn to chair.',
  'meeting-off.next': 'The next one is on {when}.',
  'meeting-off.page': 'This meeting was called off.',
  'meeting-off.not-held': 'It was noted that this meeting did not take place.',
} as const;

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
