/** Opening, cancelling and trying out a round. */
export const round = {
  'round.open': 'Open the pulse now',
  'round.open.summary': 'Open “{title}” now?',
  'round.open.what': 'Everybody in the circle is asked at once, and can answer for {time}.',
  'round.open-one': 'Open “{title}” now',
  'round.opened': '“{title}” is open until {closes}. {invited} people are invited.',
  'pulse.questions.link': 'What “{title}” asks',
  'pulse.questions.summary': 'What “{title}” asks',
  'pulse-state.link.running': 'Pause or end “{title}”',
  'pulse-state.link.paused': 'Let “{title}” go on, or end it',
  'pulse-state.lead': 'A round that is open now goes on to its end.',
  'pulse-state.what': 'What do you want?',
  'pulse-state.running': 'Ask people as planned',
  'pulse-state.paused': 'Pause: ask nobody until a steward lets it go on',
  'pulse-state.ended': 'End it for good. What it showed stays.',
  'pulse-state.two-keys': 'To pause or end it, a steward of another voice has to say yes too.',
  'pulse-state.reason': 'Only to pause or end it. Everybody can read it.',
  'change.pulse-state.running': 'The pulse “{title}” goes on.',
  'change.pulse-state.paused': 'The pulse “{title}” is paused. Nobody is asked until it goes on.',
  'change.pulse-state.ended': 'The pulse “{title}” has ended. What it showed stays.',
  'round.cancel-link': 'Cancel “{title}”',
  'round.cancel.summary': 'Cancel “{title}”?',
  'round.cancel.what': 'All answers so far are deleted unread. Nothing of this round is ever shown.',
  'round.cancel.told': 'A steward of another voice has to say yes too. Then everybody is told.',
  'round.cancel.send': 'Ask to cancel it',
  'round.cancelled': '“{title}” was cancelled.',
  'round.cancelled.what': 'What was answered was deleted unread. Nothing of it is shown.',
  'pulse.slower': 'Two times in a row “{title}” could show nothing. Would you like to ask less often?',
  'pulse.slower.why':
    'We show scores only if enough people answer. Who is asked less often may have more to say.',
  'pulse.slower.how': 'A steward of another voice has to say yes too. You can also leave it as it is.',
  'round.test-link': 'Try “{title}” out',
  'round.test.summary': 'A test of “{title}”. Nothing is counted.',
  'round.test.heading': 'A test: {title}',
  'round.test.warning': 'This is a test, for you alone. Nothing that you send here is counted or kept.',
  'round.test.send': 'Send the test',
  'round.test.done': 'This was a test. Nothing was counted.',

  'failure.lowered-while-open':
    'A round is open, and people answer under the number they were told. Please lower it when the round has closed.',
  'failure.threshold-beyond-circle':
    'That is more than there are people in the circle, so nothing could be shown. Please choose a smaller number.',
  'failure.below-floor-scores':
    'Scores are shown from {least} answers on at the least. Please use {least} or more.',
  'failure.below-floor-comments':
    'Comments are shown from {least} on at the least. Please use {least} or more.',
  'failure.open-too-short': 'Nobody would find the time to answer. Please use an hour or more.',
  'failure.open-too-long': 'A new round would open before this one closes. Please use less.',
  'failure.reminder-too-late': 'The reminder would come after the round has closed. Please use less.',
  'failure.too-many-reminders': 'More than three reminders would be too many. Please write fewer.',
  'failure.reminders-too-close': 'Please leave twelve hours or more between two reminders.',
  'failure.no-questions': 'Please write at least one question.',
  'failure.questions-too-long': 'Please write less: all questions together have room for 3,000 letters.',
  'failure.too-many-questions': 'More than twelve questions are too many. Please leave some out.',
  'failure.question-twice': 'Question {number} stands there twice. Please leave one out.',
  'failure.question-unread':
    'We cannot read a line of question {number}. Please begin answers with “-”, and leave an empty line before the next question.',
  'failure.question-line-too-long':
    'A line of question {number} is too long. Please use 300 letters or fewer.',
  'failure.question-answers':
    'Question {number} needs from two to twelve different answers. Please write each on a line that begins with “-”.',
  'failure.question-no-answers': 'Question {number} is of a kind without answers. Please leave them out.',
  'failure.question-steps':
    'Question {number} needs from 3 to 10 steps. Please give every step its words, or none.',
  'failure.question-follows':
    'Question {number} cannot follow that one. Please name an earlier question with answers that follows no other.',
  'failure.question-chose':
    'Question {number} names an answer that is not there. Please write it as it stands, between “ and ”.',
  'failure.no-such-pack': 'Please choose questions from the list.',
  'failure.pulse-paused': 'This pulse is paused. Please let it go on first.',
  'failure.pulse-ended': 'This pulse has ended. Please set up a new one.',
  'failure.asked-by-another':
    'Another pulse asks one of these questions in the same seven days. Please choose other questions or other weeks.',
  'failure.pulse-name-taken': 'Another pulse of this circle has this name. Please choose another one.',
  'failure.too-many-pulses':
    'This circle has six pulses, and more would be too many. Please change one of them.',
  'failure.no-such-pulse': 'This circle has no such pulse. Please look at the circle again.',
  'failure.nobody-to-ask': 'Nobody is in this circle yet, so nobody can be asked.',
  'failure.still-open': 'A round with these questions is open. Let it close first, or cancel it.',
  'failure.question-rests':
    'How these answers are shown was changed. The questions are asked again eight weeks after the last time.',
  'failure.voices-too-small':
    'By voice needs six people or more in each voice. Please leave it at “for everybody together”.',
  'failure.asked-lately': 'The circle was asked the same within the last seven days. Please wait a little.',
  'failure.closing-in-the-past': 'This round would close before it opens. Please change how long it is open.',
  'failure.about-to-close': 'This pulse is over and closes by itself. Nothing has changed.',
  'failure.not-open': 'This round is not open any more. Nothing has changed.',
} as const;
