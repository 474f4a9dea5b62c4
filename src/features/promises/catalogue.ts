/** "You said, we did": what people asked for, and what became of it. */
export const promise = {
  'promise.list.summary':
    '{count, plural, =0 {No promises are open} one {One promise is open} other {# promises are open}} in {circle}.',
  'promise.list.heading': 'Promises: you said, we did',
  'promise.list.lead':
    'Anybody can raise a promise. Staff say what they did, or why they cannot. It is closed only when a rep confirms.',
  'promise.list.lead.easy': 'Say what you need. Staff answer. A rep says if it is done.',
  'promise.list.open': 'Open promises',
  'promise.list.none': 'There is no open promise now.',
  'promise.list.closed': 'Confirmed promises',
  'promise.raise-link': 'Raise a promise',
  'promise.said': 'You said',
  'promise.asked-by': 'Raised by',
  'promise.unnamed': 'No name given',
  'promise.state': 'Where it stands',
  'promise.state.raised': 'Waits for a reply',
  'promise.state.answered': 'Waits for a rep to confirm',
  'promise.state.reopened': 'A rep said “not yet”. Waits for a new reply',
  'promise.state.confirmed': 'Confirmed by {voice}',
  'promise.age': 'Open for',
  'promise.age.weeks': '{weeks, plural, =0 {less than a week} one {1 week} other {# weeks}}',
  'promise.we-did': 'We did',
  'promise.we-cannot': 'We cannot, because',
  'promise.reply-by': '{words} ({name})',
  'promise.reply-link': 'Reply to this',
  'promise.confirm': 'Yes, this is done',
  'promise.confirm-cannot': 'I accept the reason',
  'promise.reopen': 'Not yet',

  'promise.changed-by-author': 'Changed by its author.',
  'promise.edit-link': 'Change my words',
  'promise.edit.summary': 'Change the words of your promise, or take it back.',
  'promise.edit.heading': 'Change my words',
  'promise.edit.lead':
    'You can change your words until somebody replies. The list says that you changed them.',
  'promise.edit.answered':
    'Somebody has replied, so the words stay as they are. You can still take them back.',
  'promise.edit.words': 'What should change?',
  'promise.edit.send': 'Change it',
  'promise.edit.back-lead':
    'If you take it back, we delete your words and the replies, also in past digests. E-mail stays as it is.',
  'promise.edit.back': 'Take it back',
  'promise.reworded': 'Thank you. Your new words are on the list.',
  'promise.taken-back': 'Your promise is taken back. We have deleted your words.',

  'promise.form.summary': 'Raise a promise: say what should change.',
  'promise.form.heading': 'Raise a promise',
  'promise.form.lead': 'Say what should change. The circle sees your words and must reply.',
  'promise.form.words': 'What should change?',
  'promise.form.words-hint':
    'At most {most} letters. Do not write names or anything about somebody’s health.',
  'promise.form.named': 'Should we show your name?',
  'promise.form.named-hint': 'Without your name, people may still guess from the words who wrote them.',
  'promise.form.unnamed-option': 'No, leave my name out',
  'promise.form.named-option': 'Yes, show my name',
  'promise.form.unnamed-kept':
    'Without your name we keep only your words and the week. Stewards see them one day before a digest, everybody else in it. Two stewards can hold words back, and everybody hears how many and why.',
  'promise.form.send': 'Raise it',
  'promise.raised.unnamed':
    'Thank you. Your words will appear in the next digest, without your name. If that comes within a day, they wait for the one after.',
  'promise.raised.named': 'Thank you. Your promise is on the list, with your name.',

  'promise.reply.summary': 'Reply to a promise.',
  'promise.reply.heading': 'Reply to a promise',
  'promise.reply.outcome': 'What is your reply?',
  'promise.reply.we-did-option': 'We did it',
  'promise.reply.we-cannot-option': 'We cannot do it',
  'promise.reply.words': 'What did you do, or why can you not?',
  'promise.reply.words-hint':
    'At most {most} letters. Your name stands beside your reply. A rep will confirm it, or say “not yet”.',
  'promise.reply.send': 'Send the reply',
  'promise.replied': 'Thank you. Your reply is on the list. Now a rep can confirm it.',
  'promise.confirmed': 'Thank you. The promise is closed, and the next digest says so.',
  'promise.reopened': 'Thank you. The promise stays open and waits for a new reply.',

  'say.from-message.summary': 'Turn these words into a promise?',
  'say.from-message.heading': 'Turn these words into a promise?',
  'say.from-message.lead': 'Nothing is kept until you press the button. You can change the words first.',
  'say.from-message.ask': 'If somebody else wrote them, please ask them first.',
  'say.from-message.kept':
    'We keep only the words and the week. We do not keep who wrote the message, when, or where.',
  'say.from-message.cut': 'The message was long, so only its first {most} letters are here.',
  'say.from-message.send': 'Raise it as a promise',
} as const;
