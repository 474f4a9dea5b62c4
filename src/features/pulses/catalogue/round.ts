/** Opening, cancelling and trying out a round. */
export const round = {
  'round.open': 'Open the pulse now',
  'round.opened': '“{title}” is open until {closes}. {invited} people are invited.',
  'round.cancel-link': 'Cancel “{title}”',
  'round.cancel.summary': 'Cancel “{title}”?',
  'round.cancel.what': 'All answers so far are deleted unread. Nothing of this round is ever shown.',
  'round.cancel.told': 'A steward of another voice has to say yes too. Then everybody is told.',
  'round.cancel.send': 'Ask to cancel it',
  'round.cancelled': '“{title}” was cancelled.',
  'round.cancelled.what': 'What was answered was deleted unread. Nothing of it is shown.',
  'round.test-link': 'Try the questions out',
  'round.test.summary': 'A test of “{title}”. Nothing is counted.',
  'round.test.heading': 'A test: {title}',
  'round.test.warning': 'This is a test, for you alone. Nothing that you send here is counted or kept.',
  'round.test.send': 'Send the test',
  'round.test.done': 'This was a test. Nothing was counted.',
} as const;
