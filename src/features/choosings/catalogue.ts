/** What a voice without a steward who can act reads, until it has chosen one. */
export const choosing = {
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
  'choosing.state.missing':
    'Too few of the people who are in this voice now said yes. {count, plural, one {One more has to say yes} other {# more have to say yes}} before {until}. Then it holds from that time on, if nobody of this voice says no.',
  'choosing.state.chosen': 'It holds. They are a steward now.',
  'choosing.state.stopped':
    'Somebody of this voice said no, so it does not happen. You can propose somebody again.',
  'choosing.state.lapsed': 'It does not happen. Too few people said yes, or something changed in the circle.',

  'failure.voice-has-steward': 'Your voice has a steward. A new one takes the yes of stewards of two voices.',
  'failure.not-a-chooser':
    'The people of this voice decide this. Whoever is new to the voice can say yes or no after 28 days.',
  'failure.not-of-your-voice': 'Please choose somebody of your own voice who is not new to it.',
  'failure.choosing-over': 'This does not wait for a yes or a no any more.',
  'failure.confirmed-before': 'You have said yes to this already. Others have to say it too.',
  'failure.choosing-under-way': 'Somebody is proposed already. Please look at your start page.',
  'failure.voice-is-choosing':
    'The people of this voice are choosing their steward just now. Nobody else gives them one.',
} as const;
