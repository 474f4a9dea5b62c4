/** Who stands in for a steward for a while. */
export const stewards = {
  'change.stand-in': '{name} stands in as a steward until the end of {day}.',
  'change.stand-in-ended': '{name} does not stand in as a steward any more.',
  'change.steward-chosen': '{name} is a steward. The people of this voice chose them: {voice}.',
  'stewards.told.summary': 'There is news about the stewards of {circle}.',

  'stand-in.link': 'Name somebody to stand in for a while',
  'stand-in.summary': 'Somebody of your voice can stand in as a steward for a while.',
  'stand-in.heading': 'Somebody to stand in',
  'stand-in.lead':
    'Will you be away? You can name somebody of your own voice. They can do what a steward does, until a day that you choose.',
  'stand-in.public':
    'They are told, the other stewards are told, and everybody can read it. You or they can end it early.',
  'stand-in.who': 'Who stands in?',
  'stand-in.nobody': 'There is nobody of your voice who could stand in just now.',
  'stand-in.until': 'Until the end of which day?',
  'stand-in.weeks': '{weeks, plural, one {# week} other {# weeks}}: until {day}',
  'stand-in.send': 'Name them',
  'stand-in.now': '{name} stands in until the end of {day}.',
  'stand-in.end': '{name} stops standing in',
  'stand-in.home': 'You stand in as a steward until the end of {day}. You can stop at any time.',
  'stand-in.home.end': 'Stop standing in',
  'circle.stand-in': '{name}, stands in as a steward until the end of {day}',

  'settings.leave.last':
    'You are the last steward of your voice. You can leave all the same. Then your voice cannot say yes to changes, until the others of your voice have chosen a steward. They read on their start page how.',
  'settings.leave.name-first': 'Propose another steward first',

  'failure.stands-in-yourself':
    'You stand in for somebody yourself. Please ask a steward of your voice to name another.',
  'failure.names-themselves': 'You are a steward already. Please choose somebody else.',
  'failure.stand-in-other-voice':
    'Somebody who stands in has your own voice. For another voice, a steward of that voice names somebody.',
  'failure.stand-in-not-settled':
    'This person is still new to this voice, so they cannot stand in yet. Please choose somebody else.',
  'failure.steward-already': 'This person is a steward already. Please choose somebody else.',
  'failure.stand-in-too-long': 'Somebody can stand in for 90 days at most. Please choose an earlier day.',
  'failure.not-your-stand-in': 'Only the person who stands in, or a steward of their voice, can end this.',
  'failure.nobody-chosen': 'Please choose somebody from the list.',
  'meanwhile.theirs': 'Somebody changed this while you had it open: {inputs}. You see it as it is now.',
  'meanwhile.both':
    'Somebody changed this, and so did you: {inputs}. Yours still stands here. If you send it, it takes the place of theirs.',
  'meanwhile.input': '“{label}”',
  'meanwhile.input-now': '“{label}” (now: {value})',
  'meanwhile.again': 'Nothing is saved yet. Please look, and send it again.',
} as const;
