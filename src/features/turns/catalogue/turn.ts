/** Whose turn it is to chair, and why. A "no" never needs a reason, never costs a place, and is told to nobody. */
export const turn = {
  'turn.offer.summary': 'Would you like to chair “{meeting}” on {when}?',
  'turn.offer.heading': 'Your turn to chair',
  'turn.offer.lead': 'You are next to chair “{meeting}” on {when}.',
  'turn.offer.choice':
    'You can say yes or no. You do not have to give a reason. If you say no, you keep your place.',
  'turn.offer.choice.easy': 'You can say yes or no. You do not need a reason.',
  'turn.offer.until': 'Please answer by {until}. Until you say yes, we tell nobody else that we asked you.',
  'turn.accept': 'Yes, I will chair',
  'turn.decline': 'No, not this time',
  'turn.why-link': 'Why me?',
  'turn.accepted': 'Thank you. You chair “{meeting}” on {when}.',
  'turn.accepted.next':
    'If you cannot come after all, open this page again and choose “No, not this time”. Everybody then sees that we ask somebody else.',
  'turn.declined': 'Thank you for telling us. You keep your place.',
  'turn.declined.next':
    'We tell nobody that you said no. We ask the next person only when your time to answer is over, so that nobody can guess it.',
  'turn.stood-down.next':
    'Everybody knew that you chair. Now they see that we ask somebody else. You do not have to say why.',
  'turn.think-again': 'I will chair after all',
  'turn.declined.rethink': 'You said no to this. That is fine. If you think again, you can still say yes.',

  'turn.rests.summary': 'We have asked you twice to chair and did not hear from you. That is fine.',
  'turn.rests.what': 'We leave you out of the rota for now, and tell nobody. You keep your place.',
  'turn.rests.return': 'Ask me again',
  'turn.returned': 'Thank you. You are back in the rota.',

  'turn.unfilled.heading': 'A chair is wanted',
  'turn.unfilled.summary': '“{meeting}” on {when} has no chair yet.',
  'turn.unfilled.next': 'Do you know somebody who might like to? We ask them for you.',

  'turn.announcement.summary': '{name} chairs “{meeting}” on {when}.',
  'turn.announcement.heading': 'Who chairs next',
  'turn.announcement.lead': '{name} ({voice}) chairs “{meeting}” on {when}.',
  'turn.announcement.co-chair': 'Co-chair: {name}.',
  'turn.announcement.why-link': 'Why {name}?',

  'turn.asking': 'It is the turn of {voice} to chair “{meeting}” on {when}. We are asking.',
  'turn.no-chair': '“{meeting}” on {when} has no chair yet.',

  'turn.moved': 'This has changed: somebody else chairs this meeting now.',

  'turn.reminder.summary': 'You chair “{meeting}” on {when}.',
  'turn.reminder.lead': 'A reminder: you chair “{meeting}” on {when}.',
  'turn.reminder.help':
    'If you cannot come, open your turn and choose “No, not this time”. You keep your place.',
  'turn.open': 'Open the turn',

  'turn.retimed.heading': 'A new time',
  'turn.retimed.summary': '“{meeting}” now takes place on {when}.',
  'turn.retimed.chairs':
    'You chair it, as before. If you cannot come then, choose “No, not this time”. You keep your place.',
  'turn.retimed.again':
    'You said that you would chair it. The time is new, so we ask again. You do not need a reason.',
  'turn.retimed.asked': 'We have asked you to chair it. You can say yes or no. You do not need a reason.',

  'turn.page.summary': 'Who chairs “{meeting}” on {when}',
  'turn.page.when': 'When',
  'turn.page.chair': 'Chair',
  'turn.page.you': 'You',
  'turn.page.nobody': 'Nobody yet',
  'turn.page.person': '{name} ({voice})',
  'turn.page.asking': 'The turn of {voice}. We are asking.',
  'turn.page.you-are-asked': 'We are asking you. Nobody else knows.',
  'turn.page.co-chair': 'Co-chair',

  'turn.why.you': 'Why me?',
  'turn.why.other': 'Why {name}?',
  'turn.why.voice-first':
    'We choose the voice first, then the person. So each voice gets its share of the chair.',
  'turn.why.only-voice': 'Only one voice is in this rota, so there was no voice to choose.',
  'turn.why.came-to': 'The turn has come to this voice: {voice}.',
  'turn.why.earliest-deadline':
    'It was the turn of this voice: {voice}. Waiting longer would have left it short of its share.',
  'turn.why.voice-longest-since': 'More than one voice was equally due. {voice} had waited longest.',
  'turn.why.voice-seeded-order':
    'More than one voice was equally due. A fixed order, drawn by lot at the start, chose {voice}.',
  'turn.why.new-count': 'The voices or their shares changed, so we began to count anew.',
  'turn.why.person': 'Within a voice we ask whoever is furthest behind a fair share of turns.',
  'turn.why.longest-since': 'Some people were equally due. You had waited longest.',
  'turn.why.seeded-order': 'Some people were equally due. A fixed order, drawn by lot at the start, decided.',
  'turn.why.behind':
    '{halves, plural, one {You are about half a turn behind.} =2 {You are about one turn behind.} other {You are more than one turn behind.}}',
  'turn.why.even': 'You are about even: neither behind nor ahead.',
  'turn.why.ahead': 'You have chaired a little more than your share so far.',
  'turn.why.never-chaired': 'You have not chaired this meeting before.',
  'turn.why.meetings-since':
    'You last chaired {count, plural, one {one meeting ago} other {# meetings ago}}.',
  'turn.why.term':
    '{you, select, yes {You chair} other {{name} chairs}} {of} meetings in a row. This is number {meeting}.',
  'turn.why.stand-in': 'Somebody else chairs some meetings in a row. This one needed a stand-in.',
  'turn.why.found': 'A steward asked, because there was no chair yet.',
  'turn.why.rule': 'Then we ask one person after another, until somebody says yes.',
  'turn.why.swapped': 'This turn changed hands after it was drawn.',
} as const;
