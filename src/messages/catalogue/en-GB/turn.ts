/** Whose turn it is to chair, and why. A "no" never needs a reason and never costs a place. */
export const turn = {
  'turn.offer.summary': 'Would you like to chair “{meeting}” on {when}?',
  'turn.offer.heading': 'Your turn to chair',
  'turn.offer.lead': 'You are next to chair “{meeting}” on {when}.',
  'turn.offer.choice':
    'You can say yes or no. You do not have to give a reason. If you say no, you keep your place.',
  'turn.offer.choice.easy': 'You can say yes or no. You do not need a reason.',
  'turn.accept': 'Yes, I will chair',
  'turn.decline': 'No, not this time',
  'turn.why-link': 'Why me?',
  'turn.accepted': 'Thank you. You chair “{meeting}” on {when}.',
  'turn.accepted.next': 'If you cannot come after all, open this page again and choose “No, not this time”.',
  'turn.declined': 'Thank you for telling us. You keep your place.',
  'turn.declined.next': 'We will ask somebody else for {when}. We tell nobody that you said no.',

  'turn.announcement.summary': '{name} chairs “{meeting}” on {when}.',
  'turn.announcement.heading': 'Who chairs next',
  'turn.announcement.lead': '{name} ({voice}) chairs “{meeting}” on {when}.',
  'turn.announcement.co-chair': 'Co-chair: {name}, if they wish.',
  'turn.announcement.open': '“{meeting}” on {when} has no chair yet. Nobody in the rota could take it.',
  'turn.announcement.open.next': 'Would somebody like to chair? Please tell a steward.',
  'turn.announcement.why-link': 'Why {name}?',

  'turn.moved': 'This has changed: somebody else chairs this meeting now.',

  'turn.reminder.summary': 'You chair “{meeting}” on {when}.',
  'turn.reminder.lead': 'A reminder: you chair “{meeting}” on {when}.',
  'turn.reminder.help':
    'If you cannot come, open your turn and choose “No, not this time”. You keep your place.',
  'turn.open': 'Open the turn',

  'turn.page.summary': 'Who chairs “{meeting}” on {when}',
  'turn.page.when': 'When',
  'turn.page.chair': 'Chair',
  'turn.page.you': 'You',
  'turn.page.nobody': 'Nobody yet',
  'turn.page.person': '{name} ({voice})',
  'turn.page.co-chair': 'Co-chair, if they wish',
  'turn.page.answer': 'Reply',
  'turn.page.said-yes': 'Said yes',
  'turn.page.waiting': 'No reply yet',

  'turn.why.you': 'Why me?',
  'turn.why.other': 'Why {name}?',
  'turn.why.voice-first':
    'We choose the voice first, then the person. So each voice gets its share of the chair.',
  'turn.why.only-voice': 'Only one voice is in this rota, so there was no voice to choose.',
  'turn.why.only-voice-available': '{voice} was the only voice with somebody who could take this meeting.',
  'turn.why.earliest-deadline':
    'It was the turn of this voice: {voice}. Waiting longer would have left it short of its share.',
  'turn.why.voice-longest-since': 'More than one voice was equally due. {voice} had waited longest.',
  'turn.why.voice-seeded-order':
    'More than one voice was equally due. A fixed order, drawn by lot at the start, chose {voice}.',
  'turn.why.handed-over.absent':
    'Nobody from {voice} could take this meeting. Its share went to the others this time.',
  'turn.why.handed-over.capped':
    'The people from {voice} who could come have reached their limit of turns. Its share went to the others this time.',
  'turn.why.new-count': 'The voices or their shares changed, so we began to count anew.',
  'turn.why.one-available':
    '{you, select, yes {You were} other {{name} was}} the only person from {voice} who could take this meeting.',
  'turn.why.most-credit':
    '{count} people from {voice} could take this meeting. {you, select, yes {You were} other {{name} was}} furthest behind a fair share of turns.',
  'turn.why.longest-since':
    '{count} people from {voice} could take this meeting, and some were equally due. {you, select, yes {You had} other {{name} had}} waited longest.',
  'turn.why.seeded-order':
    '{count} people from {voice} could take this meeting, and some were equally due. A fixed order, drawn by lot at the start, decided.',
  'turn.why.never-chaired':
    '{you, select, yes {You have} other {{name} has}} not chaired this meeting before.',
  'turn.why.meetings-since':
    '{you, select, yes {You last} other {{name} last}} chaired {count, plural, one {one meeting ago} other {# meetings ago}}.',
  'turn.why.term':
    '{you, select, yes {You chair} other {{name} chairs}} {of} meetings in a row. This is number {meeting}.',
  'turn.why.stand-in': 'The usual chair cannot take this meeting, so we looked for a stand-in.',
  'turn.why.swapped': 'Two members agreed to swap this turn.',
} as const;
