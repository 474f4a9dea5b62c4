/** What happens where a voice has no steward who can act: somebody stands in, or its members choose one. */
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

  'circle.no-steward':
    'No steward of this voice can act just now: {voices}. The people there can choose one on their start page.',
  'circle.no-steward.stewards':
    'You can propose one too. Open “Change” with their name, and say yes at “A steward?”. Where only one voice has stewards, they are asked themselves.',

  'choosing.none':
    'No steward of your voice can act just now ({voice}). Without one your voice cannot say yes to changes.',
  'choosing.nobody':
    'Nobody of your voice can choose one yet. Please ask the people who run this server to name one.',
  'choosing.how':
    'You can choose one. Somebody proposes one of you, and two others say yes. Then everybody in the circle is told. After seven days it holds, if nobody of you says no.',
  'choosing.link': 'Propose a steward',
  'choosing.summary': 'Choose a steward: {voice}.',
  'choosing.heading': 'Choose a steward',
  'choosing.who': 'Who should be the steward?',
  'choosing.who-hint': 'You can choose yourself. Please ask the person first.',
  'choosing.send': 'Propose them',
  'choosing.headline': '{name} is proposed as a steward. Voice: {voice}.',
  'choosing.by': 'Proposed by',
  'choosing.yes': 'Said yes',
  'choosing.confirm': 'Yes, I would like that',
  'choosing.stop': 'No, stop this',
  'choosing.stop.me': 'Not me, please',
  'choosing.stop.private': 'Nobody is told who said no.',
  'choosing.state.waits':
    '{count, plural, one {One more person of this voice has to say yes.} other {# more people of this voice have to say yes.}} It waits for 14 days.',
  'choosing.state.stands':
    'Enough people of this voice said yes. It holds from {until} on, if nobody of this voice says no before.',
  'choosing.state.chosen': 'It holds. They are a steward now.',
  'choosing.state.stopped':
    'Somebody of this voice said no, so it does not happen. You can propose somebody again.',
  'choosing.state.lapsed': 'It does not happen. Too few people said yes, or something changed in the circle.',

  'settings.leave.last':
    'You are the last steward of your voice. You can leave all the same. Then your voice cannot say yes to changes, until the others of your voice have chosen a steward. They read on their start page how.',
  'settings.leave.name-first': 'Propose another steward first',

  'failure.voice-has-steward': 'Your voice has a steward. A new one takes the yes of stewards of two voices.',
  'failure.not-a-chooser':
    'The people of this voice decide this. Whoever is new to the voice can say yes or no after 28 days.',
  'failure.not-of-your-voice': 'Please choose somebody of your own voice who is not new to it.',
  'failure.choosing-over': 'This does not wait for a yes or a no any more.',
  'failure.confirmed-before': 'You have said yes to this already. Others have to say it too.',
  'failure.choosing-under-way': 'Somebody is proposed already. Please look at your start page.',
  'failure.voice-is-choosing':
    'The people of this voice are choosing their steward just now. Nobody else gives them one.',
  'failure.nobody-chosen': 'Please choose somebody from the list.',
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
} as const;
