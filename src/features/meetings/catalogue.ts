/** Calling a meeting off. */
export const meetingOff = {
  'meeting-off.link': 'Call off the meeting on {when}',
  'meeting-off.summary': 'Call off “{meeting}” on {when}?',
  'meeting-off.what':
    'Everybody in the circle is told, and that it was you. It uses up nobody’s turn to chair.',
  'meeting-off.reason': 'Why?',
  'meeting-off.reason-hint': 'A few words. Everybody in the circle can read them.',
  'meeting-off.send': 'Call it off',
  'meeting-off.done': '“{meeting}” on {when} is called off. Everybody is told.',
  'meeting-off.told': '“{meeting}” on {when} does not take place.',
  'meeting-off.by': '{name} called it off. It uses up nobody’s turn to chair.',
  'meeting-off.next': 'The next one is on {when}.',
  'meeting-off.page': 'This meeting was called off.',
  'meeting-off.not-held': 'It was noted that this meeting did not take place.',
} as const;

/** Ending the meetings of a series. */
export const meetingsEnd = {
  'meetings-end.link': 'End the meetings “{name}”',
  'meetings-end.summary': 'End the meetings “{name}” for good?',
  'meetings-end.lead':
    'The meetings ahead are called off. It uses up nobody’s turn to chair. What was before stays.',
  'meetings-end.two-keys': 'A steward of another voice has to say yes too. Then everybody is told.',
  'meetings-end.send': 'End them',
  'change.meetings-end': 'The meetings “{name}” have ended. Those ahead are called off.',
  'failure.meetings-ended': 'These meetings have ended. You can add new ones.',
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

/** Moving one meeting, and adding one; where meetings take place. */
export const meetingMove = {
  'meeting-move.link': 'Move the meeting on {when}',
  'meeting-move.summary': 'Move “{meeting}” on {when}?',
  'meeting-move.what':
    'Only this meeting moves. Everybody is told, and that it was you. Whoever chairs it is asked again.',
  'meeting-move.date': 'The new day',
  'meeting-move.time': 'The new time',
  'meeting-move.date-hint': 'Write it like “24/12/2026”.',
  'meeting-move.time-hint': 'Write it like “2pm” or “14:00”.',
  'meeting-move.send': 'Move it',
  'meeting-move.done': '“{meeting}” is on {when}. Everybody is told of a new time.',
  'meeting-move.told': '“{meeting}” has moved. It is now on {when}.',
  'meeting-move.was': 'Before, it was on {when}.',
  'meeting-move.by': '{name} moved it.',
  'meeting-move.page': 'This meeting has moved again.',

  'meeting-add.link': 'Add one more meeting of “{meeting}”',
  'meeting-add.summary': 'Add one more meeting of “{meeting}”?',
  'meeting-add.what':
    'It comes on top of the usual ones. Everybody is told, and that it was you. Its chair comes from the rota.',
  'meeting-add.date': 'Day',
  'meeting-add.time': 'Time',
  'meeting-add.send': 'Add it',
  'meeting-add.done': '“{meeting}” also meets on {when}. Everybody is told.',
  'meeting-add.told': '“{meeting}” also meets on {when}.',
  'meeting-add.by': '{name} added this meeting.',

  'failure.meeting-name-taken':
    'Your circle has meetings of this name. Please give these another name, such as “Working group”.',
  'failure.time-passed': 'This time has passed. Please choose a later one.',
  'failure.too-soon': 'People need an hour to hear of it. Please choose a later time.',
  'failure.meeting-there': 'Your circle has another meeting at that time. Please choose another time.',

  'settings.holidays': 'If a meeting falls on a bank holiday',
  'settings.holidays.meet': 'Meet all the same',
  'settings.holidays.skip': 'Leave it out',
  'settings.holidays.next-working-day': 'Meet on the next working day',
  'settings.holidays.week-later': 'Meet one week later',
  'settings.region': 'Whose bank holidays',
  'settings.clash':
    'On {day} “{other}” is at the same time. Please choose another time, or move one of them.',
  'settings.left-out.bank-holiday': 'Not on {day}: that is a bank holiday.',
  'circle.holidays': 'On bank holidays ({region})',
  'failure.holidays-only': 'With this rule you would never meet. Please choose another day or another rule.',

  'venue.place': 'Where: {place}.',
  'venue.link': 'Join the meeting',
  'settings.venue.place': 'Where you meet',
  'settings.venue.link': 'Link to join from afar',
  'settings.venue.link-hint': 'It begins with “https://”. Everybody in the circle sees it.',
  'settings.venue.notes': 'How to come in or dial in',
  'settings.venue.notes-hint': 'For example “Ring the second bell. There is a ramp at the back.”',
  'failure.not-a-link': 'Please write the whole link. It begins with “https://”.',
  'failure.venue-too-long': 'This is too long, or has a sign that cannot be shown. Please write it shorter.',
} as const;

/** What each way of sharing the chair would bring, and what happened to each turn. */
export const rotaPages = {
  'preview.link': 'See what each choice would bring',
  'preview.summary': 'Who would chair “{meeting}” in the next 12 weeks',
  'preview.count':
    '{count, plural, =0 {There is no meeting in these 12 weeks.} one {There is 1 meeting in these 12 weeks.} other {There are # meetings in these 12 weeks.}}',
  'preview.supposed': 'This is a forecast. It supposes that everybody can come and says yes.',
  'preview.caption': 'How often each voice would chair',
  'preview.voice': 'Voice',
  'preview.parity': 'Each voice as often as the others',
  'preview.per-head': 'By the number of people',
  'preview.floor': 'By the number of people, but at least {share} each',
  'preview.as-now': '{name} (as now)',
  'preview.choose': 'Talk about it in your group before you choose.',

  'turn-history.link': 'What happened to this turn',
  'turn-history.summary': 'What happened to the turn to chair “{meeting}” on {when}',
  'turn-history.what': 'You see here who said yes. No other answers are shown.',
  'turn-history.none': 'Nothing has happened yet.',
  'turn-history.drawn': 'It was the turn of {voice}.',
  'turn-history.accepted': '{name} said yes.',
  'turn-history.taken-over': '{name} gave the turn to {other}, who said yes.',
  'turn-history.acted-for': '{by} gave the turn to {other} for {name}. {other} said yes.',
  'turn-history.found': '{other} said yes after a steward asked.',
  'turn-history.taken-back': '{name} took the turn back.',
  'turn-history.moved': 'The meeting moved.',
  'turn-history.moved-by': '{by} moved the meeting.',
  'turn-history.added': '{by} added the meeting.',
  'turn-history.cancelled': '{by} called the meeting off.',
  'turn-history.called-off': 'The meeting was called off.',
  'turn-history.chair-noted': '{by} noted that {name} chaired.',
  'turn-history.nobody-noted': '{by} noted that nobody on our list chaired.',
  'turn-history.held': 'The meeting took place.',
  'turn-history.held-by': 'The meeting took place. {name} chaired.',
  'turn-history.not-held': 'The meeting did not take place.',
  'turn-history.before': 'The meetings before',
  'turn-history.line': '{when}: {what}',
  'turn-history.past-none': 'no chair noted',
  'turn-history.past-off': 'no meeting',
} as const;
